"""Names that become part of ids, and the nearest of the names there are: pure strings."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.spans import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST = 60
_SHOWN = 10
_CUTOFF = 0.5


def item_key(wording: str) -> str:
    """Turn a column name or a question into the key of an item; never empty, underscores kept.

    Examples
    --------
    >>> item_key("main_worry"), item_key("What is your main worry, and why?")
    ('main_worry', 'what-is-your-main-worry-and-why')
    """
    plain = unicodedata.normalize("NFKD", wording).encode("ascii", "ignore").decode("ascii")
    key = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")
    if not key:
        return f"x{text_hash(wording)[:8]}"
    # A cut key takes a mark of the whole wording along, so that two long questions stay two.
    return key if len(key) <= _LONGEST else f"{key[:_LONGEST].rstrip('-')}-{text_hash(wording)[:6]}"


def clean_name(name: str) -> str:
    """Make a respondent's id or a file's stem fit to stand in a document's id."""
    if name.isprintable() and "/" not in name:
        return name.strip()
    return "".join("-" if sign == "/" or not sign.isprintable() else sign for sign in name.strip())


def unused(name: str, used: Iterable[str], mark: str) -> str:
    """Return `name`, or with the first number after `mark` that makes it new: ``V03#2``."""
    taken = used if isinstance(used, dict | set | frozenset) else set(used)
    number, found = 2, name
    while found in taken:
        found = f"{name}{mark}{number}"
        number += 1
    return found


def column_place(wanted: str, header: Sequence[str]) -> int:
    """Return a column's place; -1 where it is not there. Names are compared as all names are."""
    if wanted in header:
        return header.index(wanted)
    sought = folded(wanted)
    places = [at for at, name in enumerate(header) if folded(name) == sought]
    return places[0] if len(places) == 1 else -1


def nearest(wanted: str, known: Sequence[str]) -> str:
    """Return a hint: the nearest name there is, or the names there are."""
    close = get_close_matches(wanted, known, 1, _CUTOFF)
    if close:
        return f"did you mean {close[0]!r}?"
    more = ", ..." if len(known) > _SHOWN else ""
    return "the columns are " + ", ".join(repr(name) for name in known[:_SHOWN]) + more
