"""What somebody does at a page, for sittings whose minutes are counted: of which wave, and why."""

from __future__ import annotations

from themekit.decisions.effort import AGAIN, READING, TWICE
from themekit.decisions.in_force import BRIDGE
from themekit.workflows.desk import Desk, Place
from themekit.workflows.sittings import Doing

_READ_AGAIN = frozenset({"repeat", BRIDGE})


def doing_at(desk: Desk, activity: str, key: str) -> Doing:
    """Return what is done at a page that is of a passage, a document, or of neither.

    Parameters
    ----------
    desk : Desk
    activity : str
        Of the page. Reading is told apart by why the passage was given.
    key : str
        Under which the passage or the document is known outside; empty for none.
    """
    place = desk.place(key) if key else None
    if place is not None:
        activity = _why(desk, place) if activity == READING else activity
        return Doing(_wave_of(desk, place.document), activity, key)
    document = desk.target_of("document", key) if key else None
    return Doing(_wave_of(desk, document or ""), activity)


def _why(desk: Desk, place: Place) -> str:
    """Tell why a passage is read: by one, by several, or once more by the same."""
    draw = next((one for one in desk.record().draws if one.draw == place.draw), None)
    if draw is None:
        return READING
    return AGAIN if draw.purpose in _READ_AGAIN else TWICE if draw.purpose == "overlap" else READING


def _wave_of(desk: Desk, document: str) -> str:
    found = desk.document(document)
    return found.wave if found else ""
