"""Segments and the machine's suggestions for them, replaced document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from themekit.records import Segment, Suggestion
from themekit.store import schema
from themekit.store.documents import chunks
from themekit.store.rows import Strings, columns_of, dump, loader

_load_segment = loader(Segment)
_load_suggestion = loader(Suggestion)
READ_AT_ONCE = 10_000


def save_segments(
    connection: Connection, keys: Mapping[str, str], segments: Iterable[Segment]
) -> None:
    """Put new segments in the place of those of the same documents, whose suggestions go too.

    Parameters
    ----------
    keys : mapping of document id to str
        The documents that were cut, each with what its segments were made from.
    segments : iterable of Segment
        All segments of those documents.
    """
    for table in (schema.suggestion, schema.segment):
        _clear(connection, table, list(keys))
    _insert(connection, schema.segment, (dump(segment) for segment in segments))
    _stamp(connection, "segment_key", keys)


def save_suggestions(
    connection: Connection,
    keys: Mapping[str, str],
    suggestions: Iterable[tuple[str, Suggestion]],
) -> None:
    """Put new suggestions, each with its document's id, in the place of the documents' old ones."""
    _clear(connection, schema.suggestion, list(keys))
    rows = ({"document": document, **dump(one)} for document, one in suggestions)
    _insert(connection, schema.suggestion, rows)
    _stamp(connection, "suggest_key", keys)


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
    yield from map(_load_suggestion, strings.shared(rows) if strings else rows)


def _clear(connection: Connection, table: Table, documents: Sequence[str]) -> None:
    for part in chunks(documents):
        connection.execute(delete(table).where(table.c.document.in_(part)))


ROWS_AT_ONCE = 5_000


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    part: list[dict[str, object]] = []
    for row in rows:
        part.append(row)
        if len(part) == ROWS_AT_ONCE:
            connection.execute(table.insert(), part)
            part = []
    if part:
        connection.execute(table.insert(), part)


def _stamp(connection: Connection, column: str, keys: Mapping[str, str]) -> None:
    table = schema.document
    rows = [{"of": document, "made_from": key} for document, key in keys.items()]
    stamp = update(table).where(table.c.id == bindparam("of"))
    if rows:
        connection.execute(stamp.values({column: bindparam("made_from")}), rows)


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
