"""What became of somebody's answers where people read a passage differently and talked it over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from themekit.decisions.in_force import in_force
from themekit.events import Anchored, Coder, Coding, Event, Note
from themekit.workflows.desk import Desk
from themekit.workflows.passages import Sight, sight_of
from themekit.workflows.safety import day_of

IN_THE_ROOM = "in the room"
"""The note beside an adjudication that says who talked a passage over."""
SAID = {
    "accept": "yes",
    "add": "yes",
    "change_code": "yes",
    "reject": "no",
    "unsure": "not sure",
    "code_problem": "the description needs changing",
}
_OUTCOMES = {
    "yes": "it is about this",
    "no": "it is not about this",
    "both": "we read this differently, and both stand",
}


@dataclass(frozen=True, slots=True)
class TalkedOver:
    """One answer, and what came of it.

    Attributes
    ----------
    text : str
        The words.
    name : str
        Of the code, as peer researchers read it.
    yours, others : str
        What this person said, and what others had said, without names.
    outcome, reason, room, day : str
        What it came to, why, who was there, and when; empty where nobody wrote it down.
    answer : str
        Id of the event that they said it by.
    """

    text: str
    name: str
    yours: str
    others: str
    outcome: str
    reason: str
    room: str
    day: str
    answer: str = ""


def talked_over(desk: Desk, coder: Coder, *, remote: bool) -> tuple[TalkedOver, ...]:
    """Return a coder's answers that were talked over, the latest first.

    Passages that they may no longer be shown are left out: the document's consent or mark was taken
    back, its text changed, or they may know somebody in it.
    """
    events = desk.record().events
    settled = [one for one in events if isinstance(one, Coding) and one.decision == "adjudicate"]
    if not settled:
        return ()
    held = in_force(events)
    by_id, rooms = held.by_id, _rooms(events)
    standing = {one.event_id for one in held.said}
    sight = sight_of(desk, coder, remote=remote)
    found = []
    for one in reversed(settled):
        words = [by_id[name] for name in one.settles if name in by_id]
        own = [word for word in words if word.coder == coder.id and isinstance(word, Coding)]
        text = _text(sight, held.where(one))
        if own and text and one.event_id in standing:
            others = [word for word in words if word.coder != coder.id]
            room = rooms.get(one.event_id, "")
            told = _told(desk, sight, one, text, own[-1], others, room)
            found.append(replace(told, reason=sight.shown.anywhere(told.reason)))
    return tuple(found)


def _rooms(events: tuple[Event, ...]) -> dict[str, str]:
    notes = (one for one in events if isinstance(one, Note) and one.name == IN_THE_ROOM)
    told = (dict(one.fields) for one in notes)
    return {one.get("adjudication", ""): one.get("names", "") for one in told}


def _text(sight: Sight, place: Anchored) -> str:
    """Return the words of a passage; nothing where they may not be shown, or are not there.

    A text that was changed is not quoted: what nobody is to read any more was taken out of it.
    """
    document = sight.shelf.documents.get(place.document)
    if document is None or document.text_hash != place.text_hash:
        return ""
    if not sight.may_read(place.document):
        return ""
    return sight.shown.text(place.document, place.start, place.end)


def _told(
    desk: Desk,
    sight: Sight,
    settled: Coding,
    text: str,
    own: Coding,
    others: list[Event],
    room: str,
) -> TalkedOver:
    code = next((one for one in desk.codebook.codes if one.id == settled.code_id), None)
    said = sorted({SAID[one.decision] for one in others if isinstance(one, Coding)
                   and one.decision in SAID})  # fmt: skip
    return TalkedOver(
        text=text,
        name=sight.shown.anywhere((code.plain_name or code.name) if code else settled.code_id),
        yours=SAID.get(own.decision, ""),
        others=f"Somebody else said {' and '.join(said)}." if said else
        "Somebody else did not see it there.",
        outcome=_OUTCOMES.get(settled.holds, ""),
        reason=settled.memo,
        room=room,
        day=day_of(settled.received) if settled.received else "",
        answer=own.event_id,
    )  # fmt: skip
