"""What people read when it does not go: what was wrong, that nothing is lost, what to do."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from themekit.errors import InputError, RefusedError, ThemekitError, UsageError
from themekit.review.limits import WITHIN
from themekit.review.sessions import CSRF_FIELD


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page of one heading and some sentences."""

    heading: str
    told: tuple[str, ...]


CLOSED = Refusal(
    "This page opens with a link of your own",
    (
        "The link you followed does not open anything here, or this browser has not been let in.",
        "Nothing is lost: all that was sent before is kept.",
        "Open your link once more, or ask the person who gave it to you for a new one.",
        "A link that 'themekit review' printed works once, and until review is started anew.",
    ),
)
REFUSALS = {
    400: Refusal(
        "We could not take that in",
        (
            "The page you sent from is an old one.",
            "What was sent before is kept.",
            "Go back, load the page again, and send it once more.",
        ),
    ),
    403: CLOSED,
    404: Refusal(
        "There is nothing here",
        (
            "There is no such page, or it is not one of yours.",
            "Nothing is lost: all that was sent before is kept.",
            "Go back to the page you came from, or begin at the start.",
        ),
    ),
    409: Refusal(
        "We could not save your last answer",
        (
            "Something was saved meanwhile that it does not go with.",
            "Nothing is lost: what was saved before is kept.",
            "Go back, look at the page again, and send what you mean.",
        ),
    ),
    413: Refusal(
        "That was too long",
        (
            "What you sent is longer than this page can take.",
            "Nothing is lost: what was sent before is kept.",
            "Go back, make it shorter, and send it again.",
        ),
    ),
    429: Refusal(
        "Please wait ten minutes",
        (
            "Too many links that open nothing were tried from here.",
            "Nothing is lost: all that was sent before is kept.",
            "Open your link again in ten minutes.",
        ),
    ),
    500: Refusal(
        "We could not save your last answer, or show this page",
        (
            "Something went wrong on our side.",
            "What was saved before is kept.",
            "Go back and try again.",
            "If it happens once more, tell the person who gave you the link.",
        ),
    ),
}
STRANGER = "This is not a page of this name.\n"
"""For whoever calls us by a name that is not ours: not even a page."""


def set_refusals(app: Flask) -> None:
    """Give each kind of error its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(ThemekitError, _ours)


def refuse(status: int, told: Refusal | None = None) -> Response:
    """Return the page, or for a script the sentences, of a refusal."""
    other = 404 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500
    refusal = told or REFUSALS.get(status) or REFUSALS[other]
    if _wants_json():
        answer = jsonify(problem=refusal.heading, told=list(refusal.told))
    else:
        answer = make_response(render_template("refusal.html", refusal=refusal))
    answer.status_code = status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = str(int(WITHIN))
    return answer


def send_again() -> Response:
    """Show what came with a token of another session once more, so that nothing typed is lost.

    That it came from a page of ours is known already. Who is here now may be somebody else than
    who wrote it: so a person looks at it and sends it.
    """
    if _wants_json():
        return refuse(400)
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != CSRF_FIELD]
    answer = make_response(render_template("send_again.html", sent=sent))
    answer.status_code = 400
    return answer


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status == HTTPStatus.MISDIRECTED_REQUEST:
        return Response(STRANGER, status, mimetype="text/plain")
    if status < HTTPStatus.BAD_REQUEST:  # a redirection to the path with its stroke
        return Response(status=status, headers=error.get_headers())
    return refuse(status)


def _ours(error: ThemekitError) -> Response:
    """Say that it was not saved; why, in a workflow's own words, to researchers alone.

    Such a sentence may name other people, or the place of the study on its machine.
    """
    visitor = g.get("visitor")
    status = HTTPStatus.CONFLICT
    if not isinstance(error, RefusedError | UsageError | InputError):
        logging.getLogger("themekit.review").error("%s", error)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    told = REFUSALS[status]
    if visitor is not None and visitor.coder.role == "researcher":
        told = Refusal(told.heading, (str(error), *told.told[1:]))
    return refuse(status, told)


def _wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"
