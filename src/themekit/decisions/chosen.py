"""The passages that a researcher chose as quotations: their choice goes before the machine's.

A choice follows its words when their source changes, as long as they stand there once, word for
word. Where they do not, or the passage no longer holds the code by people's word, the choice is
kept and shown nowhere: a quotation is verbatim or it is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from themekit.decisions.coded import CodedStudy
from themekit.decisions.finding import find
from themekit.decisions.standings import AGAINST
from themekit.events import Note
from themekit.records import Document, Segment
from themekit.spans import Span

CHOSEN = "quotation chosen"
TAKEN_BACK = "quotation taken back"
"""Names of the notes that say so; the second replaces the first."""
Place = Literal["", "typical", "strong", "against"]
PLACES: tuple[Place, ...] = ("typical", "strong", "against")
AROUND = 40
"""Code points before and behind by which words are told from the same words elsewhere."""


@dataclass(frozen=True, slots=True)
class ChosenQuote:
    """A quotation that somebody chose.

    Attributes
    ----------
    event_id, coder, code_id : str
    document : str
    place : {'', 'typical', 'strong', 'against'}
        What it is to stand for in its section; empty where they did not say.
    segment_id : str
        The passage in which its words stand now; empty where they stand nowhere, or several times.
    start, end : int
        Range of the document's text.
    """

    event_id: str
    coder: str
    code_id: str
    document: str
    place: Place
    segment_id: str = ""
    start: int = 0
    end: int = 0


def choice_of(document: Document, span: Span, code_id: str, place: Place) -> Note:
    """Return the event by which somebody chooses words as a quotation of a code."""
    text = document.text
    fields = {
        "document": document.id,
        "text_hash": document.text_hash,
        "start": str(span.start),
        "end": str(span.end),
        "code": code_id,
        "place": place,
        "quote": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return Note(name=CHOSEN, fields=tuple(fields.items()))


def chosen_quotes(coded: CodedStudy) -> tuple[ChosenQuote, ...]:
    """List the choices in force, in the order in which they were made."""
    return tuple(_found(coded))


def speaks_against(coded: CodedStudy, segment_id: str, code_id: str) -> bool | None:
    """Tell whether a passage says the opposite of a code, by people's word; None if nobody said.

    So does one that speaks for a code of which a finding says that it is against it.
    """
    stances = {one for one in coded.decisions.standing(segment_id, code_id).stances if one}
    if not AGAINST.isdisjoint(stances):
        return True
    find_code = coded.codebook.find
    named = (find_code(name) for finding in coded.findings for name in finding.against)
    if any(code is not None and code.id == code_id for code in named):
        return True
    return False if stances else None


def _found(coded: CodedStudy) -> Iterator[ChosenQuote]:
    void = coded.decisions.record.void
    notes = [
        one
        for one in coded.events
        if isinstance(one, Note) and one.name == CHOSEN and one.event_id not in void
    ]
    if not notes:
        return
    documents = {one.id: one for one in coded.documents}
    segments: dict[str, list[Segment]] = {}
    for segment in coded.segments:
        if segment.codable:
            segments.setdefault(segment.document, []).append(segment)
    for note in notes:
        told = dict(note.fields)
        place: Place = next((one for one in PLACES if one == told.get("place")), "")
        made = ChosenQuote(note.event_id, note.coder, told["code"], told["document"], place)
        document = documents.get(made.document)
        span = _now(told, document) if document else None
        inside = None if span is None else _within(span, segments.get(made.document, []))
        if span is None or inside is None:
            yield made
            continue
        yield ChosenQuote(
            made.event_id, made.coder, made.code_id, made.document, place, inside.id, *span
        )


def _now(told: dict[str, str], document: Document) -> Span | None:
    """Return where the words of a choice stand in the present text."""
    span = Span(int(told["start"]), int(told["end"]))
    if document.text_hash == told["text_hash"]:
        return span
    found = find(told["quote"], told["prefix"], told["suffix"], document.text)
    return found.span if found and found.span.of(document.text) == told["quote"] else None


def _within(span: Span, segments: list[Segment]) -> Segment | None:
    """Return the passage that holds all of a range."""
    return next((one for one in segments if one.start <= span.start and span.end <= one.end), None)
