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

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
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

    @property
    def twice(self) -> int:
        """How many more cases than organisations were asked, in the row with the most such."""
        more = (sum(row[at] for at in self.primary) - row[self.last] for row in self.asked)
        return max([0, *more])

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
        full = [at for at in wanted if self._all_of_few(at)]
        return sorted({*solver.low(wanted), *solver.high(full)})

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
        programme.at_most([(total, 1), *((at, -1) for at in strands)], 0)
        programme.at_most([(total, -1), *((at, 1) for at in strands)], counts.twice)


class _Solver:
    """Solves a programme for one aim after the other."""

    def __init__(self, programme: _Programme) -> None:
        self._programme, self._counts = programme, programme.counts
        self._size = len(programme.numbers)
        most = [max(column) for column in zip(*self._counts.asked, strict=True)]
        self._tops = [float(most[column]) for _, column in sorted(programme.numbers)]

    def low(self, targets: Iterable[At]) -> list[At]:
        """Return the targets that cannot hold as many people as they have to."""
        return self._failing(targets, self._counts.target, lift=True)

    def high(self, targets: Iterable[At]) -> list[At]:
        """Return the targets in which all who were asked have to be."""
        return self._failing(targets, lambda at: self._counts.asked[at[0]][at[1]], lift=False)

    def _failing(
        self, targets: Iterable[At], bound: Callable[[At], int], *, lift: bool
    ) -> list[At]:
        """Return the cells that cannot come up to `bound`, or not below it.

        Many are tried at once, as far as one programme brings them; the first that it leaves out
        is then tried alone, and so on.
        """

        def fails(at: At, value: float) -> bool:
            return value < bound(at) - EPSILON if lift else value > bound(at) - EPSILON

        left, failing = list(targets), []
        while left:
            values = self._together(left, bound, lift=lift)
            undecided = [at for at in left if fails(at, values[at])]
            if len(undecided) == len(left):
                alone = undecided.pop(0)
                if fails(alone, self._together([alone], bound, lift=lift)[alone]):
                    failing.append(alone)
            left = undecided
        return failing

    def _together(
        self, targets: Sequence[At], bound: Callable[[At], int], *, lift: bool
    ) -> dict[At, float]:
        """Bring cells up to their bounds, each no further, or down; return where they come."""
        numbers = [self._programme.numbers[at] for at in targets]
        aim = np.zeros(self._size + len(targets) * lift)
        if lift:
            aim[self._size :] = -1
            found = self._solve(aim, numbers, [float(bound(at)) for at in targets])[self._size :]
        else:
            aim[numbers] = 1
            found = self._solve(aim)[numbers]
        return dict(zip(targets, found.tolist(), strict=True))

    @cached_property
    def _known(self) -> tuple[Any, list[float]]:
        """Inequalities, as a matrix and bounds."""
        return _matrix([one for one, _ in self._programme.rows], self._size), [
            bound for _, bound in self._programme.rows
        ]

    def _solve(
        self, aim: NDArray[np.float64], lifted: Sequence[int] = (), tops: Sequence[float] = ()
    ) -> NDArray[np.float64]:
        """Return the cells at which `aim` is least, and how far some of them are lifted."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack, vstack

        matrix, bounds = self._known
        if lifted:
            more = [{number: -1.0, self._size + place: 1.0} for place, number in enumerate(lifted)]
            wide = hstack([matrix, csr_array((matrix.shape[0], len(lifted)))])
            matrix = vstack([wide, _matrix(more, aim.size)]).tocsr()
        solved = linprog(
            aim,
            A_ub=matrix,
            b_ub=[*bounds, *(0.0 for _ in lifted)],
            bounds=[(0.0, top) for top in (*self._tops, *tops)],
            method="highs",
        )
        if solved.x is None:  # what was counted fits itself
            raise AssertionError(solved.message)
        found: NDArray[np.float64] = solved.x
        return found


def _matrix(rows: Sequence[Mapping[int, float]], width: int) -> Any:
    """Return factors as a matrix that holds no zeros."""
    from scipy.sparse import csr_array

    entries = [
        (at, column, factor) for at, one in enumerate(rows) for column, factor in one.items()
    ]
    line, column, factor = ([entry[part] for entry in entries] for part in range(3))
    return csr_array((factor, (line, column)), shape=(len(rows), width))
