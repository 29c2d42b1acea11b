"""Large strands are corrected: shares of cases from whole cases drawn at random and read blind.

Where a row counts 100 cases or more, and 30 or more whole cases of a random draw were read without
suggestions for every code of the row, its figure is no longer what people and machine find but an
estimate: what would have been found had these readers read all of it. How is said in
`themekit.statistics.prevalence`; the machine's score of a case is the chance that any of the row's
codes holds in any of its passages, of codes and passages as if they were independent, which its
weight makes up for. `CodedStudy.scores` never come from a model that had learned from the case.

Of such a row (basis ``corrected``):

- `share`, `share_low`, `share_high` are estimated, and `cases` is the number that the share comes
  to, so that nobody reads a number of suggestions beside a share that it does not make;
- `found` stays what people found, and `holding` and `segments` what stands;
- `unread` are cases that were drawn and are not read to the end. They, and cases that could not be
  drawn, are left out of the interval; `interval` says how many they are and what they could change;
- `raised_asked` and `raised_unasked` are None: they are of the cases read alone.

Drawn passages never enter: a case counts if any of its passages does. A row that was wholly read is
left as it is counted: it is exact. Strands in which people hear each other, `all` and reflexive
studies have no shares. Where everybody's reading is blind it does not matter which of them read a
case; of cases that several read, each reader's own figure is told too (`CorrectedFigure.reader`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.decisions import Scores as Floats
from themekit.events import Coding
from themekit.matrix.asking import GROUP
from themekit.matrix.cells import WRITTEN_ABOUT
from themekit.matrix.found import Evidence, not_asked
from themekit.matrix.outlines import RowSpec
from themekit.matrix.people import NOBODY
from themekit.matrix.small_cells import blank, is_small
from themekit.records import CorrectedFigure, MatrixRow
from themekit.statistics.prevalence import LARGE, Prevalence, Scored, prevalence

LEAST_READ = 30
MOST_OUTSIDE = 0.1
"""The largest part of a strand that may have been left out of the frame."""
_NO_SCORE = 1 - 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """What one coder was given as whole cases, and said there by themselves and blind.

    Attributes
    ----------
    cases : sorted array
        Keys of cases drawn.
    looked, yes : boolean arrays of shape (n_codes, n_segments)
    """

    cases: Ints
    looked: Flags
    yes: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """The cases of a cell, and those of the draw that were read.

    Attributes
    ----------
    cases : sorted array
        Keys of those asked, with something to code.
    places : array
        Segments of these that are to be coded.
    drawn, read : sorted arrays
        Keys.
    outside : int
        Cases that could not be drawn.
    """

    cases: Ints
    places: Ints
    drawn: Ints
    read: Ints
    outside: int


@dataclass(frozen=True, slots=True, eq=False)
class DrawnCases:
    """Which cases of a cell were read of a random draw, for those who reckon what is still open.

    Attributes
    ----------
    cases, read : sorted arrays
        Keys of those asked, with something to code; and of those of them that were read.
    scores : array or None
        The machine's chance that the row holds in each of `cases`.
    outside : int
        Cases that could not be drawn.
    """

    cases: Ints
    read: Ints
    scores: Floats | None
    outside: int


@dataclass(frozen=True, eq=False)
class Correction:
    """Corrects rows; what is the same for all of them is found once.

    Parameters
    ----------
    coded : CodedStudy
    evidence : Evidence
    """

    coded: CodedStudy
    evidence: Evidence
    _keys: Ints = field(init=False)
    _cells: dict[int, _Read] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Find the case of every segment on its occasion; -1 of nobody's."""
        units = self.evidence.units
        keys = self.evidence.people.key(units.occasion, units.case)
        object.__setattr__(self, "_keys", np.where(units.case == NOBODY, -1, keys))

    @cached_property
    def readers(self) -> dict[str, _Reader]:
        """Who was given whole cases, by id, in the order of their first draw."""
        decisions, size = self.coded.decisions, len(self.evidence.units)
        position, void = self.evidence.units.passages.position, decisions.record.void
        given: dict[str, list[int]] = {}
        at = {
            (one.document, one.text_hash, one.start, one.end): position[one.id]
            for one in self.coded.segments
        }
        for draw in self.coded.draws:
            if draw.of_cases and draw.event_id not in void:
                here = ((it.document, it.text_hash, it.start, it.end) for it in draw.items)
                given.setdefault(draw.coder, []).extend(at[one] for one in here if one in at)
        if not given:
            return {}
        code_at = {code.id: number for number, code in enumerate(self.coded.codebook.codes)}
        shape = (len(code_at), size)
        found = {
            name: _Reader(
                np.unique(self._keys[np.array(places, dtype=np.int64)]),
                np.zeros(shape, dtype=bool),
                np.zeros(shape, dtype=bool),
            )
            for name, places in given.items()
        }
        affirmed = {
            event.number
            for event in self.coded.events
            if isinstance(event, Coding) and event.stance != "against"
        }
        for word in decisions.independent():
            reader = found.get(word.coder)
            if reader is None or word.mode != "blind" or not word.current:
                continue
            if word.verdict in ("yes", "no", "nothing"):
                place = code_at[word.code_id], position[word.segment_id]
                reader.looked[place] = True
                reader.yes[place] = word.verdict == "yes" and word.number in affirmed
        return found

    @cached_property
    def _drawn_from(self) -> frozenset[int]:
        """The strands and waves from which whole cases were drawn."""
        drawn = _joined(reader.cases for reader in self.readers.values())
        return frozenset(self.evidence.people.occasion_of(drawn).tolist())

    @cached_property
    def _frames(self) -> dict[str, int]:
        """The largest frame of whole cases that was drawn from, by strand."""
        found: dict[str, int] = {}
        void = self.coded.decisions.record.void
        for draw in self.coded.draws:
            if draw.of_cases and draw.items and draw.event_id not in void:
                strand = draw.items[0].stratum
                found[strand] = max(found.get(strand, 0), draw.frame_size)
        return found

    @cached_property
    def _none(self) -> Floats | None:
        """Log of the chance that a code does not hold, (n_segments, n_codes); NaN where unknown."""
        scores = self.coded.scores
        names = tuple(code.id for code in self.coded.codebook.codes)
        if scores is None or scores.codes != names:
            return None
        position = self.evidence.units.passages.position
        table = np.full((len(self.evidence.units), len(names)), np.nan)
        known = [
            (position[name], at) for at, name in enumerate(scores.segments) if name in position
        ]
        if known:
            mine, theirs = np.array(known, dtype=np.int64).T
            values = np.asarray(scores.values, dtype=np.float64)[theirs]
            table[mine] = np.log1p(-np.clip(values, 0.0, _NO_SCORE))
        return table

    def lines(
        self, rows: Sequence[MatrixRow], spec: RowSpec
    ) -> tuple[list[MatrixRow], list[CorrectedFigure]]:
        """Return the cells of a row as they are corrected, and the figures behind those that are.

        Parameters
        ----------
        rows : sequence of MatrixRow
            A cell an occasion, then `all`.
        spec : RowSpec
            What it counts.
        """
        found = list(rows)
        figures: list[CorrectedFigure] = []
        for occasion in range(len(self.evidence.units.occasions)):
            row, told = self.correct(rows[occasion], spec, occasion)
            if told and self.evidence.public and is_small(row.cases, row.asked):
                row = blank(rows[occasion])
            found[occasion] = row
            figures += told
        return found, figures

    def correct(
        self, row: MatrixRow, spec: RowSpec, occasion: int
    ) -> tuple[MatrixRow, tuple[CorrectedFigure, ...]]:
        """Return a row as it is corrected, with its figures; as it is where it cannot be.

        Parameters
        ----------
        row : MatrixRow
        spec : RowSpec
            What it counts.
        occasion : int
            Number of its strand or wave.
        """
        if not self._may_be_corrected(row, spec, occasion):
            return row, ()
        found = self._read(spec, occasion)
        if found is None or row.asked is None:
            return row, ()
        told = tuple(self._figures(row, spec, found))
        return self._corrected(row, told[0]), told

    def _may_be_corrected(self, row: MatrixRow, spec: RowSpec, occasion: int) -> bool:
        strand = self.evidence.strands[self.evidence.units.occasions[occasion].strand]
        has_shares = strand.kind != GROUP and strand.voice != WRITTEN_ABOUT
        counted = not row.suppressed and row.basis != "checked" and (row.asked or 0) >= LARGE
        here = has_shares and not self.evidence.reflexive and strand.name in self._frames
        return bool(counted and here and spec.codes and self.readers)

    def drawn_cases(self, spec: RowSpec, occasion: int) -> DrawnCases | None:
        """Return which cases of a cell were read of a random draw; None where none was drawn.

        Parameters
        ----------
        spec : RowSpec
            What it counts.
        occasion : int
            Number of its strand or wave.
        """
        strand = self.evidence.strands[self.evidence.units.occasions[occasion].strand]
        if strand.name not in self._frames or not self.readers or not spec.codes:
            return None
        found = self._drawn(spec, occasion)
        if found.outside > MOST_OUTSIDE * len(found.cases):
            return None
        return DrawnCases(found.cases, found.read, self._scores(spec, found), found.outside)

    def _read(self, spec: RowSpec, occasion: int) -> _Read | None:
        """Find which cases of a cell were drawn and read; None where these are too few."""
        found = self._drawn(spec, occasion)
        few = len(found.read) < LEAST_READ
        return None if few or found.outside > MOST_OUTSIDE * len(found.cases) else found

    def _drawn(self, spec: RowSpec, occasion: int) -> _Read:
        """Return the cases of a cell, those of them drawn, and those read for all of its codes."""
        cell = self._cell(occasion, not_asked(spec, self.evidence))
        read = _joined(self._read_by(one, spec, cell.places) for one in self.readers.values())
        return replace(cell, read=np.intersect1d(read, cell.drawn))

    def _cell(self, occasion: int, missed: Ints) -> _Read:
        """Return the cases of a cell, and those drawn; where everybody was asked it is kept."""
        known = self._cells.get(occasion)
        if known is not None and not missed.size:
            return known
        units, people = self.evidence.units, self.evidence.people
        asked = np.setdiff1d(people.present[people.occasion_of(people.present) == occasion], missed)
        places = np.flatnonzero(units.codable & np.isin(self._keys, asked))
        cases = np.unique(self._keys[places])
        drawn = _joined(reader.cases for reader in self.readers.values())
        none = np.empty(0, dtype=np.int64)
        outside = self._outside(occasion, len(cases))
        found = _Read(cases, places, np.intersect1d(drawn, cases), none, outside)
        if not missed.size:
            self._cells[occasion] = found
        return found

    def _outside(self, occasion: int, cases: int) -> int:
        """Estimate how many cases of a cell could not be drawn.

        Of the waves from which something was drawn: those that came in later could not be, and that
        takes nothing from the others.
        """
        units, strand = self.evidence.units, self.evidence.units.occasions[occasion].strand
        together = [
            at
            for at, one in enumerate(units.occasions)
            if one.strand == strand and (at == occasion or at in self._drawn_from)
        ]
        here = units.codable & np.isin(units.occasion, together) & (units.case != NOBODY)
        whole = len(np.unique(units.case[here]))
        missing = whole - self._frames[self.evidence.strands[strand].name]
        return min(cases, round(cases * max(0, missing) / max(whole, 1)))

    def _read_by(self, reader: _Reader, spec: RowSpec, places: Ints) -> Ints:
        """Return the drawn cases of which a reader read every passage for every code of a row."""
        looked = reader.looked[np.array(spec.codes)][:, places].all(axis=0)
        return np.setdiff1d(reader.cases, self._keys[places[~looked]])

    def _figures(self, row: MatrixRow, spec: RowSpec, found: _Read) -> Iterator[CorrectedFigure]:
        """Yield the figure of all readers, then each one's of the cases that others read too."""
        held = self.evidence.standing(self.coded.decisions.resolved.held, spec.groups)
        theirs = np.unique(self._keys[held.segment[held.affirmed & held.human]])
        yield self._figure(row, spec, found, found.read, theirs, "")
        if len(self.readers) < 2 or any(group.period for group in spec.groups):  # noqa: PLR2004
            return
        read = {name: self._read_by(one, spec, found.places) for name, one in self.readers.items()}
        for name, reader in self.readers.items():
            others = _joined(cases for other, cases in read.items() if other != name)
            common = np.intersect1d(np.intersect1d(read[name], others), found.cases)
            if len(common) < LEAST_READ:
                continue
            yes = reader.yes[np.array(spec.codes)][:, found.places].any(axis=0)
            mine = np.unique(self._keys[found.places[yes]])
            yield self._figure(row, spec, replace(found, drawn=common), common, mine, name)

    def _figure(
        self, row: MatrixRow, spec: RowSpec, found: _Read, read: Ints, holds: Ints, reader: str
    ) -> CorrectedFigure:
        """Estimate what a cell comes to from the cases that were read."""
        size, asked = len(found.cases), row.asked or len(found.cases)
        truth = np.isin(read, holds).astype(np.float64)
        estimate = prevalence(
            truth,
            size,
            self._scored(spec, found, read),
            population=self._population(row),
        )
        # Cases without anything to code were asked, and it is known that they say nothing.
        part = size / asked
        low, high = estimate.interval or (None, None)
        unread = len(found.drawn) - len(read)
        return CorrectedFigure(
            outline=row.outline,
            section=row.section,
            theme=row.theme,
            code_id=row.code_id,
            strand=row.strand,
            wave=row.wave,
            reader=reader,
            asked=asked,
            drawn=len(found.drawn),
            read=len(read),
            found=estimate.found,
            share=estimate.share * part,
            share_low=None if low is None else low * part,
            share_high=None if high is None else high * part,
            by_machine=estimate.by_machine,
            unread=unread,
            outside=found.outside,
            share_if=_share_if(estimate, unread, found.outside) * part,
        )

    def _population(self, row: MatrixRow) -> bool:
        samples = {one.name: one.sample for one in self.evidence.strands}
        return samples.get(row.strand) == "probability"

    def _scored(self, spec: RowSpec, found: _Read, read: Ints) -> Scored | None:
        """Return the chance that a row holds in a case, of those read and of all others."""
        scores = self._scores(spec, found)
        mine = np.isin(found.cases, read)
        return None if scores is None else Scored(scores[mine], scores[~mine])

    def _scores(self, spec: RowSpec, found: _Read) -> Floats | None:
        """Return the chance that a row holds in each case; None where it is not known of all."""
        if self._none is None:
            return None
        none = self._none[found.places][:, np.array(spec.codes)].sum(axis=1)
        at = np.searchsorted(found.cases, self._keys[found.places])
        scores: Floats = 1 - np.exp(np.bincount(at, weights=none, minlength=len(found.cases)))
        return scores if np.isfinite(scores).all() else None

    def _corrected(self, row: MatrixRow, figure: CorrectedFigure) -> MatrixRow:
        """Return a row with its corrected figure."""
        cases = round(figure.share * figure.asked)
        return replace(
            row,
            cases=cases,
            cases_if=cases,
            share=figure.share,
            share_low=figure.share_low,
            share_high=figure.share_high,
            interval=self._words(row, figure),
            basis="corrected",
            unread=figure.unread,
            raised_asked=None,
            raised_unasked=None,
        )

    def _words(self, row: MatrixRow, figure: CorrectedFigure) -> str:
        """Say what the interval is of, and what it leaves out."""
        if figure.share_low is None:
            return "none: every case was read"
        readers = "this reader" if len(self._who(row)) == 1 else "these readers"
        said = f"corrected 95 %: this material, had {readers} read it all"
        if self._population(row):
            said = f"corrected 95 %: those of whom this is a probability sample, read by {readers}"
        left = []
        if figure.unread:
            left.append(f"{figure.unread:,} of {figure.drawn:,} drawn are unread")
        if figure.outside:
            left.append(f"{figure.outside:,} could not be drawn")
        if not left:
            return said
        share_if = f"{figure.share_if * 100:.0f}\u00a0%"
        return f"{said}; {', '.join(left)}: were it in all of these, {share_if}"

    def _who(self, row: MatrixRow) -> Sequence[str]:
        """Return who was given whole cases of a row's strand."""
        numbers = [
            at
            for at, one in enumerate(self.evidence.units.occasions)
            if self.evidence.strands[one.strand].name == row.strand
        ]
        occasion_of = self.evidence.people.occasion_of
        return [
            name
            for name, reader in self.readers.items()
            if np.isin(occasion_of(reader.cases), numbers).any()
        ]


def _share_if(estimate: Prevalence, unread: int, outside: int) -> float:
    """Return the share were the code in every case that was drawn and not read, or not drawn."""
    drawn = estimate.drawn + unread
    share = (estimate.share * estimate.drawn + unread) / drawn
    return (share * (estimate.size - outside) + outside) / estimate.size


def _joined(found: Iterator[Ints]) -> Ints:
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]))
