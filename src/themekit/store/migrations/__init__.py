"""How a database of an older version is carried forward; the newest tables stand in `schema`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from themekit.store.migrations.to_version_3 import one_sequence

Migration = Callable[[Connection], None]


def _topics_return(connection: Connection) -> None:
    """Version 2: topics tell how often they return, what else segments speak of, and a map.

    Topics are made by a run and hold nothing that people decided: the next run makes them anew.
    """
    for statement in (
        "DROP TABLE topic",
        (
            "CREATE TABLE topic (id INTEGER NOT NULL PRIMARY KEY, label TEXT NOT NULL, "
            "words TEXT NOT NULL, size INTEGER NOT NULL, cases INTEGER NOT NULL, "
            "representatives TEXT NOT NULL, returns FLOAT)"
        ),
        "DELETE FROM topic_member",
        (
            "CREATE TABLE topic_share (segment_id VARCHAR NOT NULL, topic INTEGER NOT NULL, "
            "share FLOAT NOT NULL, PRIMARY KEY (segment_id, topic))"
        ),
        (
            "CREATE TABLE topic_place (segment_id VARCHAR NOT NULL PRIMARY KEY, x FLOAT NOT NULL, "
            "y FLOAT NOT NULL)"
        ),
        "DELETE FROM stage WHERE name = 'topics'",
    ):
        connection.exec_driver_sql(statement)


def _people_check(connection: Connection) -> None:
    """Version 4: draws say what is asked in them; links, sessions and requests of the pages."""
    for statement in (
        "ALTER TABLE draw ADD COLUMN codes TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE draw_item ADD COLUMN suggested TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE draw_item ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        (
            "CREATE TABLE link (token_hash VARCHAR NOT NULL PRIMARY KEY, coder VARCHAR NOT NULL, "
            "kind VARCHAR NOT NULL, made VARCHAR NOT NULL)"
        ),
        (
            "CREATE TABLE session (token_hash VARCHAR NOT NULL PRIMARY KEY, "
            "coder VARCHAR NOT NULL, owner INTEGER NOT NULL, made VARCHAR NOT NULL, "
            "seen VARCHAR NOT NULL)"
        ),
        (
            "CREATE TABLE request (coder VARCHAR NOT NULL, request_id VARCHAR NOT NULL, "
            "body_hash VARCHAR NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (coder, request_id))"
        ),
        (
            "CREATE TABLE upset (id VARCHAR NOT NULL PRIMARY KEY, document VARCHAR NOT NULL, "
            'text_hash VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, '
            "day VARCHAR NOT NULL, coder VARCHAR NOT NULL, settled VARCHAR NOT NULL) WITHOUT ROWID"
        ),
    ):
        connection.exec_driver_sql(statement)


def _text_leaves(connection: Connection) -> None:
    """Version 5: what stands for identifying details; who took their words back."""
    for statement in (
        "ALTER TABLE mark ADD COLUMN marking VARCHAR NOT NULL DEFAULT 'read'",
        "ALTER TABLE mark ADD COLUMN replacement TEXT NOT NULL DEFAULT ''",
        (
            "CREATE TABLE withdrawal (number INTEGER NOT NULL PRIMARY KEY, "
            "made VARCHAR NOT NULL, state VARCHAR NOT NULL, request TEXT NOT NULL)"
        ),
        (
            'CREATE TABLE withdrawn ("key" VARCHAR NOT NULL PRIMARY KEY, kind VARCHAR NOT NULL, '
            "scope VARCHAR NOT NULL, withdrawal INTEGER NOT NULL)"
        ),
    ):
        connection.exec_driver_sql(statement)


def _coders_say_who_they_are(connection: Connection) -> None:
    """Version 6: coders state where they stand and how they were prepared."""
    for name in ("standpoint", "training"):
        connection.exec_driver_sql(f"ALTER TABLE coder ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")


def _people_write_beside_coding(connection: Connection) -> None:
    """Version 7: choices of panels, outcomes, claims of causes, summaries, actions and effort."""
    for name, columns in {
        "selection": "level domain panel offered chosen reasons dissent fed_back verified",
        "outcome": "outcome_id who what when where significance contribution substantiator answer "
        "comment segments",
        "causal_link": "cause effect valence blindfolded source",
        "summary": "case wave target state text segments written_on",
        "action": "what because_of by date told_tellers",
        "effort": "wave activity role minutes basis",
    }.items():
        told = ", ".join(
            f'"{one}" {"FLOAT" if one == "minutes" else "TEXT"} NOT NULL' for one in columns.split()
        )
        connection.exec_driver_sql(
            f'CREATE TABLE "{name}" (number INTEGER NOT NULL PRIMARY KEY, {told})'
        )


def _minutes_are_counted(connection: Connection) -> None:
    """Version 8: sums of minutes of sittings for which somebody asked it."""
    connection.exec_driver_sql(
        "CREATE TABLE measured (wave VARCHAR NOT NULL, activity VARCHAR NOT NULL, "
        "role VARCHAR NOT NULL, minutes INTEGER NOT NULL, passages INTEGER NOT NULL, "
        "PRIMARY KEY (wave, activity, role)) WITHOUT ROWID"
    )


MIGRATIONS: Mapping[int, Migration] = {
    2: _topics_return,
    3: one_sequence,
    4: _people_check,
    5: _text_leaves,
    6: _coders_say_who_they_are,
    7: _people_write_beside_coding,
    8: _minutes_are_counted,
}
"""Version that a migration leads to -> what it does to a database one version older."""
