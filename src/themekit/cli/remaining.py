"""An estimate of a stage's end, from the time that its work has taken so far."""

from __future__ import annotations

import time
from collections.abc import Callable

_MINUTE, _HOUR = 60, 3600
_SMALL = 90


class Remaining:
    """Remembers when each stage began and what was done by then.

    Parameters
    ----------
    now : callable
        Seconds from any fixed moment.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._began: dict[str, tuple[float, int]] = {}

    def seconds(self, stage: str, done: int, total: int) -> float | None:
        """Return how long a stage will still take; None while nothing tells.

        The mean speed since the stage began counts, not that of the last moments: parts of the
        work are alike, so the mean is nearer to the truth, and it does not jump.
        """
        began, before = self._began.setdefault(stage, (self.now(), done))
        if done <= before:
            return None
        return (self.now() - began) * (total - done) / (done - before)


def in_words(seconds: float) -> str:
    """Say how long something will take, as exactly as anybody needs it."""
    if seconds < _SMALL:
        return f"about {seconds:.0f} s"
    if seconds < _SMALL * _MINUTE:
        return f"about {seconds / _MINUTE:.0f} min"
    return f"about {seconds / _HOUR:.1f} h"
