"""The tables, and nothing else.

People's events are one sequence, `event`, that is only ever added to; what a kind has beside that
hangs on it by its number. They refer to text by hash and range, never by what a run makes,
and every text that they refer to is kept: whatever a run does to documents and segments, they stay.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 8

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

# -- what people decided ------------------------------------------------------------------------

event = Table(
    "event",
    metadata,
    # Taken under the write lock and kept until the commit: the only order there is.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("act", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("time", String, nullable=False),
    Column("received", String, nullable=False),
    Column("after", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("replaces", Text, nullable=False),
    # Where, for the kinds that lie on a passage; empty and 0 for others.
    Column("document", String, nullable=False, index=True),
    Column("text_hash", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
)


def _of_kind(name: str, *columns: Column[Any]) -> Table:
    """Return the table of what one kind of event has beside the sequence."""
    number = Column("number", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, number, *columns)


coding = _of_kind(
    "coding",
    Column("code_id", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("holds", String, nullable=False),
    Column("settles", Text, nullable=False),
    Column("stance", String, nullable=False),
    Column("period", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("draw", String, nullable=False),
    Column("score_shown", Float),
    Column("model", String, nullable=False),
    Column("code_hash", String, nullable=False),
    Column("meaning_hash", String, nullable=False),
    Column("codebook_hash", String, nullable=False),
    Column("memo", Text, nullable=False),
)

look = _of_kind(
    "look",
    Column("codes", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("draw", String, nullable=False),
    Column("codebook_hash", String, nullable=False),
)

memo = _of_kind(
    "memo",
    Column("about", String, nullable=False),
    Column("target", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("private", Integer, nullable=False),
)

draw = _of_kind(
    "draw",
    Column("draw", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("method", String, nullable=False),
    Column("frame", Text, nullable=False),
    Column("frame_hash", String, nullable=False),
    Column("frame_size", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("codebook_hash", String, nullable=False),
    Column("codes", Text, nullable=False),
)

draw_item = Table(
    "draw_item",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("document", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("stratum", String, nullable=False),
    Column("probability", Float),
    Column("suggested", Text, nullable=False),
    Column("note", Text, nullable=False),
)

anchor = _of_kind(
    "anchor",
    Column("moves", Text, nullable=False),
    Column("how", String, nullable=False),
)

override = _of_kind(
    "override",
    Column("what", String, nullable=False),
    Column("target", String, nullable=False),
    Column("before", String, nullable=False),
    Column("now", String, nullable=False),
    Column("reason", Text, nullable=False),
)

mark = _of_kind(
    "mark",
    Column("marking", String, nullable=False),
    Column("replacement", Text, nullable=False),
)

# -- what panels, evaluators and teams write down ------------------------------------------------

selection = _of_kind(
    "selection",
    Column("level", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("panel", Text, nullable=False),
    Column("offered", Text, nullable=False),
    Column("chosen", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("dissent", Text, nullable=False),
    Column("fed_back", Text, nullable=False),
    Column("verified", Text, nullable=False),
)

outcome = _of_kind(
    "outcome",
    Column("outcome_id", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("where", Text, nullable=False),
    Column("significance", Text, nullable=False),
    Column("contribution", Text, nullable=False),
    Column("substantiator", Text, nullable=False),
    Column("answer", String, nullable=False),
    Column("comment", Text, nullable=False),
    Column("segments", Text, nullable=False),
)

# Not 'link', by which pages are opened.
causal_link = _of_kind(
    "causal_link",
    Column("cause", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("valence", String, nullable=False),
    Column("blindfolded", String, nullable=False),
    Column("source", Text, nullable=False),
)

summary = _of_kind(
    "summary",
    Column("case", Text, nullable=False),
    Column("wave", String, nullable=False),
    Column("target", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("segments", Text, nullable=False),
    Column("written_on", String, nullable=False),
)

action = _of_kind(
    "action",
    Column("what", Text, nullable=False),
    Column("because_of", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("date", String, nullable=False),
    Column("told_tellers", Text, nullable=False),
)

effort = _of_kind(
    "effort",
    Column("wave", String, nullable=False),
    Column("activity", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("minutes", Float, nullable=False),
    Column("basis", String, nullable=False),
)

# Kinds without a table of their own yet: a concern, a pack.
note = _of_kind(
    "note",
    Column("name", String, nullable=False),
    Column("fields", Text, nullable=False),
)

# Apart from the sequence, as sums: a row with a number or a time of its own would say whose minutes
# they are.
measured = Table(
    "measured",
    metadata,
    Column("wave", String, primary_key=True),
    Column("activity", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    sqlite_with_rowid=False,
)

kept_text = Table(
    "kept_text",
    metadata,
    Column("text_hash", String, primary_key=True),
    Column("text", Text, nullable=False),
)

coder = Table(
    "coder",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("credit", Text, nullable=False),
    Column("standpoint", Text, nullable=False, default=""),
    Column("training", Text, nullable=False, default=""),
)

versioned_code = Table(
    "versioned_code",
    metadata,
    Column("codebook_hash", String, primary_key=True),
    Column("code_id", String, primary_key=True),
    # Place in the codebook, so that its order is kept too.
    Column("place", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("code_hash", String, nullable=False),
    Column("meaning_hash", String, nullable=False),
)

opaque_key = Table(
    "opaque_key",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("target", Text, nullable=False),
)

# -- who may open the pages ---------------------------------------------------------------------

# Of links and sessions only hashes are kept: who reads the file cannot use them.
link = Table(
    "link",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("coder", String, nullable=False),
    # 'personal': opens sessions until it is removed; 'owner': once.
    Column("kind", String, nullable=False),
    Column("made", String, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("coder", String, nullable=False),
    Column("owner", Integer, nullable=False),
    Column("made", String, nullable=False),
    Column("seen", String, nullable=False),
)

# A request that comes twice is answered as the first time, and writes nothing.
request = Table(
    "request",
    metadata,
    Column("coder", String, primary_key=True),
    Column("request_id", String, primary_key=True),
    Column("body_hash", String, nullable=False),
    Column("number", Integer, nullable=False),
)

# Kept apart from the sequence, without order: who was upset by a passage is told to nobody
# unless they ask for it ('coder' is empty otherwise). A row has no number of its own, which would
# say when it came.
upset = Table(
    "upset",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("day", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("settled", String, nullable=False),
    sqlite_with_rowid=False,
)

# -- who took their words back ----------------------------------------------------------------

# What was asked for, so that a withdrawal that a kill cut short is finished: 'request' names the
# case, and is empty once all is done.
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made", String, nullable=False),
    Column("state", String, nullable=False),  # intended | erased | wiped | done
    Column("request", Text, nullable=False),
)

# By which those who withdrew are known again when their file is read or their words are imported.
# No name and no word: an HMAC, under a secret of this study, of what `kind` says.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),  # source | document | speaker | case | text
    Column("scope", String, nullable=False),  # all | quotes
    Column("withdrawal", Integer, nullable=False),
)

# -- what a run did -----------------------------------------------------------------------------

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
