"""How long people take for a passage, as their own answers on pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from statistics import median

from themekit.events import COVERING, Event, Look
from themekit.tasks.progress import ENOUGH, PAUSE


def seconds_a_passage(events: Iterable[Event]) -> float | None:
    """Return the median time from one answer of somebody to their next; None where few are known.

    Parameters
    ----------
    events : iterable of Event
        Of the whole study. What came in a file or a pack says nothing of time.
    """
    moments: dict[str, list[datetime]] = {}
    for one in events:
        is_answer = isinstance(one, Look) and one.outcome in COVERING and one.origin == "page"
        if is_answer and one.received:
            moments.setdefault(one.coder, []).append(datetime.fromisoformat(one.received))
    took = [
        (after - before).total_seconds()
        for own in moments.values()
        for before, after in pairwise(sorted(own))
        if after - before < PAUSE
    ]
    return median(took) if len(took) >= ENOUGH else None
