"""Up to which event a tagger learns: a step, so that one decision does not re-tag a study."""

from __future__ import annotations

EARLY, EARLY_STEP, LATE_STEP = 200, 10, 50


def learned_through(number: int) -> int:
    """Return the last step at or below an event's number: steps of 10 up to 200, then of 50."""
    step = EARLY_STEP if number < EARLY else LATE_STEP
    return number - number % step
