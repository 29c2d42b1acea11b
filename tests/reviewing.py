"""A study's pages without a server: a page to stand behind the door, browsers let in already."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, render_template_string, request
from flask.testing import FlaskClient

from themekit.events import Coder
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
from themekit.workflows.desk import Desk

PAGE = "{% extends 'base.html' %}{% block main %}<h1>{{ told }}</h1>{% endblock %}"
PORT = 20500
HERE = f"http://127.0.0.1:{PORT}"
SETTINGS = Settings(port=PORT)
DAY = "2026-01-01"


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
