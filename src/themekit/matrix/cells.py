"""The numbers of a row, strand by strand (wave by wave) and over all primary strands.

`cases` are those with a segment in which the code holds and is affirmed (a stance for or mixed, or
nobody asked); `against` those with one in which it is opposed, and is empty where no person has
said yes or no, or settled anything, of the row's codes anywhere in the cell. `cases_if` adds the
cases in which one of the codes is disputed or both readings stand. `all` counts organisations over
the primary strands and has no share. Where these are cut into different units their segments are
not added: `segments`, `disputed` and `both_stand` of `all` are then None. Strands without a codable
segment do not matter for that. Where a primary strand has several waves `all` has no numbers at
all: who is asked three times has three chances to say a thing.

`found` are those of `cases` in which a person found it; the rest the machine alone suggests.
`unread` are the cases that were asked, in which no person found it and nobody disputes it, and of
whose codable segments some were not looked at for every code of the row: until they are read nobody
can say that it is not there. `raised_unasked` are those of `found` that raise it in a passage which
answers no question that prompts it (`prompts`), `raised_asked` the others of `found`; both are
None where questions.csv says nothing of the strand, and in `all`. `by_role` stands where the roles
of coders differ (`roles`).

A strand whose voice is ``written about`` holds what others wrote of people: they did not say it.
Its rows have segments and quotations, no cases and no share, and it has no part in `all`. In public
its segments are shown where at least five people are behind them.

A segment is disputed for a theme if one of its codes is in dispute there and none holds; so with
both readings. A row is ``checked`` if every codable segment of the cell's asked cases was looked at
for every code of the row in its present meaning, ``mixed`` if some segment was looked at for some
code, else ``suggested``; `checked_share` is the share looked at for every code. The period of a row
matters neither to looking nor to whether a person has spoken.

Of a large strand of which whole cases were drawn at random and read, `share` and `cases` are what
these let one estimate, not what was found or suggested: see `themekit.matrix.corrected`.

A new column of the matrix is a field of `themekit.records.MatrixRow`, a line in `RowCounter`
(and in `themekit.matrix.small_cells`, where it could tell of few people), and one in
`themekit.report.matrix_tables`, where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from themekit.decisions import Flags, Ints
from themekit.matrix.found import Evidence, Found, find
from themekit.matrix.grouped import GroupSegments
from themekit.matrix.outlines import ALL, RowSpec
from themekit.matrix.quotes import choose
from themekit.matrix.samples import (
    OF_ALL,
    OF_NONE,
    PROVES_NOTHING,
    SUGGESTED_IN_PART,
    UNCHECKED,
    Share,
    share_in,
)
from themekit.records import NOT_POOLED, NOT_SAID, Basis, MatrixRow
from themekit.statistics.totals import Total
from themekit.study import Strand

WRITTEN_ABOUT = "written about"
"""The voice of what others wrote of people."""
OF_PEOPLE = (
    "asked", "cases", "cases_if", "share", "share_low", "share_high", "against", "unread", "found",
    "raised_asked", "raised_unasked",
)  # fmt: skip
"""Columns that count people, or follow from such."""
NUMBERS = (
    *OF_PEOPLE, "segments", "disputed", "both_stand", "estimate", "estimate_low", "estimate_high",
    "suggested",
)  # fmt: skip
"""Columns of numbers, but for how much of a cell was looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A strand, one of its waves, or all strands: what it joins and what its cells are called.

    Attributes
    ----------
    name, wave : str
    occasions : array
        Numbers of the occasions that it joins.
    infos : tuple of Strand
        Of each of them.
    together, pooled : bool
        Whether it is `all`; whether it would join waves of one strand.
    """

    name: str
    wave: str
    occasions: Ints
    infos: tuple[Strand, ...]
    together: bool = False
    pooled: bool = False


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class _Here:
    """What a row finds in one column: where it holds, is disputed or stands both ways."""

    held: GroupSegments
    disputed: Ints
    both: Ints

    @cached_property
    def affirmed(self) -> Ints:
        """Segments in which it holds and nobody only opposes it."""
        return self.held.segment[self.held.affirmed]

    @cached_property
    def opposed(self) -> Ints:
        """Segments in which somebody opposes it."""
        return self.held.segment[self.held.opposed]

    @cached_property
    def human(self) -> Ints:
        """Those of the affirmed that a person found."""
        return self.held.segment[self.held.affirmed & self.held.human]

    @cached_property
    def unsettled(self) -> Ints:
        """Segments in which people do not agree, or both readings stand."""
        return np.concatenate([self.disputed, self.both])

    @property
    def all(self) -> Ints:
        """Segments in which it holds, or may turn out to."""
        return np.concatenate([self.affirmed, self.unsettled])


def _without_share(row: MatrixRow, why: Share) -> MatrixRow:
    """Return a row without a share, and why it has none."""
    return replace(row, share=None, share_low=None, share_high=None, interval=why.interval)


def basis_of(*, total: int, looked: int, touched: int) -> Basis:
    """Return what the numbers of a cell rest on."""
    if total and looked == total:
        return "checked"
    return "mixed" if touched else "suggested"


class RowCounter:
    """Counts rows; what is the same for all of them is counted once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._columns = tuple(_columns(evidence))
        everyone = evidence.people.present
        self._everyone = [self._people(everyone, column) for column in self._columns]

    def rows(self, spec: RowSpec) -> list[MatrixRow]:
        """Count one row: a record for each strand or each of its waves, then one for `all`."""
        found = find(spec, self._evidence)
        asked = self._everyone
        if found.missed.size:
            stayed = np.setdiff1d(self._evidence.people.present, found.missed)
            asked = [self._people(stayed, column) for column in self._columns]
        return [
            self._cell(spec, column, found, count)
            for column, count in zip(self._columns, asked, strict=True)
        ]

    def _people(self, keys: Ints, column: _Column) -> int:
        """Count the distinct cases (in `all`: organisations) of a column among `keys`."""
        people = self._evidence.people
        here = keys[np.isin(people.occasion_of(keys), column.occasions)]
        return people.organisations(here) if column.together else int(here.size)

    def _of(self, segments: Ints, column: _Column) -> int:
        """Count the distinct cases (in `all`: organisations) whose words some segments are."""
        if not segments.size:
            return 0
        return self._people(self._evidence.speakers(segments), column)

    def _unread(self, found: Found, human: Ints, unsettled: Ints, column: _Column) -> int:
        """Count who may still turn out to have said it: nobody has read all of their words."""
        if not found.unlooked.size:
            return 0
        people, speakers = self._evidence.people, self._evidence.speakers
        left, heard = speakers(found.unlooked), speakers(np.concatenate([human, unsettled]))
        if column.together:
            return self._people(people.of_others(left, heard), column)
        return self._people(np.setdiff1d(left, heard), column)

    def _cell(self, spec: RowSpec, column: _Column, found: Found, asked: int) -> MatrixRow:
        """Count one cell."""
        here, evidence = self._here(found, column), self._evidence
        at = column.occasions
        total, looked = int(found.total[at].sum()), int(found.looked[at].sum())
        basis = basis_of(total=total, looked=looked, touched=int(found.touched[at].sum()))
        cases = self._of(here.affirmed, column)
        share = self._share(cases, asked, column, is_unchecked=basis == "suggested" and total > 0)
        row = MatrixRow(
            outline=spec.outline,
            section=spec.section,
            theme=spec.theme,
            code=spec.code,
            code_id=spec.code_id,
            strand=column.name,
            wave=column.wave,
            asked=asked,
            cases=cases,
            cases_if=self._of(here.all, column) if here.unsettled.size else cases,
            share=share.share,
            share_low=share.low,
            share_high=share.high,
            interval=share.interval,
            segments=None,
            quotes=choose(
                here.held,
                evidence.units,
                evidence.people,
                quotable=evidence.quotable,
                by_case=not column.together,
            ),
            against=self._of(here.opposed, column) if found.spoken[at].any() else None,
            disputed=None,
            both_stand=None,
            checked_share=looked / total if total and spec.heads else None,
            basis=basis,
        )
        if _same_unit(column, found.total):
            row = self._with_segments(row, here, found, column)
        row = self._with_voices(row, here, found, column)
        if row.share is not None and (row.found or 0) < cases:
            row = _without_share(row, SUGGESTED_IN_PART)
        return uncounted(row) if column.pooled else row

    def _here(self, found: Found, column: _Column) -> _Here:
        """Keep what a row finds in a column."""
        occasion = self._evidence.units.occasion

        def those(segments: Ints) -> Flags:
            return np.isin(occasion[segments], column.occasions)

        return _Here(
            held=found.held.where(those(found.held.segment)),
            disputed=found.disputed[those(found.disputed)],
            both=found.both[those(found.both)],
        )

    def _with_segments(
        self, row: MatrixRow, here: _Here, found: Found, column: _Column
    ) -> MatrixRow:
        """Add what counts passages: of one unit alone can they be added."""
        estimate = self._estimate(found, column)
        return replace(
            row,
            segments=int(here.held.segment.size),
            disputed=_beside(here.disputed, here.held),
            both_stand=_beside(here.both, here.held),
            estimate=estimate.estimate if estimate else None,
            estimate_low=estimate.low if estimate else None,
            estimate_high=estimate.high if estimate else None,
            suggested=int((~here.held.human).sum()),
        )

    def _with_voices(self, row: MatrixRow, here: _Here, found: Found, column: _Column) -> MatrixRow:
        """Add who found it, who may still turn out to have said it, and when they were asked."""
        asked, unasked = self._raised(here.human, found, column)
        named = self._evidence.units.ids.__getitem__
        alone = here.held.segment[~here.held.human]
        return replace(
            row,
            holding=tuple(map(named, here.held.segment.tolist())),
            alone=tuple(map(named, alone.tolist())),
            found=self._of(here.human, column),
            unread=self._unread(found, here.human, here.unsettled, column),
            raised_asked=asked,
            raised_unasked=unasked,
            by_role=self._by_role(here.affirmed, here.unsettled, found, column),
        )

    def _raised(self, human: Ints, found: Found, column: _Column) -> tuple[int | None, int | None]:
        """Count who raised it only where they were asked, and who by themselves."""
        if column.together or not self._evidence.prompts.known[column.occasions].all():
            return None, None
        unasked = self._of(np.setdiff1d(human, found.prompted), column)
        return self._of(human, column) - unasked, unasked

    def _by_role(
        self, affirmed: Ints, unsettled: Ints, found: Found, column: _Column
    ) -> tuple[tuple[str, int], ...]:
        """Count the cases that each role of coders finds, where these differ."""
        by_role = found.by_role
        if column.together or not unsettled.size or not by_role:
            return ()
        here = [at for at in unsettled.tolist() if at in by_role]
        roles = sorted({role for at in here for role in by_role[at]})

        def found_by(role: str) -> int:
            seen = np.array([at for at in here if by_role[at][role]], dtype=np.int64)
            return self._of(np.union1d(affirmed, seen), column)

        counts = tuple((role, found_by(role)) for role in roles)
        return counts if len({count for _, count in counts}) > 1 else ()

    def _estimate(self, found: Found, column: _Column) -> Total | None:
        """Estimate in how many segments of a column a row holds."""
        if found.expected is None:
            return None
        return found.expected.total(np.isin(self._evidence.units.occasion, column.occasions))

    def _share(self, cases: int, asked: int, column: _Column, *, is_unchecked: bool) -> Share:
        """Return the share of a cell, or why it has none."""
        if self._evidence.reflexive:
            return PROVES_NOTHING
        if is_unchecked:
            return UNCHECKED
        if column.together:
            return OF_ALL if column.infos else OF_NONE
        return share_in(cases, asked, column.infos[0])


def _beside(segments: Ints, held: GroupSegments) -> int:
    """Count segments in which nothing of the row holds."""
    return int(np.setdiff1d(segments, held.segment).size) if segments.size else 0


def _same_unit(column: _Column, total: Ints) -> bool:
    """Tell whether the strands of a column that have codable segments are cut into one unit."""
    occasions = zip(column.occasions, column.infos, strict=True)
    return len({info.unit for number, info in occasions if total[number]}) <= 1


def _columns(evidence: Evidence) -> Iterator[_Column]:
    """Yield every strand or each of its waves, then all primary ones together."""
    primary: list[int] = []
    infos: list[Strand] = []
    for number, (strand, wave) in enumerate(evidence.units.occasions):
        info = evidence.strands[strand]
        yield _Column(info.name, wave, np.array([number]), (info,))
        if in_all(info):
            primary.append(number)
            infos.append(info)
    pooled = len({info.name for info in infos}) < len(infos)
    joined = np.array(primary, dtype=np.int64)
    yield _Column(ALL, "", joined, tuple(infos), together=True, pooled=pooled)


def in_all(info: Strand) -> bool:
    """Tell whether `all` joins a strand: a primary one in which people speak for themselves."""
    return info.role == "primary" and info.voice != WRITTEN_ABOUT


def uncounted(row: MatrixRow) -> MatrixRow:
    """Return the line of `all` where it would join waves: what stands there is not counted."""
    empty: dict[str, Any] = dict.fromkeys(NUMBERS)
    return replace(row, **empty, interval=NOT_POOLED, by_role=())


def unsaid(row: MatrixRow) -> MatrixRow:
    """Return a line of what was written about people: nobody of them said it."""
    empty: dict[str, Any] = dict.fromkeys(OF_PEOPLE)
    return replace(row, **empty, interval=NOT_SAID, by_role=())


def said_by_people(rows: Sequence[MatrixRow], evidence: Evidence) -> list[MatrixRow]:
    """Return the lines of a row, those of what was written about people without their figures."""
    infos = [evidence.strands[one.strand] for one in evidence.units.occasions]
    return [
        unsaid(row) if info and info.voice == WRITTEN_ABOUT else row
        for row, info in zip(rows, (*infos, None), strict=True)
    ]
