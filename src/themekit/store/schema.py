"""The tables, and nothing else.

People's events (`coding`, `look`, `memo`) are only ever added to and refer to text by hash and
range, never by key: whatever a run does to documents and segments, they stay.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 2

metadata = MetaData()

about = Table("about", metadata, Column("name", String, primary_key=True), Column("value", Text))

source = Table(
    "source",
    metadata,
    Column("path", String, primary_key=True),
    Column("strand", String, nullable=False),
    Column("key", String, nullable=False),
    Column("problems", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("strand", String, nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("turns", Text, nullable=False),
    Column("wave", String, nullable=False),
    Column("case", String, nullable=False),
    Column("closed", Text, nullable=False),
    Column("attributes", Text, nullable=False),
    # What the rows below were made from; empty until they are.
    Column("read_key", String, nullable=False),
    Column("segment_key", String, nullable=False, default=""),
    Column("suggest_key", String, nullable=False, default=""),
)

segment = Table(
    "segment",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, nullable=False, index=True),
    Column("text_hash", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", String, nullable=False),
    Column("speaker_role", String, nullable=False),
    Column("start_time", Float),
    Column("question", Text, nullable=False),
    Column("item", String, nullable=False),
    Column("before", Text, nullable=False),
    Column("skip_reason", String, nullable=False),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("document", String, nullable=False),
    Column("segment_id", String, nullable=False),
    Column("code_id", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("status", String, nullable=False),
    Column("period", String, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("nearest_example", Text, nullable=False),
    Column("against", Text, nullable=False),
    Index("suggestion_document", "document"),
)

topic = Table(
    "topic",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("representatives", Text, nullable=False),
    Column("returns", Float),
)

topic_member = Table(
    "topic_member",
    metadata,
    Column("segment_id", String, primary_key=True),
    Column("topic", Integer, nullable=False),
)

topic_share = Table(
    "topic_share",
    metadata,
    Column("segment_id", String, primary_key=True),
    Column("topic", Integer, primary_key=True, autoincrement=False),
    Column("share", Float, nullable=False),
)

topic_place = Table(
    "topic_place",
    metadata,
    Column("segment_id", String, primary_key=True),
    Column("x", Float, nullable=False),
    Column("y", Float, nullable=False),
)

coding = Table(
    "coding",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("segment_id", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("code_id", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("period", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("draw", String, nullable=False),
    Column("replaces", Text, nullable=False),
    Column("time", String, nullable=False),
    Column("code_hash", String, nullable=False),
    Column("memo", Text, nullable=False),
)

look = Table(
    "look",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("segment_id", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("codes", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("draw", String, nullable=False),
    Column("codebook_hash", String, nullable=False),
    Column("time", String, nullable=False),
)

memo = Table(
    "memo",
    metadata,
    Column("memo_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("target", String, nullable=False),
    Column("author", String, nullable=False),
    Column("time", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("private", Integer, nullable=False),
)

stage = Table(
    "stage",
    metadata,
    Column("name", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("count_in", Integer, nullable=False),
    Column("count_out", Integer, nullable=False),
    Column("details", Text, nullable=False),
)
