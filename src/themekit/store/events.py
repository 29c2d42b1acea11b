"""The sequence of what people decided: events are appended, and never changed.

An append takes its numbers under the write lock and keeps them until its commit, so that everything
up to a number is a whole state. What an event may say is checked here, where it is known what is
there already; what all of them come to is the business of `themekit.decisions`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from sqlalchemy import Connection, Select, Table, case, func, or_, select

from themekit.errors import RefusedError
from themekit.events import (
    Action,
    Anchor,
    Anchored,
    Answer,
    CausalLink,
    Coding,
    Decision,
    Draw,
    DrawnItem,
    Effort,
    Event,
    HarvestedOutcome,
    Holds,
    Look,
    Mark,
    Marking,
    Memo,
    Method,
    Mode,
    Note,
    Origin,
    Outcome,
    Override,
    Purpose,
    Selection,
    Stance,
    State,
    Summary,
    Valence,
    YesNo,
    same_content,
)
from themekit.records import EffortBasis, Period
from themekit.store import schema
from themekit.store.documents import chunks
from themekit.store.rows import names_of

READ_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its record and the table of what it has beside the sequence."""

    record: type[Event]
    table: Table


KINDS = (
    Kind(Coding, schema.coding),
    Kind(Look, schema.look),
    Kind(Memo, schema.memo),
    Kind(Draw, schema.draw),
    Kind(Anchor, schema.anchor),
    Kind(Override, schema.override),
    Kind(Mark, schema.mark),
    Kind(Selection, schema.selection),
    Kind(HarvestedOutcome, schema.outcome),
    Kind(CausalLink, schema.causal_link),
    Kind(Summary, schema.summary),
    Kind(Action, schema.action),
    Kind(Effort, schema.effort),
    Kind(Note, schema.note),
)
"""The visible list of all kinds."""

_WORDS: dict[str, tuple[str, ...]] = {
    "decision": get_args(Decision),
    "holds": get_args(Holds),
    "stance": get_args(Stance),
    "period": get_args(Period),
    "mode": get_args(Mode),
    "outcome": get_args(Outcome),
    "marking": get_args(Marking),
    "origin": get_args(Origin),
    "purpose": get_args(Purpose),
    "method": get_args(Method),
    "answer": get_args(Answer),
    "valence": get_args(Valence),
    "blindfolded": get_args(YesNo),
    "state": get_args(State),
    "basis": get_args(EffortBasis),
}
"""Fields that say one of a few words."""
_BY_NAME = {kind.record.kind: kind for kind in KINDS}
_WORDS_OF = {
    kind.record: tuple(name for name in names_of(kind.record) if name in _WORDS) for kind in KINDS
}
_TUPLES = frozenset(
    {"replaces", "settles", "codes", "moves", "fields", "suggested", "offered", "segments"}
)
AnyEvent = TypeVar("AnyEvent", bound=Event)


def append_events(connection: Connection, events: Iterable[Event]) -> tuple[int, ...]:
    """Append events in one transaction, which the caller opens with `Store.appending`.

    Parameters
    ----------
    connection : Connection
    events : iterable of Event
        In order. One whose id is there already with the same content is there: it is not appended
        again.

    Returns
    -------
    tuple of int
        The number of each.

    Raises
    ------
    RefusedError
        If one of them cannot be: nothing is appended then.
    """
    wanted = [one if one.event_id else replace(one, event_id=uuid.uuid4().hex) for one in events]
    known = _known(connection, wanted)
    number, received = last_number(connection), datetime.now(UTC).isoformat(timespec="seconds")
    received = received.replace("+00:00", "Z")
    new: list[Event] = []
    numbers = []
    for event in wanted:
        there = known.get(event.event_id)
        if there is None:
            number += 1
            there = replace(event, number=number, received=event.received or received)
            _check(there, known)
            known[event.event_id] = there
            new.append(there)
        elif not same_content(there, event):
            raise RefusedError(
                f"The event {event.event_id} is in this study already and says something else: "
                "what people decided is never overwritten."
            )
        numbers.append(there.number)
    _insert(connection, new)
    return tuple(numbers)


def load_events(
    connection: Connection,
    through: int | None = None,
    documents: Sequence[str] | None = None,
    since: int = 0,
) -> list[Event]:
    """Return events in their order.

    Parameters
    ----------
    connection : Connection
    through : int, optional
        The last number that is wanted; all where it is left out.
    documents : sequence of str, optional
        Ids of documents: then of codings and looks only those on passages of these or of their
        texts, and those that replace others, wherever they lie, with what they replace: an act may
        lie on several documents, and is undone whole.
    since : int
        Only those after this number.
    """
    found: list[Event] = []
    kinds = _kinds_since(connection, since) if since else KINDS
    for kind in kinds:
        found += _load(connection, kind, through, documents, since)
    found.sort(key=lambda event: event.number)
    return found


def records_since(connection: Connection, since: int) -> frozenset[type[Event]]:
    """Return of which kinds of events there are some after a number."""
    return frozenset(kind.record for kind in _kinds_since(connection, since))


def _kinds_since(connection: Connection, since: int) -> list[Kind]:
    """Return the kinds of which there is something new: whoever has the rest asks all the time."""
    table = schema.event.c
    query = select(table.kind).where(table.number > since).distinct()
    return [_BY_NAME[name] for name in connection.execute(query).scalars()]


def load_kind(
    connection: Connection, record: type[AnyEvent], through: int | None = None
) -> list[AnyEvent]:
    """Return the events of one kind in their order."""
    found = _load(connection, _BY_NAME[record.kind], through, None)
    return [event for event in found if isinstance(event, record)]


def last_number(connection: Connection) -> int:
    """Return the number of the last event; 0 where there is none."""
    return connection.execute(select(func.max(schema.event.c.number))).scalar() or 0


def who_acted(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all who ever added an event, by id."""
    table = schema.event.c
    return tuple(sorted(connection.execute(select(table.coder).distinct()).scalars()))


def numbers_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of events by id, of those that are there."""
    table = schema.event.c
    found: dict[str, int] = {}
    for part in chunks(sorted(set(ids))):
        query = select(table.event_id, table.number).where(table.event_id.in_(part))
        found.update((row.event_id, row.number) for row in connection.execute(query))
    return found


def said_by(connection: Connection, coders: Iterable[str]) -> dict[str, list[int]]:
    """Return the numbers of the words and looks of some coders, in order."""
    table = schema.event.c
    found: dict[str, list[int]] = {}
    for part in chunks(sorted(set(coders))):
        query = select(table.coder, table.number).where(
            table.coder.in_(part), table.kind.in_((Coding.kind, Look.kind))
        )
        for coder, number in connection.execute(query.order_by(table.number)):
            found.setdefault(coder, []).append(number)
    return found


def count_acts(connection: Connection, through: int | None = None) -> int:
    """Return how often people decided something: a click or a row counts once.

    Parameters
    ----------
    connection : Connection
    through : int, optional
        The last number that is wanted; all where it is left out.
    """
    table = schema.event.c
    act = case((table.act == "", table.event_id), else_=table.act)
    query = select(table.coder, act).where(table.kind.in_((Coding.kind, Look.kind)))
    if through is not None:
        query = query.where(table.number <= through)
    found = select(func.count()).select_from(query.distinct().subquery())
    return connection.execute(found).scalar() or 0


def state_at(connection: Connection, number: int) -> str:
    """Return a name for everything up to a number: the id of the last event in it."""
    table = schema.event
    query = select(table.c.event_id).where(table.c.number <= number)
    found = connection.execute(query.order_by(table.c.number.desc()).limit(1)).scalar()
    return f"{number} {found or ''}"


def lie_elsewhere(connection: Connection) -> bool:
    """Tell whether decisions lie, or were moved, on another text than their document has now.

    Those that were there when others of the document were last moved to its present text have been
    looked for then.
    """
    event, document = schema.event, schema.document
    here = schema.event.alias("here")
    moved = (
        select(here.c.document, func.max(here.c.number).label("last"))
        .join(document, document.c.id == here.c.document)
        .where(here.c.kind == Anchor.kind, here.c.text_hash == document.c.text_hash)
        .group_by(here.c.document)
        .subquery()
    )
    query = (
        select(event.c.number)
        .join(document, document.c.id == event.c.document)
        .outerjoin(moved, moved.c.document == event.c.document)
        .where(event.c.kind.in_((Coding.kind, Look.kind, Anchor.kind)))
        .where(event.c.text_hash != document.c.text_hash)
        .where(event.c.number > func.coalesce(moved.c.last, 0))
        .limit(1)
    )
    return connection.execute(query).first() is not None


def kept_texts(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Return the texts that events lie on, by hash, as far as they are kept."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(hashes))):
        table = schema.kept_text
        query = select(table.c.text_hash, table.c.text).where(table.c.text_hash.in_(part))
        found.update((row.text_hash, row.text) for row in connection.execute(query))
    return found


# -- what is erased, as `themekit.store.erasing` alone does -------------------------------------


def delete_events(connection: Connection, numbers: Iterable[int]) -> None:
    """Delete events by their numbers, with all that hangs on them."""
    tables = (schema.event, schema.draw_item, *(kind.table for kind in KINDS))
    for part in chunks(sorted(set(numbers))):
        for table in tables:
            connection.execute(table.delete().where(table.c.number.in_(part)))


def write_events(connection: Connection, events: Sequence[Event]) -> None:
    """Write events under the numbers that they have, in the place of those just deleted."""
    _insert(connection, events)


def referred_texts(connection: Connection) -> set[str]:
    """Return the hashes of all texts that events and drawn passages lie on."""
    found = set[str]()
    for table in (schema.event, schema.draw_item):
        found.update(connection.execute(select(table.c.text_hash).distinct()).scalars())
    return found


# -- what an event may say ----------------------------------------------------------------------


def _known(connection: Connection, events: Sequence[Event]) -> dict[str, Event]:
    """Return the events that are there already of all that `events` name, and of themselves."""
    names = {one.event_id for one in events}
    for one in events:
        names.update(one.replaces)
        if isinstance(one, Coding):
            names.update(one.settles)
    found: dict[str, Event] = {}
    for part in chunks(sorted(names)):
        table = schema.event
        rows = connection.execute(
            select(table.c.kind, table.c.number).where(table.c.event_id.in_(part))
        )
        by_kind: dict[str, list[int]] = {}
        for kind, number in rows:
            by_kind.setdefault(kind, []).append(number)
        for kind, numbers in by_kind.items():
            chosen = _select(_BY_NAME[kind]).where(table.c.number.in_(numbers))
            found.update((one.event_id, one) for one in _read(connection, _BY_NAME[kind], chosen))
    return found


def _check(event: Event, known: Mapping[str, Event]) -> None:
    """Refuse an event that contradicts the rules of the record.

    Raises
    ------
    RefusedError
    """
    _check_fields(event)
    for name in event.replaces:
        other = known.get(name)
        if other is None:
            raise RefusedError(f"The event {event.event_id} replaces {name}, which is not there.")
        if other.coder != event.coder:
            raise RefusedError(
                f"The event {event.event_id} of {event.coder} replaces one of {other.coder}: "
                "people replace only what they said themselves; a difference between coders is "
                "settled by an adjudication."
            )
    if not isinstance(event, Coding):
        return
    if event.decision in ("retract", "change_code") and not event.replaces:
        wrong = "takes back" if event.decision == "retract" else "changes the code of"
        raise RefusedError(
            f"The event {event.event_id} {wrong} nothing: it has to name the events that it "
            "replaces."
        )
    if (event.decision == "adjudicate") != bool(event.holds):
        raise RefusedError(
            f"The event {event.event_id}: an adjudication, and only that, says whether the code "
            "holds (yes, no or both)."
        )


def _check_fields(event: Event) -> None:
    """Refuse what no reader of the record could make sense of, for it stays there for ever."""
    for name in _WORDS_OF[type(event)]:
        said, allowed = getattr(event, name), _WORDS[name]
        if said not in allowed:
            listed = ", ".join(word for word in allowed if word)
            raise RefusedError(f"'{said}' is no {name}: possible are {listed}.")
    _check_written(event)
    if not isinstance(event, (Coding, Look, CausalLink)):
        return
    if not event.coder:
        raise RefusedError("A decision needs somebody who takes it: name the coder.")
    # Nothing is the range of what a file brought by its words alone, where those are not found.
    if not 0 <= event.start <= event.end:
        raise RefusedError(f"The range from {event.start} to {event.end} is none.")


def _check_written(event: Event) -> None:
    """Refuse what was written down beside coding where it contradicts itself."""
    if isinstance(event, Selection) and event.chosen and event.chosen not in event.offered:
        raise RefusedError(f"The story {event.chosen} was chosen and never offered.")
    if isinstance(event, Summary):
        has_words, is_written = bool(event.text.strip()), event.state == "written"
        # Without words it takes back what it replaces.
        if has_words != is_written and not (is_written and event.replaces):
            raise RefusedError("A summary has words where it is 'written', and only there.")
    if not isinstance(event, Effort):
        return
    if not 0 < event.minutes < float("inf"):
        raise RefusedError(f"The effort of {event.minutes} minutes is none: more than 0 is needed.")
    if event.basis == "measured" and (event.coder or event.entered_by):
        raise RefusedError("Effort that was measured names nobody: leave the coder out.")


# -- rows ---------------------------------------------------------------------------------------


def _insert(connection: Connection, events: Sequence[Event]) -> None:
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    if events:
        connection.execute(schema.event.insert(), [_row(schema.event, one) for one in events])
    for name, found in by_kind.items():
        table = _BY_NAME[name].table
        connection.execute(table.insert(), [_row(table, one) for one in found])
    items = [
        {"number": one.number, **{name: _cell(item, name) for name in names_of(DrawnItem)}}
        for one in by_kind.get(Draw.kind, ())
        if isinstance(one, Draw)
        for item in one.items
    ]
    if items:
        connection.execute(schema.draw_item.insert(), items)
    _keep_texts(connection, events)


def _row(table: Table, event: Event) -> dict[str, Any]:
    return {column.name: _cell(event, column.name) for column in table.columns}


def _cell(event: Event | DrawnItem, name: str) -> Any:
    value = getattr(event, name, 0 if name in ("start", "end") else "")
    if name in _TUPLES:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value


def _keep_texts(connection: Connection, events: Sequence[Event]) -> None:
    """Keep every text that events lie on, so that they stay legible when its source changes."""
    hashes = {one.text_hash for one in events if isinstance(one, Anchored) and one.text_hash}
    for one in events:
        if isinstance(one, Draw):
            hashes.update(item.text_hash for item in one.items)
    table, document = schema.kept_text, schema.document
    for part in chunks(sorted(hashes)):
        there = set(
            connection.execute(select(table.c.text_hash).where(table.c.text_hash.in_(part)))
            .scalars()
            .all()
        )
        wanted = [one for one in part if one not in there]
        query = select(document.c.text_hash, func.min(document.c.text)).where(
            document.c.text_hash.in_(wanted)
        )
        rows = connection.execute(query.group_by(document.c.text_hash)).all()
        if rows:
            new = [{"text_hash": name, "text": text} for name, text in rows]
            connection.execute(table.insert(), new)


def _load(
    connection: Connection,
    kind: Kind,
    through: int | None,
    documents: Sequence[str] | None,
    since: int = 0,
) -> Iterator[Event]:
    query = _select(kind)
    if since:
        query = query.where(schema.event.c.number > since)
    if through is not None:
        query = query.where(schema.event.c.number <= through)
    if documents is None or kind.record not in (Coding, Look):
        yield from _read(connection, kind, query, since)
        return
    event, document = schema.event.c, schema.document.c
    wanted = set[int]()
    replaced = set[str]()
    for part in chunks(documents):
        theirs = select(document.text_hash).where(document.id.in_(part))
        # By its text alone only where one document has it, and none has the name.
        alone = (
            select(document.text_hash)
            .where(document.text_hash.in_(theirs))
            .group_by(document.text_hash)
            .having(func.count() == 1)
        )
        by_text = event.text_hash.in_(alone) & event.document.not_in(select(document.id))
        found = select(event.number, event.replaces).where(
            or_(event.document.in_(part), by_text, event.replaces != "[]")
        )
        for number, replaces in connection.execute(found):
            wanted.add(number)
            replaced.update(_tuple(replaces, pairs=False))
    wanted.update(numbers_of(connection, replaced).values())
    for numbers in chunks(sorted(wanted)):
        yield from _read(connection, kind, query.where(event.number.in_(numbers)))


def _select(kind: Kind) -> Select[Any]:
    """Return the query for all fields of a kind, in the order of its record."""
    event, table = schema.event.c, kind.table.c
    columns = [event[name] if name in event else table[name] for name in _fields(kind)]
    joined = schema.event.join(kind.table, event.number == table.number)
    return select(*columns).select_from(joined).order_by(event.number)


def _fields(kind: Kind) -> tuple[str, ...]:
    return tuple(name for name in names_of(kind.record) if name != "items")


def _read(
    connection: Connection, kind: Kind, query: Select[Any], since: int = 0
) -> Iterator[Event]:
    names = _fields(kind)
    turned = [(at, name) for at, name in enumerate(names) if name in _TUPLES]
    private = names.index("private") if "private" in names else None
    items = _items(connection, since) if kind.record is Draw else {}
    for row in connection.execute(query).yield_per(READ_AT_ONCE):
        values = list(row)
        for at, name in turned:
            values[at] = _tuple(values[at], pairs=name == "fields")
        if private is not None:
            values[private] = bool(values[private])
        given = dict(zip(names, values, strict=True))
        if kind.record is Draw:
            given["items"] = items.get(given["number"], ())
        yield kind.record(**given)


def _tuple(text: str, *, pairs: bool) -> tuple[Any, ...]:
    if text == "[]":
        return ()
    found = json.loads(text)
    return tuple((name, value) for name, value in found) if pairs else tuple(found)


def _items(connection: Connection, since: int) -> dict[int, tuple[DrawnItem, ...]]:
    table = schema.draw_item
    names = names_of(DrawnItem)
    columns = [table.c.number, *(table.c[name] for name in names)]
    found: dict[int, list[DrawnItem]] = {}
    query = select(*columns).where(table.c.number > since)
    for number, *values in connection.execute(query.order_by(table.c.number, table.c.position)):
        given = dict(zip(names, values, strict=True))
        given["suggested"] = _tuple(given["suggested"], pairs=True)
        found.setdefault(number, []).append(DrawnItem(**given))
    return {number: tuple(items) for number, items in found.items()}
