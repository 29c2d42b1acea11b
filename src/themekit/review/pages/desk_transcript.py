"""A whole document with its margin, and words picked in it: they are opened as a passage."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from themekit.records import Document
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.desk_shared import (
    current_eyes,
    current_lists,
    in_address,
    place_of,
    show,
    shown,
    trail,
)
from themekit.review.pages.forms import submitted
from themekit.workflows.desk import Place
from themekit.workflows.eyes import may_read
from themekit.workflows.lists import Asked
from themekit.workflows.passages import overlapping
from themekit.workflows.transcripts import WORDS_AT_MOST, turns_of, whole_words

pages = Blueprint("desk_transcript", __name__)


@pages.get("/desk/document/<key>")
@needs_role("researcher")
def read(key: str) -> str:
    """Show a whole document."""
    document = _document(key)
    at = desk().place(request.args.get("at", ""))
    span = (at.start, at.end) if at is not None and at.document == document.id else None
    return show(
        "desk_transcript.html",
        document=document,
        name=shown().anywhere(document.name),
        key=key,
        turns=turns_of(
            current_lists(),
            current_eyes(),
            desk().segments_of(document.id),
            shown(),
            desk().replacements(),
            span,
        ),
        all_of_it=in_address(Asked(document=document.id)),
        trail=trail(),
    )


@pages.get("/desk/document/<key>/turn/<int:number>")
@needs_role("researcher")
def turn(key: str, number: int) -> Response:
    """Open a turn as a passage."""
    document = _document(key)
    segments = desk().segments_of(document.id)
    if number >= len(segments) or not segments[number].codable:
        abort(404)
    eyes = current_eyes()
    at = current_lists().passages.position[segments[number].id]
    place = eyes.kept.get(at) or place_of(segments[number])
    return redirect(url_for("desk_passage.decide", key=desk().key(place)), 303)


@pages.get("/desk/document/<key>/words/<int:number>")
@needs_role("researcher")
def words(key: str, number: int) -> str:
    """Let somebody pick the first and the last word of a passage, from one turn on."""
    document = _document(key)
    segments = desk().segments_of(document.id)
    to = request.args.get("to", number, type=int)
    last = number if to is None else to
    if not number <= last < len(segments):
        abort(404)
    if not _has_words(document, segments[number].start, segments[last].end):
        abort(404)
    return show(
        "desk_words.html",
        name=shown().anywhere(document.name),
        key=key,
        number=number,
        last=last,
        more=last + 1 < len(segments),
        words=shown().words(document.id, segments[number].start, segments[last].end)[
            :WORDS_AT_MOST
        ],
    )


@pages.post("/desk/document/<key>/words")
@needs_role("researcher")
def picked(key: str) -> Response:
    """Open the words that somebody picked as a passage."""
    document, form = _document(key), submitted()
    start, end = form.number("start"), form.number("end")
    span = None if start is None or end is None else whole_words(document, start, end)
    if span is None or not _has_words(document, *span):
        abort(400)
    place = Place(document.id, document.text_hash, *shown().snap(document.id, *span))
    return redirect(url_for("desk_passage.decide", key=desk().key(place)), 303)


def _has_words(document: Document, start: int, end: int) -> bool:
    """Tell whether a range holds words that are to be coded."""
    return bool(overlapping(desk().segments_of(document.id), start, end))


def _document(key: str) -> Document:
    """Return a document that this visitor may see."""
    named = desk().target_of("document", key)
    document = desk().document(named) if named else None
    seen = visitor()
    if document is None or not may_read(desk(), seen.coder, document.id, remote=seen.remote):
        abort(404)
    return document
