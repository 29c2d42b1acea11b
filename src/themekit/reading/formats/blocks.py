"""Paragraphs and tables of a word processor's file to text and turns; .docx and .odt share it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.errors import Problem
from themekit.reading.decode import check_text
from themekit.reading.speakers.labels import lone_time
from themekit.reading.speakers.speaker_names import namelike, plausible
from themekit.reading.speakers.turns import find_turns
from themekit.records import Extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 0.6
_SHOWN = 40
# What markup can smuggle past `decode`; one sign for one, so that places stay.
_FOREIGN = {ord("\r"): "\n", 0: "\ufffd"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes
    ----------
    text : str
        Tabs and line breaks inside are kept as such.
    lead : int
        Length of the bold words that begin it; 0 where it begins plainly.
    """

    text: str
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of cells, each cell the paragraphs in it."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


Block = Paragraph | Grid


def extract(
    blocks: Iterable[Block],
    name: str,
    notes: tuple[str, ...] = (),
    hidden: Iterable[str] = (),
) -> Extract:
    """Lay blocks out as lines of text and find the turns.

    Parameters
    ----------
    blocks : iterable of Paragraph or Grid
        In reading order.
    name : str
        The file, as errors should name it.
    notes : tuple of str
        Passed on.
    hidden : iterable of str
        Text that the file's program hides; looked at when all blocks are there.

    Raises
    ------
    InputError
        No words at all.
    """
    lines: list[str] = []
    leads: dict[int, int] = {}
    at = 0
    for paragraph in _paragraphs(blocks):
        if paragraph.lead:
            leads[at] = paragraph.lead
        lines.append(paragraph.text)
        at += len(paragraph.text) + 1
    text = "\n".join(lines).translate(_FOREIGN)
    check_text(text, name)
    found = find_turns(text, leads)
    return Extract(text, found.turns, notes, found.notes, tuple(_unseen("".join(hidden), name)))


def _unseen(hidden: str, name: str) -> Iterator[Problem]:
    """Doubt that words that nobody sees in the file were meant to be left out."""
    # Half of a sign, which Rich Text may hide, can be written nowhere.
    words = hidden.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").split()
    if words:
        count = f"{len(words):,} word{' is' if len(words) == 1 else 's are'}"
        begins = " ".join(words)[:_SHOWN]
        yield Problem(
            name,
            None,
            f"{count} hidden in the file (Font: Hidden) and left out, from {begins!r} on.",
            "if this was said, take 'Hidden' off in the program that wrote the file, and save it",
            "warning",
            "hidden-text",
        )


def _paragraphs(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    """Flatten tables: a transcript's row becomes ``speaker TAB speech``, others go cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        block = _one_speaker_a_row(block)  # noqa: PLW2901 -- the same table, laid out plainly
        if _is_transcript(block):
            yield from (Paragraph("\t".join(_words(cell) for cell in row)) for row in block.rows)
        else:
            yield from (line for row in block.rows for cell in row for line in cell)


def _one_speaker_a_row(grid: Grid) -> Grid:
    """Part rows whose cells hold several names and as many speeches, paragraph by paragraph."""
    rows: list[tuple[tuple[Paragraph, ...], ...]] = []
    for row in grid.rows:
        filled = [[line for line in cell if line.text.strip()] for cell in row]
        names = [line.text.strip().rstrip(":") for line in filled[0]] if filled else []
        alike = len(row) > 1 and len({len(cell) for cell in filled}) == 1 and len(names) > 1
        if alike and all(plausible(name) and namelike(name) for name in names):
            rows += [tuple((line,) for line in lines) for lines in zip(*filled, strict=True)]
        else:
            rows.append(row)
    return Grid(tuple(rows))


def _words(cell: tuple[Paragraph, ...]) -> str:
    """Return a cell's paragraphs as lines."""
    return "\n".join(paragraph.text for paragraph in cell).strip()


def _is_transcript(grid: Grid) -> bool:
    """Tell whether a table says in each row who spoke (after a time, perhaps) and what."""
    rows = [[_words(cell) for cell in row] for row in grid.rows]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or max(map(len, rows)) not in {2, 3}:  # noqa: PLR2004 -- speaker and speech, or with time
        return False
    timed = [row for row in rows if lone_time(row[0]) is not None]
    at = 1 if 2 * len(timed) > len(rows) else 0
    if max(map(len, rows)) != at + 2:
        return False
    who = [row[at] for row in rows if len(row) > at and row[at]]
    likely = [name.rstrip(":") for name in who if plausible(name.rstrip(":"))]
    recurs = any(count > 1 for count in Counter(likely).values())
    names = sum(namelike(name) for name in likely)
    speech = sum(len(row[-1]) for row in rows)
    enough = min(len(likely), names) >= _MOST * len(rows)
    return enough and (recurs or bool(timed)) and speech > sum(map(len, who))
