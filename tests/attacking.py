"""An attack on public tables: what somebody can work out who knows how they are made.

Independent of the code that withholds: everything that is shown - the theme matrix, open questions
by code, how many took part - becomes equations and inequalities between unknown numbers of people
and passages, and linear programming says between which bounds a withheld number lies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from themekit.matrix import ALL
from themekit.matrix.outlines import RowSpec
from themekit.records import NOT_POOLED, MatrixRow, QuestionRow, ThemeMatrix
from themekit.study import Strand

Name = tuple[object, ...]
FIGURES = ("cases", "cases_if", "against", "found", "segments")


def counted(spec: RowSpec) -> frozenset[tuple[int, str]]:
    """Return every code of a row with its period."""
    return frozenset((code, group.period) for group in spec.groups for code in group.codes)


def holds_all(low: RowSpec, high: RowSpec) -> bool:
    """Tell whether a row counts whatever another counts."""
    wide = counted(high)
    return all((code, "") in wide or (code, period) in wide for code, period in counted(low))


@dataclass
class Attack:
    """Collects what is known.

    Attributes
    ----------
    strands : the study's strands
    specs : what each row counts, once for each row and column of it
    asked : how many were asked in each cell, if anything is counted: even that is told
    """

    strands: tuple[Strand, ...]
    specs: list[RowSpec]
    public: ThemeMatrix
    asked: list[int | None]
    organisations: bool = False
    numbers: dict[Name, int] = field(default_factory=dict)
    tops: list[float] = field(default_factory=list)
    equal: list[tuple[dict[int, float], float]] = field(default_factory=list)
    most: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down all that is known."""
        seen = set()
        for spec, row, asked in zip(self.specs, self.public.rows, self.asked, strict=True):
            self._cell(spec, row, asked)
            seen.add((counted(spec), row.strand, row.wave))
        self._sets()
        self._totals()
        for question in self.public.by_question:
            self._question(question)

    def least_of(self, spec: RowSpec, row: MatrixRow, figure: str) -> float:
        """Return the least number that a figure of a cell may be."""
        return self._solve(self._of(spec, row, figure), 1)

    def most_of(self, spec: RowSpec, row: MatrixRow, figure: str) -> float:
        """Return the greatest."""
        return self._solve(self._of(spec, row, figure), -1)

    def _of(self, spec: RowSpec, row: MatrixRow, figure: str, top: float = 10_000) -> int:
        name = (counted(spec), row.strand, row.wave, figure)
        if name not in self.numbers:
            self.numbers[name] = len(self.tops)
            self.tops.append(top)
        return self.numbers[name]

    def _cell(self, spec: RowSpec, row: MatrixRow, counted_of: int | None) -> None:
        asked = 10_000 if counted_of is None else counted_of
        cases = self._of(spec, row, "cases", asked)
        for figure in FIGURES[1:]:
            at = self._of(spec, row, figure, 10_000 if figure == "segments" else asked)
            if figure == "found":
                self.most.append(({cases: -1, at: 1}, 0))
            elif figure != "against":  # who is only against is no case
                self.most.append(({cases: 1, at: -1}, 0))
        for figure in FIGURES:
            value = getattr(row, figure)
            if value is not None:
                self.equal.append(({self._of(spec, row, figure): 1}, value))
        if row.share is not None:
            self.equal.append(({cases: 1}, row.share * asked))
        if row.raised_asked is not None and row.raised_unasked is not None:
            self.most.append(({cases: -1}, -row.raised_asked - row.raised_unasked))
        if row.unread is not None and row.found is not None:
            self.most.append(({cases: 1}, asked - row.unread + (row.cases or 0) - row.found))

    def _sets(self) -> None:
        """Say that a row counts at least what rows within it do, and at most them together."""
        cells = list(zip(self.specs, self.public.rows, strict=True))
        by_place: dict[tuple[str, str], list[tuple[RowSpec, MatrixRow]]] = {}
        for spec, row in cells:
            by_place.setdefault((row.strand, row.wave), []).append((spec, row))
        for there in by_place.values():
            for high, row in there:
                inside = {counted(low): (low, at) for low, at in there if holds_all(low, high)}
                for figure in ("cases", "found", "segments"):
                    top = self._of(high, row, figure)
                    parts = [self._of(low, at, figure) for low, at in inside.values()]
                    self.most += [({part: 1, top: -1}, 0) for part in parts if part != top]
                    whole = {part for part in parts if part != top}
                    known = frozenset().union(*(key for key in inside if key != counted(high)))
                    if known >= counted(high):
                        self.most.append(({top: 1, **dict.fromkeys(whole, -1)}, 0))

    def _totals(self) -> None:
        """`all` is the sum of the primary strands where nobody's organisation is in two."""
        primary = {one.name for one in self.strands if one.role == "primary"}
        there: dict[frozenset[tuple[int, str]], list[tuple[RowSpec, MatrixRow]]] = {}
        for spec, row in zip(self.specs, self.public.rows, strict=True):
            there.setdefault(counted(spec), []).append((spec, row))
        for cells in there.values():
            spec, total = next((s, row) for s, row in cells if row.strand == ALL)
            if total.interval == NOT_POOLED:
                continue
            for figure in FIGURES:
                parts = {self._of(s, r, figure) for s, r in cells if r.strand in primary}
                self.most.append(
                    ({self._of(spec, total, figure): 1, **dict.fromkeys(parts, -1)}, 0)
                )
                if not self.organisations:
                    self.equal.append(
                        ({self._of(spec, total, figure): 1, **dict.fromkeys(parts, -1)}, 0)
                    )

    def _question(self, row: QuestionRow) -> None:
        """Who said it to a question has said it."""
        for spec, cell in zip(self.specs, self.public.rows, strict=True):
            same = (cell.code_id, cell.strand) == (row.code_id, row.strand)
            if same and cell.wave in ("", row.wave) and not any(g.period for g in spec.groups):
                self.most.append(({self._of(spec, cell, "cases"): -1}, -row.cases))

    @cached_property
    def _known(self) -> dict[str, Any]:
        """All that is known, as matrices."""
        known: dict[str, Any] = {}
        for name, rows in (("eq", self.equal), ("ub", self.most)):
            entries = [(n, at, f) for n, (one, _) in enumerate(rows) for at, f in one.items()]
            line, column, factor = ([one[part] for one in entries] for part in range(3))
            shape = (len(rows), len(self.tops))
            known[f"A_{name}"] = csr_array((factor, (line, column)), shape=shape)
            known[f"b_{name}"] = np.array([bound for _, bound in rows])
        return known

    def _solve(self, at: int, sign: int) -> float:
        aim = np.zeros(len(self.tops))
        aim[at] = sign
        bounds = [(0, top) for top in self.tops]
        solved = linprog(aim, bounds=bounds, method="highs", **self._known)
        assert solved.x is not None, solved.message
        return float(solved.x[at])


def places(rows: Iterable[MatrixRow]) -> list[tuple[str, str]]:
    """Return the columns of a matrix, in order."""
    return list(dict.fromkeys((row.strand, row.wave) for row in rows))
