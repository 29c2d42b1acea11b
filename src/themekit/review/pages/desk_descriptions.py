"""Descriptions that need changing, and what became of each."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from themekit.events import Coding, Look
from themekit.review.here import desk, needs_role
from themekit.review.pages.desk_shared import current_eyes, current_lists, show, shown
from themekit.review.pages.forms import keep, submitted
from themekit.workflows.descriptions import answer_to, descriptions_of, own_words_of
from themekit.workflows.desk import Place
from themekit.workflows.safety import day_of

pages = Blueprint("desk_descriptions", __name__)


@pages.get("/desk/descriptions")
@needs_role("researcher")
def descriptions() -> str:
    """List what people say of descriptions, and what they saw that has no code."""
    return _page()


@pages.post("/desk/descriptions")
@needs_role("researcher")
def answered() -> Response | tuple[str, int]:
    """Keep why a description stays as it is."""
    form = submitted()
    named, words = form.text("about"), form.text("words")
    found = next(
        (one for one in descriptions_of(current_lists().coded) if one.event.event_id == named), None
    )
    if found is None:
        abort(404)
    if not words:
        return _page(named, "Say why it stays as it is. Nothing is lost."), 422
    if found.answer is not None and form.clashes([found.answer]):
        return _page(named, "Somebody answered this meanwhile. Yours is still here.", words), 409
    keep(form, [answer_to(found.event, words)])
    return redirect(url_for(".descriptions"), 303)


def _page(named: str = "", missing: str = "", words: str = "") -> str:
    coded = current_lists().coded
    found, own = descriptions_of(coded), own_words_of(coded)
    at = [one.event for one in found] + [one.look for one in own]
    passages = dict(zip([one.event_id for one in at], _passages(at), strict=True))
    return show(
        "desk_descriptions.html",
        found=found,
        own=own,
        passages=passages,
        open=sum(one.became == "open" for one in found),
        named=named,
        missing=missing,
        words=words,
        day_of=day_of,
    )


def _passages(events: list[Coding | Look]) -> list[tuple[str, str]]:
    """Return by event the key and the words of its passage; empty where they are not to be seen."""
    decisions, eyes = current_lists().coded.decisions, current_eyes()
    position = decisions.passages.position
    found: list[tuple[str, str]] = []
    for event in events:
        document = desk().document(event.document)
        inside = [position[one] for one in decisions.segments_of(event)]
        gone = document is None or document.text_hash != event.text_hash
        if gone or not inside or any(eyes.is_kept(at) or not eyes.visible[at] for at in inside):
            found.append(("", ""))
            continue
        place = Place(event.document, event.text_hash, event.start, event.end)
        text = shown().text(event.document, event.start, event.end)
        found.append((desk().key(place), text))
    return found
