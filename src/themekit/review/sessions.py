"""Which session a browser has, its cookie, and the tokens that its forms carry."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from flask import Response, g, request
from itsdangerous import Signer

from themekit.review.front import REMOTE
from themekit.review.here import Visitor, house
from themekit.store.access import Session, find_session, saw_session
from themekit.store.coders import load_coders

KEEP_COOKIE = 30 * 24 * 3600
"""Seconds for which a browser keeps its session while nobody comes; the link opens another."""
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
_NONCE_BYTES = 9


def today() -> str:
    """Return the day, as the door keeps days."""
    return datetime.now(UTC).date().isoformat()


def load_visitor() -> None:
    """Find out who is at the page: ``g.visitor`` and ``g.session``, None where nobody is known.

    ``g.is_stranger`` tells that a browser brought a token which stands for no session.
    """
    token = request.cookies.get(house().cookie)
    if not token:
        return
    store = house().desk.store
    with store.reading() as connection:
        session = find_session(connection, token)
        coders = load_coders(connection) if session else ()
    coder = next((one for one in coders if session and one.id == session.coder), None)
    if session is None or coder is None:
        g.is_stranger = True
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
        house().cookie, path=house().settings.cookie_path,
        secure=request.is_secure, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def csrf_token() -> str:
    """Return a token for the forms of a page; it is good for this session alone."""
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    return f"{nonce}.{_signature(nonce, _subject())}"


def is_our_form() -> bool:
    """Tell whether what was sent carries a token of this session."""
    told = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    nonce, _, signature = told.partition(".")
    expected = _signature(nonce, _subject())
    return secrets.compare_digest(
        signature.encode("utf-8", "replace"), expected.encode("utf-8", "replace")
    )


def _subject() -> str:
    """Return what tokens are bound to: the session, or on the page *Start* its link."""
    told: str | None = g.get("csrf_subject")
    session: Session | None = g.get("session")
    return told or (f"session {session.token_hash}" if session else "")


def _signature(nonce: str, subject: str) -> str:
    signer = Signer(house().secret, salt="themekit.form", digest_method=hashlib.sha256)
    return signer.get_signature(f"{nonce} {subject}".encode("utf-8", "replace")).decode()
