"""The last topic map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, delete, select

from themekit.records import Topic, TopicMap
from themekit.store import schema
from themekit.store.database import Store, Write
from themekit.store.rows import columns_of, dump, loader, strings

_load_topic = loader(Topic, words=strings, representatives=strings)


def save_topics(store: Store, topics: TopicMap) -> None:
    """Put a topic map in the place of the last one (why and how go to the stage's details).

    While this goes on, the stage counts as not done: a map that was only half saved is made anew.
    """
    work: list[Write] = []
    with store.reading() as connection:
        for table, rows in _tables(topics):
            keys = table.primary_key.columns
            old = [_named(keys, row) for row in connection.execute(select(*keys))]
            here = [key == bindparam(f"of_{key.name}") for key in keys]
            work += [(delete(table).where(*here), old), (table.insert(), rows)]
    store.write(work)


def _tables(topics: TopicMap) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield the rows of each table that holds a part of the map."""
    yield schema.topic, [dump(topic) for topic in topics.topics]
    for table, rows in (
        (schema.topic_member, topics.members),
        (schema.topic_share, topics.shares),
        (schema.topic_place, topics.places),
    ):
        names = [column.name for column in table.columns]
        yield table, [dict(zip(names, row, strict=True)) for row in rows]


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


def _named(keys: Iterable[Column[Any]], row: Iterable[Any]) -> dict[str, Any]:
    return {f"of_{key.name}": value for key, value in zip(keys, row, strict=True)}


def _rows(connection: Connection, query: Select[Any]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in connection.execute(query))
