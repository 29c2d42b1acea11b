"""What people decided: events that are added and never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, select

from themekit.records import Coding, Look, Memo
from themekit.store import schema
from themekit.store.rows import columns_of, dump, loader, strings

_load_coding = loader(Coding)
_load_look = loader(Look, codes=strings)
_load_memo = loader(Memo, private=bool)


def add_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Add coding events."""
    _add(connection, schema.coding, codings)


def add_looks(connection: Connection, looks: Sequence[Look]) -> None:
    """Add looks."""
    _add(connection, schema.look, looks)


def add_memos(connection: Connection, memos: Sequence[Memo]) -> None:
    """Add memos."""
    _add(connection, schema.memo, memos)


def load_codings(connection: Connection) -> tuple[Coding, ...]:
    """Return every coding event, oldest first."""
    table = schema.coding
    rows = connection.execute(
        select(*columns_of(table, Coding)).order_by(table.c.time, table.c.event_id)
    )
    return tuple(map(_load_coding, rows))


def load_looks(connection: Connection) -> tuple[Look, ...]:
    """Return every look, in the order in which they were saved."""
    columns = columns_of(schema.look, Look)
    rows = connection.execute(select(*columns).order_by(schema.look.c.number))
    return tuple(map(_load_look, rows))


def load_memos(connection: Connection) -> tuple[Memo, ...]:
    """Return every memo, oldest first."""
    table = schema.memo
    rows = connection.execute(
        select(*columns_of(table, Memo)).order_by(table.c.time, table.c.memo_id)
    )
    return tuple(map(_load_memo, rows))


def _add(
    connection: Connection,
    table: Table,
    records: Sequence[Coding] | Sequence[Look] | Sequence[Memo],
) -> None:
    if records:
        connection.execute(table.insert(), [dump(record) for record in records])
