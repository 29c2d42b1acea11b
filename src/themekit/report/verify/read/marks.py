"""Text with marks in it -> clean text and marks; what every format shares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.report.verify.model import Block, BlockKind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WRITTEN = re.compile(r"\s?\[\s*row\s*:\s*([^\]]*?)\s*\]", re.IGNORECASE)
BARE = re.compile(r"\s*row\s*:\s*(.+?)\s*", re.IGNORECASE | re.DOTALL)
Ranges = tuple[tuple[int, int], ...]
_UNSEEN = str.maketrans("", "", "\u200b\u00ad\ufeff\u2060")


@dataclass(slots=True)
class Piece:
    """Text being gathered, with ranges that move along as white space is folded.

    Attributes
    ----------
    text : str
    marks : list of (what is said, start, end)
    strong, slanted : lists of (start, end)
        What is set in italics or bold; what of it in italics.
    """

    text: str = ""
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    slanted: list[tuple[int, int]] = field(default_factory=list)

    def emphasised(self, start: int, *, slanted: bool) -> None:
        """Note that what was added from a place on is emphasised."""
        end = len(self.text)
        self.strong.append((start, end))
        if slanted and self.slanted and self.slanted[-1][1] == start:
            start = self.slanted.pop()[0]  # a run that goes on
        if slanted:
            self.slanted.append((start, end))

    def add(self, more: str) -> None:
        """Add text."""
        self.text += more.translate(_UNSEEN)

    def settled(self) -> tuple[str, tuple[Mark, ...], Ranges, Ranges]:
        """Return the text without written marks and folded, its marks, emphasis and italics."""
        text, cuts = self.text, []
        marks = list(self.marks)
        for found in WRITTEN.finditer(text):
            cuts.append(found.span())
            marks.append((found[1], found.start(), found.start()))
        moved, at = _folded(text, cuts)
        ends = [(said, at[start], at[end]) for said, start, end in marks]
        strong, slanted = (
            tuple((at[a], at[b]) for a, b in ranges if at[a] < at[b])
            for ranges in (self.strong, self.slanted)
        )
        return (
            moved,
            tuple(Mark(*one) for one in sorted(ends, key=lambda mark: (mark[1], mark[2]))),
            strong,
            slanted,
        )


def _folded(text: str, cuts: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """Take `cuts` out and fold white space; return where each position went."""
    out: list[str] = []
    at: list[int] = []
    cut = {place for start, end in cuts for place in range(start, end)}
    for place, sign in enumerate(text):
        at.append(len(out))
        if place in cut:
            continue
        if sign.isspace():
            if out and out[-1] != " ":
                out.append(" ")
            continue
        out.append(sign)
    at.append(len(out))
    whole = "".join(out).rstrip()
    return whole, [min(place, len(whole)) for place in at]


@dataclass(slots=True)
class Gatherer:
    """Puts blocks in order, numbers paragraphs and keeps the headings that are open."""

    blocks: list[Block] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)
    number: int = 0
    page: int = 0
    _waiting: list[str] = field(default_factory=list)

    def add(self, kind: BlockKind, piece: Piece, *, level: int = 0, **more: str) -> None:
        """Add a block, unless nothing stands in it; a block of marks alone covers the next one."""
        text, marks, strong, slanted = piece.settled()
        if not text:
            if marks and kind != "cell":
                self._pending(marks)
            return
        if kind != "cell":
            self.number += 1
        if kind == "heading":
            self.open = [one for one in self.open if one[0] < level]
        place = f"paragraph {self.number}" if not more.get("row") else f"table: {more['row']}"
        if self.page:
            place = f"page {self.page}, {place}"
        waiting = tuple(Mark(said, 0, len(text)) for said in self._waiting)
        self._waiting.clear()
        self.blocks.append(
            Block(
                kind,
                text,
                place,
                level,
                tuple(heading for _, heading in self.open),
                (*waiting, *marks),
                strong,
                more.get("row", ""),
                more.get("column", ""),
                slanted,
            )
        )
        if kind == "heading":
            self.open.append((level, text))

    def _pending(self, marks: Iterable[Mark]) -> None:
        self._waiting.extend(mark.said for mark in marks)

    def table(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Add a table: each cell knows what its line and its column are headed by."""
        heads = [piece.settled()[0] for piece in rows[0]] if rows else []
        for index, row in enumerate(rows):
            label = row[0].settled()[0] if row else ""
            for place, piece in enumerate(row):
                head = heads[place] if index and place < len(heads) else ""
                beside = place and (index or len(rows) == 1)
                self.add("cell", piece, row=label if beside else "", column=head)


def said_of(text: str) -> list[str]:
    """Return what a comment names as rows: in square brackets, or as all that it says."""
    written = [found[1] for found in WRITTEN.finditer(text)]
    bare = BARE.fullmatch(text)
    return written or ([" ".join(bare[1].split())] if bare else [])
