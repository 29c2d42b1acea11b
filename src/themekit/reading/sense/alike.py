"""Labels that a reader takes for one and the same, though they are written differently."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Letters of other alphabets that look the same in small or in capitals, after folding.
_OTHER_LETTERS = "авекмнорстухіјѕԁԛԝүһ" + "αβεζηικμνορτυχ" + "ꞵօսոհ"
_LATIN_LETTERS = "abekmhopctyxijsdqwyh" + "abeznikmvoptux" + "bounh"
_LOOKS = str.maketrans(_OTHER_LETTERS, _LATIN_LETTERS)
_SIGNS = str.maketrans("01|!", "oiii")
_ONE = str.maketrans({"l": "i"})
# The principal investigator is not the first participant.
_WORDS = frozenset({"pi", "ai"})


def likeness(label: str) -> str:
    """Return what is left of a label where only what the eye tells apart is kept.

    Examples
    --------
    >>> likeness("Mr. Field") == likeness("mr field"), likeness("P 1") == likeness("P1")
    (True, True)
    >>> likeness("P1") == likeness("P2"), likeness("P1") == likeness("PI")
    (False, False)
    """
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", folded(label))
        if not unicodedata.combining(sign)
    ).translate(_LOOKS)
    bare = "".join(sign for sign in plain if sign.isalnum() or sign in "|!")
    if bare in _WORDS:
        return f"={bare}"
    # A lone letter beside digits is a number misread; "l" and "i" inside words are letters.
    if any(sign.isdigit() or sign in "|!" for sign in bare) or len(bare) <= _CODE:
        return bare.translate(_SIGNS).translate(_ONE)
    return bare


_ACCENTS, _ALPHABETS = "accents", "letters of another alphabet that look the same"
LETTERS = frozenset({_ACCENTS, _ALPHABETS})
"""Differences that `differ_in` finds in letters, not in punctuation or numbers."""

_CODE = 4
"""Labels up to this length are codes, in which a letter may stand for a digit."""


def look_alikes(labels: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield groups of labels that are different names and look the same."""
    groups: dict[str, dict[str, str]] = {}
    for label in labels:
        if key := likeness(label):
            groups.setdefault(key, {}).setdefault(folded(label), label)
    return (tuple(group.values()) for group in groups.values() if len(group) > 1)


def differ_in(first: str, second: str) -> str:
    """Say in what two labels differ that look the same."""
    one, other = folded(first), folded(second)
    if [sign for sign in one if sign.isalnum()] == [sign for sign in other if sign.isalnum()]:
        return "spaces or punctuation"
    bare = [
        "".join(sign for sign in unicodedata.normalize("NFKD", name) if not _is_mark(sign))
        for name in (one, other)
    ]
    if bare[0] == bare[1]:
        return _ACCENTS
    if one.isascii() != other.isascii() or not (one.isascii() and other.isascii()):
        return _ALPHABETS
    return "letters and digits that look the same"


def _is_mark(sign: str) -> bool:
    return bool(unicodedata.combining(sign))
