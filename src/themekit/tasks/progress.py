"""How far a coder is with what they were given, what comes next, and how long the rest may take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

from themekit.decisions.in_force import InForce, in_force
from themekit.events import Draw, DrawnItem, Event, Look, Note
from themekit.tasks.asking import Given, overlaps, said_of
from themekit.tasks.packs import draws_out

READ_A_MINUTE = 180
"""Words that people read in a minute who think about them."""
THOUGHT = 30.0
"""Seconds for the answers to one passage, until enough is known of a person."""
ENOUGH = 5
PAUSE = timedelta(minutes=10)
"""A gap between answers from which on somebody was away."""
BREAK_AFTER = timedelta(minutes=20)
_LETTERS = 5.7
"""Letters of an English word, with the space behind it."""
_SKIPS = frozenset({"skipped", "upsetting"})
_NUMBERS = ("", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Task:
    """A passage that somebody was given.

    Attributes
    ----------
    draw : Draw
    item : DrawnItem
    look : Look or None
        With which it is done; None while it is not.
    """

    draw: Draw
    item: DrawnItem
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a coder was given, in the order in which it is shown.

    Attributes
    ----------
    tasks : tuple of Task
        Without what was called back or may not come to them any more.
    paused : bool
        Whether somebody who hands out has paused them: nothing is served.
    called_back : int
        Passages that were called back before they were done.
    minutes : float
        That the rest may take.
    take_a_break : bool
        Whether their last answer made it 20 minutes of work, or 40, or 60.
    away : tuple of Task
        What is in a pack that is out, and not done: it is served nowhere else.
    """

    tasks: tuple[Task, ...]
    paused: bool = False
    called_back: int = 0
    minutes: float = 0.0
    take_a_break: bool = False
    away: tuple[Task, ...] = ()

    @property
    def done(self) -> int:
        """How many are done, those that were skipped among them."""
        return sum(one.look is not None for one in self.tasks)

    @property
    def skipped(self) -> int:
        """How many were skipped."""
        return sum(one.look is not None and one.look.outcome in _SKIPS for one in self.tasks)

    @property
    def left(self) -> tuple[Task, ...]:
        """Those that are not done, in their order; nothing while somebody is paused."""
        return () if self.paused else tuple(one for one in self.tasks if one.look is None)

    @property
    def next(self) -> Task | None:
        """The one that comes next."""
        return next(iter(self.left), None)

    @property
    def still_blind(self) -> frozenset[str]:
        """Documents of which a passage without suggestions is still to come.

        Until it is done, no suggestion of them may be shown to this coder in any other way.
        """
        return frozenset(
            one.item.document
            for one in (*self.tasks, *self.away)
            if one.look is None and one.draw.mode == "blind" and one.draw.purpose != "repeat"
        )

    @property
    def time_left(self) -> str:
        """How long the rest may take, as people say it; empty where nothing is left."""
        return time_left(self.minutes) if self.left else ""


def progress_of(
    coder: str,
    own: Sequence[Event],
    notes: Iterable[Note] = (),
    may_come: Callable[[DrawnItem], bool] = lambda _item: True,
    now: datetime | None = None,
    held: InForce | None = None,
) -> Progress:
    """Return how far a coder is.

    Parameters
    ----------
    coder : str
        Id.
    own : sequence of Event
        All events of theirs, in order.
    notes : iterable of Note
        Of the whole study: others pause people and call draws back.
    may_come : callable
        Tells whether a passage may still come to them: its text is as it was drawn, its document
        is shown, they know nobody in it. What is done stays counted.
    now : datetime, optional
        In UTC; the present where it is left out.
    held : InForce, optional
        What of `own` counts, where somebody has sorted that out already.
    """
    held = held or in_force(own)
    looks = _looks_by_place(held)
    draws = [
        one
        for one in own
        if isinstance(one, Draw) and one.event_id not in held.void and one.purpose != "practice"
    ]
    notes = tuple(notes)
    paused, back = _held_back(coder, notes, draws)
    out = draws_out(coder, notes)
    tasks: list[Task] = []
    away: list[Task] = []
    gone = 0
    for draw, item in _in_order(draws):
        here = looks.get((draw.draw, item.document, item.text_hash), ())
        task = Task(draw, item, next((one for one in here if overlaps(one, item)), None))
        if task.look is None and draw.event_id in back:
            gone += 1
        elif task.look is None and draw.draw in out:
            away.append(task)
        elif task.look is not None or may_come(item):
            tasks.append(task)
    pace = _pace(tasks)
    left = [one for one in tasks if one.look is None]
    minutes = sum(_reading(one.item) + pace for one in left) / 60
    pauses = _wants_break(held, now or datetime.now(UTC))
    return Progress(tuple(tasks), paused, gone, minutes, pauses, tuple(away))


def still_given(given: Given, own: Sequence[Event], notes: Iterable[Note]) -> bool:
    """Tell whether a passage may be opened by whom it was given to.

    Nothing may while they are paused. What was called back, is in a pack that is out, or whose
    giving was undone, may once they have looked at it: that stays theirs.

    Parameters
    ----------
    given : Given
    own : sequence of Event
        All events of theirs, in order.
    notes : iterable of Note
        Of the whole study.
    """
    draw, notes = given.draw, tuple(notes)
    paused, back = _held_back(draw.coder, notes, [draw])
    if paused:
        return False
    # That a draw is taken back is rare, and what counts of all that somebody said takes its time.
    is_named = any(draw.event_id in one.replaces for one in own if one.replaces)
    is_away = draw.event_id in back or draw.draw in draws_out(draw.coder, notes)
    if is_away or (is_named and draw.event_id in in_force(own).void):
        return said_of(given, own).look is not None
    return True


def time_left(minutes: float) -> str:
    """Say a time that is left as people say it: nobody is held to a minute."""
    if minutes < len(_NUMBERS) - 0.5:
        whole = max(1, round(minutes))
        return f"about {_NUMBERS[whole]} {'minute' if whole == 1 else 'minutes'} left"
    if minutes < 20:  # noqa: PLR2004 -- from here on in steps of five
        return f"about {round(minutes)} minutes left"
    if minutes < 52.5:  # noqa: PLR2004 -- the next step is an hour
        return f"about {5 * round(minutes / 5)} minutes left"
    hours, half = divmod(round(minutes / 30), 2)
    if hours == 1:
        return f"about an hour{' and a half' if half else ''} left"
    said = _NUMBERS[hours] if hours < len(_NUMBERS) else str(hours)
    return f"about {said}{' and a half' if half else ''} hours left"


def _looks_by_place(held: InForce) -> dict[tuple[str, str, str], list[Look]]:
    """Return the looks by draw, document and text, the last first."""
    found: dict[tuple[str, str, str], list[Look]] = {}
    said = (*held.said, *held.waiting, *held.apart)
    for one in sorted(said, key=lambda one: one.number, reverse=True):
        if isinstance(one, Look) and one.outcome != "compared":
            found.setdefault((one.draw, one.document, one.text_hash), []).append(one)
    return found


def _in_order(draws: Sequence[Draw]) -> list[tuple[Draw, DrawnItem]]:
    """Return all items: hand-out by hand-out, each in the one order of its draws."""
    first: dict[str, int] = {}
    for number, draw in enumerate(draws):
        first.setdefault(draw.act or draw.event_id, number)
    found = [
        (first[draw.act or draw.event_id], item.position, number, draw, item)
        for number, draw in enumerate(draws)
        for item in draw.items
    ]
    found.sort(key=lambda one: one[:3])
    return [(draw, item) for *_, draw, item in found]


def _held_back(
    coder: str, notes: Iterable[Note], draws: Sequence[Draw]
) -> tuple[bool, frozenset[str]]:
    """Return whether a coder is paused, and the ids of the events whose draws were called back."""
    paused, back = False, set[str]()
    for note in notes:
        told = dict(note.fields)
        if told.get("coder") != coder:
            continue
        if note.name in ("paused", "resumed"):
            paused = note.name == "paused"
        elif note.name == "called back":
            named = told.get("draw", "")
            earlier = (one for one in draws if one.number < note.number)
            back |= {one.event_id for one in earlier if named in ("", one.draw)}
    return paused, frozenset(back)


def reading_seconds(letters: float) -> float:
    """Return the seconds that reading so many letters takes."""
    return letters / _LETTERS / READ_A_MINUTE * 60


def _reading(item: DrawnItem) -> float:
    """Return the seconds that reading a passage takes."""
    return reading_seconds(item.end - item.start)


def _pace(tasks: Iterable[Task]) -> float:
    """Return the seconds that a coder's answers to a passage take beside reading it."""
    done = _by_time(tasks)
    took = [
        max(0.0, (after - before).total_seconds() - _reading(task.item))
        for (before, _), (after, task) in pairwise(done)
        if after - before < PAUSE
    ]
    return median(took) if len(took) >= ENOUGH else THOUGHT


def _by_time(tasks: Iterable[Task]) -> list[tuple[datetime, Task]]:
    """Return what is done, each with when, in the order in which it was."""
    found = [
        (datetime.fromisoformat(one.look.received), one)
        for one in tasks
        if one.look is not None and one.look.received
    ]
    return sorted(found, key=lambda pair: pair[0])


def _wants_break(held: InForce, now: datetime) -> bool:
    """Tell whether the last answer ended a stretch of work after which a break does good."""
    said = (*held.said, *held.apart)
    # Times are UTC text of one form, which sorts as they do; most of them need not be read.
    received = sorted({one.received for one in said if one.origin == "page" and one.received})
    moments: list[datetime] = []
    for told in reversed(received):
        moment = datetime.fromisoformat(told)
        if moments and moments[-1] - moment >= PAUSE:
            break
        moments.append(moment)
    if not moments or now - moments[0] > PAUSE:
        return False
    last, start = moments[0], moments[-1]
    worked = last - start
    before = moments[min(1, len(moments) - 1)] - start
    return worked // BREAK_AFTER > before // BREAK_AFTER
