"""Which work the page is that somebody opened, for those who had the minutes of a sitting counted.

Nothing is done for anybody else: no clock is read, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, request

from themekit.decisions.effort import READING
from themekit.review.here import desk, visitor
from themekit.workflows.doing import doing_at
from themekit.workflows.sittings import Doing

ACTIVITIES: Mapping[str, str] = {
    "passages": READING,
    "safety": READING,
    "desk_passage": READING,
    "desk_transcript": READING,
    "desk_differences": "settling",
    "desk_quotes": "choosing quotations",
    "desk_details": "hiding details",
    "desk_descriptions": "wording descriptions",
    "desk_concerns": "looking after people",
    "handing": "handing out",
    "desk": "finding the way",
    "desk_matrix": "finding the way",
    "visit": "finding the way",
}
"""What somebody does at the pages of each blueprint."""
_ON_THE_WAY = frozenset({"api", "home"})
"""Blueprints by which one only gets somewhere: what was done before goes on."""
_AWAY = frozenset({"visit.start", "visit.stopped", "visit.finished"})
"""Pages on which somebody rests."""
_ANSWERS = frozenset({"passages.finish", "desk_passage.decided"})


def set_counting(app: Flask) -> None:
    """Have each page taken in that is opened in a counted sitting."""
    app.after_request(_take_in)


def sitting() -> str:
    """Return by what this browser's sitting is known; empty where nobody is at it."""
    session = g.get("session")
    return session.token_hash if session else ""


def is_counted() -> bool:
    """Tell whether the minutes of this sitting are counted."""
    return bool(sitting()) and desk().sittings.is_counted(sitting())


def begin_to_count() -> None:
    """Count the minutes of this sitting from now on: somebody ticked that."""
    desk().sittings.begin(sitting(), visitor().coder.role)


def _take_in(response: Response) -> Response:
    blueprint = request.blueprint or ""
    if blueprint in _ON_THE_WAY or not ACTIVITIES.get(blueprint) or not is_counted():
        return response
    doing = _doing(blueprint)
    if doing is not None or request.endpoint in _AWAY:
        # What was kept leads on, by itself or told to a script; a page in answer asks again.
        taken = response.status_code == 303 or response.is_json  # noqa: PLR2004
        desk().sittings.saw(sitting(), doing, answered=taken and request.endpoint in _ANSWERS)
    return response


def _doing(blueprint: str) -> Doing | None:
    """Return what is done at this page; None where it is nothing that counts."""
    if request.endpoint in _AWAY:
        return None
    return doing_at(desk(), ACTIVITIES[blueprint], str((request.view_args or {}).get("key", "")))
