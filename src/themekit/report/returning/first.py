"""What is said before all else: an account without worse and unchanged is a leaflet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.returning.occasion import DIRECTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.returning.occasion import Occasion

_KEPT = ("worse", "same")


def said_first(occasion: Occasion) -> Iterator[str]:
    """Yield that no story of worse, or of unchanged, has been read in this wave, where it is so."""
    wave, total = occasion.wave, len(occasion.passages)
    if not any(occasion.codes_of(one) for one in _KEPT):
        yield (
            "The list of what is looked for does not say what tells of worse and what of "
            "unchanged. So this page cannot say whether such stories were read."
        )
        return
    missing = [
        direction
        for direction in _KEPT
        if occasion.codes_of(direction)
        and not any(occasion.found.get(code.id) for code in occasion.codes_of(direction))
    ]
    if not missing:
        return
    what = " or of ".join(DIRECTION_WORDS[one] for one in missing)
    yield f"No story of {what} has been read in {wave}. {_why(len(occasion.read), total)}"


def _why(read: int, total: int) -> str:
    if not total:
        return "Nothing was told in words of people's own."
    if not read:
        return "Nobody has read any story of it yet: what follows rests on answers alone."
    if read < total:
        return (
            f"{total - read:,} of {words.plural(total, 'passage')} nobody has read: there may be "
            "such stories among them."
        )
    return (
        f"All {words.plural(total, 'passage')} were read. Ask whether people could say such things "
        "to whoever asked them."
    )
