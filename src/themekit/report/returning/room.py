"""How much has room on two sheets: as much as fits is told, and what is left out is counted.

What got worse, changed and cannot be told of what is watched always stands; claims, things done,
quotations and rows of what it cost give way, evenly. How high a page becomes is reckoned from its
letters, with a little to spare: no browser is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from themekit.report.returning.layout import (
    Block,
    Grid,
    Listing,
    Paragraph,
    Quotation,
    Subheading,
    sections_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report.returning.model import ReturnModel

TWO_PAGES = 1720.0
"""Points of height, as reckoned here, that two sheets of A4 hold: a sixth more than on paper."""
LARGER = 1.14
"""By how much the type is larger where there is room."""
_LINE, _LETTERS = 12.0, 104
"""Points a line; letters of it, in the widest of the types that it is set in."""
_HEAD, _SECTION, _SUBHEADING = 64.0, 25.0, 17.0
_GAP, _ITEM, _CREDIT, _ROW = 2.5, 1.0, 16.0, 14.0


@dataclass(frozen=True, slots=True)
class Room:
    """How many of each have room.

    Attributes
    ----------
    quotes, causes, done, spent : int
        Quotations; tellers' claims; things done; rows of what it cost.
    afterwards : int
        Comparisons that nobody had named beforehand.
    label : int
        Letters of a name.
    """

    quotes: int = 6
    causes: int = 6
    done: int = 6
    spent: int = 8
    afterwards: int = 4
    label: int = 100


ROOMS = (
    Room(),
    Room(quotes=5, causes=5, done=5, spent=6),
    Room(quotes=5, causes=4, done=4, spent=5, afterwards=3),
    Room(quotes=4, causes=3, done=3, spent=4, afterwards=2),
    Room(quotes=4, causes=3, done=2, spent=3, afterwards=1, label=70),
    Room(quotes=3, causes=2, done=2, spent=2, afterwards=1, label=60),
    Room(quotes=2, causes=1, done=1, spent=1, afterwards=0, label=50),
    Room(quotes=1, causes=1, done=1, spent=1, afterwards=0, label=40),
)
"""From the most to the least."""


def fitted(make: Callable[[Room], ReturnModel]) -> ReturnModel:
    """Return the fullest account that has room on two sheets; else the shortest there is.

    Parameters
    ----------
    make : callable
        Builds the account for a room.
    """
    for room in ROOMS:
        model = make(room)
        if height_of(model) <= TWO_PAGES:
            break
    return model


def is_roomy(model: ReturnModel) -> bool:
    """Tell whether an account has room on two sheets in larger type: lines get higher and more."""
    return height_of(model) * LARGER * LARGER <= TWO_PAGES


def height_of(model: ReturnModel) -> float:
    """Return how high an account is on paper, in points."""
    first = sum(_text(one) + 9 for one in model.first)
    sections = sections_of(model)
    below = sum(_height(block) for section in sections for block in section.blocks)
    return _HEAD + first + _SECTION * len(sections) + below


def _height(block: Block) -> float:
    match block:
        case Subheading():
            return _SUBHEADING
        case Paragraph():
            return _said(block) + _GAP
        case Listing():
            return sum(_said(one) + _ITEM for one in block.items) + _GAP
        case Quotation():
            return _text(block.text) + _CREDIT
        case Grid():
            return _ROW * (len(block.rows) + 1) + 6


def _said(block: Paragraph) -> float:
    return _text(f"{block.label}  {block.text}") if block.label or block.text else 0.0


def _text(text: str) -> float:
    return _LINE * max(1, ceil(len(text) / _LETTERS))
