"""What somebody is asked of a passage that they were given, one question after the other.

With suggestions the likeliest are asked about. Without, the questions come in an order that the
draw alone decides, so that nothing of what a machine thinks can be read from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from themekit.decisions.in_force import in_force
from themekit.events import Coding, Draw, DrawnItem, Event, Look

ASKED_AT_MOST = 3
"""Questions about single codes before it is asked whether something else is going on."""
Step = Literal["code", "else", "done"]


@dataclass(frozen=True, slots=True)
class Given:
    """A passage as somebody was given it.

    Attributes
    ----------
    draw : Draw
    item : DrawnItem
    """

    draw: Draw
    item: DrawnItem

    @property
    def blind(self) -> bool:
        """Whether nothing of what a machine thinks is shown."""
        return self.draw.mode == "blind"


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder has said of one passage in one draw, as far as it is in force.

    Attributes
    ----------
    words : mapping of code id to Coding
        The last word on each code.
    look : Look or None
        The last look: with it the passage is done.
    """

    words: Mapping[str, Coding] = field(default_factory=dict)
    look: Look | None = None


def questions(given: Given, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the codes that are asked about one by one, in their order.

    Parameters
    ----------
    given : Given
    codes : sequence of str
        Ids of the codes of the codebook that the draw shows, in its order.
    """
    asked = listed(given, codes)
    if not given.blind:
        likely = [code for code, _ in given.item.suggested if code in set(asked)]
        return tuple(likely[:ASKED_AT_MOST])
    if not given.draw.codes:
        return ()  # the whole list is gone through at once
    return by_chance(given, asked)


def by_chance(given: Given, codes: Sequence[str]) -> tuple[str, ...]:
    """Return some codes to ask about one by one, in an order that the draw alone decides."""

    def shuffled(code: str) -> bytes:
        told = f"{given.draw.draw}\n{given.item.position}\n{code}"
        return hashlib.sha256(told.encode()).digest()

    return tuple(sorted(codes, key=shuffled)[:ASKED_AT_MOST])


def listed(given: Given, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the codes that the draw asks about, in the order of the codebook."""
    wanted = set(given.draw.codes)
    return tuple(code for code in codes if not wanted or code in wanted)


def rest(given: Given, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the codes that are shown with the last question.

    Of a draw with suggestions that asks about the whole list, none: it is searched there. Only
    where nothing is suggested is the list itself what is asked, for a look has to be at something.
    """
    asked = set(questions(given, codes))
    if asked and not given.blind and not given.draw.codes:
        return ()
    return tuple(code for code in listed(given, codes) if code not in asked)


def covered(given: Given, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the codes that somebody has been shown who went through all of it.

    Empty for the whole list, as in a look; of a draw whose codes have all gone from the codebook,
    its own: nothing else was shown.
    """
    if given.blind and not given.draw.codes:
        return ()
    return (*questions(given, codes), *rest(given, codes)) or given.draw.codes


def said_of(given: Given, events: Iterable[Event]) -> Said:
    """Return what a coder has said of a passage in a draw.

    Parameters
    ----------
    given : Given
    events : iterable of Event
        The coder's own events on codes and looks, in order, of this draw at least.
    """
    item, draw = given.item, given.draw.draw
    here = [
        one
        for one in events
        if isinstance(one, (Coding, Look))
        and one.draw == draw
        and (one.document, one.text_hash) == (item.document, item.text_hash)
    ]
    words: dict[str, Coding] = {}
    look: Look | None = None
    for event in in_force(here).said:
        if not overlaps(event, item):
            continue
        if isinstance(event, Look):
            look = event if event.outcome != "compared" else look
        elif event.decision != "retract":
            words[event.code_id] = event
    return Said(words, look)


def overlaps(event: Coding | Look, item: DrawnItem) -> bool:
    """Tell whether an event shares words with a passage; both are of one text."""
    return event.start < item.end and item.start < event.end


def next_step(given: Given, codes: Sequence[str], said: Said) -> tuple[Step, str]:
    """Return what comes next: a code to ask about, the last question, or nothing."""
    if said.look is not None:
        return "done", ""
    for code in questions(given, codes):
        if code not in said.words:
            return "code", code
    return "else", ""
