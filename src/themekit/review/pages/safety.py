"""When a passage is too much, when somebody may be known, when somebody may be at risk."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from themekit.review.here import desk, needs_visitor, visitor
from themekit.review.pages.forms import new_request_id, submitted
from themekit.review.pages.passages import pass_by, passage
from themekit.review.pages.visit import only_if_looked_after
from themekit.workflows.passages import Passage
from themekit.workflows.safety import (
    About,
    ask_for_contact,
    last_opened,
    may_know,
    raise_concern,
    upset,
)

pages = Blueprint("safety", __name__)
WHOM: tuple[About, ...] = ("me", "speaker")
pages.before_request(only_if_looked_after)


@pages.post("/passage/<key>/upset")
@needs_visitor
def upsetting(key: str) -> Response:
    """Skip a passage that upset somebody; that it did is kept apart, and not who it was."""
    here = passage(key)
    pass_by(here, submitted())
    mark = upset(desk().context(), here.given.item)
    return redirect(url_for(".upset_by", mark=mark), 303)


@pages.get("/upset/<mark>")
@needs_visitor
def upset_by(mark: str) -> str:
    """Thank somebody, say who can help, and ask whether they want to be contacted."""
    return _page("upset.html", mark=mark)


@pages.post("/upset/<mark>")
@needs_visitor
def contact(mark: str) -> Response:
    """Keep that somebody wishes to be contacted; without it nobody knows who they are."""
    form = submitted()
    if form.text("contact") and not ask_for_contact(desk().context(), mark, visitor().coder.id):
        abort(404)
    stop = "stop" in form.values
    return redirect(url_for("visit.stopped" if stop else "passages.following"), 303)


@pages.get("/passage/<key>/know")
@needs_visitor
def maybe_known(key: str) -> str:
    """Say what happens when somebody may know the person who speaks."""
    return _page("know.html", here=passage(key))


@pages.post("/passage/<key>/know")
@needs_visitor
def known(key: str) -> Response:
    """Never again show this coder anything of this person."""
    here = passage(key)
    pass_by(here, submitted())
    for segment in here.segments:
        case = desk().material().case_of.get(segment.id, "")
        may_know(desk().context(), visitor().coder.id, case=case, document=here.document.id)
    return redirect(url_for("passages.following"), 303)


@pages.get("/passage/<key>/worried")
@needs_visitor
def worried(key: str) -> str:
    """Ask whom somebody is worried about, and say what to do now if it cannot wait."""
    return _worried(passage(key))


@pages.post("/passage/<key>/worried")
@needs_visitor
def concern(key: str) -> str | tuple[str, int]:
    """Keep what somebody is worried about; it heads `status` until it is acknowledged."""
    here, form = passage(key), submitted()
    about = form.one_of("about", WHOM)
    if about is None:
        return _worried(here, missing=True), 422
    words, item = form.text("words"), here.given.item
    raise_concern(desk().context(), visitor().coder.id, about, words, item, form.request_id)
    return _page("sent.html", here=here, opened=last_opened(desk().context()))


def _worried(here: Passage, *, missing: bool = False) -> str:
    return _page("worried.html", here=here, missing=missing, opened=last_opened(desk().context()))


def _page(template: str, **more: object) -> str:
    return render_template(
        template, support=desk().study.support, request_id=new_request_id(),
        known=desk().known(), **more,
    )  # fmt: skip
