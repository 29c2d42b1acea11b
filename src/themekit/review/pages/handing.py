"""For whoever looks after the readers: hands out, pauses, calls back; answers are not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from themekit.errors import ThemekitError
from themekit.events import Coder, find_coder
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.forms import Submitted, new_request_id, submitted
from themekit.store.coders import load_coders
from themekit.tasks.plans import Plan
from themekit.workflows.handing_out import (
    Wish,
    call_back,
    hand_out,
    pause,
    resume,
)
from themekit.workflows.queue import Queue, queue_of
from themekit.workflows.safety import contacted, upset_contacts

pages = Blueprint("handing", __name__, url_prefix="/handing-out")
MOST = 500
_READERS = ("peer", "researcher")
_ACTS: dict[str, Callable[..., int]] = {"pause": pause, "resume": resume, "call back": call_back}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads passages, and how far they are."""

    coder: Coder
    queue: Queue


@pages.get("")
@needs_role("facilitator", "researcher")
def overview() -> str:
    """Show who reads, how far they are, and who wishes to be contacted."""
    return _page(done=request.args.get("done", ""))


@pages.post("")
@needs_role("facilitator", "researcher")
def give() -> Response | tuple[str, int]:
    """Hand passages out."""
    form = submitted()
    names = form.some_of("coder", [one.coder.id for one in _readers()])
    if not names:
        return _page(form=form, wrong="Tick who is to get passages. Nothing was handed out."), 422
    try:
        with desk().handing_out:
            found = hand_out(desk().context(), names, _wish(form), desk().material())
    except ThemekitError as error:
        return _page(form=form, wrong=str(error)), 422
    given = sum(one.passages for one in found)
    return redirect(url_for(".overview", done=f"{given}"), 303)


@pages.post("/hold")
@needs_role("facilitator", "researcher")
def hold() -> Response:
    """Pause somebody, let them go on, or call back what they have not looked at."""
    form = submitted()
    act = _ACTS.get(form.text("act"))
    whom = find_coder([one.coder for one in _readers()], form.text("coder"))
    if act is None or whom is None:
        abort(404)
    left = queue_of(desk(), whom, remote=False).left if act is call_back else 0
    act(desk().context(), whom.id, by=visitor().coder.id)
    return redirect(url_for(".overview", called_back=left or None), 303)


@pages.post("/contacted")
@needs_role("facilitator")
def in_touch() -> Response:
    """Keep that somebody was got in touch with."""
    contacted(desk().context(), submitted().text("id"), visitor().coder.id)
    return redirect(url_for(".overview"), 303)


def _wish(form: Submitted) -> Wish:
    share = min(form.number("overlap") or 0, 100) / 100
    purpose = "repeat" if form.text("repeat") else "count"
    plan = Plan(
        passages=max(1, min(form.number("passages") or 20, MOST)),
        overlap=0.0 if purpose == "repeat" else share,
        purpose=purpose,  # type: ignore[arg-type]
    )
    key = form.text("section")
    # A theme that has gone from the codebook meanwhile is told as one that is not there.
    section = desk().target_of("theme", key) or key or None
    return Wish(
        plan=plan, section=section, by=visitor().coder.id,
        request=(form.request_id, form.body_hash),
    )  # fmt: skip


def _readers() -> Iterator[Reader]:
    with desk().reading() as connection:
        coders = load_coders(connection)
    for coder in coders:
        if coder.role in _READERS:
            yield Reader(coder, queue_of(desk(), coder, remote=False))


def _page(form: Submitted | None = None, wrong: str = "", done: str = "") -> str:
    mine = visitor().coder.role == "facilitator"
    with desk().reading() as connection:
        names = {one.id: one.name for one in load_coders(connection)}
    return render_template(
        "handing.html", readers=list(_readers()),
        themes=desk().keys_of("theme", desk().codebook.theme_names),
        contacts=upset_contacts(desk().context()) if mine else (), names=names, form=form,
        wrong=wrong, done=done if done.isdigit() else "",
        called_back="".join(filter(str.isdigit, request.args.get("called_back", ""))),
        request_id=new_request_id(), known=desk().known(),
    )  # fmt: skip
