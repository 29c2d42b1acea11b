"""Sources and the documents read from them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Table,
    bindparam,
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
from themekit.store.database import Store, Write
from themekit.store.rows import Strings, columns_of, dump, loader, pairs
from themekit.study import IMPORTED

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
_OF: BindParameter[str] = bindparam("of")
_load_source = loader(
    SourceRow, problems=lambda text: tuple(Problem(*values) for values in json.loads(text))
)


def load_sources(connection: Connection) -> dict[str, SourceRow]:
    """Return every source that was read, by path."""
    rows = connection.execute(
        select(*columns_of(schema.source, SourceRow)).order_by(schema.source.c.path)
    )
    return {row.path: _load_source(row) for row in rows}


def save_source(store: Store, source: SourceRow, documents: Sequence[Document]) -> None:
    """Put what was read from a source in the place of what was read before.

    Documents that came out the same keep their segments and suggestions. Until all is saved the
    source has no key: after a kill it is read again.
    """
    table = schema.document
    with store.reading() as connection:
        query = select(table.c.id, table.c.read_key).where(table.c.source == source.path)
        known = {row.id: row.read_key for row in connection.execute(query)}
        new_here = [one.id for one in documents if one.id not in known]
        elsewhere = _of_other_sources(connection, source.path, new_here)
    _put_source(store, replace(source, key=""))
    store.write([_without_key(sorted(set(elsewhere.values())))])
    known |= dict.fromkeys(elsewhere, "")
    for start in range(0, len(documents), ROWS_AT_ONCE):
        new, changed = [], []
        for row in map(_row, documents[start : start + ROWS_AT_ONCE]):
            before = known.pop(row["id"], None)
            if before != row["read_key"]:
                new.append(row)
                changed += [] if before is None else [row["id"]]
        drop_documents(store, changed)
        store.write([(table.insert(), new)])
    drop_documents(store, sorted(known))
    _put_source(store, source)


def drop_source(store: Store, path: str) -> None:
    """Forget a source and its documents; what people decided about them stays."""
    with store.reading() as connection:
        ids = source_documents(connection, path)
    store.write([_without_key([path])])
    drop_documents(store, ids)
    store.write([(delete(schema.source).where(schema.source.c.path == _OF), [{"of": path}])])


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


def any_uncut(connection: Connection) -> bool:
    """Tell whether a document is not cut into segments, or only in part."""
    table = schema.document.c
    return (
        connection.execute(select(table.id).where(table.segment_key == "").limit(1)).first()
        is not None
    )


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


def forget_documents(store: Store, stages: Sequence[str]) -> None:
    """Have documents read, segmented or suggested for anew, as far as `stages` names that."""
    with store.reading() as connection:
        # What was imported cannot be read anew from anywhere.
        read = select(schema.source.c.path).where(schema.source.c.strand != IMPORTED)
        paths = list(connection.execute(read).scalars())
        ids = list(connection.execute(select(schema.document.c.id)).scalars())
    if "read" in stages:
        store.write([_without_key(paths)])
    for stage in ("segment", "suggest"):
        if stage in stages:
            store.write([stamped(f"{stage}_key", dict.fromkeys(ids, ""))])


def imported_strands(connection: Connection) -> tuple[str, ...]:
    """Return the strand of imported material if the store holds any."""
    query = select(schema.source.c.strand).where(schema.source.c.strand == IMPORTED).limit(1)
    return tuple(connection.execute(query).scalars())


def stamped(column: str, keys: Mapping[str, str]) -> Write:
    """Say what documents' segments or suggestions were made from; nothing while they are made."""
    statement = update(schema.document).where(schema.document.c.id == _OF)
    rows = [{"of": document, "made_from": key} for document, key in keys.items()]
    return statement.values({column: bindparam("made_from")}), rows


def cleared(table: Table, ids: Iterable[str]) -> Write:
    """Delete what a table holds of documents."""
    return delete(table).where(table.c.document == _OF), [{"of": one} for one in ids]


def begun(connection: Connection, ids: Sequence[str], columns: Sequence[str]) -> list[Write]:
    """Empty the keys of documents: after a kill, what was made from them is made anew."""
    writes = []
    for name in columns:
        column = schema.document.c[name]
        keyed: list[str] = []
        for part in chunks(ids):
            query = select(schema.document.c.id).where(schema.document.c.id.in_(part), column != "")
            keyed += connection.execute(query).scalars()
        writes.append(stamped(name, dict.fromkeys(keyed, "")))
    return writes


def drop_documents(store: Store, ids: Sequence[str]) -> None:
    """Forget documents and what was made from them; until the last step, they look unmade."""
    with store.reading() as connection:
        first = begun(connection, ids, ("segment_key", "suggest_key"))
    rows = [{"of": one} for one in ids]
    store.write(
        [
            *first,
            cleared(schema.suggestion, ids),
            cleared(schema.segment, ids),
            (delete(schema.document).where(schema.document.c.id == _OF), rows),
        ]
    )


def _of_other_sources(connection: Connection, path: str, ids: Sequence[str]) -> dict[str, str]:
    """Return those documents that another source gave the last time, each with that source."""
    table, found = schema.document, dict[str, str]()
    others = select(table.c.source).where(table.c.source != path).limit(1)
    if connection.execute(others).first() is None:
        return found
    for part in chunks(ids):
        query = select(table.c.id, table.c.source).where(table.c.id.in_(part))
        found |= {row.id: row.source for row in connection.execute(query)}
    return found


def _put_source(store: Store, source: SourceRow) -> None:
    with store.writing() as connection:
        connection.execute(delete(schema.source).where(schema.source.c.path == source.path))
        connection.execute(schema.source.insert().values(dump(source)))


def _without_key(paths: Sequence[str]) -> Write:
    """Have sources read again, whatever their bytes are."""
    statement = update(schema.source).where(schema.source.c.path == _OF).values(key="")
    return statement, [{"of": path} for path in paths]


def _row(document: Document) -> dict[str, Any]:
    """Return a document as a row, with a hash of all that was read."""
    row = dump(document)
    return {**row, "read_key": parts_hash(*(str(value) for value in row.values()))}
