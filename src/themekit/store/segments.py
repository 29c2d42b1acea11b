"""Segments and the machine's suggestions for them, replaced document by document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from sqlalchemy import Connection, func, select

from themekit.records import Reason, Segment, Suggestion
from themekit.store import schema
from themekit.store.database import Store
from themekit.store.documents import begun, chunks, cleared, stamped
from themekit.store.rows import Strings, columns_of, dump, loader, names_of

_load_segment = loader(Segment)
READ_AT_ONCE = 10_000
_FIELDS = names_of(Reason)
_EARLIER = Reason("earlier version")


def save_segments(store: Store, keys: Mapping[str, str], segments: Iterable[Segment]) -> None:
    """Put new segments in the place of those of the same documents, whose suggestions go too.

    Parameters
    ----------
    store : Store
    keys : mapping of document id to str
        The documents that were cut, each with what its segments were made from; they get it last.
    segments : iterable of Segment
        All segments of those documents.
    """
    rows = [dump(segment) for segment in segments]
    ids = list(keys)
    with store.reading() as connection:
        first = begun(connection, ids, ("segment_key", "suggest_key"))
    old = [cleared(schema.suggestion, ids), cleared(schema.segment, ids)]
    store.write([*first, *old, (schema.segment.insert(), rows), stamped("segment_key", keys)])


def save_suggestions(
    store: Store, keys: Mapping[str, str], suggestions: Iterable[tuple[str, Suggestion]]
) -> None:
    """Put new suggestions, each with its document's id, in the place of the documents' old ones.

    The documents get their key, what the suggestions were made from, last.
    """
    written = cache(_written)
    one_written = cache(lambda reason: _written((reason,) if reason else ()))
    how = {"because": written, "nearest_example": one_written, "against": one_written}
    rows = [{"document": document, **dump(one, **how)} for document, one in suggestions]
    ids = list(keys)
    with store.reading() as connection:
        first = begun(connection, ids, ("suggest_key",))
    new = (schema.suggestion.insert(), rows)
    store.write([*first, cleared(schema.suggestion, ids), new, stamped("suggest_key", keys)])


def known_segments(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """Return those of some ids of segments that are there."""
    table = schema.segment.c
    found = set[str]()
    for part in chunks(sorted(set(ids))):
        found.update(connection.execute(select(table.id).where(table.id.in_(part))).scalars())
    return frozenset(found)


def load_segments(
    connection: Connection,
    documents: Sequence[str] | None = None,
    strings: Strings | None = None,
) -> Iterator[Segment]:
    """Yield segments: of the documents named, or all; those of a document in order."""
    table = schema.segment
    query = select(*columns_of(table, Segment)).order_by(table.c.document, table.c.id)
    if documents is None:
        rows = connection.execute(query).yield_per(READ_AT_ONCE)
        yield from map(_load_segment, strings.shared(rows) if strings else rows)
        return
    for part in chunks(documents):
        found = connection.execute(query.where(table.c.document.in_(part)))
        yield from map(_load_segment, found)


def load_suggestions(
    connection: Connection, strings: Strings | None = None
) -> Iterator[Suggestion]:
    """Yield all suggestions, by segment and code."""
    table = schema.suggestion
    query = select(*columns_of(table, Suggestion)).order_by(table.c.segment_id, table.c.code_id)
    rows = connection.execute(query).yield_per(READ_AT_ONCE)
    # Very many suggestions rest on few reasons, and hold each of them once.
    read = cache(partial(_read, make=cache(Reason)))
    load = loader(
        Suggestion,
        because=read,
        nearest_example=lambda text: _first(read(text)),
        against=lambda text: _first(read(text)),
    )
    yield from map(load, strings.shared(rows) if strings else rows)


def _written(reasons: Iterable[Reason]) -> str:
    """Write reasons as JSON; empty without any."""
    found = [[getattr(one, name) for name in _FIELDS] for one in reasons]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _read(text: str, make: Callable[..., Reason]) -> tuple[Reason, ...]:
    """Read reasons back from JSON; earlier versions kept words, which are not shown any more."""
    if not text:
        return ()
    if not text.startswith('[["'):
        return (_EARLIER,)
    try:
        return tuple(make(*fields) for fields in json.loads(text))
    except (ValueError, TypeError):
        return (_EARLIER,)


def _first(reasons: tuple[Reason, ...]) -> Reason | None:
    return next((one for one in reasons if one is not _EARLIER), None)


def count_segments(connection: Connection) -> int:
    """Return the number of units read."""
    return connection.execute(select(func.count()).select_from(schema.segment)).scalar_one()


def count_codable(connection: Connection) -> int:
    """Return the number of units that are to be coded."""
    table = schema.segment
    query = select(func.count()).select_from(table).where(table.c.skip_reason == "")
    return connection.execute(query).scalar_one()


def count_suggestions(connection: Connection) -> int:
    """Return the number of suggestions, uncertain ones among them."""
    return connection.execute(select(func.count()).select_from(schema.suggestion)).scalar_one()
