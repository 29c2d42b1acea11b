"""Sources and the documents read from them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Row,
    case,
    delete,
    func,
    literal,
    select,
    update,
)

from themekit.errors import Problem
from themekit.records import Document, Turn
from themekit.spans import parts_hash
from themekit.store import schema
from themekit.store.rows import Strings, columns_of, dump, loader, pairs

Id = TypeVar("Id", str, int)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A file that was read, what it was read with, and what was odd about it.

    Attributes
    ----------
    path, strand : str
    key : str
        Hash of the bytes and of everything that decides how they are read.
    problems : tuple of Problem
    """

    path: str
    strand: str
    key: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentKeys:
    """A document without its text: what its segments and suggestions were made from."""

    id: str
    name: str
    strand: str
    source: str
    wave: str
    text_hash: str
    read_key: str
    segment_key: str
    suggest_key: str


@lru_cache(maxsize=4_096)
def _turns(text: str) -> tuple[Turn, ...]:
    return tuple(Turn(*values) for values in json.loads(text))


_load_document = loader(Document, turns=_turns, closed=pairs, attributes=pairs)
_load_keys = loader(DocumentKeys)
READ_AT_ONCE = 10_000
ROWS_AT_ONCE = 5_000
_load_source = loader(
    SourceRow, problems=lambda text: tuple(Problem(*values) for values in json.loads(text))
)


def load_sources(connection: Connection) -> dict[str, SourceRow]:
    """Return every source that was read, by path."""
    rows = connection.execute(
        select(*columns_of(schema.source, SourceRow)).order_by(schema.source.c.path)
    )
    return {row.path: _load_source(row) for row in rows}


def save_source(connection: Connection, source: SourceRow, documents: Iterable[Document]) -> None:
    """Put what was read from a source in the place of what was read before.

    Documents that came out the same keep their segments and suggestions.
    """
    table = schema.document
    known = {
        row.id: row.read_key
        for row in connection.execute(
            select(table.c.id, table.c.read_key).where(table.c.source == source.path)
        )
    }
    new: list[dict[str, Any]] = []
    changed: list[str] = []
    for row in map(_row, documents):
        before = known.pop(row["id"], None)
        if before == row["read_key"]:
            continue
        new.append(row)
        changed += [row["id"]] if before else []
        if len(new) == ROWS_AT_ONCE:
            _put(connection, changed, new)
            new, changed = [], []
    _put(connection, changed, new)
    _drop_documents(connection, sorted(known))
    connection.execute(delete(schema.source).where(schema.source.c.path == source.path))
    connection.execute(schema.source.insert().values(dump(source)))


def drop_source(connection: Connection, path: str) -> None:
    """Forget a source and its documents; what people decided about them stays."""
    rows = connection.execute(
        select(schema.document.c.id).where(schema.document.c.source == path)
    ).scalars()
    _drop_documents(connection, list(rows))
    connection.execute(delete(schema.source).where(schema.source.c.path == path))


def document_sources(connection: Connection) -> dict[str, str]:
    """Return which source each document is from, by id."""
    table = schema.document
    return {row.id: row.source for row in connection.execute(select(table.c.id, table.c.source))}


def source_documents(connection: Connection, path: str) -> list[str]:
    """Return the ids of the documents of one source."""
    query = select(schema.document.c.id).where(schema.document.c.source == path)
    return list(connection.execute(query).scalars())


def count_documents(connection: Connection) -> int:
    """Return the number of documents."""
    return connection.execute(select(func.count()).select_from(schema.document)).scalar_one()


def document_keys(connection: Connection) -> Iterator[DocumentKeys]:
    """Yield every document without its text, in no order that means anything."""
    query = select(*columns_of(schema.document, DocumentKeys))
    yield from map(_load_keys, Strings().shared(connection.execute(query).yield_per(READ_AT_ONCE)))


def load_documents(
    connection: Connection, ids: Sequence[str] | None = None, strings: Strings | None = None
) -> dict[str, Document]:
    """Return documents by id: those named, or all."""
    found = map(_load_document, (strings or Strings()).shared(_document_rows(connection, ids)))
    return {document.id: document for document in found}


def _document_rows(connection: Connection, ids: Sequence[str] | None) -> Iterator[Row[Any]]:
    query = select(*columns_of(schema.document, Document))
    if ids is None:
        yield from connection.execute(query).yield_per(READ_AT_ONCE)
        return
    for part in chunks(ids):
        yield from connection.execute(query.where(schema.document.c.id.in_(part)))


def load_bare_documents(
    connection: Connection, spoken: Collection[str], strands: Collection[str] | None = None
) -> list[Document]:
    """Return documents without their words: who speaks in them, and what is known of whom.

    Parameters
    ----------
    connection : Connection
    spoken : collection of str
        Strands in which people speak; the documents of others have no turns here.
    strands : collection of str, optional
        Strands whose documents are wanted; None for all.
    """
    table = schema.document
    said = case((table.c.strand.in_(spoken), table.c.turns), else_="[]").label("turns")
    empty = (literal("").label("text"), literal("[]").label("closed"))
    replaced = {"text": empty[0], "closed": empty[1], "turns": said}
    columns = [replaced.get(one.name, one) for one in columns_of(table, Document)]
    query = select(*columns).order_by(table.c.id)
    if strands is not None:
        query = query.where(table.c.strand.in_(strands))
    return [_load_document(row) for row in connection.execute(query).yield_per(READ_AT_ONCE)]


def chunks(ids: Sequence[Id], size: int = 500) -> Iterable[Sequence[Id]]:
    """Cut a long list of ids into parts that a statement can hold."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def forget_documents(connection: Connection, stages: Sequence[str]) -> None:
    """Have documents read, segmented or suggested for anew, as far as `stages` names that."""
    if "read" in stages:
        connection.execute(update(schema.source).values(key=""))
    for stage, column in (("segment", "segment_key"), ("suggest", "suggest_key")):
        if stage in stages:
            connection.execute(update(schema.document).values({column: ""}))


def _drop_documents(connection: Connection, ids: Sequence[str]) -> None:
    for part in chunks(ids):
        for table in (schema.suggestion, schema.segment):
            connection.execute(delete(table).where(table.c.document.in_(part)))
        connection.execute(delete(schema.document).where(schema.document.c.id.in_(part)))


def _put(connection: Connection, changed: Sequence[str], rows: list[dict[str, Any]]) -> None:
    """Save documents, in the place of those of them that were there with other words."""
    _drop_documents(connection, changed)
    if rows:
        connection.execute(schema.document.insert(), rows)


def _row(document: Document) -> dict[str, Any]:
    """Return a document as a row, with a hash of all that was read."""
    row = dump(document)
    return {**row, "read_key": parts_hash(*(str(value) for value in row.values()))}
