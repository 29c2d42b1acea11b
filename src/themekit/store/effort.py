"""Sums of the minutes that people had counted: kept apart from the sequence, and of nobody.

There is one row of each wave, activity and role, which is added to. The whole small table is
written anew each time: a page of a database lays rows down as they come.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from themekit.records import MeasuredTime
from themekit.store import schema
from themekit.store.rows import columns_of, dump, loader

_load = loader(MeasuredTime)


def load_measured(connection: Connection) -> tuple[MeasuredTime, ...]:
    """Return every sum, by wave, activity and role."""
    table = schema.measured
    query = select(*columns_of(table, MeasuredTime))
    return tuple(sorted(map(_load, connection.execute(query)), key=_of))


def add_measured(connection: Connection, more: Iterable[MeasuredTime]) -> None:
    """Add minutes and passages to the sums that there are."""
    sums = {_of(one): one for one in load_measured(connection)}
    for one in more:
        known = sums.get(_of(one), MeasuredTime(*_of(one), 0, 0))
        total = known.minutes + one.minutes, known.passages + one.passages
        sums[_of(one)] = MeasuredTime(*_of(one), *total)
    connection.execute(delete(schema.measured))
    rows = [dump(sums[key]) for key in sorted(sums)]
    if rows:
        connection.execute(schema.measured.insert(), rows)


def _of(one: MeasuredTime) -> tuple[str, str, str]:
    return one.wave, one.activity, one.role
