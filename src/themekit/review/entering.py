"""The way in: a link shows *Start*, and *Start* opens a session; the owner's opens it at once."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from themekit.events import Coder
from themekit.review.here import house, is_open
from themekit.review.sessions import hand_over, is_our_form, take_back, today
from themekit.store.access import (
    Link,
    Session,
    find_link,
    hash_of,
    new_token,
    remove_session,
    save_session,
    use_up,
)
from themekit.store.coders import load_coders

door = Blueprint("door", __name__)


@door.get("/enter/<token>")
@is_open
def enter(token: str) -> Answer | str:
    """Show *Start*; a program that fetches the link to preview it opens nothing."""
    link, coder = _look_up(token)
    if link.kind == "owner":
        # Neither a look at the head nor a page fetched before it is wanted uses the link up.
        if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
            abort(503)
        return _open(link, token)
    if g.visitor is not None and g.visitor.coder.id == coder.id:
        return _to_the_first_page()
    g.csrf_subject = f"link {link.token_hash}"
    return render_template("enter.html")


@door.post("/enter/<token>")
@is_open
def start(token: str) -> Answer:
    """Open a session."""
    link, _ = _look_up(token)
    g.csrf_subject = f"link {link.token_hash}"
    if link.kind != "personal" or not is_our_form():
        abort(403)
    return _open(link, token)


@door.post("/leave")
def leave() -> Answer:
    """End the session of this browser; the link stays good."""
    house().desk.sittings.end(g.session.token_hash)
    with house().desk.store.writing() as connection:
        remove_session(connection, g.session.token_hash)
    g.visitor = g.session = g.renew = None
    return take_back(Response(render_template("left.html")))


def _look_up(token: str) -> tuple[Link, Coder]:
    """Return whose link it is; unknown ones all answer alike, and too many have to wait."""
    failures, address = house().failures, request.remote_addr or ""
    if g.visitor is None and failures.must_wait(address):
        abort(429)
    with house().desk.store.reading() as connection:
        link = find_link(connection, token)
        coders = load_coders(connection) if link else ()
    coder = next((one for one in coders if link and one.id == link.coder), None)
    if link is None or coder is None:
        failures.add(address)
        abort(403)
    return link, coder


def _open(link: Link, token: str) -> Answer:
    """Open a session by a link, in place of the one that this browser had."""
    mine, day = new_token(), today()
    session = Session(hash_of(mine), link.coder, link.kind == "owner", day, day)
    with house().desk.store.appending() as connection:
        still = (
            find_link(connection, token) if link.kind == "personal" else use_up(connection, token)
        )
        if still:
            if g.session is not None:
                remove_session(connection, g.session.token_hash)
            save_session(connection, session)
    if not still:
        house().failures.add(request.remote_addr or "")
        abort(403)
    if link.kind == "owner":
        house().entered()
    g.renew = None
    return hand_over(_to_the_first_page(), mine)


def _to_the_first_page() -> Response:
    return redirect(f"{request.script_root}/", 303, Response)  # type: ignore[return-value]
