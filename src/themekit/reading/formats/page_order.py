"""Pages in columns: where each line lies on its page -> the order in which a person reads: pure.

Many programs draw a page row by row, so that the lines of two columns come mixed. Columns are told
by their gutters.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from themekit.reading.formats.page_columns import part_columns
from themekit.reading.formats.page_gutters import (
    column_of,
    find_gutters,
    gaps_of,
    lies_in,
    runs_over,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.reading.formats.page_columns import Judgement
    from themekit.reading.formats.page_gutters import Piece

_EDGE = 4
"""Pieces between the edge of a page and what may be its head or number."""
_FARTHEST = 20_000.0


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
    found = [find_gutters(page) for page in kept]
    known = Counter(place for page in found for place in page)
    # The last page may hold too few lines to show what all others show.
    usual = tuple(place for place, count in sorted(known.items()) if 2 * count >= len(pages) > 1)
    return [
        _read(page, lines, *part_columns(own, gutters or _if_kept(own, usual)))
        for page, lines, own, gutters in zip(pages, whole, kept, found, strict=True)
    ]


def _is_on_a_page(piece: Piece) -> bool:
    return all(abs(place) < _FARTHEST for place in piece[:4])  # not so what is no number


def _if_kept(page: Sequence[Piece], gutters: tuple[int, ...]) -> tuple[int, ...]:
    """Return the gutters of other pages where nothing on this one runs over them."""
    crossed = any(runs_over(piece, place) for piece in page for place in gutters)
    return () if crossed else gutters


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
    turns = sum(
        column_of(one, gutters) != column_of(other, gutters) for one, other in pairwise(within)
    )
    rows = sum(any(lies_in(place, gap) for place in gutters) for gap in gaps_of(within))
    return turns >= max(len(gutters) + 2, rows / 2)


def _is_across(cell: Piece, whole: frozenset[int], gutters: tuple[int, ...]) -> bool:
    return cell.line in whole or any(runs_over(cell, place) for place in gutters)


def _cells(page: Sequence[Piece], whole: frozenset[int], gutters: tuple[int, ...]) -> list[Piece]:
    """Join the pieces of each line that lie in one column."""
    cells: list[Piece] = []
    for piece in page:
        last = cells[-1] if cells else None
        same = last is not None and last.line == piece.line
        alike = piece.line in whole or (
            last is not None and column_of(last, gutters) == column_of(piece, gutters)
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
        return 2 * above, side * column_of(cell, gutters), -cell.middle

    return sorted(cells, key=place)


def _from_right(page: Sequence[Piece]) -> bool:
    """Tell whether the words run from right to left, and with them the columns."""
    signs = Counter(bidirectional(sign) for piece in page for sign in piece.text)
    return signs["R"] + signs["AL"] > signs["L"]
