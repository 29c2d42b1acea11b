"""Who is at a page: the visitor, what a page may ask of them, and the token in its forms."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, abort, current_app, g, request
from itsdangerous import Signer

from themekit.events import Coder
from themekit.review.front import REMOTE
from themekit.review.limits import Failures
from themekit.review.settings import Settings
from themekit.store.access import Session, find_session, saw_session
from themekit.store.coders import load_coders
from themekit.workflows.desk import Desk

EXTENSION = "themekit"
KEEP_COOKIE = 30 * 24 * 3600
"""Seconds for which a browser keeps its session without coming; a link opens another."""
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
_NONCE_BYTES = 9
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class House:
    """What the whole app knows.

    Attributes
    ----------
    desk : Desk
    settings : Settings
    cookie : str
        Name of the cookie: the study's opaque key, for browsers do not tell ports apart.
    secret : str
        Signs the tokens in forms.
    failures : Failures
        Wrong tokens of late.
    """

    desk: Desk
    settings: Settings
    cookie: str
    secret: str
    failures: Failures


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at a page.

    Attributes
    ----------
    coder : Coder
    owner : bool
        Whether they sit at the study's own machine, with its files before them.
    remote : bool
        Whether the request came from beyond this machine.
    """

    coder: Coder
    owner: bool
    remote: bool


def house() -> House:
    """Return what the app knows."""
    found: House = current_app.extensions[EXTENSION]
    return found


def current_desk() -> Desk:
    """Return the study's desk."""
    return house().desk


def current_visitor() -> Visitor:
    """Return who is at the page; only behind `needs_visitor`."""
    found: Visitor | None = g.get("visitor")
    if found is None:
        abort(403)
    return found


def today() -> str:
    """Return the day, as the door keeps days."""
    return datetime.now(UTC).date().isoformat()


# -- guards -------------------------------------------------------------------------------------


def needs_visitor(page: Callable[P, R]) -> Callable[P, R]:
    """Turn away whoever has no session; the door does so for every page that is not marked open."""

    @wraps(page)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        current_visitor()
        return page(*args, **kwargs)

    return guarded


def needs_role(*roles: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Answer others than these roles as if the page were not there."""

    def guard(page: Callable[P, R]) -> Callable[P, R]:
        @wraps(page)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if current_visitor().coder.role not in roles:
                abort(404)
            return page(*args, **kwargs)

        return guarded

    return guard


def is_open(page: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that can be reached without a session."""
    page.is_open = True  # type: ignore[attr-defined]
    return page


# -- sessions -----------------------------------------------------------------------------------


def load_visitor() -> None:
    """Find out who is at the page: ``g.visitor`` and ``g.session``, None where nobody is known."""
    g.visitor = g.session = None
    token = request.cookies.get(house().cookie)
    if not token:
        return
    store = house().desk.store
    with store.reading() as connection:
        session = find_session(connection, token)
        coders = load_coders(connection) if session else ()
    coder = next((one for one in coders if session and one.id == session.coder), None)
    if session is None or coder is None:
        return
    g.session = session
    g.visitor = Visitor(coder, session.owner, bool(request.environ.get(REMOTE, True)))
    if session.seen != today():
        with store.writing() as connection:
            saw_session(connection, session.token_hash, today())
        g.renew = token


def hand_over(response: Response, token: str) -> Response:
    """Give a browser the token of its session."""
    response.set_cookie(
        house().cookie, token, max_age=KEEP_COOKIE, path=house().settings.cookie_path,
        secure=request.is_secure, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def take_back(response: Response) -> Response:
    """Have a browser forget its session."""
    response.delete_cookie(
        house().cookie, path=house().settings.cookie_path, secure=request.is_secure,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


# -- tokens in forms ----------------------------------------------------------------------------


def csrf_token() -> str:
    """Return a token for a form of this page; it is good for this session alone."""
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    return f"{nonce}.{_signature(nonce, _subject())}"


def is_our_form() -> bool:
    """Tell whether what was sent brings a token of this session."""
    told = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    nonce, _, signature = told.partition(".")
    expected = _signature(nonce, _subject())
    return secrets.compare_digest(signature.encode(), expected.encode())


def _subject() -> str:
    """Return what a form's token is bound to: the session, or the link of the page Start."""
    session: Session | None = g.get("session")
    told: str | None = g.get("csrf_subject")
    return told or (f"session {session.token_hash}" if session else "")


def _signature(nonce: str, subject: str) -> str:
    signer = Signer(house().secret, salt="themekit.form", digest_method=hashlib.sha256)
    return signer.get_signature(f"{nonce} {subject}").decode()
