"""What upset people: kept apart from the sequence, so that nothing says who it was, or when.

A row has a random id and no other order, and of the time the day alone. The whole small table is
written anew with each row that comes, in the order of the ids: a page of a database lays rows
down as they come, and would tell their order to whoever reads the file itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from themekit.store import schema
from themekit.store.rows import columns_of, dump, loader

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Upset:
    """A passage that upset somebody.

    Attributes
    ----------
    id : str
        Random; it says nothing.
    document, text_hash : str
    start, end : int
    day : str
        ISO 8601.
    coder : str
        Id of whom it upset, where they asked to be contacted; empty otherwise.
    settled : str
        Who got in touch with them and on which day; empty while nobody has.
    """

    id: str
    document: str
    text_hash: str
    start: int
    end: int
    day: str
    coder: str = ""
    settled: str = ""


_load = loader(Upset)


def load_upset(connection: Connection) -> tuple[Upset, ...]:
    """Return every row, by id: in no order that means anything."""
    table = schema.upset
    rows = connection.execute(select(*columns_of(table, Upset)).order_by(table.c.id))
    return tuple(map(_load, rows))


def add_upset(connection: Connection, document: str, text_hash: str, start: int, end: int) -> str:
    """Add a passage, and return the id of its row."""
    day = datetime.now(UTC).date().isoformat()
    new = Upset(secrets.token_hex(_ID_BYTES), document, text_hash, start, end, day)
    write_upset(connection, (*load_upset(connection), new))
    return new.id


def name_upset(connection: Connection, id_: str, coder: str) -> bool:
    """Say who it was, where they wish it; of a row that is nobody else's."""
    rows = load_upset(connection)
    there = next((one for one in rows if one.id == id_ and one.coder in ("", coder)), None)
    if there is not None:
        named = replace(there, coder=coder)
        write_upset(connection, tuple(named if one is there else one for one in rows))
    return there is not None


def settle_upset(connection: Connection, id_: str, settled: str) -> None:
    """Say who got in touch with somebody; a row that is not there stays away."""
    rows = connection.execute(select(schema.upset.c.id).where(schema.upset.c.id == id_))
    if rows.first() is not None:
        table = schema.upset
        connection.execute(table.update().where(table.c.id == id_).values(settled=settled))
        write_upset(connection, load_upset(connection))


def write_upset(connection: Connection, rows: Iterable[Upset]) -> None:
    """Put rows in the place of all that there are."""
    connection.execute(delete(schema.upset))
    ordered = sorted(rows, key=lambda one: one.id)
    if ordered:
        connection.execute(schema.upset.insert(), [dump(one) for one in ordered])
