"""The last topic map."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from themekit.records import Topic, TopicMap
from themekit.store import schema
from themekit.store.rows import dump, loader, strings

_load_topic = loader(Topic, words=strings, representatives=strings)


def save_topics(connection: Connection, topics: TopicMap) -> None:
    """Put a topic map in the place of the last one (why and how go to the stage's details)."""
    connection.execute(delete(schema.topic_member))
    connection.execute(delete(schema.topic))
    if topics.topics:
        connection.execute(schema.topic.insert(), [dump(topic) for topic in topics.topics])
    members = [{"segment_id": segment, "topic": topic} for segment, topic in topics.members]
    for start in range(0, len(members), 5_000):
        connection.execute(schema.topic_member.insert(), members[start : start + 5_000])


def load_topics(connection: Connection) -> TopicMap:
    """Return the last topic map without its reason and settings."""
    topics = connection.execute(select(schema.topic).order_by(schema.topic.c.id))
    table = schema.topic_member
    members = connection.execute(select(table).order_by(table.c.segment_id))
    return TopicMap(
        tuple(map(_load_topic, topics)), tuple((row.segment_id, row.topic) for row in members)
    )
