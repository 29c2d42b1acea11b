"""Names that count already, and what another must share with them to count too."""

from __future__ import annotations

from difflib import get_close_matches

from themekit.names import folded
from themekit.reading.speakers.speaker_names import is_head_key, namelike

MANY = 200  # no conversation has more names to compare
NEARLY_ALL = 0.7
SLIP = 0.85


class KnownNames:
    """The names that count already, and what a name that occurs once must share with them."""

    def __init__(self, names: list[str], share: float) -> None:
        self.names = names[:MANY]
        self.stems = {_stem(name) for name in names if name[-1].isdigit()}
        self.capitals = all(name.isupper() for name in names)
        self.several = any(" " in name and not name.isupper() for name in names)
        self.share = share

    def takes(self, name: str) -> bool:
        """Tell whether a name looks like those that count already."""
        if not namelike(name) or is_head_key(folded(name)):
            return False
        if name[-1].isdigit() and _stem(name) in self.stems:
            return True
        if self.capitals or name.isupper():
            return name.isupper() and (self.capitals or self.share >= NEARLY_ALL)
        if self.share >= NEARLY_ALL or (" " in name and self.several):
            return True
        return bool(get_close_matches(name, self.names, 1, SLIP))


def _stem(name: str) -> str:
    """Return a name without the number at its end."""
    return folded(name.rstrip("0123456789 "))
