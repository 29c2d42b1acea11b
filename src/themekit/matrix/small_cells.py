"""What public tables withhold: cells of so few people that they could be made out.

A cell is small if it has 1 to 4 cases, or if 1 to 4 were asked (then also none and all say too
much), or if nobody affirms and 1 to 4 are against. Small cells lose their numbers and quotes. A
withheld strand must not come out by subtracting the others from `all`: the withheld primary strands
are taken together as one cell; while that is a single strand, or is small itself, the primary
strand with the next fewest cases (more than none) is withheld too, or, where there is none left,
`all`.

Rows hang together: a theme counts at least whom its codes count and at most them together, a code
stands in several outlines. What still comes out of all tables together (`recoverable`) takes more
along: of its row another primary strand, then `all` (that first where fewer than five were asked:
they are withheld in every row); then `all` of the rows that hold its codes. In the end each of the
cells that were taken along is tried again, and shown where nothing would come out. The same content
is withheld alike wherever it stands.

A cell that is shown may still tell of few people in a column. `against` of 1 to 4 cases, and what
is unsettled (`cases_if`, `disputed`, `both_stand`) of 1 to 4 cases, are left empty in all strands
of the row and in `all`: one that stayed would let the others be worked out. So are `suggested`
segments of 1 to 4, and `raised_asked` with `raised_unasked`, where one of them is of 1 to 4;
`by_role` is for insiders.

While some of a strand is unread a reader is told what people found. Where these, or those that only
the machine suggests, are 1 to 4, the cell is small too: without `found` its `cases` would tell the
machine's number as theirs. Of a share corrected by a draw `cases` is what is told, and `found` and
`unread` are left empty. Where a primary strand is withheld, `all` says nothing but who was asked
and how many said so; where these are not all found by people, or some are unread and nobody is
found, it is withheld wholly.

It does not guard against what someone knows who compares overlapping codes, nor against what is
left of a share that is shown: of 27 of 30, three are left.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from themekit.matrix.outlines import RowSpec
from themekit.matrix.recoverable import At, Content, Counts, Recoverable, content_of, covers_of
from themekit.records import MatrixRow
from themekit.study import Strand

FEW = 4
SUPPRESSED = "none: suppressed"
_SHOWN_OF_ALL = frozenset({"asked", "cases", "share"})
_NUMBERS = (
    "asked", "cases", "cases_if", "share", "share_low", "share_high", "segments", "against",
    "disputed", "both_stand", "checked_share", "estimate", "estimate_low", "estimate_high",
    "unread", "found", "raised_asked", "raised_unasked", "suggested",
)  # fmt: skip


def is_small(cases: int | None, asked: int | None) -> bool:
    """Tell whether a cell is of so few people that it is withheld."""
    return _few(cases) or _few(asked)


def withhold(
    table: Sequence[Sequence[MatrixRow]], specs: Sequence[RowSpec], columns: Sequence[Strand | None]
) -> list[list[MatrixRow]]:
    """Return the cells of all rows as the public may see them.

    Parameters
    ----------
    table : sequence of rows
        Each with a cell a column: the strands or their waves in order, then `all`.
    specs : sequence of RowSpec
        What each row counts.
    columns : sequence of Strand or None
        The primary strands that `all` joins are given; None stands for others.
    """
    if not table:
        return []
    primary = [at for at, info in enumerate(columns) if info]
    kinds: dict[Content, int] = {}
    first: list[int] = []
    for at, spec in enumerate(specs):
        if kinds.setdefault(content_of(spec), len(first)) == len(first):
            first.append(at)
    closed = _Withheld([table[at] for at in first], [specs[at] for at in first], primary)
    closed.close()
    return [
        [
            blank(row) if at in hidden else _bare(row)
            for at, row in enumerate(
                _without_few(cells, hidden, beside=any(at in hidden for at in primary))
            )
        ]
        for cells, spec in zip(table, specs, strict=True)
        for hidden in [closed.hidden[kinds[content_of(spec)]]]
    ]


@dataclass(slots=True)
class _Withheld:
    """Which columns of which rows are withheld, until nothing comes out."""

    rows: list[Sequence[MatrixRow]]
    specs: list[RowSpec]
    primary: list[int]
    hidden: list[set[int]] = field(default_factory=list)

    def close(self) -> None:
        """Withhold what is small, and what would let it be worked out."""
        self.hidden = [_hidden_alone(cells, self.primary) for cells in self.rows]
        small = [
            (at, column)
            for at, cells in enumerate(self.rows)
            for column, row in enumerate(cells)
            if is_small(_people(row), row.asked)
        ]
        recoverable = Recoverable(self._counts()) if small else None
        while recoverable and (found := recoverable.among(small, self._cells())):
            withheld = [self._more(at, recoverable) for at in found]
            if not any(withheld):
                raise AssertionError(f"{len(found)} cells come out of what is not shown")
        for cells, hidden in zip(self.rows, self.hidden, strict=True):
            if _all_by_machine(cells, self.primary, hidden):
                hidden.add(len(cells) - 1)
        if recoverable:
            self._show_again(small, recoverable)

    def _show_again(self, small: Sequence[At], recoverable: Recoverable) -> None:
        """Show what was taken along and need not have been: what was taken later does for it."""
        for at, (cells, hidden) in enumerate(zip(self.rows, self.hidden, strict=True)):
            # Mostly it is cells of the same row that would come out: all others are tried after.
            beside = [one for one in small if one[0] == at]
            for column in sorted(hidden - _small_alone(cells)):
                hidden.discard(column)
                if _tells_of_few(cells, self.primary, hidden) or any(
                    recoverable.among(targets, self._cells()) for targets in (beside, small)
                ):
                    hidden.add(column)

    def _cells(self) -> list[At]:
        """Return the withheld cells."""
        return [(at, column) for at, columns in enumerate(self.hidden) for column in columns]

    def _counts(self) -> Counts:
        return Counts(
            contents=[content_of(spec) for spec in self.specs],
            covers=covers_of(self.specs),
            cases=[[-1 if one.cases is None else one.cases for one in row] for row in self.rows],
            asked=[[one.asked or 0 for one in row] for row in self.rows],
            primary=self.primary,
            limit=FEW + 1,
        )

    def _more(self, at: At, recoverable: Recoverable) -> bool:
        """Withhold one cell more because of one that comes out, if there is any to withhold."""
        row, column = at
        cells, last = self.rows[row], len(self.rows[row]) - 1
        few_asked = is_small(None, cells[column].asked)
        if not few_asked and last not in self.hidden[row] and cells[last].cases is not None:
            other = _next(cells, self.primary, self.hidden[row])
            if other is not None:
                self.hidden[row].add(other)
                return True
        for one in (row, *recoverable.wider(row)):
            if last not in self.hidden[one] and cells[last].cases is not None:
                self.hidden[one].add(last)
                return True
        for one in recoverable.wider(row):
            if column not in self.hidden[one]:
                self.hidden[one].add(column)
                return True
        # `all` itself comes out where what it joins is told but for few: nobody is told as well.
        for one in (row, *recoverable.wider(row)):
            if shown := [place for place in self.primary if place not in self.hidden[one]]:
                self.hidden[one].add(min(shown, key=lambda at: (_people(self.rows[one][at]), at)))
                return True
        return False


def _hidden_alone(cells: Sequence[MatrixRow], primary: Sequence[int]) -> set[int]:
    """Return which columns of one row are withheld, whatever other rows say."""
    last = len(cells) - 1
    hidden = _small_alone(cells)
    if cells[last].cases is None:  # it counts nothing of which anything could be taken away
        return hidden
    while _tells_of_few(cells, primary, hidden):
        other = _next(cells, primary, hidden)
        by_machine = _all_by_machine(cells, primary, hidden)
        hidden.add(last if other is None or by_machine else other)
    return hidden


def _small_alone(cells: Sequence[MatrixRow]) -> set[int]:
    """Return which columns of one row are withheld for what they say themselves."""
    return {
        place
        for place, row in enumerate(cells)
        if is_small(_people(row), row.asked) or _few_found(row)
    }


def _tells_of_few(cells: Sequence[MatrixRow], primary: Sequence[int], hidden: set[int]) -> bool:
    """Tell whether `all` gives away what is withheld beside it, or the machine's number."""
    last = len(cells) - 1
    if last in hidden or cells[last].cases is None:
        return False
    withheld = [cells[place] for place in primary if place in hidden]
    return _comes_out(withheld) or _all_by_machine(cells, primary, hidden)


def _next(cells: Sequence[MatrixRow], primary: Sequence[int], hidden: set[int]) -> int | None:
    """Return the primary strand with the fewest cases that is shown and has any."""
    others = [place for place in primary if place not in hidden and _people(cells[place])]
    return min(others, key=lambda place: (_people(cells[place]), place), default=None)


def _few(people: int | None) -> bool:
    return 1 <= (people or 0) <= FEW


def _people(row: MatrixRow) -> int:
    """Return of how many people a cell tells: its cases, or where it has none those against."""
    return row.cases or row.against or 0


def _few_found(row: MatrixRow) -> bool:
    """Tell whether few were found by people, or few are only suggested."""
    if row.found is None or row.basis == "corrected":
        return False
    return _few(row.found) or _few(_suggested(row))


def _suggested(row: MatrixRow) -> int:
    """Return how many cases only the machine suggests."""
    return (row.cases or 0) - (row.found or 0)


def _all_by_machine(
    cells: Sequence[MatrixRow], primary: Sequence[int], hidden: Container[int]
) -> bool:
    """Tell whether `all` would tell the machine's number, or none, where a strand is withheld."""
    row = cells[-1]
    if row.found is None or row.basis != "mixed" or not any(at in hidden for at in primary):
        return False
    return _suggested(row) > 0 or bool(row.unread and not row.found)


def _comes_out(hidden: Sequence[MatrixRow]) -> bool:
    """Tell whether `all` minus the strands shown would tell of few people."""
    if not hidden:
        return False
    cases, asked = sum(map(_people, hidden)), sum(row.asked or 0 for row in hidden)
    return len(hidden) == 1 or is_small(cases, asked)


def _without_few(
    rows: Sequence[MatrixRow], hidden: Container[int], *, beside: bool
) -> list[MatrixRow]:
    """Empty the columns that tell of few people in some cell of the row, in all of its cells.

    Parameters
    ----------
    rows : sequence of MatrixRow
    hidden : container of int
        Which of them are withheld wholly.
    beside : bool
        Whether a primary strand is withheld: then `all` could be taken apart column by column.
    """
    found = list(rows)
    if any(_few(row.against) for row in rows):
        found = [replace(row, against=None) for row in found]
    if any(_few((row.cases_if or 0) - (row.cases or 0)) or _unsettled(row) for row in rows):
        found = [replace(row, cases_if=None, disputed=None, both_stand=None) for row in found]
    shown = [row for at, row in enumerate(rows) if at not in hidden]
    if any(_few(row.found) or _few(row.unread) for row in shown if row.basis == "corrected"):
        found = [
            replace(row, found=None, unread=None) if row.basis == "corrected" else row
            for row in found
        ]
    if any(_few(row.suggested) for row in shown):
        found = [replace(row, suggested=None) for row in found]
    if any(_few(row.raised_asked) or _few(row.raised_unasked) for row in rows):
        found = [replace(row, raised_asked=None, raised_unasked=None) for row in found]
    if beside:
        empty: dict[str, Any] = dict.fromkeys(set(_NUMBERS) - _SHOWN_OF_ALL)
        found[-1] = replace(found[-1], **empty)
    return found


def _unsettled(row: MatrixRow) -> bool:
    """Tell whether so few segments are unsettled that they are of few people."""
    return _few(row.disputed) or _few(row.both_stand)


def _bare(row: MatrixRow) -> MatrixRow:
    """Return a row as it is shown: without the ids of segments and what coders said apart."""
    return replace(row, holding=(), alone=(), by_role=())


def blank(row: MatrixRow) -> MatrixRow:
    """Return a row without its numbers and words."""
    empty: dict[str, Any] = dict.fromkeys(_NUMBERS)
    return replace(_bare(row), **empty, interval=SUPPRESSED, quotes=(), suppressed=True)
