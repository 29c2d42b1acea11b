"""Which claims of the findings are settled, and how many more cases it takes to settle the rest.

What is claimed is said in `stated`. Strands of less than 100 cases are read, not estimated: a claim
is settled where it is so whatever the unread and disputed cases turn out to be. What is still to be
read is reckoned from reading the likeliest unread first, were they as the machine suggests; all of
them settle it for certain.

Larger strands are judged by the whole cases that were drawn at random and read (`stated_drawn`), a
wave alone, and every such strand and wave has an equal part of the doubt that is allowed to all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.matrix.build import gather
from themekit.matrix.corrected import Correction
from themekit.matrix.found import Evidence, not_asked
from themekit.matrix.outlines import RowSpec
from themekit.matrix.people import NOBODY
from themekit.matrix.stated import (
    Cell,
    Claim,
    Row,
    State,
    Stated,
    claim_of,
    is_settled,
    pairs,
    possible_words,
    rows_of,
    stated_claims,
    supported,
)
from themekit.matrix.stated_drawn import DrawnStrand
from themekit.statistics.prevalence import LARGE
from themekit.statistics.stopping import CERTAINTY
from themekit.study import Quantifier


@dataclass(frozen=True, slots=True)
class StrandClaims:
    """The claims of one strand, or of one of its waves, and what it takes to settle them.

    Attributes
    ----------
    strand, wave : str
    size, read : int
        Cases asked; those of them wholly read, or in a large strand drawn at random and read.
    by_draw : bool
        Whether it is judged by a draw.
    more : int
        Cases to read next; 0 where all is settled that is not open.
    forecast : int
        Cases still to read in all: of a draw as it looks now, else at most.
    passages : int
        Passages that the next cases have, about.
    disputed : bool
        Whether a claim hangs on passages that people disagree about.
    claims : tuple of Claim
    """

    strand: str
    wave: str
    size: int
    read: int
    by_draw: bool
    more: int
    forecast: int
    passages: int
    disputed: bool
    claims: tuple[Claim, ...]


def claims_of(coded: CodedStudy) -> tuple[StrandClaims, ...]:
    """Return the claims of a study's findings, strand by strand in the order of the study.

    Parameters
    ----------
    coded : CodedStudy
        With suggestions and scores, where there are any.
    """
    rows = rows_of(coded)
    if not rows or coded.study.method == "reflexive":
        return ()
    evidence = gather(coded)
    counting = _Counting(coded, evidence, Correction(coded, evidence))
    occasions = [
        (number, here)
        for number, one in enumerate(evidence.units.occasions)
        if (here := supported(rows, evidence.strands[one.strand], coded.findings))
    ]
    large = [number for number, _ in occasions if len(counting.keys(number)) >= LARGE]
    certainty = 1 - (1 - CERTAINTY) / max(len(large), 1)
    found = (counting.strand(number, here, certainty) for number, here in occasions)
    return tuple(one for one in found if one is not None)


class _Counting:
    """Counts claims; what is the same for all strands is found once."""

    def __init__(self, coded: CodedStudy, evidence: Evidence, correction: Correction) -> None:
        self._coded, self._evidence, self._correction = coded, evidence, correction
        units, people = evidence.units, evidence.people
        keys = people.key(units.occasion, units.case)
        self._key_of = np.where(units.case == NOBODY, -1, keys)

    def keys(self, occasion: int) -> Ints:
        """Return the sorted keys of those who took part on an occasion."""
        people = self._evidence.people
        here: Ints = people.present[people.occasion_of(people.present) == occasion]
        return here

    def strand(self, occasion: int, rows: Sequence[Row], certainty: float) -> StrandClaims | None:
        """Return the claims of a strand; None where it has nobody, or they claim nothing."""
        keys = self.keys(occasion)
        if not keys.size or not (self._words or any(pairs(rows))):
            return None
        cells = [self._cell(row.spec, keys) for row in rows]
        if len(keys) < LARGE:
            return self._read_wholly(occasion, keys, rows, cells)
        return self._by_draw(occasion, keys, rows, cells, certainty)

    def _cell(self, spec: RowSpec, keys: Ints) -> Cell:
        """Find of each case how a row stands in it."""
        evidence = self._evidence
        decisions, codable = evidence.decisions, evidence.units.codable
        held = evidence.standing(decisions.resolved.held, spec.groups)
        unclear = [
            evidence.standing(pairs, spec.groups).segment
            for pairs in (decisions.resolved.disputed, decisions.resolved.both)
        ]
        unlooked = np.flatnonzero(codable & ~decisions.checked.of_all(spec.codes))
        asked = ~np.isin(keys, not_asked(spec, evidence))
        found = asked & self._in(keys, held.segment[held.affirmed & held.human])
        disputed = asked & ~found & self._in(keys, np.concatenate(unclear))
        return Cell(
            unlooked=unlooked,
            asked=asked,
            found=found,
            unclear=disputed,
            unread=asked & ~found & ~disputed & self._in(keys, unlooked),
            likely=self._in(keys, held.segment[~held.human]),
        )

    def _in(self, keys: Ints, segments: Ints) -> Flags:
        return np.isin(keys, self._key_of[segments])

    def _passages(self, keys: Ints, cells: Sequence[Cell]) -> Ints:
        """Count the passages that are to be read of each case that is not read for some row."""
        unread = np.logical_or.reduce([cell.unread for cell in cells])
        of = self._key_of[np.unique(np.concatenate([cell.unlooked for cell in cells]))]
        of = of[np.isin(of, keys[unread])]
        return np.bincount(np.searchsorted(keys, of), minlength=len(keys))

    def _passages_a_case(self, keys: Ints) -> float:
        """Return how many passages a case has that are to be coded, of those that have any."""
        of = self._key_of[self._evidence.units.codable]
        of = of[np.isin(of, keys)]
        return len(of) / max(len(np.unique(of)), 1)

    def _named(self, occasion: int) -> tuple[str, str]:
        one = self._evidence.units.occasions[occasion]
        return self._evidence.strands[one.strand].name, one.wave

    # -- small strands: read, not estimated -----------------------------------------------------

    def _read_wholly(
        self, occasion: int, keys: Ints, rows: Sequence[Row], cells: Sequence[Cell]
    ) -> StrandClaims | None:
        """Settle claims by what is left unread, the likeliest first."""
        nothing = np.zeros(len(keys), dtype=bool)
        stated = stated_claims(rows, cells, [cell.bounds(nothing) for cell in cells], self._words)
        if not stated:
            return None
        unread = np.logical_or.reduce([cell.unread for cell in cells])
        likely = np.sum([cell.unread & cell.likely for cell in cells], axis=0)
        order = [at for at in np.argsort(-likely, kind="stable").tolist() if unread[at]]
        readable = [one for one in stated if is_settled(one, cells, ~nothing, self._words)]

        def settles(count: int) -> bool:
            read = nothing.copy()
            read[order[:count]] = True
            return all(is_settled(one, cells, read, self._words) for one in readable)

        more = next(filter(settles, range(len(order) + 1)), len(order))
        passages = self._passages(keys, cells)
        strand, wave = self._named(occasion)
        claims = tuple(self._claim_read(one, rows, cells, nothing) for one in stated)
        return StrandClaims(
            strand=strand,
            wave=wave,
            size=len(keys),
            read=int((~unread).sum()),
            by_draw=False,
            more=more,
            forecast=len(order) if more else 0,
            passages=int(passages[order[:more]].sum()),
            disputed=any(one.state == "open" for one in claims),
            claims=claims,
        )

    @property
    def _words(self) -> tuple[Quantifier, ...]:
        return self._coded.study.quantifiers

    def _claim_read(
        self, stated: Stated, rows: Sequence[Row], cells: Sequence[Cell], nothing: Flags
    ) -> Claim:
        """Return a claim of a small strand."""
        state: State = "settled"
        if not is_settled(stated, cells, nothing, self._words):
            state = "to read" if is_settled(stated, cells, ~nothing, self._words) else "open"
        words: tuple[str, ...] = ()
        if stated.word is not None:
            cell = cells[stated.rows[0]]
            low, high = (count / cell.asked.sum() for count in cell.bounds(nothing))
            words = possible_words(stated.word, self._words, low, high)
        return claim_of(stated, rows, words, state)

    # -- large strands: by a draw ---------------------------------------------------------------

    def _by_draw(
        self,
        occasion: int,
        keys: Ints,
        rows: Sequence[Row],
        cells: Sequence[Cell],
        certainty: float,
    ) -> StrandClaims:
        """Settle claims by the cases that were drawn at random and read."""
        drawn = [self._correction.drawn_cases(row.spec, occasion) for row in rows]
        found = DrawnStrand(keys, rows, cells, drawn, self._words, certainty)
        strand, wave = self._named(occasion)
        told = found.outlook
        return StrandClaims(
            strand=strand,
            wave=wave,
            size=len(found.cases),
            read=len(found.read),
            by_draw=True,
            more=told.more,
            forecast=told.forecast,
            passages=round(told.more * self._passages_a_case(keys)),
            disputed=False,
            claims=found.claims,
        )
