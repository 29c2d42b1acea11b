"""The one place where rows of the record are deleted: what somebody took back leaves the tables.

All of it is one transaction of the caller's. Which rows these are was found out before
(`themekit.disclosure`); here is only SQL, and a list of every column that holds text, so that none
is forgotten (see tests/store/test_erasing.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from themekit.events import Event
from themekit.records import Document
from themekit.store import schema
from themekit.store.documents import chunks, load_sources
from themekit.store.events import delete_events, referred_texts, write_events
from themekit.store.rows import dump
from themekit.store.safety import load_upset, write_upset

Ranges = Sequence[tuple[int, int]]
_PLACE = 4
KEPT_STAGE = "record"
"""The stage row that holds the options of the last run; all others are made anew."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What leaves the tables.

    Attributes
    ----------
    documents, sources : tuple of str
        Ids and paths that go.
    again : tuple of str
        Paths of sources that hold others too, and are read anew.
    masked : tuple of Document
        Documents as they are from now on.
    gone : frozenset of int
        Numbers of events.
    changed : tuple of Event
        Events as they are from now on.
    texts : mapping of hash to (hash, text) or None
        Former texts as they are from now on; None for those that go.
    ranges : mapping of hash to ranges
        What was theirs in a text, by its former hash.
    mask : callable
        Masks in free words what names or repeats them.
    """

    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    masked: tuple[Document, ...] = ()
    gone: frozenset[int] = frozenset()
    changed: tuple[Event, ...] = ()
    texts: Mapping[str, tuple[str, str] | None] = field(default_factory=dict)
    ranges: Mapping[str, Ranges] = field(default_factory=dict)
    mask: Callable[[str], str] = str


def erase(connection: Connection, removal: Removal) -> dict[str, int]:
    """Take everything out of the tables; return how many rows beside the record of events went."""
    _documents(connection, removal)
    _sources(connection, removal)
    for table in (schema.topic, schema.topic_member, schema.topic_share, schema.topic_place):
        connection.execute(delete(table))
    delete_events(connection, [*removal.gone, *(one.number for one in removal.changed)])
    write_events(connection, removal.changed)
    _former_texts(connection, removal)
    counts = {
        "upset": _upset(connection, removal),
        "key": _opaque_keys(connection, removal),
    }
    _requests(connection, removal.gone)
    _coders(connection, removal)
    _stages(connection, removal)
    return {name: number for name, number in counts.items() if number}


def suggestions_for(connection: Connection, segments: Iterable[str]) -> int:
    """Return how many suggestions there are for some units."""
    table, number = schema.suggestion.c, 0
    for part in chunks(sorted(segments)):
        query = select(func.count()).where(table.segment_id.in_(part))
        number += connection.execute(query).scalar_one()
    return number


def _documents(connection: Connection, removal: Removal) -> None:
    """Delete or rewrite documents; what was made from either is made anew by the next run."""
    ids = [*removal.documents, *(one.id for one in removal.masked)]
    for part in chunks(ids):
        for column in (schema.document.c.id, schema.segment.c.document):
            connection.execute(delete(column.table).where(column.in_(part)))
    rows = [
        {**dump(one), "read_key": "", "segment_key": "", "suggest_key": ""}
        for one in removal.masked
    ]
    if rows:
        connection.execute(schema.document.insert(), rows)
    # A suggestion may rest on words of theirs that a model learned: all are made anew.
    connection.execute(update(schema.document).values(suggest_key=""))
    connection.execute(delete(schema.suggestion))


def _sources(connection: Connection, removal: Removal) -> None:
    """Delete sources, and have those read anew that hold others too."""
    table = schema.source
    for path in removal.sources:
        connection.execute(delete(table).where(table.c.path == path))
    for path, row in load_sources(connection).items():
        problems = tuple(
            replace(one, message=removal.mask(one.message), hint=removal.mask(one.hint))
            for one in row.problems
        )
        told = json.dumps([astuple(one) for one in problems], ensure_ascii=False)
        key = "" if path in removal.again else row.key
        if problems != row.problems or key != row.key:
            statement = update(table).where(table.c.path == path)
            connection.execute(statement.values(problems=told, key=key))


def _former_texts(connection: Connection, removal: Removal) -> None:
    """Put former texts away, or what is left of them in their place."""
    table = schema.kept_text
    for part in chunks(sorted(removal.texts)):
        connection.execute(delete(table).where(table.c.text_hash.in_(part)))
    new = dict(one for one in removal.texts.values() if one)
    used = referred_texts(connection)
    for hashed, text in new.items():
        if hashed in used:
            connection.execute(delete(table).where(table.c.text_hash == hashed))
            connection.execute(table.insert().values(text_hash=hashed, text=text))
    kept = connection.execute(select(table.c.text_hash)).scalars().all()
    for part in chunks(sorted(set(kept) - used)):
        connection.execute(delete(table).where(table.c.text_hash.in_(part)))


def _upset(connection: Connection, removal: Removal) -> int:
    """Take away what upset people in words of theirs; who else was upset stays untold."""
    rows = load_upset(connection)
    left = []
    for one in rows:
        if _is_theirs(removal, one.document, one.text_hash, one.start, one.end):
            continue
        new = removal.texts.get(one.text_hash)
        left.append(replace(one, text_hash=new[0]) if new else one)
    write_upset(connection, left)
    return len(rows) - len(left)


def _opaque_keys(connection: Connection, removal: Removal) -> int:
    """Take away the keys of what went; those of others' passages stand for the present text."""
    table, went = schema.opaque_key, 0
    masked = {one.id for one in removal.masked}
    for key, target in connection.execute(select(table.c.key, table.c.target)).all():
        here, place = table.c.key == key, _passage(target)
        if place is not None:
            document, hashed, start, end, *rest = place
            goes = _is_theirs(removal, document, hashed, start, end)
            new = removal.texts.get(hashed)
            if new and not goes:
                moved = json.dumps([document, new[0], start, end, *rest])
                connection.execute(update(table).where(here).values(target=moved))
        else:
            # Units of a group are cut and numbered anew.
            named = removal.mask(target) != target
            goes = named or _of_document(target, removal.documents, masked)
        if goes:
            connection.execute(delete(table).where(here))
            went += 1
    return went


def _passage(target: str) -> tuple[Any, ...] | None:
    """Return document, hash, start, end and whatever else a key of a passage stands for."""
    if not target.startswith("["):
        return None
    try:
        found = json.loads(target)
    except ValueError:
        return None
    return tuple(found) if isinstance(found, list) and len(found) >= _PLACE else None


def _of_document(target: str, gone: Iterable[str], masked: Iterable[str]) -> bool:
    """Tell whether a key stands for a document that went, or for a unit of one that is another."""
    return any(target == one or target.startswith(f"{one}/") for one in gone) or any(
        target.startswith(f"{one}/") for one in masked
    )


def _is_theirs(removal: Removal, document: str, hashed: str, start: int, end: int) -> bool:
    """Tell whether a passage lies in what was theirs; what only touches it is others' too."""
    if document in removal.documents:
        return True
    if document not in {one.id for one in removal.masked}:
        return False
    return any(first <= start and end <= last for first, last in removal.ranges.get(hashed, ()))


def _requests(connection: Connection, gone: Iterable[int]) -> None:
    table = schema.request
    for part in chunks(sorted(gone)):
        connection.execute(delete(table).where(table.c.number.in_(part)))


def _coders(connection: Connection, removal: Removal) -> None:
    """Mask what names them in what coders state of themselves; coders are others, and stay."""
    table = schema.coder
    for row in connection.execute(select(table.c.id, table.c.standpoint, table.c.training)).all():
        said = {"standpoint": removal.mask(row.standpoint), "training": removal.mask(row.training)}
        if said != {"standpoint": row.standpoint, "training": row.training}:
            connection.execute(update(table).where(table.c.id == row.id).values(said))


def _stages(connection: Connection, removal: Removal) -> None:
    """Have every stage done anew: of what they told only the options of the last run are kept."""
    table = schema.stage
    connection.execute(delete(table).where(table.c.name != KEPT_STAGE))
    for name, details in connection.execute(select(table.c.name, table.c.details)).all():
        told = json.loads(details)
        kept = {"options": told["options"]} if "options" in told else {}
        text = removal.mask(json.dumps(kept, ensure_ascii=False))
        statement = update(table).where(table.c.name == name)
        connection.execute(statement.values(key="", details=text))
