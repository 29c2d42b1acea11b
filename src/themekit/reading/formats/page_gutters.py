"""The gutters of a page: strips that lines stop before and begin behind, again and again: pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 4
"""Rows that a gutter has to part."""
NARROWEST = 8.0
"""Points of white that may be a gutter."""
_MOST_GUTTERS = 5
_CROSSED = 0.35
"""Share of the rows that cross a gutter from which it is none."""
_MOST_PIECES = 600
"""A page in more pieces than that is a table of figures, and dear to look through."""
_BIN = 8.0
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


def find_gutters(page: Sequence[Piece]) -> tuple[int, ...]:
    """Return the places of the gutters, from left to right, in whole points."""
    if len(page) > _MOST_PIECES:
        return ()
    gaps = gaps_of(page)
    places: list[int] = []
    while len(gaps) >= _FEWEST and len(places) < _MOST_GUTTERS:
        place = _widest_shared(gaps, page)
        if place is None:
            break
        places.append(place)
        gaps = [gap for gap in gaps if not lies_in(place, gap)]
    return tuple(sorted(places))


def gaps_of(page: Sequence[Piece]) -> list[Gap]:
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


def lies_in(place: float, gap: Gap) -> bool:
    """Tell whether a place is part of some white."""
    return gap.before.right <= place <= gap.after.left


def _widest_shared(gaps: Sequence[Gap], page: Sequence[Piece]) -> int | None:
    """Return the place that most rows leave white; None where too many cross it."""
    # White ends where the words of the next column begin, or begins where those before it end.
    edges = {round(gap.after.left) - 2 for gap in gaps}
    edges |= {round(gap.before.right) + 2 for gap in gaps}
    shared = [(edge, [gap for gap in gaps if lies_in(edge, gap)]) for edge in sorted(edges)]
    wide = [
        (len(inside), clear, edge, inside)
        for edge, inside in shared
        if len(inside) >= _FEWEST and (clear := _clear(inside)) >= NARROWEST
    ]
    for count, _, edge, inside in sorted(wide, key=lambda one: one[:3], reverse=True):
        if len(crossing(edge, inside, page)) <= _CROSSED * count:
            return edge
    return None


def _clear(gaps: Sequence[Gap]) -> float:
    """Return how much white all of some gaps have in common."""
    return min(gap.after.left for gap in gaps) - max(gap.before.right for gap in gaps)


def crossing(place: float, gaps: Sequence[Gap], page: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that run over a place between the first and the last row that leave it."""
    low = min(min(gap.before.low, gap.after.low) for gap in gaps)
    high = max(max(gap.before.high, gap.after.high) for gap in gaps)
    return [piece for piece in page if runs_over(piece, place) and low < piece.middle < high]


def runs_over(piece: Piece, place: float) -> bool:
    """Tell whether a piece stands on both sides of a place."""
    return piece.left < place < piece.right


def by_column(page: Sequence[Piece], gutters: tuple[int, ...]) -> list[list[Piece]]:
    """Return the pieces of each column; those that run over a gutter are in none."""
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in page:
        if not any(runs_over(piece, place) for place in gutters):
            columns[column_of(piece, gutters)].append(piece)
    return columns


def column_of(piece: Piece, gutters: tuple[int, ...]) -> int:
    """Return the column in which a piece begins, counted from the left."""
    return sum(place <= piece.left for place in gutters)
