"""What people are worried about: seen by whoever opens the list, and taken on by name."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from themekit.errors import UsageError
from themekit.events import Note
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.desk_shared import show
from themekit.review.pages.forms import submitted
from themekit.workflows.safety import (
    OPENED,
    Concern,
    acknowledge,
    concerns,
    day_of,
    last_opened,
    opened_list,
)

pages = Blueprint("desk_concerns", __name__)


@pages.get("/desk/concerns")
@needs_role("researcher")
def listed() -> str:
    """Show the list to whoever has opened it since the last concern came; else offer to open it."""
    return _page()


@pages.post("/desk/concerns/open")
@needs_role("researcher")
def opened() -> Response:
    """Keep that somebody opened the list: those who are worried read when it was read last."""
    submitted()
    opened_list(desk().context(), visitor().coder.id)
    return redirect(url_for(".listed"), 303)


@pages.post("/desk/concerns/acknowledge")
@needs_role("researcher")
def taken_on() -> Response | tuple[str, int]:
    """Keep that this person has taken a concern on."""
    number = submitted().number("concern")
    try:
        acknowledge(desk().context(), number or 0, visitor().coder.id)
    except UsageError:
        return _page("Somebody else has taken this on meanwhile."), 409
    return redirect(url_for(".listed"), 303)


def _page(problem: str = "") -> str:
    found = concerns(desk().context())
    shown = _has_opened(found)
    return show(
        "desk_concerns.html",
        found=found if shown else (),
        open=sum(one.is_open for one in found),
        of=len(found),
        shown=shown,
        opened=last_opened(desk().context()),
        problem=problem,
        day_of=day_of,
    )


def _has_opened(found: tuple[Concern, ...]) -> bool:
    """Tell whether this person has opened the list since the last concern came."""
    newest = max((one.number for one in found), default=0)
    return any(
        isinstance(one, Note) and one.name == OPENED and one.number > newest
        for one in desk().said_by(visitor().coder.id)
    )
