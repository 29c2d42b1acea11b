"""The app: the door before everything, and the pages behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from flask import Blueprint, Flask, Response, g, send_from_directory

from themekit import style
from themekit.errors import nameless
from themekit.review.counting import is_counted, set_counting
from themekit.review.entering import door
from themekit.review.front import Front
from themekit.review.guard import set_guard
from themekit.review.here import EXTENSION, House, house
from themekit.review.limits import Failures
from themekit.review.pages import PAGES
from themekit.review.refusals import set_refusals
from themekit.review.sessions import csrf_token
from themekit.review.settings import Settings
from themekit.store.coders import opaque_key, signing_secret, study_id
from themekit.workflows.desk import Desk
from themekit.workflows.safety import day_of

MOST_SENT = 1_000_000
"""Bytes of one request: the longest note that somebody types is far below."""


class _Quiet(Flask):
    """Flask, but that its log names no path: those hold keys, and paths of links are keys."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Tell what failed and where in the program, without a word of what was asked or said."""
        error = exc_info[1]
        told = nameless(error) if error is not None else "an unknown fault"
        logging.getLogger("themekit.review").error("A page failed: %s", told)

    def send_static_file(self, filename: str) -> Response:
        """Serve the pages' own files, and the style that they share with reports and packs."""
        if filename in style.FILES:
            return send_from_directory(style.FOLDER, filename, max_age=0)
        return super().send_static_file(filename)


def create_app(
    desk: Desk,
    settings: Settings,
    *,
    pages: Iterable[Blueprint] = PAGES,
    entered: Callable[[], None] = lambda: None,
) -> Flask:
    """Make the app that shows a study's pages.

    Parameters
    ----------
    desk : Desk
        The study, open.
    settings : Settings
        How it is reached.
    pages : iterable of Blueprint
        What lies behind the door; one of them has the page ``/``.
    entered : callable
        Called once the owner has come in by their link.
    """
    app = _Quiet("themekit.review")
    with desk.store.writing() as connection:
        key = opaque_key(connection, "study", study_id(connection))
        secret = signing_secret(connection)
    cookie = f"themekit-{key}"
    app.extensions[EXTENSION] = House(desk, settings, cookie, secret, Failures(), entered)
    app.config.update(MAX_CONTENT_LENGTH=MOST_SENT, MAX_FORM_MEMORY_SIZE=MOST_SENT)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(csrf_token=csrf_token)
    app.jinja_env.filters["day"] = day_of
    app.context_processor(_shared)
    app.wsgi_app = Front(app.wsgi_app, settings)  # type: ignore[method-assign, assignment]
    set_guard(app)
    set_refusals(app)
    set_counting(app)
    app.register_blueprint(door)
    for blueprint in pages:
        app.register_blueprint(blueprint)
    return app


def _as_shown(text: str) -> str:
    """Return a name of the study's own as the visitor is shown it: people are named in such too."""
    desk, seen = house().desk, g.get("visitor")
    shown = desk.shown_to(seen.coder, remote=seen.remote) if seen else desk.replacements()
    return shown.anywhere(text)


def _shared() -> dict[str, Any]:
    """Return what every template may name."""
    known = house()
    return {
        "visitor": g.get("visitor"),
        "study": known.desk.study,
        "as_shown": _as_shown,
        "counting": is_counted(),
        "is_insecure": known.settings.insecure_lan,
    }
