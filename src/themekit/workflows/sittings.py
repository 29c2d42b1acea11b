"""Sittings whose minutes somebody asked to be counted: in memory while they last, then sums.

Who did not ask is not looked at: nothing here is begun for them, and no clock is read. Of who did,
nothing is kept but whole minutes and passages, added to the sum of their wave, activity and role.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from themekit.decisions.effort import as_told
from themekit.errors import ThemekitError
from themekit.records import MeasuredTime
from themekit.store import Store
from themekit.store.coders import load_coders
from themekit.store.effort import add_measured
from themekit.store.events import who_acted

IDLE = 5 * 60.0
"""Seconds between two acts (a page opened, an answer sent) up to which they are work; more is a
break, and none of it is counted."""
OVER = 60 * 60.0
"""Seconds without an act after which a sitting is over: the next one is counted if asked anew."""
_Kind = tuple[str, str, str]


class Doing(NamedTuple):
    """What somebody does at a page.

    Attributes
    ----------
    wave : str
        Of what is read there; empty where it is of none.
    activity : str
    passage : str
        By which one passage is told from another; empty where it is none.
    """

    wave: str
    activity: str
    passage: str = ""


class Counted(NamedTuple):
    """What a sitting came to so far: whole minutes, and passages that were answered."""

    minutes: int
    passages: int


@dataclass(slots=True)
class _Sitting:
    role: str
    last: float
    doing: Doing | None = None
    seconds: defaultdict[_Kind, float] = field(default_factory=lambda: defaultdict(float))
    passages: defaultdict[_Kind, set[str]] = field(default_factory=lambda: defaultdict(set))

    def kind(self, doing: Doing) -> _Kind:
        return doing.wave, doing.activity, self.role


class Sittings:
    """The sittings of all who are at the pages of one study and had their minutes counted.

    Parameters
    ----------
    keep : callable
        Takes sums that are to be added to those kept.
    clock : callable
        Seconds that have passed since whenever; it says nothing of the hour.
    """

    def __init__(
        self,
        keep: Callable[[Iterable[MeasuredTime]], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keep, self._clock = keep, clock
        self._lock = threading.Lock()
        self._open: dict[str, _Sitting] = {}
        self._seconds: defaultdict[_Kind, float] = defaultdict(float)
        self._passages: defaultdict[_Kind, int] = defaultdict(int)

    def begin(self, who: str, role: str) -> None:
        """Count from now on what somebody does; one that is counted already goes on.

        Parameters
        ----------
        who : str
            By which their acts are told from others'.
        role : str
        """
        with self._lock:
            self._open.setdefault(who, _Sitting(role, self._clock()))

    def is_counted(self, who: str) -> bool:
        """Tell whether somebody's sitting is counted; others' that are over are put away."""
        if not self._open:
            return False
        with self._lock:
            self._put_away()
            return who in self._open

    def saw(self, who: str, doing: Doing | None, *, answered: bool = False) -> None:
        """Take in an act: the time since the last one was spent on what was done there.

        Parameters
        ----------
        who : str
            Nothing happens where their sitting is not counted.
        doing : Doing or None
            What they do from now on; None where it is not counted.
        answered : bool
            Whether the act was the answer to the passage.
        """
        if not self._open:
            return
        with self._lock:
            self._put_away()
            one = self._open.get(who)
            if one is None:
                return
            now = self._clock()
            if one.doing is not None and now - one.last <= IDLE:
                one.seconds[one.kind(one.doing)] += now - one.last
            if doing is not None and doing.passage and answered:
                one.passages[one.kind(doing)].add(doing.passage)
            one.last, one.doing = now, doing

    def counted(self, who: str) -> Counted:
        """Return what somebody's sitting came to so far."""
        with self._lock:
            one = self._open.get(who)
            if one is None:
                return Counted(0, 0)
            passages = sum(len(found) for found in one.passages.values())
            return Counted(int(sum(one.seconds.values()) // 60), passages)

    def end(self, who: str, *, forget: bool = False) -> None:
        """Count somebody's sitting no longer.

        Parameters
        ----------
        who : str
        forget : bool
            Whether what was counted of it is thrown away; else it goes into the sums.
        """
        if not self._open:
            return
        with self._lock:
            one = self._open.pop(who, None)
            if one is not None and not forget:
                self._add(one)
                self._try_to_write()

    def close(self) -> None:
        """End all of them, and keep what is left to the nearest minute.

        Raises
        ------
        StoreError
            If it cannot be kept.
        """
        with self._lock:
            for one in self._open.values():
                self._add(one)
            self._open.clear()
            for kind, seconds in self._seconds.items():
                self._seconds[kind] = 60.0 * round(seconds / 60)
            self._write()

    def _put_away(self) -> None:
        now = self._clock()
        over = [who for who, one in self._open.items() if now - one.last > OVER]
        for who in over:
            self._add(self._open.pop(who))
        if over:
            self._try_to_write()

    def _add(self, one: _Sitting) -> None:
        for kind, seconds in one.seconds.items():
            self._seconds[kind] += seconds
        for kind, found in one.passages.items():
            self._passages[kind] += len(found)

    def _try_to_write(self) -> None:
        """Keep what can be kept now: nobody's page fails because the disk is full."""
        with suppress(ThemekitError):
            self._write()

    def _write(self) -> None:
        """Keep whole minutes; what is left of one waits for the next sitting of its kind."""
        kinds = sorted({*self._seconds, *self._passages})
        sums = [
            MeasuredTime(*kind, int(self._seconds[kind] // 60), self._passages[kind])
            for kind in kinds
        ]
        sums = [one for one in sums if one.minutes or one.passages]
        if not sums:
            return
        self._keep(sums)
        for one in sums:
            kind = (one.wave, one.activity, one.role)
            self._seconds[kind] -= 60.0 * one.minutes
            self._passages[kind] = 0


def keep_measured(store: Store, sums: Iterable[MeasuredTime]) -> None:
    """Add sums to those that a study keeps, under roles that are of several people."""
    with store.writing() as connection:
        coders = [(one.id, one.role) for one in load_coders(connection)]
        add_measured(connection, as_told(sums, coders, who_acted(connection)))
