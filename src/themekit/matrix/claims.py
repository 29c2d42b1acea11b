"""Which claims the findings make with their figures, and whether more reading can still turn them.

A finding has a row in every strand that supports it, or, where nobody has judged that, in every
primary one. Two claims are made with a row: the declared word that its share falls under
(`quantifiers` in study.yaml; a share under none makes no claim), and its place among the rows of
the same section's findings in that strand. Who heard each other, `all`, what was written about
people and reflexive studies have no shares, and make none.

Strands of less than 100 cases are read, not estimated. A claim is settled where it is so whatever
the unread and disputed cases turn out to be. What is still to be read is reckoned from reading the
likeliest unread first, were they as the machine suggests; all of them settle it for certain.

Larger strands are judged by the whole cases that were drawn at random and read
(`themekit.matrix.corrected`, `themekit.statistics.stopping`), a wave alone, and every such strand
and wave has an equal part of the doubt that is allowed to all. Cases that could not be drawn count
against every claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.decisions import Scores as Floats
from themekit.matrix.asking import GROUP
from themekit.matrix.build import gather
from themekit.matrix.cells import WRITTEN_ABOUT, Evidence, not_asked
from themekit.matrix.corrected import LARGE, Correction, DrawnCases
from themekit.matrix.findings import finding_spec
from themekit.matrix.outlines import RowSpec, Tree
from themekit.matrix.people import NOBODY
from themekit.names import folded
from themekit.statistics.prevalence import Scored
from themekit.statistics.stopping import (
    CERTAINTY,
    Margin,
    Outlook,
    first_draw,
    order_margin,
    outlook,
    share_margin,
    turned,
)
from themekit.study import Finding, Quantifier, Strand

State = Literal["settled", "to read", "open"]
SILENT = frozenset({"silence", "not asked"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What a finding says with a figure of one strand.

    Attributes
    ----------
    section : str
    rows : tuple of str
        What is counted: one row for a word; two for an order, the more frequent first.
    findings : tuple of str
        Ids.
    words : tuple of str
        Declared words that are possible, the present one first; empty for an order. An empty word
        is a share that no word is declared for.
    state : {'settled', 'to read', 'open'}
        ``open``: nothing short of reading every case will settle it.
    """

    section: str
    rows: tuple[str, ...]
    findings: tuple[str, ...]
    words: tuple[str, ...]
    state: State


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


@dataclass(frozen=True, slots=True)
class _Row:
    """What some findings of a section count."""

    section: str
    name: str
    findings: tuple[str, ...]
    spec: RowSpec


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """A row in one strand: boolean arrays over its cases, in the order of their keys.

    Attributes
    ----------
    asked, found, unclear, unread, likely : boolean arrays
        Who was asked; in whom a person found it; where people disagree; who may still turn out to
        have said it; in which of these the machine suggests it.
    """

    asked: Flags
    found: Flags
    unclear: Flags
    unread: Flags
    likely: Flags

    def bounds(self, read: Flags) -> tuple[int, int]:
        """Return the least and largest count once more cases are `read`, as the machine says."""
        sure = self.found | (read & self.unread & self.likely)
        left = (self.unread & ~read) | (self.unclear & ~sure)
        low = int(sure.sum())
        return low, low + int(left.sum())


@dataclass(frozen=True, slots=True)
class _Stated:
    """A claim before it is known whether it holds: rows by place, and the word."""

    rows: tuple[int, ...]
    word: Quantifier | None = None


def claims_of(coded: CodedStudy) -> tuple[StrandClaims, ...]:
    """Return the claims of a study's findings, strand by strand in the order of the study.

    Parameters
    ----------
    coded : CodedStudy
        With suggestions and scores, where there are any.
    """
    rows = _rows(coded)
    if not rows or coded.study.method == "reflexive":
        return ()
    evidence = gather(coded)
    counting = _Counting(coded, evidence, Correction(coded, evidence))
    occasions = [
        (number, supported)
        for number, one in enumerate(evidence.units.occasions)
        if (supported := _supported(rows, evidence.strands[one.strand], coded.findings))
    ]
    large = [number for number, _ in occasions if len(counting.keys(number)) >= LARGE]
    certainty = 1 - (1 - CERTAINTY) / max(len(large), 1)
    found = (counting.strand(number, here, certainty) for number, here in occasions)
    return tuple(one for one in found if one is not None)


def _rows(coded: CodedStudy) -> list[_Row]:
    """Return the rows that findings use: findings of a section that count the same share one."""
    tree = Tree(coded.codebook)
    found: dict[tuple[str, tuple[int, ...]], _Row] = {}
    for one in coded.findings:
        spec = finding_spec(one, tree)
        if spec is None:
            continue
        key = folded(one.section), spec.codes
        names = [tree.codes[head[0]].name for head in spec.heads]
        before = found.get(key)
        ids = (*before.findings, one.id) if before else (one.id,)
        found[key] = _Row(one.section, " or ".join(names), ids, spec)
    return list(found.values())


def _supported(rows: Sequence[_Row], strand: Strand, findings: Sequence[Finding]) -> list[_Row]:
    """Return the rows whose findings a strand supports."""
    if strand.kind == GROUP or strand.voice == WRITTEN_ABOUT:
        return []
    here = {one.id for one in findings if _supports(strand, one)}
    return [row for row in rows if not here.isdisjoint(row.findings)]


def _supports(strand: Strand, finding: Finding) -> bool:
    if not finding.support:
        return strand.role == "primary"
    judged = dict(finding.support).get(strand.name, "")
    return bool(judged) and folded(judged) not in SILENT


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

    def strand(self, occasion: int, rows: Sequence[_Row], certainty: float) -> StrandClaims | None:
        """Return the claims of a strand; None where it has nobody, or they claim nothing."""
        keys = self.keys(occasion)
        if not keys.size or not (self._words or any(_pairs(rows))):
            return None
        cells = [self._cell(row.spec, keys) for row in rows]
        if len(keys) < LARGE:
            return self._read_wholly(occasion, keys, rows, cells)
        return self._by_draw(occasion, keys, rows, cells, certainty)

    def _cell(self, spec: RowSpec, keys: Ints) -> _Cell:
        """Find of each case how a row stands in it."""
        evidence = self._evidence
        decisions, codable = evidence.decisions, evidence.units.codable
        held = evidence.standing(decisions.resolved.held, spec.groups)
        unclear = [
            evidence.standing(pairs, spec.groups).segment
            for pairs in (decisions.resolved.disputed, decisions.resolved.both)
        ]
        unlooked = codable & ~decisions.checked.of_all(spec.codes)
        asked = ~np.isin(keys, not_asked(spec, evidence))
        found = asked & self._in(keys, held.segment[held.affirmed & held.human])
        disputed = asked & ~found & self._in(keys, np.concatenate(unclear))
        return _Cell(
            asked=asked,
            found=found,
            unclear=disputed,
            unread=asked & ~found & ~disputed & self._in(keys, np.flatnonzero(unlooked)),
            likely=self._in(keys, held.segment[~held.human]),
        )

    def _in(self, keys: Ints, segments: Ints) -> Flags:
        return np.isin(keys, self._key_of[segments])

    def _passages(self, keys: Ints, cells: Sequence[_Cell]) -> Ints:
        """Count the passages of each case that nobody has looked at for all rows."""
        units = self._evidence.units
        unread = np.logical_or.reduce([cell.unread for cell in cells])
        at = np.searchsorted(keys, self._key_of)
        here = units.codable & np.isin(self._key_of, keys)
        count = np.bincount(at[here], minlength=len(keys))
        return np.where(unread, count, 0)

    def _named(self, occasion: int) -> tuple[str, str]:
        one = self._evidence.units.occasions[occasion]
        return self._evidence.strands[one.strand].name, one.wave

    # -- small strands: read, not estimated -----------------------------------------------------

    def _read_wholly(
        self, occasion: int, keys: Ints, rows: Sequence[_Row], cells: Sequence[_Cell]
    ) -> StrandClaims | None:
        """Settle claims by what is left unread, the likeliest first."""
        nothing = np.zeros(len(keys), dtype=bool)
        stated = _stated(rows, cells, [cell.bounds(nothing) for cell in cells], self._words)
        if not stated:
            return None
        unread = np.logical_or.reduce([cell.unread for cell in cells])
        likely = np.sum([cell.unread & cell.likely for cell in cells], axis=0)
        order = [at for at in np.argsort(-likely, kind="stable").tolist() if unread[at]]
        readable = [one for one in stated if self._is_settled(one, cells, ~nothing)]

        def settles(count: int) -> bool:
            read = nothing.copy()
            read[order[:count]] = True
            return all(self._is_settled(one, cells, read) for one in readable)

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
        self, stated: _Stated, rows: Sequence[_Row], cells: Sequence[_Cell], nothing: Flags
    ) -> Claim:
        """Return a claim of a small strand."""
        state: State = "settled"
        if not self._is_settled(stated, cells, nothing):
            state = "to read" if self._is_settled(stated, cells, ~nothing) else "open"
        words: tuple[str, ...] = ()
        if stated.word is not None:
            cell = cells[stated.rows[0]]
            low, high = (count / cell.asked.sum() for count in cell.bounds(nothing))
            words = _possible(stated.word, self._words, low, high)
        return _claim(stated, rows, words, state)

    def _is_settled(self, stated: _Stated, cells: Sequence[_Cell], read: Flags) -> bool:
        """Tell whether it is certain which word or order holds, once some cases are read."""
        bounds = [cells[row].bounds(read) for row in stated.rows]
        low, high = bounds[0]
        if stated.word is None:
            least, most = bounds[1]
            return low >= most or least >= high
        asked = int(cells[stated.rows[0]].asked.sum())
        under = (one.low <= low / asked and high / asked <= one.high for one in self._words)
        return low == high or any(under)

    # -- large strands: by a draw ---------------------------------------------------------------

    def _by_draw(
        self,
        occasion: int,
        keys: Ints,
        rows: Sequence[_Row],
        cells: Sequence[_Cell],
        certainty: float,
    ) -> StrandClaims | None:
        """Settle claims by the cases that were drawn at random and read."""
        nothing = np.zeros(len(keys), dtype=bool)
        drawn = [self._correction.drawn_cases(row.spec, occasion) for row in rows]
        cases, read = _common([one for one in drawn if one is not None])
        size = len(cases) if cases.size else len(keys)
        counts = [_estimated(cell, keys, read, nothing) for cell in cells]
        stated = _stated(rows, cells, counts, self._words)
        exact = [self._is_settled(one, cells, nothing) for one in stated]
        if not read.size and not all(exact):
            # What nobody can tell yet is not claimed.
            stated = [one for one, known in zip(stated, exact, strict=True) if known]
            exact, unknown = [True] * len(stated), True
        else:
            unknown = not stated
        margins = [
            (at, edge, margin)
            for at, one in enumerate(stated)
            if not exact[at]
            for edge, margin in self._margins(one, keys, cells, drawn, cases, read)
        ]
        strand, wave = self._named(occasion)
        each = self._passages(keys, cells).sum() / max(len(keys), 1)
        enough = first_draw(size)
        if len(read) < enough and (margins or unknown):
            told = Outlook((), enough - len(read), size - len(read))
        else:
            told = outlook([one for *_, one in margins], max(len(read), 1), size, certainty)
        claims = []
        doubtful = {at for at, (*_, one) in enumerate(margins) if _is_doubtful(one, read, size)}
        for at, one in enumerate(stated):
            mine = {number for number, (of, *_) in enumerate(margins) if of == at}
            state: State = "settled"
            if mine & set(told.open):
                state = "open"
            elif told.more and mine & doubtful:
                state = "to read"
            edges = [margins[number][1] for number in mine & (doubtful | set(told.open))]
            words = () if one.word is None else _beyond(one.word, self._words, edges)
            claims.append(_claim(one, rows, words, state))
        return StrandClaims(
            strand=strand,
            wave=wave,
            size=size,
            read=len(read),
            by_draw=True,
            more=told.more,
            forecast=told.forecast,
            passages=round(told.more * each),
            disputed=False,
            claims=tuple(claims),
        )

    def _margins(
        self,
        stated: _Stated,
        keys: Ints,
        cells: Sequence[_Cell],
        drawn: Sequence[DrawnCases | None],
        cases: Ints,
        read: Ints,
    ) -> Iterator[tuple[float, Margin]]:
        """Yield by how much a claim is away from each edge that would turn it over."""
        size = len(cases)
        holds = [np.isin(read, keys[cells[row].found]) for row in stated.rows]
        found = [one for row in stated.rows if (one := drawn[row]) is not None]
        scores = [_scores(one, cases) for one in found]
        outside = max(one.outside for one in found) / size
        mine = np.isin(cases, read)
        scored = None
        if stated.word is None:
            first, second = scores
            if first is not None and second is not None:
                scored = Scored((first - second)[mine], (first - second)[~mine])
            yield 0.0, _less(order_margin(holds[0], holds[1], size, scored), outside)
            return
        if (own := scores[0]) is not None:
            scored = Scored(own[mine], own[~mine])
        # Who was asked and has nothing to code is known to say nothing.
        part = int(cells[stated.rows[0]].asked.sum()) / size
        for edge, is_lower in ((stated.word.low, True), (stated.word.high, False)):
            if 0 < edge < 1 and edge * part < 1:
                margin = share_margin(holds[0], size, edge * part, scored)
                yield edge, _less(margin if is_lower else turned(margin), outside)


def _less(margin: Margin, outside: float) -> Margin:
    """Count cases that could not be drawn against a claim."""
    return Margin(margin.distance - outside, margin.variance, margin.grain)


def _is_doubtful(margin: Margin, read: Ints, size: int) -> bool:
    """Tell whether a claim is one of those that keep all from being settled together."""
    return margin.doubt(max(len(read), 1), size) > (1 - CERTAINTY) / 10


def _common(drawn: Sequence[DrawnCases]) -> tuple[Ints, Ints]:
    """Return the cases that all rows have, and those of them that were read for all of them."""
    if not drawn:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    cases, read = drawn[0].cases, drawn[0].read
    for one in drawn[1:]:
        cases, read = np.intersect1d(cases, one.cases), np.intersect1d(read, one.read)
    return cases, read


def _scores(drawn: DrawnCases, cases: Ints) -> Floats | None:
    return None if drawn.scores is None else drawn.scores[np.isin(drawn.cases, cases)]


def _estimated(cell: _Cell, keys: Ints, read: Ints, nothing: Flags) -> tuple[float, float]:
    """Return how many cases a row comes to: by those drawn, or the bounds of what is known."""
    if not read.size:
        return cell.bounds(nothing)
    count = float(np.isin(read, keys[cell.found]).mean() * cell.asked.sum())
    return count, count


# -- words and orders ----------------------------------------------------------------------------


def _stated(
    rows: Sequence[_Row],
    cells: Sequence[_Cell],
    counts: Sequence[tuple[float, float]],
    words: Sequence[Quantifier],
) -> list[_Stated]:
    """Return what is claimed: each row's word, and the order of rows of one section.

    Parameters
    ----------
    counts : sequence of (least, largest) number of cases
    """
    found = []
    for at, (cell, (low, high)) in enumerate(zip(cells, counts, strict=True)):
        asked = int(cell.asked.sum())
        word = _word(low / asked, high / asked, words) if asked else None
        if word is not None:
            found.append(_Stated((at,), word))
    for one, other in _pairs(rows):
        first = counts[one] >= counts[other]
        found.append(_Stated((one, other) if first else (other, one)))
    return found


def _pairs(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Yield the rows of one section of which neither counts all that the other does."""
    for one, row in enumerate(rows):
        for other in range(one + 1, len(rows)):
            beside = rows[other]
            nested = _contains(row.spec, beside.spec) or _contains(beside.spec, row.spec)
            if folded(row.section) == folded(beside.section) and not nested:
                yield one, other


def _contains(one: RowSpec, other: RowSpec) -> bool:
    """Tell whether a row counts all that another does: then their order is no claim."""
    return set(other.codes) <= set(one.codes)


def _word(low: float, high: float, words: Sequence[Quantifier]) -> Quantifier | None:
    """Return the word that two shares fall under both, else that of the lower one."""
    both = (one for one in words if one.low <= low and high <= one.high)
    return next(both, next((one for one in words if one.low <= low <= one.high), None))


def _possible(
    word: Quantifier, words: Sequence[Quantifier], low: float, high: float
) -> tuple[str, ...]:
    """Return the words that shares between two bounds fall under, the present one first."""
    others = [one.word for one in words if one != word and one.low < high and low < one.high]
    return (word.word, *others)


def _beyond(
    word: Quantifier, words: Sequence[Quantifier], edges: Sequence[float]
) -> tuple[str, ...]:
    """Return the present word, and those that lie beyond some of its edges."""
    found = [word.word]
    for edge in sorted(edges):
        lower = edge == word.low
        beside = (
            one.word
            for one in words
            if one != word and (one.high == edge if lower else one.low == edge)
        )
        found.append(next(beside, ""))
    return tuple(dict.fromkeys(found))


def _claim(stated: _Stated, rows: Sequence[_Row], words: tuple[str, ...], state: State) -> Claim:
    named = [rows[at] for at in stated.rows]
    return Claim(
        section=named[0].section,
        rows=tuple(one.name for one in named),
        findings=tuple(dict.fromkeys(id_ for one in named for id_ in one.findings)),
        words=words,
        state=state,
    )
