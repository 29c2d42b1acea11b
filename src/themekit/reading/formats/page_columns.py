"""Which of a page's gutters part columns of running words: pure.

Names, times, numbers and other short things beside the words make no column: they belong to the
words in their row.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import east_asian_width

from themekit.language import asks
from themekit.names import folded
from themekit.reading.formats.page_gutters import by_column, crossing, gaps_of, lies_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themekit.reading.formats.page_gutters import Piece

Judgement = Literal["", "columns", "unsure"]

_SURE = 0.1
_RUNNING = 14
"""Letters of a line of running words, two or three of them."""
_TALK = 0.3
_FULL, _FILLED = 0.7, 0.4
"""Of wrapped words so many lines fill so much of the column's width."""
_LABELLED = re.compile(r"([^:\uff1a<>]{1,30})(?::\s|\uff1a)\s*\S")
_ENDS = ".!\u2026\u3002\"'\u201d\u2019"
_DISTINCT = 0.7
_ALIKE = 0.75
_APART = 1.3
"""Times the usual step from line to line, from which a line stands apart."""
_FEWEST = 3
"""Paragraphs of a column from which it can be compared with the next."""


def part_columns(
    page: Sequence[Piece], gutters: tuple[int, ...]
) -> tuple[tuple[int, ...], Judgement]:
    """Keep the gutters between columns of running words, and say how sure that is."""
    gutters = _between_words(page, gutters)
    if not gutters:
        return (), ""
    doubtful = any(_is_doubtful(page, place) for place in gutters)
    return gutters, "unsure" if doubtful or _is_grid(page, gutters) else "columns"


def _between_words(page: Sequence[Piece], gutters: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out the gutters beside names and times: those belong to the words behind.

    Numbers of lines are no words at all, and stay by themselves.
    """
    kept = list(gutters)
    while kept:
        columns = [_lines(of) for of in by_column(page, tuple(kept))]
        voices = _voices(columns)
        running = [_is_running(of, voices) for of in columns]
        narrow = next(
            (at for at, of in enumerate(columns) if not running[at] and not _are_numbers(of)), None
        )
        if narrow is None:
            return tuple(kept) if sum(running) > 1 else ()
        # The last column has words before it only.
        del kept[min(narrow, len(kept) - 1)]
    return ()


class _Line(NamedTuple):
    """A row of a column: its words, and how far into the column they reach."""

    text: str
    reach: float


def _lines(pieces: Iterable[Piece]) -> list[_Line]:
    rows = _rows(pieces)
    margin = min((row[0].left for row in rows), default=0.0)
    return [
        _Line(" ".join(piece.text.strip() for piece in row), row[-1].right - margin) for row in rows
    ]


def _voices(columns: Iterable[Sequence[_Line]]) -> frozenset[str]:
    """Return the names that begin lines of two columns or more: the same people speak in them."""
    counts = Counter(name for of in columns for name in {*map(_label, of)} if name)
    return frozenset(name for name, count in counts.items() if count > 1)


def _is_running(lines: Sequence[_Line], voices: frozenset[str]) -> bool:
    """Tell whether a column holds running words: wrapped, and few of its lines the same.

    Words behind the name of somebody who speaks in another column too are the same talk, however
    short they are.
    """
    if sum(_label(line) in voices for line in lines) > 1:
        return True
    if not lines:
        return False
    farthest = max(line.reach for line in lines)
    return (
        median(_letters(line.text) for line in lines) >= _RUNNING
        and len({line.text for line in lines}) >= _DISTINCT * len(lines)
        and sum(_is_talk(line.text) for line in lines) >= _TALK * len(lines)
        and sum(line.reach >= _FULL * farthest for line in lines) >= _FILLED * len(lines)
    )


def _are_numbers(lines: Sequence[_Line]) -> bool:
    return bool(lines) and all(line.text.isdecimal() for line in lines)


def _label(line: _Line) -> str:
    """Return the name that begins a line and has words behind it, if any."""
    found = _LABELLED.match(line.text)
    return folded(found[1]) if found else ""


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces of a column row by row from the top, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and rows[-1][0].beside(piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row) for row in rows]


def _is_talk(line: str) -> bool:
    """Tell whether a line goes on, ends or begins a sentence, as no name and no title does."""
    if not line:
        return False
    goes_on = line[0].isalpha() and not (line[0].isupper() or line[0].istitle())
    return goes_on or ": " in line or line[-1] in _ENDS or asks(line)


def _letters(text: str) -> int:
    """Count what is no digit; a Chinese sign says as much as two letters."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text if not sign.isdecimal())


def _is_doubtful(page: Sequence[Piece], place: int) -> bool:
    """Tell whether more than a heading or two runs over a gutter."""
    gaps = [gap for gap in gaps_of(page) if lies_in(place, gap)]
    return bool(gaps) and len(crossing(place, gaps, page)) > max(1, _SURE * len(gaps))


def _is_grid(page: Sequence[Piece], gutters: tuple[int, ...]) -> bool:
    """Tell whether the columns are those of a table: what begins in one begins in the other too.

    Paragraphs that stand apart begin at the same height only where they are cells of a row.
    """
    columns = [of for of in by_column(page, gutters) if not _are_numbers(_lines(of))]
    if _voices(map(_lines, columns)):
        return False  # whoever speaks in both is no cell's heading
    for one, other in pairwise(map(_beginnings, columns)):
        fewer, more = sorted((one, other), key=len)
        if len(fewer) < _FEWEST:
            continue
        met = sum(any(piece.beside(begun) for begun in more) for piece in fewer)
        if met >= _ALIKE * len(more):
            return True
    return False


def _beginnings(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the lines of a column that stand apart from the line above, by their first piece."""
    rows = [row[0] for row in _rows(pieces)]
    steps = sorted(above.low - below.low for above, below in pairwise(rows))
    if not steps:
        return rows
    usual = steps[len(steps) // 4]
    apart = [below for above, below in pairwise(rows) if above.low - below.low > _APART * usual]
    return [rows[0], *apart]
