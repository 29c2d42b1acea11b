"""What people said of one code on one passage: opened by a person, side by side, and settled."""

from __future__ import annotations

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from themekit.codebook import Code
from themekit.events import Holds
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.desk_passage import kept_from, numbers_of, on_to, passage_here
from themekit.review.pages.desk_shared import code_of, current_eyes, current_lists, show, trail
from themekit.review.pages.forms import Submitted, keep, new_request_id, submitted
from themekit.tasks.answers import look
from themekit.workflows.differences import (
    Voice,
    differences_on,
    outcome_of,
    settling,
    side_by_side,
)
from themekit.workflows.passages import Passage

pages = Blueprint("desk_differences", __name__)
OUTCOMES: tuple[Holds, ...] = ("yes", "no", "both")
Answered = Response | str | tuple[str, int]


@pages.get("/desk/passage/<key>/others/<code_key>")
@needs_role("researcher")
def others(key: str, code_key: str) -> Answered:
    """Show what others said, once this person has asked for it; before, only that they differ."""
    here, code = passage_here(key), _code(code_key)
    return _page(here, code)


@pages.post("/desk/passage/<key>/others/<code_key>/open")
@needs_role("researcher")
def opened(key: str, code_key: str) -> Answered:
    """Keep that this person saw what others said: from now on their word is not independent."""
    here, code, form = passage_here(key), _code(code_key), submitted()
    if kept_from(here) is not None or _must_answer(here):
        return _page(here, code), 409
    if not _is_open(here, code):
        keep(form, [look(here.where, [code.id], "compared")])
    return on_to(url_for(".others", key=key, code_key=code_key, **trail()))  # type: ignore[arg-type]


@pages.post("/desk/passage/<key>/others/<code_key>/settle")
@needs_role("researcher")
def settle(key: str, code_key: str) -> Answered:
    """Keep what people came to when they talked a difference over."""
    here, code, form = passage_here(key), _code(code_key), submitted()
    if current_lists().reflexive or not _is_open(here, code) or kept_from(here) is not None:
        return _page(here, code), 409
    holds, reason = form.one_of("holds", OUTCOMES), form.text("reason")
    voices = _voices(here, code)
    if holds is None or not reason:
        missing = "Choose what it comes to." if holds is None else "Say why, in a sentence."
        return _page(here, code, form, missing=missing), 422
    settled = outcome_of(current_lists(), _segment(here, code), code.id)
    made = [settled.event] if settled is not None else []
    mine = [one for one in made if one.coder == visitor().coder.id]
    said = [one.event for one in voices]
    if form.clashes([*said, *made]):
        return _page(here, code, form, clash=True), 409
    events = settling(
        here.where, code.id, holds, voices, reason=reason, room=form.text("room"),
        event_id=new_request_id(), replaces=tuple(one.event_id for one in mine),
    )  # fmt: skip
    keep(form, events, mine)
    return on_to(url_for(".others", key=key, code_key=code_key, **trail()))  # type: ignore[arg-type]


def _page(
    here: Passage,
    code: Code,
    form: Submitted | None = None,
    *,
    missing: str = "",
    clash: bool = False,
) -> str:
    lists, segment = current_lists(), _segment(here, code)
    waiting = kept_from(here)
    shown = waiting is None and not _must_answer(here) and _is_open(here, code)
    found = [one for one in differences_on(lists, segment) if one.code_id == code.id]
    return show(
        "desk_difference.html",
        here=here,
        code=code,
        code_key=desk().key_of("code", code.id),
        form=form,
        missing=missing,
        clash=clash,
        waiting=desk().key(waiting) if waiting is not None else "",
        must_answer=_must_answer(here),
        shown=shown,
        difference=found[0] if found else None,
        voices=_voices(here, code) if shown else (),
        outcome=outcome_of(lists, segment, code.id) if shown else None,
        trail=trail(),
    )


def _code(key: str) -> Code:
    named = desk().target_of("code", key)
    if named is None or all(one.id != named for one in desk().codebook.codes):
        abort(404)
    return code_of(named)


def _segment(here: Passage, code: Code) -> int:
    """Return the segment of a passage on which people differ about a code, else the first."""
    lists, numbers = current_lists(), numbers_of(here)
    for at in numbers:
        if any(one.code_id == code.id for one in differences_on(lists, at)):
            return at
    return numbers[0]


def _voices(here: Passage, code: Code) -> list[Voice]:
    return side_by_side(current_lists(), _segment(here, code), code.id)


def _must_answer(here: Passage) -> bool:
    """Tell whether this person was given the passage and has not answered it yet."""
    return bool(here.given.draw.draw) and here.said.look is None


def _is_open(here: Passage, code: Code) -> bool:
    """Tell whether this person has opened what others said of a code here."""
    return current_eyes().has_compared(_segment(here, code), code.id)
