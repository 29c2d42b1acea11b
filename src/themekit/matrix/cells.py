"""The numbers of a row, strand by strand and over all primary strands.

`all` counts organisations over the primary strands. Where these are cut into different units their
segments are not added: `segments`, `against` and `disputed` of `all` are then None. Strands without
a codable segment do not matter for that.

A segment is disputed for a theme if one of its codes is in dispute there and none holds. A row is
``checked`` if every codable segment of the cell's asked cases was looked at for every code of the
row, ``mixed`` if some segment was looked at for some code, else ``suggested``; `checked_share` is
the share looked at for every code. The period of a row does not matter to looking.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from themekit.matrix.asking import Asking
from themekit.matrix.holding import Held, Holdings
from themekit.matrix.inputs import StrandInfo
from themekit.matrix.looks import Coverage
from themekit.matrix.outlines import ALL, Part, RowSpec
from themekit.matrix.people import Flags, Ints, People
from themekit.matrix.quotes import choose
from themekit.matrix.samples import interval_of, share_of
from themekit.matrix.units import Units
from themekit.records import Basis, MatrixRow


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Everything that rows are counted from."""

    strands: tuple[StrandInfo, ...]
    units: Units
    people: People
    holdings: Holdings
    coverage: Coverage
    asking: Asking
    public: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A strand, or all of them: which strands it joins and what its cells are called."""

    name: str
    strands: Ints
    infos: tuple[StrandInfo, ...]
    together: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What a row finds in the whole study: segments, and counts by strand.

    Attributes
    ----------
    held, disputed
        Segments.
    total, looked, touched : arrays of shape (n_strands,)
        Codable segments of asked cases; those looked at for every code, and for some code.
    missed : sorted array
        Keys of the cases that were not asked.
    """

    held: Held
    disputed: Ints
    total: Ints
    looked: Ints
    touched: Ints
    missed: Ints


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

    def _cell(self, spec: RowSpec, column: _Column, found: _Found, asked: int) -> MatrixRow:
        """Count one cell."""
        units, people, strands = self._evidence.units, self._evidence.people, column.strands
        held = found.held.where(np.isin(units.strand[found.held.unit], strands))
        speakers = np.unique(people.key(units.strand[held.unit], units.case[held.unit]))
        cases = self._people(speakers, column)
        total, looked = int(found.total[strands].sum()), int(found.looked[strands].sum())
        interval = interval_of(cases, asked, [info.sample for info in column.infos])
        addable = _same_unit(column, found.total)
        disputed = int(np.isin(units.strand[found.disputed], strands).sum())
        public, by_case = self._evidence.public, not column.together
        return MatrixRow(
            outline=spec.outline,
            section=spec.section,
            theme=spec.theme,
            code=spec.code,
            code_id=spec.code_id,
            strand=column.name,
            asked=asked,
            cases=cases,
            share=share_of(cases, asked),
            share_low=interval.low,
            share_high=interval.high,
            interval=interval.how,
            segments=int(held.unit.size) if addable else None,
            quotes=choose(held, units, people, public=public, by_case=by_case),
            against=int(held.against.sum()) if addable else None,
            disputed=disputed if addable else None,
            checked_share=looked / total if total and spec.heads else None,
            basis=basis_of(total=total, looked=looked, touched=int(found.touched[strands].sum())),
            holding=tuple(map(units.ids.__getitem__, held.unit.tolist())),
        )


def _same_unit(column: _Column, total: Ints) -> bool:
    """Tell whether the strands of a column that have codable segments are cut into one unit."""
    strands = zip(column.strands, column.infos, strict=True)
    return len({info.unit for number, info in strands if total[number]}) <= 1


def _columns(strands: Sequence[StrandInfo]) -> Iterator[_Column]:
    """Yield every strand, then all primary ones together."""
    for number, info in enumerate(strands):
        yield _Column(info.name, np.array([number]), (info,))
    primary = [number for number, info in enumerate(strands) if info.role == "primary"]
    infos = tuple(strands[number] for number in primary)
    yield _Column(ALL, np.array(primary, dtype=np.int64), infos, together=True)


def _find(spec: RowSpec, evidence: Evidence) -> _Found:
    """Find where a row holds, is disputed and was looked at, and who was not asked."""
    units, people, codes = evidence.units, evidence.people, spec.codes
    held = evidence.holdings.of(spec.parts)
    missed, is_open = evidence.asking.not_asked(spec.heads), units.codable
    if missed.size:
        anywhere = evidence.holdings.of([Part(spec.heads)]).unit
        spoke = people.key(units.strand[anywhere], units.case[anywhere])
        missed = np.setdiff1d(missed, spoke)
        is_open = is_open & ~np.isin(people.key(units.strand, units.case), missed)

    def by_strand(mask: Flags) -> Ints:
        return np.bincount(units.strand[mask], minlength=len(evidence.strands))

    return _Found(
        held=held,
        disputed=np.setdiff1d(evidence.holdings.in_dispute(spec.parts), held.unit),
        total=by_strand(is_open),
        looked=by_strand(evidence.coverage.of_all(codes) & is_open),
        touched=by_strand(evidence.coverage.of_any(codes) & is_open),
        missed=missed,
    )
