"""Segments in their surroundings: what a reader sees who opens a figure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.inputs import ReportInputs
from themekit.report.people import credited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themekit.decisions import Standing
    from themekit.records import Segment, Suggestion


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a segment; `codes` are the numbers of the codes whose evidence it is."""

    text: str
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeOn:
    """A code on a segment: who says so, how sure, and why."""

    number: int
    code_id: str
    name: str
    theme: str
    status: str
    stance: str = ""
    score: float | None = None
    because: str = ""
    marked: bool = False
    credited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSegment:
    """A segment in its surroundings."""

    id: str
    document: str
    case: str
    strand: str
    attribution: str
    speaker: str
    question: str
    before: str
    pieces: tuple[Piece, ...]
    codes: tuple[CodeOn, ...]

    @property
    def text(self) -> str:
        """The segment's whole text."""
        return "".join(piece.text for piece in self.pieces)


CONTEXT_LIMIT = 400
STATUS_ORDER = {"checked": 0, "both stand": 1, "disputed": 2, "suggested": 3, "uncertain": 4}
_PEOPLES = {"holds": "checked", "both stand": "both stand", "disputed": "disputed"}
Range = tuple[int, int]


def show(segment: Segment, inputs: ReportInputs) -> ShownSegment:
    """Put a segment together with what surrounds it and the codes on it."""
    strand = inputs.strand_of.get(segment.document, "")
    codes, ranges = codes_on(segment, inputs)
    context = segment.before if segment.before != segment.question else ""
    return ShownSegment(
        id=segment.id,
        document=segment.document,
        case=inputs.case_of.get(segment.id, ""),
        strand=strand,
        attribution=attribution(strand, inputs),
        speaker=segment.speaker,
        question=words.trim_start(segment.question, CONTEXT_LIMIT),
        before=words.trim_start(context, CONTEXT_LIMIT),
        pieces=cut(segment.text, ranges),
        codes=codes,
    )


def attribution(strand: str, inputs: ReportInputs) -> str:
    """Say how the report credits words from `strand`."""
    given = next((s.attribution for s in inputs.strands if s.name == strand), "")
    return given or words.strand(strand)


def _stances(judgement: Standing) -> str:
    """Return what is meant, each once, by those on whose word it holds."""
    return "; ".join(sorted({one for one in judgement.stances if one}))


def codes_on(segment: Segment, inputs: ReportInputs) -> tuple[tuple[CodeOn, ...], dict[int, Range]]:
    """Return the codes on `segment`, people's word before the machine's, and their evidence."""
    judged = {j.code_id: j for j in inputs.decided_on(segment.id)}
    suggested = {s.code_id: s for s in inputs.suggestions.get(segment.id, ())}
    rejected = {code for code, j in judged.items() if j.state == "does not hold"}
    place = {code.id: at for at, code in enumerate(inputs.codes)}
    ids = sorted(
        (judged.keys() | suggested.keys()) - rejected,
        key=lambda c: (STATUS_ORDER[_status(c, judged, suggested)], place.get(c, len(place)), c),
    )
    known = {code.id: code for code in inputs.codes}
    codes, ranges = [], {}
    for number, code_id in enumerate(ids, start=1):
        suggestion, judgement = suggested.get(code_id), judged.get(code_id)
        found = locate(segment, suggestion) if suggestion else None
        if found:
            ranges[number] = found
        code = known.get(code_id)
        codes.append(
            CodeOn(
                number=number,
                code_id=code_id,
                name=code.name if code else code_id,
                theme=code.theme if code else "",
                status=_status(code_id, judged, suggested),
                stance=_stances(judgement) if judgement else "",
                score=suggestion.score if suggestion else None,
                because=inputs.told.because(suggestion) if suggestion else "",
                marked=found is not None,
                credited=credited(judgement.credited, inputs.coded, public=inputs.public)
                if judgement
                else (),
            )
        )
    return tuple(codes), ranges


def _status(
    code_id: str, judged: Mapping[str, Standing], suggested: Mapping[str, Suggestion]
) -> str:
    """Say who stands for the code: a person (``checked``, ``disputed``) or the machine."""
    if code_id in judged:
        return _PEOPLES[judged[code_id].state]
    return suggested[code_id].status


def locate(segment: Segment, suggestion: Suggestion) -> Range | None:
    """Find the evidence in the segment's text; None where the text was changed or none is given."""
    start, end = (
        suggestion.evidence_start - segment.start,
        suggestion.evidence_end - segment.start,
    )
    if suggestion.evidence and segment.text[max(start, 0) : max(end, 0)] != suggestion.evidence:
        start = segment.text.find(suggestion.evidence)
        end = start + len(suggestion.evidence)
    whole = bool(suggestion.evidence) or len(segment.text) == segment.end - segment.start
    return (start, end) if whole and 0 <= start < end <= len(segment.text) else None


def cut(text: str, ranges: Mapping[int, Range]) -> tuple[Piece, ...]:
    """Cut `text` wherever evidence starts or ends, and say whose evidence each piece is."""
    edges = sorted({0, len(text), *(edge for pair in ranges.values() for edge in pair)})
    return tuple(
        Piece(text[low:high], tuple(n for n, (a, b) in ranges.items() if a <= low and high <= b))
        for low, high in pairwise(edges)
    )
