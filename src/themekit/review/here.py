"""What a page knows of where it is: the desk it works on, who is at it, and who may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, g

from themekit.events import Coder
from themekit.review.limits import Failures
from themekit.review.settings import Settings
from themekit.workflows.desk import Desk

EXTENSION = "themekit"
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
    entered : callable
        Called once the owner has come in by their link.
    """

    desk: Desk
    settings: Settings
    cookie: str
    secret: str
    failures: Failures
    entered: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at a page.

    Attributes
    ----------
    coder : Coder
    owner : bool
        Whether they came by the owner's link: the study's files are theirs.
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


def desk() -> Desk:
    """Return the study, open."""
    return house().desk


def visitor() -> Visitor:
    """Return who is at the page; whom the door does not know is turned away."""
    found: Visitor | None = g.get("visitor")
    if found is None:
        abort(403)
    return found


def needs_visitor(page: Callable[P, R]) -> Callable[P, R]:
    """Turn away whoever has no session, as the door does before any page not marked `is_open`."""

    @wraps(page)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        visitor()
        return page(*args, **kwargs)

    return guarded


def needs_role(*roles: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Answer people of other roles as if the page were not there."""

    def guard(page: Callable[P, R]) -> Callable[P, R]:
        @wraps(page)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if visitor().coder.role not in roles:
                abort(404)
            return page(*args, **kwargs)

        return guarded

    return guard


def is_open(page: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that can be reached without a session."""
    page.is_open = True  # type: ignore[attr-defined]
    return page
