"""What people read when it does not go: what was wrong, that nothing is lost, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from themekit.errors import InputError, ThemekitError


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
    refusal = told or REFUSALS.get(status) or REFUSALS[404 if status < 500 else 500]  # noqa: PLR2004
    if _wants_json():
        answer = jsonify(problem=refusal.heading, told=list(refusal.told))
    else:
        answer = make_response(render_template("refusal.html", refusal=refusal))
    answer.status_code = status
    return answer


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status == 421:  # noqa: PLR2004
        return Response(STRANGER, status, mimetype="text/plain")
    if error.response is not None or status < 400:  # noqa: PLR2004
        return error.get_response()  # type: ignore[return-value]
    if status == 405 and g.get("visitor") is None:  # noqa: PLR2004
        status = 403
    return refuse(status)


def _ours(error: ThemekitError) -> Response:
    """Show what a workflow refuses: its own sentence, without the names of files."""
    sentence = str(error)
    if isinstance(error, InputError):
        sentence = " ".join(problem.message for problem in error.problems)
    first = REFUSALS[409]
    return refuse(409, Refusal(first.heading, (sentence, *first.told[1:])))


def _wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"
