"""A sheet of the workbook as records: columns and rows, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | int | float | None
Line = tuple[bool, tuple[Value, ...]]
"""Whether the row is set off (a theme), and its cells."""

WIDE, MIDDLE, NARROW = 60, 24, 11
READ_ME = "Read me"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet; `apart` marks validation and context strands."""

    name: str
    width: int = MIDDLE
    kind: Literal["text", "integer", "share"] = "text"
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its tab's name, its title, columns and rows.

    A `wide` one is printed over as many pages across as it needs, its frozen columns on each;
    others fit the width of a page.
    """

    name: str
    title: str
    columns: tuple[Field, ...]
    rows: Iterable[Line] = field(repr=False)
    frozen: int = 0
    filtered: bool = True
    wide: bool = False
