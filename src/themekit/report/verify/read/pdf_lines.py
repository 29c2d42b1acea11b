"""Lines of a PDF's pages, each with its parts that stand apart as the cells of a table do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Sign = tuple[str, float, float, float, float, float, int]
_APART = 1.0
"""Parts stand apart by more than the height of a letter."""
_LABEL = re.compile(r"\W{0,3}|[(\[]?\w{1,3}[.)\]]")
"""A bullet or the number of an item is no cell."""


class Cell(NamedTuple):
    """A part of a line, and from where to where it goes."""

    text: str
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """A line of a page: its text, where it stands, how large it is set, and its parts."""

    text: str
    page: int
    top: float
    low: float
    left: float
    right: float
    size: float
    height: float
    bold: bool = False
    cells: tuple[Cell, ...] = ()


def lines_of(page: Any, number: int) -> Iterator[Line]:
    """Yield the lines of a page in reading order."""
    from ctypes import c_double

    from pypdfium2 import raw  # type: ignore[import-untyped]

    text = page.get_textpage()
    height = page.get_height()
    count = text.count_chars()
    left, right, low, high = (c_double() for _ in range(4))
    signs: list[Sign] = []
    for at in range(count):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign in "\r\n":
            if sign == "\n" and signs:
                yield _line(signs, number, height)
                signs = []
            continue
        raw.FPDFText_GetCharBox(text, at, left, right, low, high)
        size = raw.FPDFText_GetFontSize(text, at)
        weight = raw.FPDFText_GetFontWeight(text, at)
        box = (left.value, right.value, low.value, high.value)
        signs.append((sign, *box, size, weight))
    if signs:
        yield _line(signs, number, height)


def _line(signs: Sequence[Sign], page: int, height: float) -> Line:
    """Join the characters of a line."""
    seen = [one for one in signs if one[0].strip()] or list(signs)
    size = median(max(one[5], one[4] - one[3]) if one[5] <= 1 else one[5] for one in seen)
    return Line(
        text=_text(signs),
        page=page + 1,
        top=height - max(one[4] for one in seen),
        low=height - min(one[3] for one in seen),
        left=min(one[1] for one in seen),
        right=max(one[2] for one in seen),
        size=size,
        height=height,
        bold=median(one[6] for one in seen) >= 600,  # noqa: PLR2004 - semibold and up
        cells=tuple(_cells(signs, size)),
    )


def _text(signs: Sequence[Sign]) -> str:
    return "".join(one[0] for one in signs).replace("\x02", "\u2010").replace("\ufffe", "\u2010")


def _cells(signs: Sequence[Sign], size: float) -> Iterator[Cell]:
    """Part a line where the room between two words is wider than any between words."""
    part: list[Sign] = []
    right: float | None = None
    for sign in signs:
        if not sign[0].strip():
            part.append(sign)
            continue
        is_apart = right is not None and sign[1] - right > size * _APART
        if is_apart and not _LABEL.fullmatch(_text(part).strip()):
            yield _cell(part)
            part = []
        part.append(sign)
        right = sign[2]
    if right is not None:
        yield _cell(part)


def _cell(signs: Sequence[Sign]) -> Cell:
    seen = [one for one in signs if one[0].strip()]
    return Cell(_text(signs).strip(), min(one[1] for one in seen), max(one[2] for one in seen))
