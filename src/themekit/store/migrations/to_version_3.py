"""Version 3: what people decided becomes one sequence of events.

Version 2 kept codings and looks apart, without a common order, and let one coder's event void
another's. The order in which codings came is kept; where only the time says how a coder's look and
their codings on the same passage follow each other, it does. An event that voided another coder's
becomes an adjudication that settles them and voids nobody's word.
A look of which the segment is gone keeps its document and its text's hash, lies
nowhere and is counted nowhere. The statements below are those of version 3 for ever: a
later change of the tables is a migration of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text

Row = dict[str, Any]
_AS_TEXT = "VARCHAR NOT NULL"
_TABLES: dict[str, dict[str, str]] = {
    "event": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        "event_id": "VARCHAR NOT NULL UNIQUE",
        **dict.fromkeys(("kind", "act", "coder", "time", "received"), _AS_TEXT),
        "after": "INTEGER NOT NULL",
        "since": "INTEGER NOT NULL",
        **dict.fromkeys(("origin", "entered_by", "replaces", "document", "text_hash"), _AS_TEXT),
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        **dict.fromkeys(("quote", "prefix", "suffix"), _AS_TEXT),
    },
    "coding": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(
            ("code_id", "decision", "holds", "settles", "stance", "period", "mode", "draw"),
            _AS_TEXT,
        ),
        "score_shown": "FLOAT",
        **dict.fromkeys(("model", "code_hash", "meaning_hash", "codebook_hash", "memo"), _AS_TEXT),
    },
    "look": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(("codes", "outcome", "mode", "draw", "codebook_hash"), _AS_TEXT),
    },
    "memo": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(("about", "target", "text"), _AS_TEXT),
        "private": "INTEGER NOT NULL",
    },
    "draw": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(("draw", "mode"), _AS_TEXT),
        "round": "INTEGER NOT NULL",
        **dict.fromkeys(("purpose", "method", "frame", "frame_hash"), _AS_TEXT),
        "frame_size": "INTEGER NOT NULL",
        "seed": "INTEGER NOT NULL",
        "codebook_hash": _AS_TEXT,
    },
    "draw_item": {
        "number": "INTEGER NOT NULL",
        "position": "INTEGER NOT NULL",
        **dict.fromkeys(("document", "text_hash"), _AS_TEXT),
        "start": "INTEGER NOT NULL",
        "end": "INTEGER NOT NULL",
        "stratum": _AS_TEXT,
        "probability": "FLOAT",
        "": "PRIMARY KEY (number, position)",
    },
    "anchor": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(("moves", "how"), _AS_TEXT),
    },
    "override": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(("what", "target", "before", "now", "reason"), _AS_TEXT),
    },
    "mark": {"number": "INTEGER NOT NULL PRIMARY KEY"},
    "note": {
        "number": "INTEGER NOT NULL PRIMARY KEY",
        **dict.fromkeys(("name", "fields"), _AS_TEXT),
    },
    "kept_text": {"text_hash": "VARCHAR NOT NULL PRIMARY KEY", "text": "TEXT NOT NULL"},
    "coder": {
        "id": "VARCHAR NOT NULL PRIMARY KEY",
        **dict.fromkeys(("name", "role", "credit"), _AS_TEXT),
    },
    "versioned_code": {
        **dict.fromkeys(("codebook_hash", "code_id"), _AS_TEXT),
        "place": "INTEGER NOT NULL",
        **dict.fromkeys(("code", "code_hash", "meaning_hash"), _AS_TEXT),
        "": "PRIMARY KEY (codebook_hash, code_id)",
    },
    "opaque_key": {
        "key": "VARCHAR NOT NULL PRIMARY KEY",
        **dict.fromkeys(("kind", "target"), _AS_TEXT),
    },
}
_INDEXES = ("document", "text_hash")
_BLANK: Row = {
    "act": "", "received": "", "after": 0, "since": 0, "origin": "", "entered_by": "",
    "replaces": (), "document": "", "text_hash": "", "start": 0, "end": 0,
    "quote": "", "prefix": "", "suffix": "",
}  # fmt: skip
DRAW = "drawn before version 3"
"""Id of the draw that stands for all that version 2 called drawn at random."""


def one_sequence(connection: Connection) -> None:
    """Carry codings, looks and memos over into one sequence of events."""
    old = {
        "coding": _rows(connection, 'SELECT rowid AS added, * FROM "coding" ORDER BY rowid'),
        "look": _rows(connection, _LOOKS),
        "memo": _rows(connection, 'SELECT rowid AS added, * FROM "memo" ORDER BY rowid'),
    }
    for name in old:
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    for name, columns in _TABLES.items():
        body = ", ".join(
            f'"{column}" {kind}' if column else kind for column, kind in columns.items()
        )
        connection.exec_driver_sql(f'CREATE TABLE "{name}" ({body})')
    for column in _INDEXES:
        connection.exec_driver_sql(f'CREATE INDEX ix_event_{column} ON "event" ("{column}")')
    events = _events(old)
    _number(events)
    _save(connection, events)
    # What is kept of a look in a segment's place is its range: reasons for suggestions change.
    connection.exec_driver_sql("DELETE FROM stage WHERE name IN ('suggest', 'matrix', 'report')")
    connection.exec_driver_sql("UPDATE document SET suggest_key = ''")


_LOOKS = """
SELECT look.number AS added, look.*, coalesce(segment.document, '') AS document,
       coalesce(segment.text_hash, '') AS present, coalesce(segment.start, 0) AS start,
       coalesce(segment."end", 0) AS "end"
FROM look LEFT JOIN segment ON segment.id = look.segment_id ORDER BY look.number
"""


def _rows(connection: Connection, query: str) -> list[Row]:
    return [dict(row) for row in connection.exec_driver_sql(query).mappings()]


# -- from rows of version 2 to events -----------------------------------------------------------


def _events(old: dict[str, list[Row]]) -> list[Row]:
    """Return all events in order."""
    known = {row["event_id"]: row for row in old["coding"]}
    looks = [_look(row) for row in old["look"]]
    codings = [event for row in old["coding"] for event in _codings(row, known)]
    memos = [_memo(row) for row in old["memo"]]
    events = [*_together(codings, looks), *memos]
    return [*_draws(events), *events]


def _together(codings: Sequence[Row], looks: Sequence[Row]) -> list[Row]:
    """Put looks among codings: behind what the same coder had said there by then."""
    said: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for place, coding in enumerate(codings):
        said.setdefault((coding["coder"], coding["text_hash"]), []).append((place, coding))
    last: dict[tuple[str, str, int, int], int] = {}
    among = []
    for order, look in enumerate(looks):
        moment, passage = _moment(look["time"]), (look["coder"], look["text_hash"])
        before = (
            place
            for place, coding in said.get(passage, ())
            if coding["start"] < look["end"] and look["start"] < coding["end"]
            if _moment(coding["time"]) <= moment
        )
        key = (*passage, look["start"], look["end"])
        last[key] = max(max(before, default=-1), last.get(key, -1))
        among.append((last[key], 1, order, look))
    placed = [(place, 0, 0, coding) for place, coding in enumerate(codings)] + among
    return [event for *_, event in sorted(placed, key=lambda one: one[:3])]


def _codings(row: Row, known: dict[str, Row]) -> list[Row]:
    """Return the events that an old coding comes to."""
    names = [name for name in row["replaces"].split() if name in known]
    own = tuple(name for name in names if known[name]["coder"] == row["coder"])
    others = tuple(name for name in names if name not in own)
    event = {
        **_BLANK,
        **{name: row[name] for name in _TABLES["coding"] if name in row},
        **{name: row[name] for name in ("event_id", "document", "text_hash", "start", "end")},
        "kind": "coding", "coder": row["coder"], "time": row["time"], "replaces": own,
        "holds": "", "settles": (), "score_shown": None, "model": "", "meaning_hash": "",
        "codebook_hash": "", "draw": DRAW if row["draw"] == "random" else "",
    }  # fmt: skip
    if row["decision"] == "adjudicate":
        return [{**event, "holds": "yes", "settles": others}]
    if not others or row["decision"] in ("unsure", "retract"):
        return [event]
    if row["decision"] != "change_code":
        holds = "no" if row["decision"] == "reject" else "yes"
        return [{**event, "decision": "adjudicate", "holds": holds, "settles": others}]
    return _settled_change(event, [known[name] for name in others], own)


def _settled_change(event: Row, others: Sequence[Row], own: Sequence[str]) -> list[Row]:
    """Return what a change of another coder's code comes to: the old one does not hold."""
    act = event["event_id"]
    settled = {
        **event, "act": act, "decision": "adjudicate", "replaces": tuple(own),
        "settles": tuple(row["event_id"] for row in others), "holds": "yes",
    }  # fmt: skip
    refused = [
        {
            **settled,
            **{name: row[name] for name in ("document", "text_hash", "start", "end", "code_id")},
            "event_id": f"{act}-{place}", "holds": "no", "settles": (row["event_id"],),
            "replaces": (), "code_hash": row["code_hash"],
        }
        for place, row in enumerate(others, 1)
        if row["code_id"] != event["code_id"]
    ]  # fmt: skip
    return [*refused, settled]


def _look(row: Row) -> Row:
    """Return an old look on the passage that its segment is now, if its text is still the same."""
    here = row["present"] == row["text_hash"]
    document = row["document"] or row["segment_id"].rpartition("/")[0]
    return {
        **_BLANK,
        "kind": "look", "event_id": f"look-{row['added']}", "coder": row["coder"],
        "time": row["time"], "document": document, "text_hash": row["text_hash"],
        "start": row["start"] if here else 0, "end": row["end"] if here else 0,
        "codes": tuple(json.loads(row["codes"])), "outcome": row["outcome"], "mode": row["mode"],
        "draw": DRAW if row["draw"] == "random" else "", "codebook_hash": row["codebook_hash"],
    }  # fmt: skip


def _memo(row: Row) -> Row:
    return {
        **_BLANK,
        "kind": "memo", "event_id": row["memo_id"], "coder": row["author"], "time": row["time"],
        "about": row["kind"], "target": row["target"], "text": row["text"],
        "private": row["private"],
    }  # fmt: skip


def _draws(events: Sequence[Row]) -> list[Row]:
    """Return a draw for each coder who was given passages at random: more is not known of it."""
    passages: dict[str, dict[tuple[str, str, int, int], None]] = {}
    for event in events:
        if event.get("draw") == DRAW:
            place = (event["document"], event["text_hash"], event["start"], event["end"])
            passages.setdefault(event["coder"], {})[place] = None
    return [
        {
            **_BLANK,
            "kind": "draw", "event_id": f"draw-{place}", "coder": coder, "time": "", "draw": DRAW,
            "mode": "assisted", "round": 1, "purpose": "count", "method": "random",
            "frame": "", "frame_hash": "", "frame_size": 0, "seed": 0, "codebook_hash": "",
            "items": tuple(found),
        }
        for place, (coder, found) in enumerate(passages.items(), 1)
    ]  # fmt: skip


def _moment(time: str) -> float:
    """Return a time as seconds; before all others if it cannot be read."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return float("-inf")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(events: Sequence[Row]) -> None:
    """Give every event its place; each knew all that stood before it. Own ids stay unique."""
    taken: set[str] = set()
    for number, event in enumerate(events, 1):
        event["number"], event["after"] = number, number - 1
        while event["event_id"] in taken:
            event["event_id"] += "-2"
        taken.add(event["event_id"])


# -- into the tables ----------------------------------------------------------------------------


def _save(connection: Connection, events: Sequence[Row]) -> None:
    for name in ("event", "coding", "look", "memo", "draw"):
        rows = [one for one in events if name in ("event", one["kind"])]
        _insert(connection, name, rows)
    items = [
        {
            "number": event["number"], "position": position, "document": place[0],
            "text_hash": place[1], "start": place[2], "end": place[3], "stratum": "",
            "probability": None,
        }
        for event in events
        for position, place in enumerate(event.get("items", ()))
    ]  # fmt: skip
    _insert(connection, "draw_item", items)
    coders = dict.fromkeys(event["coder"] for event in events)
    _insert(
        connection,
        "coder",
        [{"id": one, "name": one, "role": "researcher", "credit": ""} for one in coders],
    )
    connection.exec_driver_sql(
        "INSERT INTO kept_text SELECT text_hash, min(text) FROM document "
        'WHERE text_hash IN (SELECT text_hash FROM "event") GROUP BY text_hash'
    )


def _insert(connection: Connection, table: str, rows: Iterable[Row]) -> None:
    columns = [name for name in _TABLES[table] if name]
    named = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    values = [{name: _plain(row[name]) for name in columns} for row in rows]
    statement = f'INSERT INTO "{table}" ({named}) VALUES ({marks})'  # noqa: S608 -- our own names
    if values:
        connection.execute(text(statement), values)


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
