"""Where everybody begins."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from themekit.review.here import needs_visitor, visitor

pages = Blueprint("home", __name__)
HOMES: dict[str, str] = {
    "peer": "visit.start",
    "researcher": "desk.overview",
    "facilitator": "handing.overview",
}
"""Where each role goes first: the endpoint's name."""


@pages.get("/")
@needs_visitor
def first() -> Response:
    """Go to the first page of whoever it is."""
    return redirect(url_for(HOMES.get(visitor().coder.role, "visit.start")), 303)
