"""The minutes of a sitting: counted where somebody ticks that, and no longer than they want."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from themekit.decisions.effort import LEAST_PEOPLE
from themekit.review.counting import begin_to_count, is_counted, sitting
from themekit.review.here import desk, needs_visitor, visitor
from themekit.workflows.sittings import IDLE

pages = Blueprint("minutes", __name__)


@pages.get("/minutes")
@needs_visitor
def minutes() -> str:
    """Say what is kept where minutes are counted, and what is not."""
    coders = {one.id: one.role for one in desk().coded().coders}
    others = {one for one in desk().record().by_coder if one in coders} | {visitor().coder.id}
    return render_template(
        "minutes.html",
        so_far=desk().sittings.counted(sitting()),
        idle=round(IDLE / 60),
        few=len(others) < LEAST_PEOPLE,
        least=LEAST_PEOPLE,
        ended=request.args.get("ended", ""),
    )


@pages.post("/minutes")
@needs_visitor
def count() -> Response:
    """Count from now on, if that was ticked."""
    if "minutes" in request.form:
        begin_to_count()
    return redirect(url_for("home.first"), 303)


@pages.post("/minutes/stop")
@needs_visitor
def stop() -> Response:
    """Count no longer; what was counted is kept, or forgotten where that is wanted."""
    was_counted = is_counted()
    forget = "forget" in request.form
    desk().sittings.end(sitting(), forget=forget)
    ended = ("forgotten" if forget else "kept") if was_counted else ""
    return redirect(url_for(".minutes", ended=ended or None), 303)
