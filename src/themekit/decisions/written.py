"""What stands of all that people wrote down beside coding: choices, outcomes, claims, summaries.

The last event in force on one thing stands, whoever's it is; earlier ones stay in the record. What
one thing is, hangs on the kind: a panel's choice at one level, an outcome of one id, a cell of the
framework. An event without words takes back what stood. Nothing here undoes: what was corrected
stays corrected when the correction is corrected in its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from themekit.decisions.in_force import reaches
from themekit.events import (
    Action,
    CausalLink,
    Effort,
    Event,
    HarvestedOutcome,
    Selection,
    Summary,
)
from themekit.names import folded

AnyEvent = TypeVar("AnyEvent", bound=Event)


def written(
    events: Iterable[Event], record: type[AnyEvent], through: int | None = None
) -> tuple[AnyEvent, ...]:
    """Return what stands of one kind, in the order in which it was written.

    Parameters
    ----------
    events : iterable of Event
        Of a whole study, in order; only those of the kind matter.
    record : type
        `Selection`, `HarvestedOutcome`, `CausalLink`, `Summary`, `Action` or `Effort`.
    through : int, optional
        The last number that counts; all where it is left out.
    """
    own = [one for one in events if isinstance(one, record)]
    own = [one for one in own if through is None or one.number <= through]
    void = _corrected(own)
    last = {key_of(one): one for one in own if one.event_id not in void}
    found = (one for one in last.values() if not says_nothing(one))
    return tuple(sorted(found, key=lambda one: one.number))


def _corrected(events: Sequence[Event]) -> set[str]:
    """Return the ids of what its author has replaced, whatever became of what replaced it."""
    by_id = {one.event_id: one for one in events}
    pairs = ((one, by_id.get(name)) for one in events for name in one.replaces)
    return {
        former.event_id
        for one, former in pairs
        if former is not None
        and former.coder == one.coder
        and former.number < one.number
        and reaches(one, former)
    }


def key_of(event: Event) -> tuple[str, ...]:
    """Return what an event is about: of those with the same, the last one stands."""
    about: tuple[str, ...]
    match event:
        case Selection():
            about = (folded(event.level), folded(event.domain), folded(event.panel))
        case HarvestedOutcome():
            about = (folded(event.outcome_id), "", "")
        case Summary():
            about = (event.case, event.wave, event.target)
        case Action():
            about = (folded(event.what), event.because_of, "")
        case _:  # a claim and a time stand for themselves
            about = (event.event_id, "", "")
    return (event.kind, *about)


def says_nothing(event: Event) -> bool:
    """Tell whether an event has no words: it takes back what it replaces."""
    said: tuple[str, ...]
    match event:
        case Selection():
            said = (event.chosen, event.reasons, event.dissent, event.fed_back, event.verified)
        case HarvestedOutcome():
            said = (event.who, event.what, event.significance, event.contribution, event.comment)
        case CausalLink():
            said = (event.cause, event.effect)
        case Summary():
            said = (event.text, "" if event.state == "written" else event.state)
        case Action():
            said = (event.what,)
        case Effort():
            said = (str(event.minutes),)
        case _:
            return False
    return not any(said)
