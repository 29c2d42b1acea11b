"""Details by which people are known: a researcher at this machine says what stands instead."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from themekit.disclosure.naming import bracketed, why_not
from themekit.disclosure.proposals import Alike, Proposal
from themekit.disclosure.risks import READ_STATES
from themekit.events import Event, Mark
from themekit.names import folded
from themekit.records import Document
from themekit.review.here import desk, house, needs_role, visitor
from themekit.review.pages.desk_shared import show
from themekit.review.pages.forms import Submitted, keep, submitted, whole_number
from themekit.workflows.details import (
    CHOICES,
    Details,
    act_said,
    detail_range,
    details_of,
    last_marks,
    marked,
    read_through,
    surroundings,
    taken_back,
)
from themekit.workflows.proposing import Proposing
from themekit.workflows.transcripts import WORDS_AT_MOST

pages = Blueprint("desk_details", __name__)
EXTENSION = "themekit.details"
PAGE = 50
PLACES = 200
"""Places of the same words on one page; the rest come once these are decided."""
_KEY = 11
KINDS = ("name", "place", "organisation", "title", "phone", "email", "age", "date", "number", "web")
P = ParamSpec("P")
R = TypeVar("R")


def at_this_machine(page: Callable[P, R]) -> Callable[P, R]:
    """Answer everybody but a researcher at this machine as if the page were not there."""

    @wraps(page)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if visitor().remote:
            abort(404)
        return page(*args, **kwargs)

    return needs_role("researcher")(guarded)


@pages.get("/desk/details")
@at_this_machine
def documents() -> str:
    """List the documents, with whether somebody has read them for such details."""
    details = _details()
    strand = ""
    if key := request.args.get("strand", ""):
        strand = desk().target_of("strand", key) or abort(404)
    state = request.args.get("state", "")
    if state and state not in READ_STATES:
        abort(404)
    of_strand = [one for one in details.documents if strand in ("", one.strand)]
    counts = Counter(details.states[one.id] for one in of_strand)
    found = [one for one in of_strand if state in ("", details.states[one.id])]
    here, page, of_pages = _page_of(found)
    strands = list(dict.fromkeys(one.strand for one in details.documents))
    strand_keys = desk().keys_of("strand", strands)
    kept = {"strand": key} if strand else {}
    return _show(
        "desk_details.html",
        details,
        rows=[(_key(one), one, details.states[one.id], details.left(one)) for one in here],
        counts=[(one, counts[one]) for one in READ_STATES],
        of=len(of_strand),
        found=len(found),
        strand=strand,
        state=state,
        strands=[(strand_keys[one], one) for one in strands],
        kept=kept,
        trail={**kept, **({"state": state} if state else {})},
        page=page,
        pages=of_pages,
    )


@pages.get("/desk/details/alike")
@at_this_machine
def groups() -> str:
    """List what is proposed in the study, the same words together."""
    details = _details()
    found = list(details.alike())
    here, page, of_pages = _page_of(found)
    return _show(
        "desk_details_alike.html",
        details,
        rows=[(_group_key(one), one) for one in here],
        found=len(found),
        places=sum(len(one.places) for one in found),
        doubts=details.naming.doubts(),
        looked=_proposing().looked_through(details.documents),
        of=len(details.documents),
        works=_proposing().works,
        page=page,
        pages=of_pages,
        trail={},
    )


@pages.post("/desk/details/look")
@at_this_machine
def look() -> Response:
    """Begin to look all documents through."""
    submitted()
    _proposing().begin(_details().documents)
    return redirect(url_for(".groups"), 303)


@pages.get("/desk/details/alike/<surface>")
@at_this_machine
def group(surface: str) -> str:
    """Show the same words wherever they are proposed, each in its surroundings."""
    details = _details()
    return _group_page(details, _group(details, surface), surface)


@pages.post("/desk/details/alike/<surface>")
@at_this_machine
def group_decided(surface: str) -> Response | tuple[str, int]:
    """Keep what somebody says of all places that stayed ticked, as one act."""
    details, form = _details(), submitted()
    choice = form.one_of("choice", CHOICES) or abort(400)
    found = next((one for one in details.alike() if _group_key(one) == surface), None)
    if found is None:  # it was decided meanwhile, or by this very form
        return redirect(url_for(".groups"), 303)
    places = _values(found)
    chosen = [places[value] for value in form.some_of("place", places)]
    replacement = bracketed(form.text("replacement"))
    problem = "" if choice == "keep" else why_not(found.words, replacement)
    if not chosen:
        problem = "No place is ticked, so nothing was changed."
    if problem:
        ticked = set(form.values.getlist("place"))
        return _group_page(details, found, surface, problem, replacement, ticked), 400
    known = {one.id: one for one in details.documents}
    _keep(
        form,
        [marked(known[it.document], it.start, it.end, choice, replacement) for it in chosen],
    )
    return redirect(url_for(".groups"), 303)


@pages.get("/desk/details/<key>")
@at_this_machine
def document(key: str) -> str:
    """Show a document with what is proposed and what was decided in it."""
    return _document_page(_details(), key)


@pages.get("/desk/details/<key>/words/<int:number>")
@at_this_machine
def words(key: str, number: int) -> str:
    """Let somebody pick words of a line by their numbers."""
    details = _details()
    found = _document(details, key)
    line = next((it for it in details.lines(found) if it.number == number), None)
    if line is None or not line.parts:
        abort(404)
    told = details.replaced.words(found.id, line.start, line.end)[:WORDS_AT_MOST]
    return _show(
        "desk_details_words.html",
        details,
        key=key,
        number=number,
        document=found,
        words=[(one.start, one.end, found.text[one.start : one.end]) for one in told],
    )


@pages.post("/desk/details/<key>")
@at_this_machine
def decided(key: str) -> Response | tuple[str, int]:
    """Keep what somebody says of words of a document."""
    details, form = _details(), submitted()
    found = _document(details, key)
    choice = form.one_of("choice", CHOICES) or abort(400)
    start, end = form.number("start"), form.number("end")
    if start is None or end is None:
        abort(400)
    span = detail_range(found, start, end, details.replaced)
    if span is None or any(it.start < span.end and span.start < it.end
                           for it in details.hidden.get(found.id, ())):  # fmt: skip
        problem = "No words were chosen: the last one stands before the first."
        return _document_page(details, key, problem), 400
    said = found.text[span.start : span.end]
    kind = form.one_of("kind", KINDS) or ""
    replacement = bracketed(form.text("replacement")) or details.naming.suggest(said, kind)
    problem = why_not(said, replacement) if choice == "replace" else ""
    if problem:
        return _document_page(details, key, problem), 400
    _keep(form, [marked(found, *span, choice, replacement)])
    line = next((it.number for it in details.lines(found) if span.start < it.end), 1)
    return redirect(url_for(".document", key=key, _anchor=f"line-{line}"), 303)


@pages.post("/desk/details/<key>/read")
@at_this_machine
def has_read(key: str) -> Response:
    """Keep that somebody has read all of a document for such details."""
    details, form = _details(), submitted()
    found = _document(details, key)
    if form.text("text") == found.text_hash and details.states[found.id] != "read":
        _keep(form, [read_through(found)])
    return redirect(url_for(".document", key=key, _anchor="left"), 303)


@pages.post("/desk/details/back")
@at_this_machine
def back() -> Response:
    """Take the last act of this person back, once for each page that offers it."""
    form = submitted()
    act = last_marks(desk().said_by(visitor().coder.id))
    if act and form.number("number") == act[-1].number:
        _keep(form, [taken_back(act)])
    key = form.text("key")
    if desk().target_of("document", key):
        return redirect(url_for(".document", key=key), 303)
    return redirect(url_for(".documents"), 303)


def _document_page(details: Details, key: str, problem: str = "") -> str:
    found = _document(details, key)
    _proposing().look_soon(found)
    left = details.left(found)
    return _show(
        "desk_details_document.html",
        details,
        key=key,
        document=found,
        lines=details.lines(found),
        left=left,
        state=details.states[found.id],
        problem=problem,
        hindered=_proposing().problem if left is None else "",
    )


def _group_page(
    details: Details,
    found: Alike,
    surface: str,
    problem: str = "",
    replacement: str = "",
    ticked: set[str] | None = None,
) -> str:
    known = {one.id: one for one in details.documents}
    places = _values(found)
    return _show(
        "desk_details_group.html",
        details,
        surface=surface,
        found=found,
        places=[
            (value, known[it.document], it, surroundings(known[it.document], it))
            for value, it in places.items()
        ],
        ticked=set(places) if ticked is None else ticked,
        replacement=replacement or details.naming.suggest(found.words, found.kind),
        problem=problem,
    )


def _show(template: str, details: Details, **more: object) -> str:
    act = last_marks(desk().said_by(visitor().coder.id))
    return show(
        template,
        kinds=KINDS,
        replacements=details.naming.shown,
        last=act_said(act) if act else "",
        last_number=act[-1].number if act else 0,
        **more,
    )


def _keep(form: Submitted, events: Sequence[Event]) -> None:
    own = desk().said_by(visitor().coder.id)
    keep(form, events, [one for one in own if isinstance(one, Mark)])


def _details() -> Details:
    return details_of(desk(), visitor().coder, _proposing())


def _proposing() -> Proposing:
    found: Proposing = current_app.extensions.setdefault(EXTENSION, Proposing())
    return found


def _key(found: Document) -> str:
    return desk().key_of("document", found.id)


def _document(details: Details, key: str) -> Document:
    named = desk().target_of("document", key)
    return next((one for one in details.documents if one.id == named), None) or abort(404)


def _group(details: Details, surface: str) -> Alike:
    found = (one for one in details.alike() if _group_key(one) == surface)
    return next(found, None) or abort(404)


def _group_key(found: Alike) -> str:
    """Return the key of a group: worked out anew each time, for no word is to be kept for it."""
    told = json.dumps([found.kind, folded(found.words)]).encode()
    secret = hashlib.sha256(house().secret.encode()).digest()
    return hashlib.blake2b(told, key=secret, digest_size=_KEY).hexdigest()


def _values(found: Alike) -> dict[str, Proposal]:
    """Return the places of a group that one page shows, each by what a form says for it."""
    here = found.places[:PLACES]
    keys = desk().keys_of("document", list(dict.fromkeys(one.document for one in here)))
    return {f"{keys[one.document]}.{one.start}.{one.end}": one for one in here}


T = TypeVar("T")


def _page_of(found: list[T]) -> tuple[list[T], int, int]:
    pages_there = max(1, -(-len(found) // PAGE))
    page = min(max(1, whole_number(request.args.get("page", "1")) or 1), pages_there)
    return found[(page - 1) * PAGE : page * PAGE], page, pages_there
