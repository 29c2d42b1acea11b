"""What people said of one code on one passage, side by side, and how a difference was settled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from themekit.decisions import Settled, Word
from themekit.decisions.latest import Voices
from themekit.decisions.standings import people_state
from themekit.events import Coding, Event, Holds, Look, Memo, Mode, Note
from themekit.tasks.answers import Where, settlement
from themekit.workflows.lists import Lists
from themekit.workflows.overruled import IN_THE_ROOM
from themekit.workflows.safety import day_of


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's word.

    Attributes
    ----------
    coder : str
        Id.
    verdict : {'yes', 'no', 'unsure', 'code problem', 'nothing'}
        ``nothing``: they looked and did not say that it applies.
    stance, period, mode : str
    reasons : tuple of str
        In their words.
    day : str
    event : Coding or Look
        What said it.
    """

    coder: str
    verdict: str
    stance: str
    period: str
    mode: Mode
    reasons: tuple[str, ...]
    day: str
    event: Coding | Look

    @property
    def words(self) -> tuple[int, int]:
        """The range of the text that they meant."""
        return self.event.start, self.event.end


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a difference was settled."""

    coder: str
    holds: Holds
    reason: str
    room: str
    day: str
    event: Event


@dataclass(frozen=True, slots=True)
class Difference:
    """A code on a passage of which people do not say the same.

    Attributes
    ----------
    segment : int
    code_id : str
    people : int
    open : bool
        Whether it is neither settled, nor a study in which readings stand beside each other.
    reopened : bool
    """

    segment: int
    code_id: str
    people: int
    open: bool
    reopened: bool


def differences_on(lists: Lists, segment: int) -> list[Difference]:
    """Return what people read differently on a segment, in codebook order."""
    found = []
    for number, code_id in enumerate(lists.code_ids):
        pair = number * lists.size + segment
        if pair not in lists.latest.words and pair not in lists.latest.settled:
            continue
        voices = lists.latest.voices(pair, lists.size)
        differs = bool(voices.yes and (voices.no or voices.silent))
        if not differs and voices.settled is None:
            continue
        unsettled = people_state(voices, reflexive=lists.reflexive) == "disputed"
        settled = voices.settled
        found.append(
            Difference(
                segment, code_id, len(_people(voices)), unsettled,
                settled is not None and _spoken_since(voices, settled),
            )
        )  # fmt: skip
    return found


def voices_on(lists: Lists, segment: int, code_id: str) -> Voices:
    """Return who says what of a code on a segment."""
    pair = lists.code_number[code_id] * lists.size + segment
    return lists.latest.voices(pair, lists.size)


def side_by_side(lists: Lists, segment: int, code_id: str) -> list[Voice]:
    """Return every person's word on a code and a segment: those who say yes first."""
    voices, events = voices_on(lists, segment, code_id), lists.coded.events
    by_id = lists.coded.decisions.record.by_id
    memos = [one for one in lists.coded.memos if one.about == "coding" and not one.private]
    told = [
        _voice(word, by_id[word.event_id], memos)
        for word in (*voices.yes, *voices.no, *voices.unsure)
    ]
    for look in lists.latest.looks.get(segment, ()):
        if look.coder in voices.silent and look.coder not in {one.coder for one in told}:
            event = _numbered(events, look.number)
            if isinstance(event, Look):
                told.append(
                    Voice(look.coder, "nothing", "", "", look.mode, _reasons(event, memos),
                          _day(event), event)
                )  # fmt: skip
    return told


def outcome_of(lists: Lists, segment: int, code_id: str) -> Outcome | None:
    """Return how a difference was settled; None where it was not."""
    settled = voices_on(lists, segment, code_id).settled
    if settled is None:
        return None
    event = lists.coded.decisions.record.by_id[settled.event_id]
    room = ""
    for one in lists.coded.events:
        if isinstance(one, Note) and one.name == IN_THE_ROOM:
            told = dict(one.fields)
            room = told.get("names", "") if told.get("adjudication") == event.event_id else room
    reason = event.memo if isinstance(event, Coding) else ""
    return Outcome(settled.coder, settled.holds, reason, room, _day(event), event)


def settling(
    where: Where,
    code_id: str,
    holds: Holds,
    voices: Iterable[Voice],
    *,
    reason: str,
    room: str,
    event_id: str,
    replaces: tuple[str, ...] = (),
) -> list[Event]:
    """Return a settlement and who was in the room, as one act.

    Parameters
    ----------
    where : Where
    code_id : str
    holds : {'yes', 'no', 'both'}
    voices : iterable of Voice
        Everybody's: all of them are settled, and none is void.
    reason, room : str
    event_id : str
        For the settlement, by which the note names it.
    replaces : tuple of str
        Ids of earlier settlements of the same person.
    """
    settled = settlement(where, code_id, holds, [one.event for one in voices], reason)
    settled = replace(settled, event_id=event_id, replaces=replaces)
    if not room:
        return [settled]
    note = Note(name=IN_THE_ROOM, fields=(("adjudication", event_id), ("names", room)))
    return [settled, note]


def _people(voices: Voices) -> set[str]:
    said = {word.coder for word in (*voices.yes, *voices.no, *voices.unsure)}
    return said | set(voices.silent)


def _spoken_since(voices: Voices, settled: Settled) -> bool:
    return any(
        word.number > settled.number and (not word.act or word.act != settled.act)
        for word in (*voices.yes, *voices.no, *voices.unsure)
    )


def _voice(word: Word, event: Event, memos: Iterable[Memo]) -> Voice:
    if not isinstance(event, (Coding, Look)):
        raise TypeError(f"{word.event_id} is no word")
    return Voice(
        word.coder, word.verdict, word.stance, word.period, word.mode,
        _reasons(event, memos), _day(event), event,
    )  # fmt: skip


def _reasons(event: Coding | Look, memos: Iterable[Memo]) -> tuple[str, ...]:
    own = (event.memo,) if isinstance(event, Coding) and event.memo else ()
    return (*own, *(one.text for one in memos if one.target == event.event_id))


def _day(event: Event) -> str:
    time = event.received or event.time
    return day_of(time) if time else ""


def _numbered(events: tuple[Event, ...], number: int) -> Event | None:
    at = bisect_left(events, number, key=lambda one: one.number)
    return events[at] if at < len(events) and events[at].number == number else None
