"""When a passage is too much, when somebody may be known, when somebody may be at risk."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from themekit.review.here import desk, needs_visitor, visitor
from themekit.review.pages.forms import Submitted, new_request_id, submitted
from themekit.review.pages.passages import pass_by, passage
from themekit.review.pages.visit import only_if_looked_after
from themekit.workflows.desk import Place
from themekit.workflows.passages import overlapping, passage_of, place_given
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
    place = _place(key)
    _pass_by(key)
    mark = upset(desk().context(), place)
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
    place = _place(key)
    _pass_by(key)
    segments = overlapping(desk().segments_of(place.document), place.start, place.end)
    for case in {desk().material().case_of.get(one.id, "") for one in segments} or {""}:
        may_know(desk().context(), visitor().coder.id, case=case, document=place.document)
    return redirect(url_for("passages.following"), 303)


@pages.get("/passage/<key>/worried")
@needs_visitor
def worried(key: str) -> str:
    """Ask whom somebody is worried about, and say what to do now if it cannot wait."""
    _place(key)
    return _worried(key)


@pages.post("/passage/<key>/worried")
@needs_visitor
def concern(key: str) -> str | tuple[str, int]:
    """Keep what somebody is worried about; it heads `status` until it is acknowledged."""
    place, form = _place(key), submitted()
    about = form.one_of("about", WHOM)
    if about is None:
        return _worried(key, form), 422
    words = form.text("words")
    raise_concern(desk().context(), visitor().coder.id, about, words, place, form.request_id)
    return _page("sent.html", back=_back(key), opened=last_opened(desk().context()))


def _place(key: str) -> Place:
    """Return where a passage lies that this person is reading, or was when it was taken away.

    Passages are called back and people paused at any moment: what somebody has to say of their own
    safety, or of another's, is taken down all the same.
    """
    found = place_given(desk(), visitor().coder, key)
    if found is None:
        abort(404)
    return found


def _pass_by(key: str) -> None:
    """Skip a passage, if it may still be spoken of."""
    here = passage_of(desk(), visitor().coder, key, remote=visitor().remote)
    if here is not None:
        pass_by(here, submitted())


def _worried(key: str, form: Submitted | None = None) -> str:
    opened = last_opened(desk().context())
    return _page(
        "worried.html", key=key, back=_back(key), form=form, missing=form is not None, opened=opened
    )


def _back(key: str) -> str:
    """Return the address of the passage, or of the next where it may be shown no more."""
    if passage_of(desk(), visitor().coder, key, remote=visitor().remote) is None:
        return url_for("passages.following")
    return url_for("passages.opened", key=key, read=1)


def _page(template: str, **more: object) -> str:
    return render_template(
        template, support=desk().study.support, request_id=new_request_id(),
        known=desk().known(), **more,
    )  # fmt: skip
