"""Looking after people who read passages: concerns, what upset them, and whom they may know.

None of it waits for anything else: a concern is on the disk before the page says so, whatever is
wrong with the codebook or being done by a run. A concern is open until a named person acknowledges
it; it cannot be taken back, for a click too many does no harm, and one too few may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol

from sqlalchemy import Connection

from themekit.errors import UsageError
from themekit.events import Note
from themekit.spans import parts_hash
from themekit.store.coders import coder_id, load_coders
from themekit.store.events import append_events, last_number, load_kind
from themekit.store.safety import Upset, add_upset, load_upset, name_upset, settle_upset
from themekit.workflows.context import RunContext

About = Literal["me", "speaker"]
CONCERN = "concern"
ACKNOWLEDGED = "acknowledged"
OPENED = "opened concerns"
MAY_KNOW = "may know"


class Place(Protocol):
    """Where a passage lies: a segment, an item of a draw or an event."""

    @property
    def document(self) -> str:
        """Id of its document."""

    @property
    def text_hash(self) -> str:
        """Hash of that document's text."""

    @property
    def start(self) -> int:
        """Code point at which it begins."""

    @property
    def end(self) -> int:
        """Code point behind its last."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Somebody is worried about a person.

    Attributes
    ----------
    number : int
        Of its event: under it people acknowledge it.
    event_id : str
    coder : str
        Name of whoever raised it.
    about : {'me', 'speaker'}
        Themself, or the person who speaks in the passage.
    words : str
        Theirs; may be empty.
    time : str
        When the store took it, ISO 8601 in UTC.
    document, text_hash : str
    start, end : int
        The passage.
    acknowledged_by, acknowledged : str
        Name, and when; empty while nobody has.
    """

    number: int
    event_id: str
    coder: str
    about: About
    words: str
    time: str
    document: str
    text_hash: str
    start: int
    end: int
    acknowledged_by: str = ""
    acknowledged: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has acknowledged it."""
        return not self.acknowledged_by


# -- concerns -----------------------------------------------------------------------------------


def raise_concern(
    context: RunContext, coder: str, about: About, words: str, place: Place, request_id: str = ""
) -> int:
    """Take down that somebody may be at risk.

    Parameters
    ----------
    context : RunContext
    coder : str
        Id or name of whoever is worried.
    about : {'me', 'speaker'}
    words : str
        Theirs; may be empty.
    place : Place
        The passage that they were reading.
    request_id : str
        Of what a page sent: the same sent twice is taken down once.

    Returns
    -------
    int
        Number of the event, once it is on the disk.
    """
    told = {
        "about": about,
        "words": words.strip(),
        "document": place.document,
        "text_hash": place.text_hash,
        "start": str(place.start),
        "end": str(place.end),
    }
    event_id = parts_hash(CONCERN, request_id, coder, *told.values()) if request_id else ""
    return _append(context, coder, CONCERN, told, event_id)


def concerns(context: RunContext) -> tuple[Concern, ...]:
    """Return every concern: the open ones first, then by number."""
    with context.store.reading() as connection:
        return _concerns(connection)


def acknowledge(context: RunContext, concern: str | int, by: str) -> int:
    """Take down that a named person has taken a concern on.

    Parameters
    ----------
    context : RunContext
    concern : str or int
        Id or number of its event.
    by : str
        Name or id of whoever acknowledges it.

    Returns
    -------
    int
        Number of the event.

    Raises
    ------
    UsageError
        If nobody is named, there is no such concern, or somebody has acknowledged it already.
    """
    if not by.strip():
        raise UsageError("A concern is acknowledged by a named person: say who.")
    found = next((one for one in concerns(context) if concern in (one.event_id, one.number)), None)
    if found is None:
        raise UsageError(
            f"There is no concern '{concern}' in this study: 'themekit status STUDY --concerns' "
            "lists them with their numbers."
        )
    if not found.is_open:
        raise UsageError(
            f"Concern {found.number} was acknowledged by {found.acknowledged_by} on "
            f"{day_of(found.acknowledged)}."
        )
    return _append(context, by, ACKNOWLEDGED, {"concern": found.event_id})


def opened_list(context: RunContext, by: str) -> int:
    """Take down that somebody has opened the list of concerns; return the event's number."""
    return _append(context, by, OPENED, {})


def last_opened(context: RunContext) -> tuple[str, str] | None:
    """Return who opened the list of concerns last and when; None where nobody has.

    Returns
    -------
    tuple of str
        Name, and the time in ISO 8601 and UTC.
    """
    with context.store.reading() as connection:
        found = [one for one in load_kind(connection, Note) if one.name == OPENED]
        names = {one.id: one.name for one in load_coders(connection)}
    if not found:
        return None
    return names.get(found[-1].coder, found[-1].coder), found[-1].received


def day_of(time: str) -> str:
    """Say a time in ISO 8601 as people say a day: 3 March 2021."""
    moment = datetime.fromisoformat(time)
    return f"{moment.day} {moment:%B %Y}"


# -- what upset somebody ------------------------------------------------------------------------


def upset(context: RunContext, place: Place) -> str:
    """Keep that a passage upset somebody, apart from the record of looks, and not who it was.

    The look itself is for the caller to append, as any other that was skipped.

    Parameters
    ----------
    context : RunContext
    place : Place

    Returns
    -------
    str
        A random id, by which this person alone can say that they wish to be contacted.
    """
    where = (place.document, place.text_hash, place.start, place.end)
    with context.store.appending() as connection:
        return add_upset(connection, *where)


def ask_for_contact(context: RunContext, id_: str, coder: str) -> bool:
    """Keep who was upset by a passage, because they wish to be contacted.

    Returns
    -------
    bool
        Whether there is such a row, and it is nobody's yet or theirs.
    """
    with context.store.appending() as connection:
        return name_upset(connection, id_, coder)


def upset_contacts(context: RunContext) -> tuple[Upset, ...]:
    """Return the rows of those alone who asked to be contacted: for the facilitator.

    Those come first with whom nobody has got in touch.
    """
    with context.store.reading() as connection:
        found = [one for one in load_upset(connection) if one.coder]
    return tuple(sorted(found, key=lambda one: (bool(one.settled), one.day, one.id)))


def contacted(context: RunContext, id_: str, by: str) -> None:
    """Keep who got in touch with somebody whom a passage upset."""
    day = datetime.now(UTC).date().isoformat()
    with context.store.appending() as connection:
        settle_upset(connection, id_, f"{coder_id(connection, by)}, {day}")


def upsetting_places(context: RunContext) -> frozenset[tuple[str, str, int, int]]:
    """Return the passages that upset anybody: document, text hash, start and end, and no more."""
    with context.store.reading() as connection:
        return frozenset(
            (one.document, one.text_hash, one.start, one.end) for one in load_upset(connection)
        )


# -- whom somebody may know ---------------------------------------------------------------------


def may_know(context: RunContext, coder: str, *, case: str, document: str) -> int:
    """Take down that a coder may know a person, who never comes to them again.

    Parameters
    ----------
    context : RunContext
    coder : str
        Id or name.
    case, document : str
        Whose passage it was, and in which document.

    Returns
    -------
    int
        Number of the event.
    """
    return _append(context, coder, MAY_KNOW, {"case": case, "document": document})


# -- reading and appending ----------------------------------------------------------------------


def _concerns(connection: Connection) -> tuple[Concern, ...]:
    notes = load_kind(connection, Note)
    names = {one.id: one.name for one in load_coders(connection)}
    taken: dict[str, Note] = {}
    for note in notes:
        if note.name == ACKNOWLEDGED:
            taken.setdefault(dict(note.fields).get("concern", ""), note)
    found = [_concern(one, names, taken.get(one.event_id)) for one in notes if one.name == CONCERN]
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.number)))


def _concern(note: Note, names: dict[str, str], taken: Note | None) -> Concern:
    told = dict(note.fields)
    return Concern(
        note.number,
        note.event_id,
        names.get(note.coder, note.coder),
        "me" if told.get("about") == "me" else "speaker",
        told.get("words", ""),
        note.received,
        told.get("document", ""),
        told.get("text_hash", ""),
        int(told.get("start", 0)),
        int(told.get("end", 0)),
        names.get(taken.coder, taken.coder) if taken else "",
        taken.received if taken else "",
    )


def _append(
    context: RunContext, coder: str, name: str, fields: dict[str, str], event_id: str = ""
) -> int:
    if not coder.strip():
        raise UsageError("Somebody has to be named: give the coder.")
    with context.store.appending() as connection:
        note = Note(
            event_id=event_id, coder=coder_id(connection, coder), after=last_number(connection),
            name=name, fields=tuple(fields.items()),
        )  # fmt: skip
        return append_events(connection, [note])[0]
