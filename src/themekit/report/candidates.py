"""The passages that a section of the report may quote, each weighed as a quotation of a code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.language import Telling, telling
from themekit.report import words
from themekit.report.evidence import strength
from themekit.report.quotes import WRITTEN_ABOUT, is_quotable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from themekit.decisions import Standing
    from themekit.records import MatrixRow
    from themekit.report.inputs import ReportInputs

CARRIES, CLEARLY = 0.3, 0.4
"""How much the words of the code, and the machine's sight of it, weigh beside what is said."""
CLEAR = 0.3
"""The least sight of a code, in [0, 1], with which a passage says it clearly."""
OUTDONE = 0.2
"""What it costs to say more of another code."""
ENOUGH = 2.0
"""So much of a code in words is enough: two words that no other code has."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be quoted for a code of the section.

    Attributes
    ----------
    segment_id, code_id, person, strand : str
    stance : str
        ``for``, ``against`` (all on whose word it holds say the opposite), ``both`` (some of them
        do), ``mixed`` (none do, but some say both), or empty.
    accepted, staff, primary : bool
        Whether a person says that the code holds; whether others wrote it of people; whether its
        strand is primary.
    telling : Telling
    value : float
        How telling it is, how much of the code it says in words, how clearly the machine sees the
        code in it; less where it says more of another.
    outdone : bool
        Whether it says more of another code that holds there than of this one.
    clear : bool
        Whether the machine, or its words, say the code at all clearly.
    """

    segment_id: str
    code_id: str
    person: str
    strand: str
    stance: str
    accepted: bool
    staff: bool
    primary: bool
    telling: Telling
    value: float
    outdone: bool = False
    clear: bool = True


class Candidates:
    """Finds the passages that sections may quote; each is weighed once."""

    def __init__(self, inputs: ReportInputs) -> None:
        self._inputs = inputs
        self._telling: dict[str, Telling] = {}
        self._standings: dict[str, Mapping[str, Standing]] = {}
        self._strength: dict[str, Mapping[str, float]] = {}

    def of(self, lines: Iterable[MatrixRow], codes: Collection[str]) -> Iterator[Candidate]:
        """Yield what the section's rows hold; a withheld cell gives none in public."""
        lines = list(lines)
        lines = [row for row in lines if row.strand != words.ALL] or lines
        coded = [row for row in lines if row.code_id] or lines
        for row in coded:
            if self._inputs.public and row.suppressed:
                continue
            wanted = (row.code_id,) if row.code_id else tuple(sorted(codes))
            for segment in row.holding or row.quotes:  # in public no row says what it holds
                if segment in self._inputs.segments and self._may_be_quoted(segment):
                    yield from self._on(segment, wanted, row.strand)

    def _may_be_quoted(self, segment_id: str) -> bool:
        inputs = self._inputs
        if not is_quotable(segment_id, inputs):
            return False
        if inputs.public:
            return inputs.quotable(segment_id)
        case = inputs.coded.case(inputs.segments[segment_id])
        return case is None or not (case.unquoted or case.withdrawn)

    def _on(self, segment: str, codes: Sequence[str], strand: str) -> Iterator[Candidate]:
        """Yield a passage for each of `codes` that people accepted there, else for one of them."""
        judged = self.judged(segment)
        held = [code for code in codes if code in judged and judged[code].state == "holds"]
        if not held:
            known = {one.code_id for one in self._inputs.suggestions.get(segment, ())} - set(judged)
            held = [code for code in codes if code in known][:1]
        told, info = self._told(segment), self._inputs.strand(strand)
        said = self._said(segment)
        clear = self._clear(segment)
        for code in held:
            outdone = max(clear.values(), default=0.0) > clear.get(code, 0.0)
            stances = set(judged[code].stances) if code in judged else set()
            value = told.score + CARRIES * said.get(code, 0.0) + CLEARLY * clear.get(code, 0.0)
            yield Candidate(
                segment_id=segment,
                code_id=code,
                person=self._inputs.case_of.get(segment, segment),
                strand=strand,
                stance=_stance(stances),
                accepted=code in judged,
                staff=info is not None and info.voice == WRITTEN_ABOUT,
                primary=info is not None and info.role == "primary",
                telling=told,
                value=round(value - OUTDONE * outdone, 6),
                outdone=outdone,
                clear=clear.get(code, 0.0) >= CLEAR,
            )

    def _said(self, segment: str) -> Mapping[str, float]:
        """Return how much of each code on a segment its words say, in [0, 1]."""
        if segment not in self._strength:
            text = self._inputs.segments[segment].text
            self._strength[segment] = {
                code: min(strength(text, code, self._inputs), ENOUGH) / ENOUGH
                for code in self._on_it(segment)
            }
        return self._strength[segment]

    def _clear(self, segment: str) -> Mapping[str, float]:
        """Return how clearly each code on a segment is seen there: by the machine, else in words.

        That is what it saw without having learned from whoever speaks, where that is known: what
        people made hold is no clearer for it.
        """
        scores = {one.code_id: one.score for one in self._inputs.suggestions.get(segment, ())}
        scores |= self._unlearned(segment)
        said = self._said(segment)
        return {code: scores.get(code, said[code]) for code in said}

    def _unlearned(self, segment: str) -> Mapping[str, float]:
        """Return the probability of every code by a model that did not learn from the segment."""
        found, row = self._inputs.coded.scores, self._rows.get(segment)
        if found is None or row is None:
            return {}
        return dict(zip(found.codes, found.values[row].tolist(), strict=True))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        found = self._inputs.coded.scores
        return {} if found is None else {one: at for at, one in enumerate(found.segments)}

    def _on_it(self, segment: str) -> list[str]:
        """Return the codes that people made hold on a segment; else those that are suggested."""
        held = [code for code, one in self.judged(segment).items() if one.counts]
        return held or [one.code_id for one in self._inputs.suggestions.get(segment, ())]

    def judged(self, segment: str) -> Mapping[str, Standing]:
        """Return how those codes stand on a segment that people decide there, by their ids."""
        if segment not in self._standings:
            self._standings[segment] = {
                one.code_id: one for one in self._inputs.decided_on(segment)
            }
        return self._standings[segment]

    def _told(self, segment: str) -> Telling:
        if segment not in self._telling:
            self._telling[segment] = telling(self._inputs.segments[segment].text)
        return self._telling[segment]


def _stance(stances: Collection[str]) -> str:
    """Return what those on whose word a code holds come to."""
    if "against" in stances:
        return "against" if set(stances) == {"against"} else "both"
    if "mixed" in stances:
        return "mixed"
    return "for" if "for" in stances else ""


def is_said(one: Candidate) -> bool:
    """Tell whether a passage is somebody's own, accepted by a person and understood alone."""
    return one.accepted and not one.staff and one.telling.stands_alone


def best_kind(found: Sequence[Candidate]) -> list[Candidate]:
    """Keep what is quoted: what people accepted, else staff's words, else what nobody checked."""
    said = [c for c in found if c.telling.stands_alone]
    tests: tuple[Callable[[Candidate], bool], ...] = (
        is_said,
        lambda c: c.accepted,
        lambda _c: True,
    )
    return next((kept for test in tests if (kept := [c for c in said if test(c)])), [])
