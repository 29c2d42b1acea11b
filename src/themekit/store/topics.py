"""The last topic map."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, select

from themekit.records import Topic, TopicMap
from themekit.store import schema
from themekit.store.rows import columns_of, dump, loader, strings

_load_topic = loader(Topic, words=strings, representatives=strings)


PART = 5_000


def save_topics(connection: Connection, topics: TopicMap) -> None:
    """Put a topic map in the place of the last one (why and how go to the stage's details)."""
    _replace(connection, schema.topic, map(dump, topics.topics))
    for table, rows in (
        (schema.topic_member, topics.members),
        (schema.topic_share, topics.shares),
        (schema.topic_place, topics.places),
    ):
        names = [column.name for column in table.columns]
        _replace(connection, table, (dict(zip(names, row, strict=True)) for row in rows))


def load_topics(connection: Connection) -> TopicMap:
    """Return the last topic map without its reason and settings."""
    topics = connection.execute(
        select(*columns_of(schema.topic, Topic)).order_by(schema.topic.c.id)
    )
    shares, places = schema.topic_share, schema.topic_place
    return TopicMap(
        tuple(map(_load_topic, topics)),
        _rows(connection, select(schema.topic_member).order_by(schema.topic_member.c.segment_id)),
        shares=_rows(connection, select(shares).order_by(shares.c.segment_id, shares.c.topic)),
        places=_rows(connection, select(places).order_by(places.c.segment_id)),
    )


def _replace(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    connection.execute(delete(table))
    while part := list(islice(rows, PART)):
        connection.execute(table.insert(), part)


def _rows(connection: Connection, query: Select[Any]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in connection.execute(query))
