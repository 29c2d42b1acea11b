"""A study's pages without a server: a page to stand behind the door, browsers let in already."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, render_template_string, request
from flask.testing import FlaskClient

from support import CODEBOOK, STUDY, PlainAnalyser, WordEncoder, make_study
from themekit.events import Coder, Draw, DrawnItem, Mark, Mode
from themekit.records import Segment
from themekit.review.here import House, needs_role, visitor
from themekit.review.settings import Settings
from themekit.store.access import (
    Link,
    LinkKind,
    Session,
    hash_of,
    new_token,
    save_link,
    save_session,
)
from themekit.store.coders import save_coder
from themekit.store.events import append_events
from themekit.workflows.context import Models
from themekit.workflows.desk import Desk, Place
from themekit.workflows.run import run_study

PAGE = "{% extends 'base.html' %}{% block main %}<h1>{{ told }}</h1>{% endblock %}"
PORT = 20500
HERE = f"http://127.0.0.1:{PORT}"
SETTINGS = Settings(port=PORT)
DAY = "2026-01-01"
WITH_EXAMPLES = CODEBOOK.replace(
    "    patterns: [money]", "    examples: [We had no money left.]\n    patterns: [money]"
)
SAFE = """\
consent: {quote: verbatim, review: yes}
support:
  name: A line (synthetic)
  phone: "0000"
  safeguarding_lead: A lead (synthetic)
  facilitator: A facilitator (synthetic)
  emergency: "999"
"""


def link_for(desk: Desk, coder: Coder, kind: LinkKind = "personal") -> str:
    """Make somebody a link, and return its token."""
    token = new_token()
    with desk.store.writing() as connection:
        save_coder(connection, coder)
        save_link(connection, Link(hash_of(token), coder.id, kind, DAY))
    return token


def session_for(desk: Desk, coder: Coder, *, owner: bool = False) -> str:
    """Open somebody a session, and return its token."""
    token = new_token()
    with desk.store.writing() as connection:
        save_coder(connection, coder)
        save_session(connection, Session(hash_of(token), coder.id, owner, DAY, DAY))
    return token


def a_page() -> Blueprint:
    """Return one page to stand behind the door, where the real ones are not what is tested."""
    page = Blueprint("a_page", __name__)

    @page.get("/")
    def first() -> str:
        here = visitor()
        told = f"{here.coder.name} {here.coder.role} owner={here.owner} remote={here.remote}"
        return render_template_string(PAGE, told=told)

    @page.post("/said")
    def said() -> str:
        return f"{visitor().coder.name} said {request.form.get('words', '')}"

    @page.get("/for-researchers")
    @needs_role("researcher")
    def for_researchers() -> str:
        return "for researchers"

    @page.get("/broken")
    def broken() -> str:
        raise LookupError(visitor().coder.name)

    return page


class Browser:
    """Flask's client, as a browser of this machine behaves at our pages.

    Parameters
    ----------
    app : Flask
    token : str
        Of a session; nobody's where it is empty.
    base : str
        How the browser calls the pages.
    """

    def __init__(self, app: Flask, token: str = "", base: str = HERE) -> None:
        self.client: FlaskClient = app.test_client()
        self.base = base
        house: House = app.extensions["themekit"]
        self.cookie = house.cookie
        if token:
            domain = base.partition("//")[2].partition(":")[0]
            self.client.set_cookie(self.cookie, token, domain=domain)

    def get(self, path: str, **more: Any) -> Any:
        """Open a page."""
        return self.client.get(path, base_url=self.base, **more)

    def csrf(self, path: str = "/") -> str:
        """Return the token in a page."""
        page = self.get(path, follow_redirects=True).get_data(as_text=True)
        for mark in ('name="csrf-token" content="', 'name="csrf" value="'):
            if mark in page:
                return str(page.partition(mark)[2].partition('"')[0])
        return ""

    def post(
        self, path: str, data: dict[str, Any] | None = None, page: str = "/", **more: Any
    ) -> Any:
        """Send a form from a page of ours, with its token."""
        sent = {"csrf": self.csrf(page), **(data or {})}
        headers = {"Origin": self.base, **more.pop("headers", {})}
        return self.client.post(path, data=sent, base_url=self.base, headers=headers, **more)


def browser_for(app: Flask, coder: Coder, *, owner: bool = False, base: str = HERE) -> Browser:
    """Return a browser in which somebody has a session already."""
    house: House = app.extensions["themekit"]
    return Browser(app, session_for(house.desk, coder, owner=owner), base)


# -- a study that was run, with passages to check -----------------------------------------------


def run_once(folder: Path, **files: str) -> Path:
    """Run the small study with stand-ins for the models."""
    make_study(folder, **{"study.yaml": STUDY + SAFE, "codebook.yaml": WITH_EXAMPLES, **files})
    run_again(folder)
    return folder


def run_again(folder: Path) -> None:
    """Run a study once more, with stand-ins for the models."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    run_study(folder, models=models)


def open_desk(folder: Path) -> Desk:
    """Open a study that was run for people to check, and mark all of it."""
    desk = Desk(folder)
    marks = [
        Mark(document=one.id, text_hash=one.text_hash, start=0, end=len(one.text), coder="Ada")
        for one in desk.material().documents
    ]
    with desk.store.appending() as connection:
        save_coder(connection, Coder("Ada", "Ada"))
        append_events(connection, marks)
    return desk


def give(
    desk: Desk,
    coder: Coder,
    *segments: Segment,
    draw: str = "d1",
    mode: Mode = "blind",
    codes: tuple[str, ...] | None = None,
    note: str = "",
    **more: Any,
) -> list[str]:
    """Give somebody passages, each with what is said before it, and return their keys."""
    asked = tuple(one.id for one in desk.codebook.codes) if codes is None else codes
    items = tuple(
        DrawnItem(
            position=place, document=one.document, text_hash=one.text_hash, start=one.start,
            end=one.end, probability=0.5, note=note,
            suggested=tuple((it.code_id, it.score) for it in desk.suggestions_of(one.id)),
        )
        for place, one in enumerate(segments)
    )  # fmt: skip
    event = Draw(
        coder=coder.id, draw=draw, mode=mode, codes=asked, items=items, method="random",
        codebook_hash=desk.codebook.hash, **more,
    )  # fmt: skip
    with desk.store.appending() as connection:
        save_coder(connection, coder)
        append_events(connection, [event])
    return desk.keys(
        [Place(one.document, one.text_hash, one.start, one.end, draw) for one in segments]
    )


def codable(desk: Desk) -> list[Segment]:
    """Return the units that are coded, in order."""
    return [one for one in desk.material().segments if one.codable]


def fields_of(page: str) -> dict[str, str]:
    """Return the hidden fields of the first form of a page that has an answer in it."""
    form = page.partition('id="answer"')[2] or page
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return dict(reversed(pairs))
