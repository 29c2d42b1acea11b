"""How often an address may be wrong before it has to wait."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST = 20
"""Wrong tokens from one address within `WITHIN` seconds."""
WITHIN = 600.0
_ADDRESSES = 10_000
"""Addresses remembered; the one that was wrong longest ago is forgotten first."""


class Failures:
    """Wrong tokens of late, by address; kept in memory alone.

    Parameters
    ----------
    most : int
    within : float
        Seconds.
    clock : callable
        Returns seconds.
    """

    def __init__(
        self,
        most: int = MOST,
        within: float = WITHIN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._within, self._clock = most, within, clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, address: str) -> None:
        """Remember that an address was wrong."""
        with self._lock:
            times = self._times.setdefault(address, deque(maxlen=self._most))
            times.append(self._clock())
            self._times.move_to_end(address)
            while len(self._times) > _ADDRESSES:
                self._times.popitem(last=False)

    def must_wait(self, address: str) -> bool:
        """Tell whether an address was wrong too often of late."""
        with self._lock:
            times = self._times.get(address)
            end = self._clock() - self._within
            return times is not None and len(times) >= self._most and times[0] > end
