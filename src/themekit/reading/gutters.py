"""Pages in columns: where each line lies on its page -> the order in which a person reads: pure.

Many programs draw a page row by row, so that the lines of two columns come mixed. Columns are told
by gutters: strips that lines stop before and begin behind, again and again. Names, times, numbers
and other short things beside the words make no column: they belong to the words in their row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import bidirectional, east_asian_width

from themekit.language import asks
from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Judgement = Literal["", "columns", "unsure"]

_FEWEST = 4
"""Rows that a gutter has to part."""
NARROWEST = 8.0
"""Points of white that may be a gutter."""
_MOST_GUTTERS = 5
_CROSSED = 0.35
"""Share of the rows that cross a gutter from which it is none."""
_SURE = 0.1
_MOST_PIECES = 600
"""A page in more pieces than that is a table of figures, and dear to look through."""
_RUNNING = 14
"""Letters of a line of running words, two or three of them."""
_TALK = 0.3
_FULL, _FILLED = 0.7, 0.4
"""Of wrapped words so many lines fill so much of the column's width."""
_LABELLED = re.compile(r"([^:\uff1a<>]{1,30})(?::\s|\uff1a)\s*\S")
_ENDS = ".!\u2026\u3002\"'\u201d\u2019"
_EDGE = 4
"""Pieces between the edge of a page and what may be its head or number."""
_BIN = 8.0
_FARTHEST = 20_000.0
_DISTINCT = 0.7
_ALIKE = 0.75
_APART = 1.3
"""Times the usual step from line to line, from which a line stands apart."""
_SHIFTED = 0.85
"""Lines by which one column may stand lower than the other: half a line with its white."""


class Piece(NamedTuple):
    """Words in a row without a wide gap: their box in points (y upwards), and whose line it is."""

    left: float
    right: float
    low: float
    high: float
    text: str
    line: int

    @property
    def height(self) -> float:
        """Height of the letters."""
        return self.high - self.low

    @property
    def middle(self) -> float:
        """Height on the page at which the letters are cut in half."""
        return (self.low + self.high) / 2

    def beside(self, other: Piece, part: float = 0.5) -> bool:
        """Tell whether two pieces stand in one row, give or take a part of a line."""
        return abs(self.middle - other.middle) < part * max(self.height, other.height)


class Gap(NamedTuple):
    """White between two pieces of a row."""

    before: Piece
    after: Piece


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page is read.

    Attributes
    ----------
    lines : tuple of str or None
        The page's lines in their right order; None where they stand in it already.
    judgement : {'', 'columns', 'unsure'}
        Whether the page has columns; unsure leaves the lines as they are.
    """

    lines: tuple[str, ...] | None = None
    judgement: Judgement = ""


def read_columns(pages: Sequence[Sequence[Piece]]) -> list[Reading]:
    """Judge every page of a document, each with what returns on others in mind.

    Parameters
    ----------
    pages : sequence of sequence of Piece
        In the order in which the file gives them; the pieces of a line come in a row.
    """
    # A damaged file may give boxes that lie on no page.
    pages = [page if all(map(_is_on_a_page, page)) else () for page in pages]
    heads = _returning(pages)
    whole = [_head_lines(page, heads) for page in pages]
    kept = [
        [piece for piece in page if piece.line not in lines]
        for page, lines in zip(pages, whole, strict=True)
    ]
    found = [_gutters(page) for page in kept]
    known = Counter(place for page in found for place in page)
    # The last page may hold too few lines to show what all others show.
    usual = tuple(place for place, count in sorted(known.items()) if 2 * count >= len(pages) > 1)
    return [
        _read(page, lines, *_columned(own, gutters or _if_kept(own, usual)))
        for page, lines, own, gutters in zip(pages, whole, kept, found, strict=True)
    ]


def _is_on_a_page(piece: Piece) -> bool:
    return all(abs(place) < _FARTHEST for place in piece[:4])  # not so what is no number


def _returning(pages: Sequence[Sequence[Piece]]) -> set[tuple[int, str]]:
    """Return what stands at the same height of two pages or more: their heads and numbers."""
    counts = Counter(key for page in pages for key in {_key(piece) for piece in _edges(page)})
    return {key for key, count in counts.items() if count > 1}


def _edges(page: Sequence[Piece]) -> list[Piece]:
    """Return the pieces nearest to the upper and the lower edge of a page."""
    order = sorted(page, key=lambda piece: piece.low)
    return order if len(order) <= 2 * _EDGE else [*order[:_EDGE], *order[-_EDGE:]]


def _head_lines(page: Sequence[Piece], heads: set[tuple[int, str]]) -> frozenset[int]:
    """Return the lines of a page that are its head or number, with all that stands beside."""
    known = {piece for piece in _edges(page) if _key(piece) in heads}
    return frozenset(
        piece.line
        for piece in known
        if all(one in known for one in page if one.line == piece.line or one.beside(piece))
    )


def _key(piece: Piece) -> tuple[int, str]:
    """Return a piece's height on the page and its words, all numbers alike."""
    plain = "".join("#" if sign.isdecimal() else sign for sign in piece.text.strip())
    return round(piece.low / 4), plain.casefold()


# -- where the gutters are -----------------------------------------------------------------------


def _gutters(page: Sequence[Piece]) -> tuple[int, ...]:
    """Return the places of the gutters, from left to right, in whole points."""
    if len(page) > _MOST_PIECES:
        return ()
    gaps = _gaps(page)
    places: list[int] = []
    while len(gaps) >= _FEWEST and len(places) < _MOST_GUTTERS:
        place = _widest_shared(gaps, page)
        if place is None:
            break
        places.append(place)
        gaps = [gap for gap in gaps if not _lies_in(place, gap)]
    return tuple(sorted(places))


def _gaps(page: Sequence[Piece]) -> list[Gap]:
    """Return the white behind each piece that has another behind it in its row."""
    levels: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in page:
        for level in _levels(piece):
            levels[level].append(piece)
    gaps = []
    for piece in page:
        behind = (one for level in _levels(piece) for one in levels[level] if _follows(piece, one))
        after = min(behind, key=lambda one: one.left, default=None)
        if after is not None:
            gaps.append(Gap(piece, after))
    return gaps


def _levels(piece: Piece) -> range:
    """Return the bands of the page that a piece lies in, so that few are compared with it."""
    return range(int(piece.low // _BIN) - 1, int(piece.high // _BIN) + 2)


def _follows(piece: Piece, other: Piece) -> bool:
    return other.left - piece.right >= NARROWEST and piece.beside(other, _SHIFTED)


def _lies_in(place: float, gap: Gap) -> bool:
    return gap.before.right <= place <= gap.after.left


def _widest_shared(gaps: Sequence[Gap], page: Sequence[Piece]) -> int | None:
    """Return the place that most rows leave white; None where too many cross it."""
    # White ends where the words of the next column begin, or begins where those before it end.
    edges = {round(gap.after.left) - 2 for gap in gaps}
    edges |= {round(gap.before.right) + 2 for gap in gaps}
    shared = [(edge, [gap for gap in gaps if _lies_in(edge, gap)]) for edge in sorted(edges)]
    wide = [
        (len(inside), clear, edge, inside)
        for edge, inside in shared
        if len(inside) >= _FEWEST and (clear := _clear(inside)) >= NARROWEST
    ]
    for count, _, edge, inside in sorted(wide, key=lambda one: one[:3], reverse=True):
        if len(_crossing(edge, inside, page)) <= _CROSSED * count:
            return edge
    return None


def _clear(gaps: Sequence[Gap]) -> float:
    """Return how much white all of some gaps have in common."""
    return min(gap.after.left for gap in gaps) - max(gap.before.right for gap in gaps)


def _crossing(place: float, gaps: Sequence[Gap], page: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that run over a place between the first and the last row that leave it."""
    low = min(min(gap.before.low, gap.after.low) for gap in gaps)
    high = max(max(gap.before.high, gap.after.high) for gap in gaps)
    return [piece for piece in page if _over(piece, place) and low < piece.middle < high]


def _over(piece: Piece, place: float) -> bool:
    return piece.left < place < piece.right


def _if_kept(page: Sequence[Piece], gutters: tuple[int, ...]) -> tuple[int, ...]:
    """Return the gutters of other pages where nothing on this one runs over them."""
    crossed = any(_over(piece, place) for piece in page for place in gutters)
    return () if crossed else gutters


# -- which of them part columns ------------------------------------------------------------------


def _columned(page: Sequence[Piece], gutters: tuple[int, ...]) -> tuple[tuple[int, ...], Judgement]:
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
        columns = [_lines(of) for of in _by_column(page, tuple(kept))]
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


def _by_column(page: Sequence[Piece], gutters: tuple[int, ...]) -> list[list[Piece]]:
    """Return the pieces of each column; those that run over a gutter are in none."""
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in page:
        if not any(_over(piece, place) for place in gutters):
            columns[_column(piece, gutters)].append(piece)
    return columns


def _column(piece: Piece, gutters: tuple[int, ...]) -> int:
    return sum(place <= piece.left for place in gutters)


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
    gaps = [gap for gap in _gaps(page) if _lies_in(place, gap)]
    return bool(gaps) and len(_crossing(place, gaps, page)) > max(1, _SURE * len(gaps))


def _is_grid(page: Sequence[Piece], gutters: tuple[int, ...]) -> bool:
    """Tell whether the columns are those of a table: what begins in one begins in the other too.

    Paragraphs that stand apart begin at the same height only where they are cells of a row.
    """
    columns = [of for of in _by_column(page, gutters) if not _are_numbers(_lines(of))]
    if _voices(map(_lines, columns)):
        return False  # whoever speaks in both is no cell's heading
    for one, other in pairwise(map(_beginnings, columns)):
        fewer, more = sorted((one, other), key=len)
        if len(fewer) < _FEWEST - 1:
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


# -- the order -----------------------------------------------------------------------------------


def _read(
    page: Sequence[Piece],
    whole: frozenset[int],
    gutters: tuple[int, ...],
    judgement: Judgement,
) -> Reading:
    """Put a page's lines in order where the file mixes those of its columns.

    Parameters
    ----------
    whole : frozenset of int
        Lines that stand over or under all columns, whatever white is in them.
    """
    cells = _cells(page, whole, gutters)
    if not judgement or not _are_mixed(cells, whole, gutters):
        return Reading()
    if judgement == "unsure":
        return Reading(None, "unsure")
    ordered = _ordered(cells, whole, gutters, from_right=_from_right(page))
    return Reading(tuple(cell.text for cell in ordered), "columns")


def _are_mixed(cells: Sequence[Piece], whole: frozenset[int], gutters: tuple[int, ...]) -> bool:
    """Tell whether the file goes to and fro between columns instead of down one after the other."""
    within = [cell for cell in cells if not _is_across(cell, whole, gutters)]
    turns = sum(_column(one, gutters) != _column(other, gutters) for one, other in pairwise(within))
    rows = sum(any(_lies_in(place, gap) for place in gutters) for gap in _gaps(within))
    return turns >= max(len(gutters) + 2, rows / 2)


def _is_across(cell: Piece, whole: frozenset[int], gutters: tuple[int, ...]) -> bool:
    return cell.line in whole or any(_over(cell, place) for place in gutters)


def _cells(page: Sequence[Piece], whole: frozenset[int], gutters: tuple[int, ...]) -> list[Piece]:
    """Join the pieces of each line that lie in one column."""
    cells: list[Piece] = []
    for piece in page:
        last = cells[-1] if cells else None
        same = last is not None and last.line == piece.line
        alike = piece.line in whole or (
            last is not None and _column(last, gutters) == _column(piece, gutters)
        )
        if last is not None and same and alike and last.beside(piece):
            cells[-1] = last._replace(
                right=max(last.right, piece.right),
                low=min(last.low, piece.low),
                high=max(last.high, piece.high),
                text=last.text + piece.text,
            )
        else:
            cells.append(piece)
    return cells


def _ordered(
    cells: Sequence[Piece],
    whole: frozenset[int],
    gutters: tuple[int, ...],
    *,
    from_right: bool,
) -> list[Piece]:
    """Return cells from top to bottom: columns one after the other, between what runs over them."""
    across = {cell for cell in cells if _is_across(cell, whole, gutters)}
    levels = [cell.middle for cell in across]
    side = -1 if from_right else 1

    def place(cell: Piece) -> tuple[int, int, float]:
        above = sum(level > cell.middle for level in levels)
        if cell in across:
            return 2 * above + 1, 0, -cell.middle
        return 2 * above, side * _column(cell, gutters), -cell.middle

    return sorted(cells, key=place)


def _from_right(page: Sequence[Piece]) -> bool:
    """Tell whether the words run from right to left, and with them the columns."""
    signs = Counter(bidirectional(sign) for piece in page for sign in piece.text)
    return signs["R"] + signs["AL"] > signs["L"]
