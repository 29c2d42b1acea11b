"""Documents to segments: every stretch of speech or answer becomes a unit, coded or skipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from themekit.language import no_answer, spoken, stretches
from themekit.records import ERASED, Document, Role, Segment, Turn
from themekit.segmenting.splitting import Sentences, paragraphs, sentences, short_parts
from themekit.spans import Span, strip
from themekit.study import roles

SEGMENTING_VERSION = "2"
CONTEXT_LENGTH = 400

_UNSAID = "boilerplate"
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
    skip : tuple of str
        How lines begin that nobody said: they are units of their own, and not coded. Where the
        unit is the document, they stay in it.
    """

    unit: str
    interviewer: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


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
        said, unsaid = count(1), count(1)
        for stretch, nobody in stretches(document.text, span, settings.skip):
            if nobody:
                unit = _segment(document, turn, stretch, "participant")
                yield replace(unit, id=f"{base}/skipped-{next(unsaid)}", skip_reason=_UNSAID)
                continue
            reason = no_answer(stretch.of(document.text))
            parts = [stretch] if reason else _parts(document.text, stretch, settings.unit, split)
            for part, number in zip(parts, said, strict=False):
                plain = number == 1 and settings.unit == "answer"
                unit = _segment(document, turn, part, "participant")
                name = base if plain else f"{base}/{number:02d}"
                yield replace(unit, id=name, skip_reason=reason)


def _speech(document: Document, settings: Settings, split: Sentences) -> Iterator[Segment]:
    """Every turn in order, each with what was asked and what was said just before."""
    turns = document.turns or (Turn(0, len(document.text)),)
    question = before = ""
    for turn, role in zip(turns, roles(settings.interviewer, turns), strict=True):
        span = strip(document.text, Span(turn.start, turn.end))
        said = span.of(document.text)
        whole = _segment(document, turn, span, role)
        if turn.speaker == ERASED:
            yield replace(whole, text="", skip_reason="withdrawn")
            before = ""
            continue
        if role == "interviewer":
            yield replace(whole, before=before, skip_reason="interviewer" if said else "empty")
            question = said[-CONTEXT_LENGTH:]
        else:
            whole = replace(whole, question=question, before=before)
            for stretch, unsaid in stretches(document.text, span, settings.skip):
                if unsaid:
                    yield replace(_segment(document, turn, stretch, role), skip_reason=_UNSAID)
                else:
                    parts = _parts(document.text, stretch, settings.unit, split)
                    yield from _said(whole, document, parts)
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
