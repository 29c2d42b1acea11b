"""How long a passage takes: as people's own answers on pages show it, else as reckoned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from statistics import median

from themekit.events import COVERING, Event, Look
from themekit.tasks.progress import ENOUGH, PAUSE, THOUGHT, reading_seconds, time_left


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


def reckoned_seconds(letters: float) -> float:
    """Return how long a passage of so many letters takes, where nothing was measured."""
    return reading_seconds(letters) + THOUGHT


def in_minutes(seconds: float) -> str:
    """Say a time as people say it: `about 50 minutes`."""
    return time_left(seconds / 60).removesuffix(" left")
