"""The numbers of a row, strand by strand and over all primary strands.

`cases` are those with a segment in which the code holds and is affirmed (a stance for or mixed, or
nobody asked); `against` those with one in which it is opposed, and is empty where no person has
said yes or no, or settled anything, of the row's codes anywhere in the cell. `cases_if` adds the
cases in which one of the codes is disputed or both readings stand. `all` counts organisations over
the primary strands and has no share. Where these are cut into different units their segments are
not added: `segments`, `disputed` and `both_stand` of `all` are then None. Strands without a codable
segment do not matter for that.

A segment is disputed for a theme if one of its codes is in dispute there and none holds; so with
both readings. A row is ``checked`` if every codable segment of the cell's asked cases was looked at
for every code of the row in its present meaning, ``mixed`` if some segment was looked at for some
code, else ``suggested``; `checked_share` is the share looked at for every code. The period of a row
matters neither to looking nor to whether a person has spoken.

A new column of the matrix is a field of `themekit.records.MatrixRow`, a line in `RowCounter._cell`
(and in `themekit.matrix.small_cells`, where it could tell of few people), and one in
`themekit.report.matrix_tables`, where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from themekit.decisions import CodeSegments, Decisions, Flags, Ints
from themekit.matrix.asking import Asking
from themekit.matrix.estimates import Estimates, Expected
from themekit.matrix.grouped import GroupSegments, in_groups, segments_of
from themekit.matrix.outlines import ALL, CodeGroup, RowSpec
from themekit.matrix.people import People
from themekit.matrix.quotes import choose
from themekit.matrix.samples import OF_ALL, OF_NONE, REFLEXIVE, UNCHECKED, Share, share_in
from themekit.matrix.units import Units
from themekit.records import Basis, MatrixRow
from themekit.statistics.totals import Total
from themekit.study import Strand


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class Evidence:
    """Everything that rows are counted from."""

    strands: tuple[Strand, ...]
    units: Units
    people: People
    decisions: Decisions
    asking: Asking
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
        strand, case = self.units.strand[segments], self.units.case[segments]
        return self.people.distinct(strand, case, len(self.strands))


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A strand, or all of them: which strands it joins and what its cells are called."""

    name: str
    strands: Ints
    infos: tuple[Strand, ...]
    together: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What a row finds in the whole study: segments, and counts by strand.

    Attributes
    ----------
    held : GroupSegments
    disputed, both : arrays
        Segments in which one of the codes is disputed, or stands both ways.
    total, looked, touched, spoken : arrays of shape (n_strands,)
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
        self._columns = tuple(_columns(evidence.strands))
        everyone = evidence.people.present
        self._everyone = [self._people(everyone, column) for column in self._columns]

    def rows(self, spec: RowSpec) -> list[MatrixRow]:
        """Count one row: a record for each strand, then one for `all`."""
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
        here = keys[np.isin(people.strand_of(keys), column.strands)]
        return people.organisations(here) if column.together else int(here.size)

    def _of(self, segments: Ints, column: _Column) -> int:
        """Count the distinct cases (in `all`: organisations) whose words some segments are."""
        if not segments.size:
            return 0
        return self._people(self._evidence.speakers(segments), column)

    def _cell(self, spec: RowSpec, column: _Column, found: _Found, asked: int) -> MatrixRow:
        """Count one cell."""
        units, people, strands = self._evidence.units, self._evidence.people, column.strands
        held = found.held.where(np.isin(units.strand[found.held.segment], strands))
        disputed, both = (
            found_here[np.isin(units.strand[found_here], strands)]
            for found_here in (found.disputed, found.both)
        )
        affirmed = held.segment[held.affirmed]
        cases = self._of(affirmed, column)
        total, looked = int(found.total[strands].sum()), int(found.looked[strands].sum())
        basis = basis_of(total=total, looked=looked, touched=int(found.touched[strands].sum()))
        share = self._share(cases, asked, column, is_unchecked=basis == "suggested" and total > 0)
        addable = _same_unit(column, found.total)
        estimate = self._estimate(found, column) if addable else None
        return MatrixRow(
            outline=spec.outline,
            section=spec.section,
            theme=spec.theme,
            code=spec.code,
            code_id=spec.code_id,
            strand=column.name,
            asked=asked,
            cases=cases,
            cases_if=(
                self._of(np.concatenate([affirmed, disputed, both]), column)
                if disputed.size or both.size
                else cases
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
                self._of(held.segment[held.opposed], column)
                if found.spoken[strands].any()
                else None
            ),
            disputed=_beside(disputed, held) if addable else None,
            both_stand=_beside(both, held) if addable else None,
            checked_share=looked / total if total and spec.heads else None,
            basis=basis,
            estimate=estimate.estimate if estimate else None,
            estimate_low=estimate.low if estimate else None,
            estimate_high=estimate.high if estimate else None,
            holding=tuple(map(units.ids.__getitem__, held.segment.tolist())),
            suggested=int((~held.human).sum()) if addable else None,
        )

    def _estimate(self, found: _Found, column: _Column) -> Total | None:
        """Estimate in how many segments of a column a row holds."""
        if found.expected is None:
            return None
        return found.expected.total(np.isin(self._evidence.units.strand, column.strands))

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
    strands = zip(column.strands, column.infos, strict=True)
    return len({info.unit for number, info in strands if total[number]}) <= 1


def _columns(strands: Sequence[Strand]) -> Iterator[_Column]:
    """Yield every strand, then all primary ones together."""
    for number, info in enumerate(strands):
        yield _Column(info.name, np.array([number]), (info,))
    primary = [number for number, info in enumerate(strands) if info.role == "primary"]
    infos = tuple(strands[number] for number in primary)
    yield _Column(ALL, np.array(primary, dtype=np.int64), infos, together=True)


def _find(spec: RowSpec, evidence: Evidence) -> _Found:
    """Find where a row holds, is disputed and was looked at, and who was not asked."""
    units, codes, resolved = evidence.units, spec.codes, evidence.decisions.resolved
    held, disputed, both = (
        evidence.standing(pairs, spec.groups)
        for pairs in (resolved.held, resolved.disputed, resolved.both)
    )
    missed, is_open = evidence.asking.not_asked(spec.heads), units.codable
    if missed.size:
        missed = np.setdiff1d(missed, _spoke_of(spec, evidence))
        is_open = is_open & ~np.isin(evidence.people.key(units.strand, units.case), missed)

    def by_strand(strands: Ints) -> Ints:
        return np.bincount(strands, minlength=len(evidence.strands))

    return _Found(
        held=held,
        disputed=disputed.segment,
        both=both.segment,
        total=by_strand(units.strand[is_open]),
        looked=by_strand(units.strand[evidence.decisions.checked.of_all(codes) & is_open]),
        touched=by_strand(units.strand[evidence.decisions.looked.of_any(codes) & is_open]),
        spoken=by_strand(units.strand[segments_of(evidence.spoken, codes, len(units))]),
        missed=missed,
        expected=evidence.estimates.of(spec, is_open) if evidence.estimates else None,
    )


def _spoke_of(spec: RowSpec, evidence: Evidence) -> Ints:
    """Return the keys of those who speak of a row's codes, for or against, in any period."""
    resolved, groups = evidence.decisions.resolved, [CodeGroup(spec.heads)]
    found = [
        evidence.standing(pairs, groups).segment
        for pairs in (resolved.held, resolved.disputed, resolved.both)
    ]
    return evidence.speakers(np.concatenate(found))
