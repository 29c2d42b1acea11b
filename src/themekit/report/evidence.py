"""Where in a passage a code's evidence stands, as far as anybody or anything says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.events import Coding
from themekit.language import content_words, sentences_in
from themekit.report.shown import locate
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.records import Segment
    from themekit.report.inputs import ReportInputs


def evidence_of(segment: Segment, code_id: str, inputs: ReportInputs) -> Span | None:
    """Return the range of a segment's text that carries a code.

    Parameters
    ----------
    segment : Segment
    code_id : str
    inputs : ReportInputs

    Returns
    -------
    Span or None
        What a person marked, if it is less than all of it; else what made the machine suggest the
        code; else the sentence that has most of the code's words. None where nothing tells.
    """
    marked = next(_marked(segment, code_id, inputs), None)
    if marked is not None:
        return marked
    suggested = (s for s in inputs.suggestions.get(segment.id, ()) if s.code_id == code_id)
    found = next((range_ for s in suggested if (range_ := locate(segment, s))), None)
    return Span(*found) if found else _nearest(segment.text, code_id, inputs)


def strength(text: str, code_id: str, inputs: ReportInputs) -> float:
    """Return how much of a code some words say: its words, those less that many codes share."""
    shared = inputs.codes_by_word
    found = content_words(text) & inputs.words_of_codes.get(code_id, frozenset())
    return round(sum(1 / shared[word] for word in sorted(found)), 6)


def _marked(segment: Segment, code_id: str, inputs: ReportInputs) -> Iterator[Span]:
    """Yield what those on whose word the code holds marked, where it is less than the segment."""
    held = [one for one in inputs.decided_on(segment.id) if one.code_id == code_id]
    for word in (word for one in held for word in one.yes):
        record = inputs.coded.decisions.record
        event = record.by_id.get(word.event_id)
        if not isinstance(event, Coding):
            continue
        place = record.where(event)
        inside = segment.start <= place.start < place.end <= segment.end
        less = (place.start, place.end) != (segment.start, segment.end)
        if inside and less and place.text_hash == segment.text_hash:
            yield Span(place.start, place.end).shift(-segment.start)


def _nearest(text: str, code_id: str, inputs: ReportInputs) -> Span | None:
    """Return the sentence that says most of a code in words; None where none says any of it."""
    weighed = [(strength(one.of(text), code_id, inputs), one) for one in sentences_in(text)]
    best = max(weighed, key=lambda one: one[0], default=(0.0, None))
    return best[1] if best[0] > 0 else None
