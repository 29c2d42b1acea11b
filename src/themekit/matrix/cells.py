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

A new column of the matrix is a field of `themekit.records.MatrixRow`, a line in `RowCounter._cell`
(and in `themekit.matrix.small_cells`, where it could tell of few people), and one in
`themekit.report.matrix_tables`, where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from themekit.decisions import CodeSegments, Decisions, Flags, Ints
from themekit.matrix.asking import Asking
from themekit.matrix.estimates import Estimates, Expected
from themekit.matrix.grouped import GroupSegments, in_groups, segments_of
from themekit.matrix.outlines import ALL, CodeGroup, RowSpec
from themekit.matrix.people import NOBODY, People
from themekit.matrix.prompts import Prompts
from themekit.matrix.quotes import choose
from themekit.matrix.roles import answers_by_role
from themekit.matrix.samples import OF_ALL, OF_NONE, REFLEXIVE, UNCHECKED, Share, share_in
from themekit.matrix.units import Units
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


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class Evidence:
    """Everything that rows are counted from."""

    strands: tuple[Strand, ...]
    units: Units
    people: People
    decisions: Decisions
    asking: Asking
    prompts: Prompts
    roles: Mapping[str, str]
    quotable: Flags | None
    reflexive: bool
    estimates: Estimates | None = None

    @property
    def public(self) -> bool:
        """Whether the rows are for readers outside: then it is known what may be quoted."""
        return self.quotable is not None

    @cached_property
    def spoken(self) -> Ints:
        """Sorted pairs of code and segment of which a person said yes or no, or settled them."""
        latest = self.decisions.latest
        said = [
            pair
            for pair, words in latest.words.items()
            if any(word.verdict in ("yes", "no") for word in words.values())
        ]
        return np.unique(np.array([*said, *latest.settled], dtype=np.int64))

    def standing(self, pairs: CodeSegments, groups: Sequence[CodeGroup]) -> GroupSegments:
        """Return the segments of some codes among `pairs`."""
        return in_groups(pairs, groups, len(self.units))

    def speakers(self, segments: Ints) -> Ints:
        """Return the sorted keys (`People.key`) of those whose words some segments are."""
        occasion, case = self.units.occasion[segments], self.units.case[segments]
        return self.people.distinct(occasion, case, len(self.units.occasions))


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


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What a row finds in the whole study: segments, and counts by occasion.

    Attributes
    ----------
    held : GroupSegments
    disputed, both : arrays
        Segments in which one of the codes is disputed, or stands both ways.
    unlooked : array
        Codable segments of asked cases that were not looked at for every code.
    prompted : sorted array
        Segments that answer a question which prompts one of the codes.
    by_role : mapping of segment to what each role of coders says
        Of those in dispute; empty where roles do not part them.
    total, looked, touched, spoken : arrays of shape (n_occasions,)
        Codable segments of asked cases; those looked at for every code in its present meaning, and
        for some code in any; segments of which a person has spoken.
    missed : sorted array
        Keys of the cases that were not asked.
    expected : Expected or None
        What totals are estimated from; None where too little was drawn at random.
    """

    held: GroupSegments
    disputed: Ints
    both: Ints
    unlooked: Ints
    prompted: Ints
    by_role: Mapping[int, Mapping[str, bool]]
    total: Ints
    looked: Ints
    touched: Ints
    spoken: Ints
    missed: Ints
    expected: Expected | None = None


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
        found = _find(spec, self._evidence)
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

    def _unread(self, found: _Found, human: Ints, unsettled: Ints, column: _Column) -> int:
        """Count who may still turn out to have said it: nobody has read all of their words."""
        if not found.unlooked.size:
            return 0
        people, speakers = self._evidence.people, self._evidence.speakers
        left, heard = speakers(found.unlooked), speakers(np.concatenate([human, unsettled]))
        if column.together:
            return self._people(people.of_others(left, heard), column)
        return self._people(np.setdiff1d(left, heard), column)

    def _cell(self, spec: RowSpec, column: _Column, found: _Found, asked: int) -> MatrixRow:
        """Count one cell."""
        units, people, here = self._evidence.units, self._evidence.people, column.occasions
        held = found.held.where(np.isin(units.occasion[found.held.segment], here))
        disputed, both = (
            found_here[np.isin(units.occasion[found_here], here)]
            for found_here in (found.disputed, found.both)
        )
        affirmed, unsettled = held.segment[held.affirmed], np.concatenate([disputed, both])
        human = held.segment[held.affirmed & held.human]
        cases = self._of(affirmed, column)
        total, looked = int(found.total[here].sum()), int(found.looked[here].sum())
        basis = basis_of(total=total, looked=looked, touched=int(found.touched[here].sum()))
        share = self._share(cases, asked, column, is_unchecked=basis == "suggested" and total > 0)
        addable = _same_unit(column, found.total)
        estimate = self._estimate(found, column) if addable else None
        raised = self._raised(human, found, column)
        row = MatrixRow(
            outline=spec.outline,
            section=spec.section,
            theme=spec.theme,
            code=spec.code,
            code_id=spec.code_id,
            strand=column.name,
            asked=asked,
            cases=cases,
            cases_if=(
                self._of(np.concatenate([affirmed, unsettled]), column) if unsettled.size else cases
            ),
            share=share.share,
            share_low=share.low,
            share_high=share.high,
            interval=share.interval,
            segments=int(held.segment.size) if addable else None,
            quotes=choose(
                held,
                units,
                people,
                quotable=self._evidence.quotable,
                by_case=not column.together,
            ),
            against=(
                self._of(held.segment[held.opposed], column) if found.spoken[here].any() else None
            ),
            disputed=_beside(disputed, held) if addable else None,
            both_stand=_beside(both, held) if addable else None,
            checked_share=looked / total if total and spec.heads else None,
            basis=basis,
            estimate=estimate.estimate if estimate else None,
            estimate_low=estimate.low if estimate else None,
            estimate_high=estimate.high if estimate else None,
            holding=tuple(map(units.ids.__getitem__, held.segment.tolist())),
            wave=column.wave,
            found=self._of(human, column),
            unread=self._unread(found, human, unsettled, column),
            raised_asked=raised[0],
            raised_unasked=raised[1],
            by_role=self._by_role(affirmed, unsettled, found, column),
            suggested=int((~held.human).sum()) if addable else None,
        )
        return uncounted(row) if column.pooled else row

    def _raised(self, human: Ints, found: _Found, column: _Column) -> tuple[int | None, int | None]:
        """Count who raised it only where they were asked, and who by themselves."""
        if column.together or not self._evidence.prompts.known[column.occasions].all():
            return None, None
        unasked = self._of(np.setdiff1d(human, found.prompted), column)
        return self._of(human, column) - unasked, unasked

    def _by_role(
        self, affirmed: Ints, unsettled: Ints, found: _Found, column: _Column
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

    def _estimate(self, found: _Found, column: _Column) -> Total | None:
        """Estimate in how many segments of a column a row holds."""
        if found.expected is None:
            return None
        return found.expected.total(np.isin(self._evidence.units.occasion, column.occasions))

    def _share(self, cases: int, asked: int, column: _Column, *, is_unchecked: bool) -> Share:
        """Return the share of a cell, or why it has none."""
        if self._evidence.reflexive:
            return REFLEXIVE
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


def _find(spec: RowSpec, evidence: Evidence) -> _Found:
    """Find where a row holds, is disputed and was looked at, and who was not asked."""
    units, codes, resolved = evidence.units, spec.codes, evidence.decisions.resolved
    held, disputed, both = (
        evidence.standing(pairs, spec.groups)
        for pairs in (resolved.held, resolved.disputed, resolved.both)
    )
    missed, is_open = not_asked(spec, evidence), units.codable
    if missed.size:
        is_open = is_open & ~np.isin(evidence.people.key(units.occasion, units.case), missed)
    looked = evidence.decisions.checked.of_all(codes) & is_open

    def by_occasion(mask: Flags | Ints) -> Ints:
        return np.bincount(units.occasion[mask], minlength=len(units.occasions))

    return _Found(
        held=held,
        disputed=disputed.segment,
        both=both.segment,
        unlooked=np.flatnonzero(is_open & ~looked & (units.case != NOBODY)),
        prompted=np.unique(segments_of(evidence.prompts.pairs, codes, len(units))),
        by_role=_roles_at(disputed.segment, both.segment, codes, evidence),
        total=by_occasion(is_open),
        looked=by_occasion(looked),
        touched=by_occasion(evidence.decisions.looked.of_any(codes) & is_open),
        spoken=by_occasion(segments_of(evidence.spoken, codes, len(units))),
        missed=missed,
        expected=evidence.estimates.of(spec, is_open) if evidence.estimates else None,
    )


def not_asked(spec: RowSpec, evidence: Evidence) -> Ints:
    """Return the sorted keys of the cases that were not asked, and do not speak of it either."""
    missed = evidence.asking.not_asked(spec.heads)
    return np.setdiff1d(missed, _spoke_of(spec, evidence)) if missed.size else missed


def _roles_at(
    disputed: Ints, both: Ints, codes: Sequence[int], evidence: Evidence
) -> dict[int, dict[str, bool]]:
    """Return what each role says where people do not agree: yes if it says so of any code."""
    resolved, size = evidence.decisions.resolved, len(evidence.units)
    if not disputed.size and not both.size:
        return {}
    found: dict[int, dict[str, bool]] = {}
    pairs = np.concatenate([resolved.disputed.pair, resolved.both.pair])
    here = pairs[np.isin(pairs // size, codes)].tolist()
    for pair, said in answers_by_role(
        here, evidence.decisions.latest, evidence.roles, size
    ).items():
        there = found.setdefault(pair % size, {})
        for role, answer in said.items():
            there[role] = there.get(role, False) or answer
    return found


def _spoke_of(spec: RowSpec, evidence: Evidence) -> Ints:
    """Return the keys of those who speak of a row's codes, for or against, in any period."""
    resolved, groups = evidence.decisions.resolved, [CodeGroup(spec.heads)]
    found = [
        evidence.standing(pairs, groups).segment
        for pairs in (resolved.held, resolved.disputed, resolved.both)
    ]
    return evidence.speakers(np.concatenate(found))
