"""A finished report as it was read back: blocks of text, each with its place and its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "cell", "quote", "note"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What an author says that a sentence rests on.

    Attributes
    ----------
    said : str
        A row's key, or ``CODE, STRAND`` as it was written.
    start, end : int
        Range of the block's text that it covers; equal where it stands behind what it covers.
    """

    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell, block quotation or footnote.

    Attributes
    ----------
    kind : {'heading', 'paragraph', 'cell', 'quote', 'note'}
    text : str
        Without marks; white space folded, lines of a paragraph joined.
    place : str
        For a person to find it: ``paragraph 12``, ``page 3``.
    level : int
        Of a heading, from 1.
    sections : tuple of str
        Headings that it stands under, the outermost first; of a heading without itself.
    marks : tuple of Mark
    strong : tuple of (start, end)
        What is set in italics or bold.
    slanted : tuple of (start, end)
        What of it is set in italics.
    row, column : str
        Of a cell: what its line and its column are headed by.
    """

    kind: BlockKind
    text: str
    place: str
    level: int = 0
    sections: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    row: str = ""
    column: str = ""
    slanted: tuple[tuple[int, int], ...] = ()

    @property
    def section(self) -> str:
        """The nearest heading above it."""
        return self.sections[-1] if self.sections else ""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report that was read back.

    Attributes
    ----------
    name : str
    blocks : tuple of Block
        In reading order.
    """

    name: str
    blocks: tuple[Block, ...] = ()
