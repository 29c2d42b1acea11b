"""What is refused before a page is asked, and what every answer tells a browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request

from themekit.review.front import REFUSED, REMOTE
from themekit.review.here import house
from themekit.review.refusals import send_again
from themekit.review.sessions import hand_over, is_our_form, load_visitor, take_back
from themekit.review.settings import plain_host

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def set_guard(app: Flask) -> None:
    """Put the guard before every request and behind every answer."""
    app.before_request(_check)
    app.after_request(_close)


def _check() -> Response | None:
    g.visitor = g.session = None
    if request.environ.get(REFUSED, True) or not _is_our_host():
        abort(421)
    if request.method not in SAFE and not _is_our_origin():
        abort(403)
    if request.endpoint == "static":
        return None
    load_visitor()
    if g.get("is_stranger"):
        _count_stranger()
    if _is_open():
        return None
    if g.visitor is None:
        abort(403)
    if not _is_plain_address():
        abort(404)
    if request.method not in SAFE and not is_our_form():
        return send_again()
    return None


def _is_plain_address() -> bool:
    """Tell whether an address could be one of ours: no key holds what no database can look for."""
    told = (one for one in (request.view_args or {}).values() if isinstance(one, str))
    return all(one.isascii() and one.isprintable() for one in told)


def _count_stranger() -> None:
    """Have an address wait that brings many wrong tokens; those with a session never do."""
    failures, address = house().failures, request.remote_addr or ""
    if failures.must_wait(address):
        abort(429)
    failures.add(address)


def _is_open() -> bool:
    """Tell whether the page asked for can be reached by everybody; what is not there cannot."""
    page = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(page, "is_open", False))


def _is_our_host() -> bool:
    """Tell whether the browser called us by a name of ours.

    Another's name that was made to point here (rebinding) would let their page read ours.
    """
    settings, scheme = house().settings, request.scheme
    host = plain_host(request.environ.get("HTTP_HOST", ""), scheme)
    known = settings.far_hosts()
    if scheme == "http" and not (settings.insecure_lan and request.environ.get(REMOTE, True)):
        known |= settings.near_hosts()
    return host in known


def _is_our_origin() -> bool:
    """Tell whether what is sent comes from a page of ours.

    With our Referrer-Policy, browsers say the Origin with all that is sent. Where one does not, it
    says by Sec-Fetch-Site or Referer what it is; who says nothing is refused.
    """
    origin = request.headers.get("Origin")
    if origin is not None:
        return _is_here(origin)
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return _is_here(request.headers.get("Referer", ""))


def _is_here(address: str) -> bool:
    parts = urlsplit(address)
    host = plain_host(request.environ.get("HTTP_HOST", ""), request.scheme)
    return parts.scheme == request.scheme and plain_host(parts.netloc, request.scheme) == host


def _close(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "no-cache"
    else:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Cookie"
    if g.get("is_stranger") and "Set-Cookie" not in response.headers:
        take_back(response)
    elif g.get("renew"):
        hand_over(response, g.renew)
    return response
