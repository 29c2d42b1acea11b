"""After a source has changed: decisions follow the words that they lie on."""

from __future__ import annotations

from dataclasses import replace

from themekit.decisions import CodedStudy
from themekit.decisions.finding import find
from themekit.events import Anchor, Coding, Look
from themekit.records import Document
from themekit.spans import Span
from themekit.store.events import append_events, kept_texts, last_number, lie_elsewhere
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_coded

CLOSE = "close match"
"""How an anchor was found that a person should look at."""
AROUND = 40
"""Code points before and behind a quotation by which it is told from others of the same words."""


def follow_sources(context: RunContext) -> int:
    """Move what people decided to where its words are now, and return how many decisions moved.

    By the exact quotation, else by the one passage that is like it. What is found nowhere, or in
    several places, stays where it was: `check` lists it, and it counts nowhere.
    """
    with context.store.reading() as connection:
        if not lie_elsewhere(connection):
            return 0
    coded = load_coded(context, suggested=False)
    lost = coded.decisions.unplaced
    with context.store.reading() as connection:
        known = coded.decisions.record.where
        texts = kept_texts(connection, {known(one).text_hash for one in lost})
    anchors = _anchors(coded, lost, texts)
    if not anchors:
        return 0
    with context.store.appending() as connection:
        known_to = last_number(connection)
        append_events(connection, [replace(one, after=known_to) for one in anchors])
    return sum(len(one.moves) for one in anchors)


def _anchors(
    coded: CodedStudy, lost: tuple[Coding | Look, ...], texts: dict[str, str]
) -> list[Anchor]:
    """Return the new places of decisions, those of one place together."""
    documents = {document.id: document for document in coded.documents}
    found: dict[tuple[str, Span, str], list[str]] = {}
    for event in lost:
        where, document = coded.decisions.record.where(event), documents.get(event.document)
        text = texts.get(where.text_hash)
        if document is None or text is None or document.text_hash == where.text_hash:
            continue
        if event.text_hash == document.text_hash:  # the former text was put back
            place: tuple[Span, str] | None = (Span(event.start, event.end), "quote")
        else:
            place = _place(text, Span(where.start, where.end), document)
        if place is not None:
            found.setdefault((document.id, *place), []).append(event.event_id)
    return [
        Anchor(
            document=document,
            text_hash=documents[document].text_hash,
            start=span.start,
            end=span.end,
            moves=tuple(moves),
            how=how,
        )
        for (document, span, how), moves in found.items()
    ]


def _place(text: str, span: Span, document: Document) -> tuple[Span, str] | None:
    """Return where words of a former text stand in the present one, and how that was found."""
    prefix = text[max(0, span.start - AROUND) : span.start]
    suffix = text[span.end : span.end + AROUND]
    place = find(span.of(text), prefix, suffix, document.text)
    if place is None:
        return None
    return place.span, "quote" if place.sure else CLOSE
