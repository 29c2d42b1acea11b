"""Names: the nearest match of a mistyped one, and a short ASCII form of any."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.spans import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUTOFF = 0.6
_SHOWN = 12


def nearest(name: str, known: Iterable[str], cutoff: float = _CUTOFF) -> str:
    """Return the known name most like `name` (case aside), or an empty string.

    Parameters
    ----------
    name : str
    known : iterable of str
    cutoff : float
        Least likeness, in [0, 1].
    """
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(folded(candidate), candidate)
    found = difflib.get_close_matches(folded(name), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else ""


def listed(names: Iterable[str], last: str = "or") -> str:
    """Write names as ``'a', 'b' or 'c'``, cut after a dozen."""
    quoted = [f"'{name}'" for name in names]
    if len(quoted) > _SHOWN:
        return ", ".join(quoted[:_SHOWN]) + f" and {len(quoted) - _SHOWN} more"
    if len(quoted) < 2:  # noqa: PLR2004 - a list of one needs no conjunction
        return "".join(quoted)
    return ", ".join(quoted[:-1]) + f" {last} {quoted[-1]}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known name, or the names there are."""
    names = tuple(known)
    close = nearest(name, names)
    if close:
        return f"did you mean '{close}'?"
    return f"possible: {listed(names)}" if names else ""


def slugify(name: str) -> str:
    """Return `name` as lower-case ASCII words joined by hyphens; never empty.

    Accents are dropped. A name that leaves nothing (another script) becomes ``x`` and the start
    of its hash, so that different names stay different.

    Examples
    --------
    >>> slugify("Café & crèche")
    'cafe-creche'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return slug or f"x{text_hash(name)[:8]}"
