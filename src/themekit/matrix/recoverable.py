"""Which withheld cells come out of the rest: what a reader with pencil and paper could work out.

The reader knows every figure that is shown, the codebook, who was asked, and how the tables are
made: a row counts at most whom a row counts that holds all of its codes, and at most as many as
its codes together; `all` is the sum of the primary strands but for organisations in several of
them. Whatever fits all of that is possible. A withheld cell is safe while it may hold five people,
or as many as were asked where that is fewer; and where fewer than five were asked, while it need
not hold all of them. What is possible is found by linear programming: one programme tries to lift
all cells at once, and those that it leaves low are tried one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.matrix.outlines import RowSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

At = tuple[int, int]
"""A row and a column of the table."""
Content = frozenset[tuple[frozenset[int], str]]
"""What a row counts: codes, each in a period or (empty) in all."""
EPSILON = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Cases and who was asked, a row of the matrix each, strands and waves across, last `all`.

    Attributes
    ----------
    contents : sequence of Content
        What each row counts; no two are alike.
    covers : mapping of row to rows
        Rows that hold between them all that a row counts.
    cases, asked : lists of lists of int
        -1 where nothing is counted.
    primary : sequence of int
        Columns that `all` joins.
    limit : int
        So many people may be told of.
    """

    contents: Sequence[Content]
    covers: Mapping[int, Sequence[int]]
    cases: Sequence[Sequence[int]]
    asked: Sequence[Sequence[int]]
    primary: Sequence[int]
    limit: int

    @property
    def last(self) -> int:
        """The column of `all`."""
        return len(self.cases[0]) - 1

    def target(self, at: At) -> int:
        """Return how many people a withheld cell has to be able to hold."""
        return min(self.limit, self.asked[at[0]][at[1]])


def content_of(spec: RowSpec) -> Content:
    """Return what a row counts, by which rows of several outlines are alike."""
    return frozenset((frozenset(group.codes), group.period) for group in spec.groups)


def covers_of(specs: Sequence[RowSpec]) -> dict[int, tuple[int, ...]]:
    """Find for each row those of single codes that hold between them all that it counts."""
    numbers = {content_of(spec): at for at, spec in enumerate(specs)}
    found = {}
    for at, spec in enumerate(specs):
        heads = [(frozenset(head), group.period) for group in spec.groups for head in group.heads]
        outer = [one for one in heads if not any(_inside(one, other) for other in heads)]
        parts = [numbers.get(frozenset([one])) for one in dict.fromkeys(outer)]
        known = tuple(part for part in parts if part is not None)
        if len(known) == len(parts) and known != (at,):
            found[at] = known
    return found


def _inside(one: tuple[frozenset[int], str], other: tuple[frozenset[int], str]) -> bool:
    """Tell whether one group holds less than another."""
    return one != other and one[0] < other[0] and other[1] in ("", one[1])


def within(one: Content, other: Content) -> bool:
    """Tell whether all that one row counts is counted by another."""
    return all(
        any(codes <= wider and period in ("", mine) for wider, period in other)
        for codes, mine in one
    )


@dataclass(slots=True)
class _Programme:
    """Inequalities over the withheld cells, each as columns, factors and a bound."""

    numbers: dict[At, int]
    counts: Counts
    rows: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def at_most(self, cells: Iterable[tuple[At, float]], bound: float) -> None:
        """Say that some cells times their factors are at most `bound`."""
        factors: dict[int, float] = {}
        for at, factor in cells:
            number = self.numbers.get(at)
            if number is None:
                bound -= factor * self.counts.cases[at[0]][at[1]]
            else:
                factors[number] = factors.get(number, 0.0) + factor
        if factors:
            self.rows.append((factors, bound))


class Recoverable:
    """Finds the withheld cells that come out.

    Parameters
    ----------
    counts : Counts
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        contents = counts.contents
        self._within = [
            (low, high)
            for low, one in enumerate(contents)
            for high, other in enumerate(contents)
            if low != high and within(one, other)
        ]

    def wider(self, row: int) -> list[int]:
        """Return the rows that count all that a row counts, and more."""
        return [high for low, high in self._within if low == row]

    def among(self, targets: Iterable[At], hidden: Iterable[At]) -> list[At]:
        """Return those of `targets` that come out while `hidden` is withheld."""
        wanted = sorted(targets)
        if not wanted:
            return []
        programme = _Programme(
            {at: number for number, at in enumerate(sorted(hidden))}, self._counts
        )
        self._inequalities(programme)
        solver = _Solver(programme)
        low = solver.low(wanted)
        full = (at for at in wanted if self._all_of_few(at))
        return [*low, *(at for at in full if at not in low and solver.least(at) >= self._cases(at))]

    def _cases(self, at: At) -> float:
        return self._counts.cases[at[0]][at[1]] - EPSILON

    def _all_of_few(self, at: At) -> bool:
        """Tell whether all of fewer than the limit said it."""
        asked = self._counts.asked[at[0]][at[1]]
        return asked < self._counts.limit and self._counts.cases[at[0]][at[1]] == asked > 0

    def _inequalities(self, programme: _Programme) -> None:
        """Write down what the reader knows."""
        counts = self._counts
        for low, high in self._within:
            for column in range(counts.last + 1):
                if counts.cases[low][column] >= 0 and counts.cases[high][column] >= 0:
                    programme.at_most([((low, column), 1), ((high, column), -1)], 0)
        for row, parts in counts.covers.items():
            for column in range(counts.last + 1):
                if counts.cases[row][column] >= 0:
                    cells = [((part, column), -1.0) for part in parts]
                    programme.at_most([((row, column), 1.0), *cells], 0)
        for row in range(len(counts.cases)):
            if counts.cases[row][counts.last] >= 0:
                self._sum(programme, row)

    def _sum(self, programme: _Programme, row: int) -> None:
        """Say that `all` joins the primary strands, whose people may be of one organisation."""
        counts = self._counts
        total, strands = (row, counts.last), [(row, column) for column in counts.primary]
        twice = sum(counts.asked[row][at] for _, at in strands) - counts.asked[row][counts.last]
        programme.at_most([(total, 1), *((at, -1) for at in strands)], 0)
        programme.at_most([(total, -1), *((at, 1) for at in strands)], max(0, twice))


class _Solver:
    """Solves a programme for one aim after the other."""

    def __init__(self, programme: _Programme) -> None:
        self._programme, self._counts = programme, programme.counts
        self._size = len(programme.numbers)
        most = [max(column) for column in zip(*self._counts.asked, strict=True)]
        self._asked = [most[column] for _, column in sorted(programme.numbers)]

    def low(self, targets: Sequence[At]) -> list[At]:
        """Return the targets that cannot hold as many people as they have to."""
        lifted = self._lift(targets)
        doubtful = [
            at
            for at, value in zip(targets, lifted, strict=True)
            if value < self._counts.target(at) - EPSILON
        ]
        return [at for at in doubtful if self._most(at) < self._counts.target(at) - EPSILON]

    def least(self, at: At) -> float:
        """Return the fewest people that a cell may hold."""
        aim = np.zeros(self._size)
        aim[self._programme.numbers[at]] = 1
        return float(self._solve(aim)[self._programme.numbers[at]])

    def _most(self, at: At) -> float:
        aim = np.zeros(self._size)
        aim[self._programme.numbers[at]] = -1
        return float(self._solve(aim)[self._programme.numbers[at]])

    def _lift(self, targets: Sequence[At]) -> list[float]:
        """Lift all targets at once, each no further than it has to be; return where they come."""
        numbers = [self._programme.numbers[at] for at in targets]
        more = [
            ({self._size + place: 1.0, number: -1.0}, 0.0) for place, number in enumerate(numbers)
        ]
        aim = np.concatenate([np.zeros(self._size), -np.ones(len(targets))])
        tops = [float(self._counts.target(at)) for at in targets]
        found = self._solve(aim, more, tops)
        return [float(value) for value in found[self._size :]]

    def _solve(
        self,
        aim: NDArray[np.float64],
        more: Sequence[tuple[dict[int, float], float]] = (),
        tops: Sequence[float] = (),
    ) -> NDArray[np.float64]:
        """Return the cells at which `aim` is least."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        rows = [*self._programme.rows, *more]
        entries = [
            (at, column, factor)
            for at, (one, _) in enumerate(rows)
            for column, factor in one.items()
        ]
        matrix: Any = None
        if entries:
            at, column, factor = (list(part) for part in zip(*entries, strict=True))
            matrix = csr_array((factor, (at, column)), shape=(len(rows), aim.size))
        bounds = [(0.0, float(top)) for top in (*self._asked, *tops)]
        bound = [bound for _, bound in rows] if entries else None
        solved = linprog(aim, A_ub=matrix, b_ub=bound, bounds=bounds, method="highs")
        if solved.x is None:  # what was counted fits itself
            raise AssertionError(solved.message)
        found: NDArray[np.float64] = solved.x
        return found
