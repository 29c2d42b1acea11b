"""What only SQLite knows: its settings, how a transaction begins, its backup and its errors."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event

from themekit.errors import StoreError
from themekit.store.place import Place

Kind = Literal["read", "write", "append"]
"""A question, a step of a run, or what people decide."""
PATIENCE = 120.0
"""Seconds that a transaction waits for another; a run's last well under a tenth of one."""
_POLL = 0.001
_MAIN_CODE = 0xFF  # an extended code holds the main one in its last byte
_NORMAL, _FULL, _EXTRA = 1, 2, 3


class SQLite:
    """A study in one file.

    With a journal of changes beside it (WAL) readers read while a run writes. That needs memory
    shared by all who have the file open, which computers on a network do not have: there each
    transaction keeps its own journal and deletes it.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit``.
    place : Place
        On which kind of disk it is.
    """

    def __init__(self, folder: Path, place: Place) -> None:
        self._path = folder / "themekit.db"
        self.place = str(self._path)
        self._journal = "delete" if place.is_shared else "wal"
        # Without WAL, only EXTRA makes the deletion of a journal, which is the commit, durable.
        self._durable = _EXTRA if place.is_shared else _FULL
        self._quick = _FULL if place.is_shared else _NORMAL

    def engine(self) -> Engine:
        """Return an engine for the file, which is made when first written."""
        engine = create_engine(URL.create("sqlite", database=self.place))
        event.listen(engine, "connect", self._connected)
        return engine

    def _connected(self, raw: sqlite3.Connection, _record: object) -> None:
        # SQLite's Python module would save table changes one by one; with this, `begin` decides.
        raw.isolation_level = None
        raw.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
        # Two processes that open a new file at once are both to find its journal made.
        _patiently(lambda: raw.execute(f"PRAGMA journal_mode={self._journal}"))
        # What is deleted is written over with zeros, whoever deletes it.
        raw.execute("PRAGMA secure_delete=ON")

    def begin(self, connection: Connection, kind: Kind) -> None:
        """Begin a transaction.

        One that writes takes the lock at once: were it to read first, it would be refused as soon
        as another had written. Whoever waits looks again each millisecond; SQLite's own waiting
        looks ten times a second at last, and would miss the moments between a run's steps.

        Raises
        ------
        StoreError
            If the lock is not to be had, or an append would not be durable.
        """
        raw: Any = connection.connection.driver_connection
        try:
            if kind == "read":
                raw.execute("BEGIN")
                return
            self._set_durability(raw, kind)
            raw.execute("PRAGMA busy_timeout=0")
            try:
                _patiently(lambda: raw.execute("BEGIN IMMEDIATE"))
            finally:
                raw.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
        except sqlite3.Error as error:
            if told := self.explain(error):
                raise StoreError(told) from error
            raise

    def _set_durability(self, raw: sqlite3.Connection, kind: Kind) -> None:
        """Have a decision on the disk before it is acknowledged; a run's step can be done again."""
        wanted = self._durable if kind == "append" else self._quick
        raw.execute(f"PRAGMA fullfsync={int(kind == 'append')}")  # macOS's disks wait for it only
        raw.execute(f"PRAGMA synchronous={wanted}")
        level = raw.execute("PRAGMA synchronous").fetchone()[0]
        if kind == "append" and level < _FULL:
            raise StoreError(
                f"{self.place}: decisions would not be safe from a power cut (synchronous is "
                f"{level}, not {wanted}), so none is taken."
            )

    def compact(self) -> None:
        """Write the file anew without what was deleted, and empty its journal.

        Nobody else may have it open in a transaction.
        """
        with closing(sqlite3.connect(self._path)) as raw:
            self._connected(raw, None)
            raw.execute("VACUUM")
            if self._journal == "wal":
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def back_up(self, name: str) -> None:
        """Copy the whole database, as it stands between transactions, beside itself.

        Parameters
        ----------
        name : str
            Of the copy, without its ending.
        """
        beside = self._path.with_name(f"{name}.db.new")
        beside.unlink(missing_ok=True)
        beside.touch(0o600)
        with (
            closing(sqlite3.connect(self._path)) as source,
            closing(sqlite3.connect(beside)) as copy,
        ):
            source.backup(copy)
        beside.replace(self._path.with_name(f"{name}.db"))

    def explain(self, error: BaseException) -> str:
        """Say in one sentence what an error of the database means and what to do, or nothing."""
        said = str(getattr(error, "orig", error))
        if "full" in said or "disk I/O" in said:
            advice = "the disk is full or failing: make room and run again; nothing saved is lost"
        elif "readonly" in said or "unable to open" in said:
            advice = "it cannot be written: check who owns the study's folder"
        elif "locked" in said:
            advice = "another program holds it: wait until it has finished"
        elif "malformed" in said or "not a database" in said:
            advice = "it is damaged: put it aside and restore a copy, or run anew without it"
        else:
            return ""
        return f"{self.place}: {advice} ({said})."


def _patiently(attempt: Callable[[], object]) -> None:
    """Try again as long as another transaction is in the way."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & _MAIN_CODE == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > end:
                raise
            time.sleep(_POLL)
        else:
            return
