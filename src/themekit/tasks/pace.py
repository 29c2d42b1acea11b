"""How long a passage takes in a study: as measured where decisions tell when, else as reckoned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from statistics import mean

from themekit.events import Event, Look
from themekit.tasks.progress import ENOUGH, PAUSE, THOUGHT, reading_seconds, time_left


def passage_seconds(events: Iterable[Event]) -> float | None:
    """Return how long people took for a passage, reading and answering; None of too few.

    The mean of the gaps between a person's looks one after the other on a page; longer gaps than
    ten minutes are pauses.
    """
    moments: dict[str, list[datetime]] = {}
    for one in events:
        if isinstance(one, Look) and one.received and one.origin == "page":
            moments.setdefault(one.coder, []).append(datetime.fromisoformat(one.received))
    took = [
        (after - before).total_seconds()
        for own in moments.values()
        for before, after in pairwise(sorted(own))
        if after - before < PAUSE
    ]
    return mean(took) if len(took) >= ENOUGH else None


def reckoned_seconds(letters: float) -> float:
    """Return how long a passage of so many letters takes, where nothing was measured."""
    return reading_seconds(letters) + THOUGHT


def in_minutes(seconds: float) -> str:
    """Say a time as people say it: `about 50 minutes`."""
    return time_left(seconds / 60).removesuffix(" left")
