"""Which events of a sequence hold, which wait for their coder, and which are kept apart.

An event is in force unless a later event in force replaces it, reckoned from the last one down:
undoing an undo restores. Only a coder's own events can be replaced. A ``retract`` takes back whole
acts as far as they were done by then, every other event just what it names.

An event *waits* if its coder had already, at the same place, a word or a covering look for the same
code that it neither knew nor replaces: it is kept, listed and counted nowhere until that person
chooses, by replacing either, or by a word there that knew both. Events of one act know each other.
What waits replaces nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from themekit.events import APART, COVERING, Anchor, Anchored, Coding, Draw, Event, Look, Override

ADOPT = "adopt"
BRIDGE = "bridge"
Stays = Callable[[Event, Event], bool]
"""Tells of an event and one that it replaces whether the latter holds all the same."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What of a sequence of events counts.

    Attributes
    ----------
    said : list of Coding or Look
        In force, in order; without those that wait or lie apart.
    waiting : list of Coding or Look
        Those that nobody has answered since.
    apart : list of Coding or Look
        What was said in draws for practice, for repetition, and for a bridge nobody has adopted.
    missed : dict of event id to number
        Of the events that wait: the first event that they did not know.
    moved : dict of event id to Anchor
        Where an event lies now, if its source changed.
    overrides : list of Override
    by_id : dict of event id to Event
        All events, in force or not.
    void : set of event id
        Those of whatever kind that a later event in force replaces.
    """

    said: list[Coding | Look] = field(default_factory=list)
    waiting: list[Coding | Look] = field(default_factory=list)
    apart: list[Coding | Look] = field(default_factory=list)
    missed: dict[str, int] = field(default_factory=dict)
    moved: dict[str, Anchor] = field(default_factory=dict)
    overrides: list[Override] = field(default_factory=list)
    by_id: dict[str, Event] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)

    def where(self, event: Anchored) -> Anchored:
        """Return the anchor of an event: its own, or where it was moved."""
        return self.moved.get(event.event_id, event) if self.moved else event


def in_force(
    events: Iterable[Event], draws: Iterable[Draw] = (), stays: Stays | None = None
) -> InForce:
    """Sort a sequence out.

    Parameters
    ----------
    events : iterable of Event
        Of a whole study or of one document, in the order of their numbers.
    draws : iterable of Draw
        Draws that `events` name and do not hold.
    stays : callable, optional
        Which events hold although a later one of their coder replaces them.
    """
    sequence, given = tuple(events), tuple(draws)
    idle: set[str] = set()
    while True:
        found = _sort_out(sequence, given, stays, idle)
        replacing = {name for name in found.missed if found.by_id[name].replaces}
        if replacing <= idle:
            return found
        # What an event that waits names is in force, and may be unknown to others in its turn.
        idle |= replacing


def _sort_out(
    sequence: tuple[Event, ...], draws: tuple[Draw, ...], stays: Stays | None, idle: set[str]
) -> InForce:
    """Sort a sequence out in which the events of some ids replace nothing."""
    found = InForce(by_id={one.event_id: one for one in sequence})
    found.void.update(_replaced(sequence, found, stays, idle))
    void = found.void
    purposes = {(one.draw, one.coder): one.purpose for one in draws}
    said: list[Coding | Look] = []
    for event in sequence:
        if isinstance(event, Draw):
            # What was said in a draw stays said in it, also where giving it out was taken back.
            if event.event_id not in void:
                purposes[event.draw, event.coder] = event.purpose
            else:
                purposes.setdefault((event.draw, event.coder), event.purpose)
        elif event.event_id in void:
            continue
        elif type(event) is Coding or type(event) is Look:
            said.append(event)
        elif isinstance(event, Anchor):
            found.moved.update(dict.fromkeys(event.moves, event))
        elif isinstance(event, Override):
            found.overrides.append(event)
    adopted = {one.target for one in found.overrides if one.what == ADOPT}
    if not APART.isdisjoint(purposes.values()):
        to_all = {draw: purpose for (draw, _), purpose in purposes.items()}
        kept: list[Coding | Look] = []
        for one in said:
            purpose = purposes.get((one.draw, one.coder)) or to_all.get(one.draw)
            counts = purpose not in APART or (purpose == BRIDGE and one.draw in adopted)
            (kept if counts else found.apart).append(one)
        said = kept
    _part_waiting(said, found)
    return found


def _replaced(
    sequence: Sequence[Event], found: InForce, stays: Stays | None, idle: set[str]
) -> set[str]:
    """Return the ids of the events that are not in force."""
    void: set[str] = set()
    acts: dict[tuple[str, str], list[Event]] = {}
    replacing = [event for event in sequence if event.replaces]
    if any(type(event) is Coding and event.decision == "retract" for event in replacing):
        for event in sequence:
            if event.act:
                acts.setdefault((event.coder, event.act), []).append(event)
    for event in reversed(replacing):
        if event.event_id in void or event.event_id in idle:
            continue
        for name in event.replaces:
            other = found.by_id.get(name)
            if other is None or other.coder != event.coder or other.number >= event.number:
                continue
            if not reaches(event, other):
                continue
            gone = [other]
            if isinstance(event, Coding) and event.decision == "retract" and other.act:
                whole = acts[other.coder, other.act]
                gone = [one for one in whole if one.number < event.number]
            void.update(one.event_id for one in gone if stays is None or not stays(event, one))
    return void


def reaches(event: Event, other: Event) -> bool:
    """Tell whether an event can replace another: in its own document, or by taking back.

    Else what one document's events come to would hang on whether another's wait.
    """
    if isinstance(event, Coding) and event.decision == "retract":
        return True
    if not isinstance(event, Anchored) or not isinstance(other, Anchored):
        return True
    return event.document == other.document or event.text_hash == other.text_hash


def _part_waiting(said: Sequence[Coding | Look], found: InForce) -> None:
    """Put the events that wait aside, in the order of the sequence."""
    before: dict[tuple[str, str], list[Coding | Look]] = defaultdict(list)
    waits: list[Coding | Look] = []
    moved = found.moved
    for event in said:
        if not _speaks(event):
            found.said.append(event)
            continue
        own = before[event.coder, (found.where(event) if moved else event).document]
        # Mostly the device knew everything: then there is nothing to compare.
        if own and (own[-1].number > event.after or own[0].number <= event.since):
            clashes = [one.number for one in _missed(event, own) if _clashes(event, one, found)]
            if clashes:
                found.missed[event.event_id] = min(clashes)
                waits.append(event)
                continue
        own.append(event)
        found.said.append(event)
    found.waiting.extend(one for one in waits if not _answered(one, before, found))


def _speaks(event: Coding | Look) -> bool:
    """Tell whether an event says something of a code."""
    if type(event) is Look:
        return event.outcome in COVERING
    return type(event) is Coding and event.decision != "retract"


def _missed(event: Event, own: Sequence[Coding | Look]) -> Iterator[Coding | Look]:
    """Yield what stands in `own` that an event did not know: at its end, or at its start."""
    for other in reversed(own):
        if other.number <= event.after:
            break
        yield other
    if event.since:
        yield from takewhile(lambda other: other.number <= event.since, own)


def _clashes(event: Coding | Look, other: Coding | Look, found: InForce) -> bool:
    """Tell whether an event its coder did not know speaks of the same code at the same place."""
    return not (
        (event.act and event.act == other.act)
        or other.event_id in event.replaces
        or not _same_place(event, other, found)
        or not _same_code(event, other, found)
    )


def _answered(
    waiting: Coding | Look,
    before: dict[tuple[str, str], list[Coding | Look]],
    found: InForce,
) -> bool:
    """Tell whether its coder spoke there again, knowing of what waits."""
    own = before[waiting.coder, found.where(waiting).document]
    return any(
        other.since < waiting.number <= other.after
        and other.number > waiting.number
        and _same_place(waiting, other, found)
        and _same_code(waiting, other, found)
        for other in own
    )


def _same_place(one: Coding | Look, other: Coding | Look, found: InForce) -> bool:
    first, second = found.where(one), found.where(other)
    if first.text_hash != second.text_hash:
        return False
    if (first.start, first.end) == (second.start, second.end):
        return True
    return first.start < second.end and second.start < first.end


def _same_code(one: Coding | Look, other: Coding | Look, found: InForce) -> bool:
    """Tell whether two events speak of one code; a look at a whole codebook speaks of all."""
    first, second = _codes(one, found), _codes(other, found)
    return not first or not second or not first.isdisjoint(second)


def _codes(event: Coding | Look, found: InForce) -> set[str]:
    """Return the codes that an event speaks of; none stands for all."""
    if isinstance(event, Look):
        return set(event.codes)
    codes = {event.code_id}
    if event.decision == "change_code":
        replaced = (found.by_id.get(name) for name in event.replaces)
        codes |= {one.code_id for one in replaced if isinstance(one, Coding)}
    return codes
