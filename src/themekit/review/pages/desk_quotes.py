"""Choosing a quotation at the desk: words of a passage that stand for a code in the report."""

from __future__ import annotations

from flask import Blueprint, abort, url_for

from themekit.decisions import ChosenQuote, chosen_quotes, speaks_against
from themekit.decisions.chosen import PLACES
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.desk_passage import (
    Answered,
    kept_from,
    on_to,
    passage_here,
    passage_page,
    take_choice_back,
)
from themekit.review.pages.desk_shared import current_eyes, current_lists, place_of, show, trail
from themekit.review.pages.forms import Submitted, keep, submitted
from themekit.workflows.chosen_quotes import choice, state_of
from themekit.workflows.quoting_here import Quoting, quoting_of

pages = Blueprint("desk_quotes", __name__)


@pages.get("/desk/quotes")
@needs_role("researcher")
def listed() -> str:
    """List what people chose, and whether the report shows it."""
    coded, eyes = current_lists().coded, current_eyes()
    position, told, hidden = current_lists().passages.position, [], 0
    shown = desk().shown_to(visitor().coder, remote=visitor().remote)
    for one in chosen_quotes(coded):
        at = position.get(one.segment_id)
        if at is not None and (eyes.is_kept(at) or not eyes.visible[at]):
            hidden += 1
            continue
        text = shown.text(one.document, one.start, one.end) if at is not None else ""
        key = "" if at is None else desk().key(place_of(coded.segment_by_id[one.segment_id]))
        told.append((one, state_of(coded, one), text, key))
    return show("desk_quotes.html", choices=told, hidden=hidden, mine=visitor().coder.id)


@pages.post("/desk/passage/<key>/quote")
@needs_role("researcher")
def choose(key: str) -> Answered:
    """Keep that some words of a passage stand for a code, or say why they cannot."""
    here, form = passage_here(key), submitted()
    if kept_from(here) is not None:
        return passage_page(here), 409
    coded = current_lists().coded
    quoting = quoting_of(coded, here)
    refused = why_refused(form, quoting)
    if refused or quoting is None:
        return passage_page(here, form, refused=refused), 422
    code_id = desk().target_of("code", form.text("quote_code")) or ""
    span = quoting.span(form.number("quote_first"), form.number("quote_last"))
    assert span is not None
    place = form.one_of("quote_place", PLACES) or ""
    note = choice(coded, quoting.segment, code_id, span, visitor().coder.id, place)
    keep(form, [note], [one for one in desk().record().notes if one.event_id in note.replaces])
    again = url_for("desk_passage.decide", key=key, chosen="kept", **trail(), _anchor="quote")  # type: ignore[arg-type]
    return on_to(again)


@pages.post("/desk/quotes/back")
@needs_role("researcher")
def taken_back() -> Answered:
    """Take back what this visitor chose."""
    form = submitted()
    found = _mine(form.text("choice"))
    if found is None:
        if form.took_back(desk().said_by(visitor().coder.id)):
            return on_to(url_for(".listed"))
        abort(404)
    return take_choice_back(form, found)


def why_refused(form: Submitted, quoting: Quoting | None) -> str:
    """Say why words cannot be chosen; empty where they can."""
    if quoting is None:
        return "Answer first what applies here. Then its words can be chosen."
    if quoting.is_unquoted:
        return "Whoever speaks here took back that they are quoted."
    code_id = desk().target_of("code", form.text("quote_code"))
    if code_id is None:
        return "Say for which code these words are to stand."
    if code_id not in quoting.codes:
        return "No person says that this code applies here. Say first that it does, then choose."
    return _why_not_so(form, quoting, code_id)


def _why_not_so(form: Submitted, quoting: Quoting, code_id: str) -> str:
    """Say why these words cannot stand in that place of the code."""
    if quoting.span(form.number("quote_first"), form.number("quote_last")) is None:
        return "The last word stands before the first. Choose them again."
    against = form.one_of("quote_place", PLACES) == "against"
    if against and speaks_against(current_lists().coded, quoting.segment.id, code_id) is False:
        return "People say that this speaks for the code, so it cannot stand for what is against."
    return ""


def _mine(event_id: str) -> ChosenQuote | None:
    """Return a choice of this visitor that stands in a passage."""
    found = (one for one in chosen_quotes(current_lists().coded) if one.event_id == event_id)
    me = visitor().coder.id
    return next((one for one in found if one.coder == me and one.segment_id), None)
