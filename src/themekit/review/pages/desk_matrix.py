"""The theme matrix, whose cells open the passages that they count."""

from __future__ import annotations

from flask import Blueprint

from themekit.matrix import ALL
from themekit.review.here import desk, needs_role
from themekit.review.pages.desk_shared import (
    current_eyes,
    current_figures,
    current_lists,
    is_anything_kept,
    show,
)
from themekit.workflows.cells import lines_of, places_of

pages = Blueprint("desk_matrix", __name__)


@pages.get("/desk/matrix")
@needs_role("researcher")
def matrix() -> str:
    """Show how many passages and people each theme and code has, strand by strand."""
    eyes, position = current_eyes(), current_lists().passages.position
    inputs = current_figures()
    found = inputs.matrix

    def hidden(segment: str) -> bool:
        at = position[segment]
        return eyes.is_kept(at) or not eyes.visible[at]

    something = is_anything_kept()
    lines = lines_of(inputs, hidden if something else None)
    strands = places_of(found.rows)
    return show(
        "desk_matrix.html",
        lines=lines,
        strands=strands,
        everywhere=ALL,
        row_keys=desk().keys_of("row", [one.named for one in lines]),
        strand_keys=desk().keys_of("strand", strands),
        anyone_checked=found.anyone_checked,
        held_back=something,
    )
