"""Documents to segments: every stretch of speech or answer becomes a unit, coded or skipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from themekit.language.blanks import no_answer
from themekit.language.marks import spoken
from themekit.records import Document, Role, Segment, Turn
from themekit.segmenting.splitting import Sentences, paragraphs, sentences, short_parts
from themekit.spans import Span, strip

SEGMENTING_VERSION = "1"
CONTEXT_LENGTH = 400

_USUAL_INTERVIEWERS = frozenset(
    {"int", "interviewer", "i", "q", "moderator", "facilitator", "researcher", "iv", "mod", "chair"}
)
_SAID = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a strand is cut.

    Attributes
    ----------
    unit : {'turn', 'paragraph', 'sentence', 'document', 'answer'}
    interviewer : tuple of str
        Labels of those who ask. Empty: the labels that transcripts usually use (INT, Q,
        Interviewer, Facilitator...).
    """

    unit: str
    interviewer: tuple[str, ...] = ()


def likely_interviewers(labels: Iterable[str]) -> tuple[str, ...]:
    """Return those of `labels` that usually stand for whoever asks, numbered or not."""
    return tuple(
        label
        for label in labels
        if re.sub(r"[\s\d._-]+$", "", label.casefold()) in _USUAL_INTERVIEWERS
    )


def segment_document(
    document: Document, settings: Settings, split: Sentences
) -> tuple[Segment, ...]:
    """Cut one document into units of coding.

    Parameters
    ----------
    document : Document
    settings : Settings
    split : callable
        Finds the sentences of a text; called only where the unit or a long turn needs it.

    Returns
    -------
    tuple of Segment
        In order, without overlap. Together with speaker labels and white space they cover the
        text. What is not to be coded is there too, with its `skip_reason`.
    """
    if settings.unit == "document":
        whole = strip(document.text, Span(0, len(document.text)))
        return tuple(_numbered(document, [_segment(document, Turn(*whole), whole, "participant")]))
    if any(turn.item for turn in document.turns):
        return tuple(_answers(document, settings, split))
    return tuple(_numbered(document, _speech(document, settings, split)))


def _segment(document: Document, turn: Turn, span: Span, role: Role) -> Segment:
    """Build the unit that covers `span`, a part of `turn`."""
    return Segment(
        id="",
        document=document.id,
        text_hash=document.text_hash,
        start=span.start,
        end=span.end,
        text=span.of(document.text),
        speaker=turn.speaker,
        speaker_role=role,
        start_time=turn.start_time,
        question=turn.question,
        item=turn.item,
        skip_reason="" if span.length else "empty",
    )


def _answers(document: Document, settings: Settings, split: Sentences) -> Iterator[Segment]:
    """One unit an answer; with a smaller unit, the answer's parts are numbered."""
    for turn in document.turns:
        span = strip(document.text, Span(turn.start, turn.end))
        base = f"{document.id}/{turn.item}"
        reason = no_answer(span.of(document.text))
        parts = [span] if reason else _parts(document.text, span, settings.unit, split)
        for number, part in enumerate(parts, 1):
            name = base if settings.unit == "answer" else f"{base}/{number:02d}"
            unit = _segment(document, turn, part, "participant")
            yield replace(unit, id=name, skip_reason=reason)


def _speech(document: Document, settings: Settings, split: Sentences) -> Iterator[Segment]:
    """Every turn in order, each with what was asked and what was said just before."""
    turns = document.turns or (Turn(0, len(document.text)),)
    asking = settings.interviewer or likely_interviewers({turn.speaker for turn in turns})
    asking = tuple(label.casefold() for label in asking)
    question = before = ""
    for turn in turns:
        span = strip(document.text, Span(turn.start, turn.end))
        said = span.of(document.text)
        if turn.speaker.casefold() in asking:
            unit = _segment(document, turn, span, "interviewer")
            yield replace(unit, before=before, skip_reason="interviewer" if said else "empty")
            question = said[-CONTEXT_LENGTH:]
        else:
            role: Role = "participant" if turn.speaker or not document.turns else "unknown"
            whole = _segment(document, turn, span, role)
            parts = _parts(document.text, span, settings.unit, split)
            yield from _said(replace(whole, question=question, before=before), document, parts)
        before = said[-CONTEXT_LENGTH:]


def _said(whole: Segment, document: Document, parts: Iterable[Span]) -> Iterator[Segment]:
    """Cut what a participant said in one turn; each part sees the part before it."""
    before = whole.before
    for part in parts:
        said = part.of(document.text)
        cut = replace(whole, start=part.start, end=part.end, text=said, before=before)
        yield replace(cut, skip_reason=cut.skip_reason or _silent(cut))
        before = said[-CONTEXT_LENGTH:]


def _silent(segment: Segment) -> str:
    """Return why a stretch of speech holds nothing to code, or ``''``."""
    if segment.speaker_role == "unknown":
        return "before the first speaker"
    # '[inaudible 00:12:31]', '(laughs)', '...': heard, but nothing said.
    return "" if _SAID.search(spoken(segment.text)) else "no speech"


def _parts(text: str, span: Span, unit: str, split: Sentences) -> list[Span]:
    """Cut `span` by the strand's unit; an empty range stays one (it is counted as skipped)."""
    if unit == "sentence":
        return sentences(text, span, split) or [span]
    if unit == "paragraph":
        return paragraphs(text, span) or [span]
    return short_parts(text, span, split) if unit == "turn" else [span]


def _numbered(document: Document, segments: Iterable[Segment]) -> Iterator[Segment]:
    """Give each unit its running number in the document."""
    for number, segment in enumerate(segments, 1):
        yield replace(segment, id=f"{document.id}/{number:04d}")
