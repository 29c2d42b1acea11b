"""Opening a study's database: where it lies, which version it has, who may read it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError

from themekit.errors import InputError, StoreError
from themekit.store import schema
from themekit.store.migrations import MIGRATIONS

STATE_FOLDER = ".themekit"
_IGNORE = "# Private to this machine: transcripts' text and people's decisions.\n*\n"


@dataclass(frozen=True, slots=True)
class Store:
    """A study's state folder and the database in it.

    Attributes
    ----------
    folder : Path
        ``STUDY/.themekit``.
    engine : sqlalchemy.Engine
    """

    folder: Path
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for queries."""
        with _plain_words(self.folder), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is saved at the end, or nothing."""
        with _plain_words(self.folder), self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(study: Path, where: str = "sqlite") -> Store:
    """Open a study's store, making or migrating it as needed.

    Parameters
    ----------
    study : Path
        The study's folder.
    where : str
        ``sqlite``: a file in the state folder. Other databases are not supported yet.

    Raises
    ------
    StoreError
        If the database was made by a newer themekit, is damaged, or is of another kind.
    InputError
        If the folder cannot be written.
    """
    if where != "sqlite":
        raise StoreError(
            "This version of themekit keeps a study in SQLite only: leave 'store' out of "
            "study.yaml and unset THEMEKIT_STORE."
        )
    folder = make_state_folder(study)
    path = folder / "themekit.db"
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    store = Store(folder, engine)
    try:
        with _plain_words(folder):
            _bring_up_to_date(store, path)
    except BaseException:
        store.close()
        raise
    return store


def make_state_folder(study: Path) -> Path:
    """Make ``STUDY/.themekit``, readable by its owner only and ignored by git."""
    folder = study / STATE_FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORE, encoding="utf-8")
    except OSError as error:
        raise InputError.one(
            str(folder),
            None,
            f"the study's folder cannot be written ({error.strerror})",
            "copy the study to a folder of yours, or ask for the right to write there",
        ) from error
    return folder


def _settings(connection: sqlite3.Connection, _record: object) -> None:
    """Survive a kill at any moment, and let readers read while a run writes."""
    # SQLite's Python module would save table changes one by one; with this, `_begin` decides.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _bring_up_to_date(store: Store, path: Path) -> None:
    """Create the tables of a new database, or carry an older one forward after a backup."""
    with store.engine.begin() as connection:
        if not inspect(connection).has_table(schema.about.name):
            schema.metadata.create_all(connection)
            row = {"name": "schema_version", "value": str(schema.SCHEMA_VERSION)}
            connection.execute(schema.about.insert().values(row))
            return
        version = _version(connection)
    if version > schema.SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer themekit (its tables have version {version}, this one "
            f"knows {schema.SCHEMA_VERSION}): install a newer themekit."
        )
    if version < schema.SCHEMA_VERSION:
        _migrate(store, path, version)


def _version(connection: Connection) -> int:
    row = connection.execute(
        select(schema.about.c.value).where(schema.about.c.name == "schema_version")
    ).first()
    return int(row[0]) if row else 0


def _migrate(store: Store, path: Path, version: int) -> None:
    """Carry the database forward, one version after the other, in one transaction."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(path, path.with_name(f"{path.stem}-before-version-{version + 1}.db"))
    with store.engine.begin() as connection:
        for target in range(version + 1, schema.SCHEMA_VERSION + 1):
            MIGRATIONS[target](connection)
        connection.execute(
            schema.about.update()
            .where(schema.about.c.name == "schema_version")
            .values(value=str(schema.SCHEMA_VERSION))
        )


@contextmanager
def _plain_words(folder: Path) -> Iterator[None]:
    """Turn the database's own errors into one sentence that says what to do."""
    try:
        yield
    except DatabaseError as error:
        said = str(error.orig)
        place = folder / "themekit.db"
        if "full" in said or "disk I/O" in said:
            advice = "the disk is full or failing: make room and run again; nothing saved is lost"
        elif "readonly" in said or "unable to open" in said:
            advice = "it cannot be written: check who owns the study's folder"
        elif "locked" in said:
            advice = "another program holds it: wait until it has finished"
        elif "malformed" in said or "not a database" in said:
            advice = "it is damaged: put it aside and restore a copy, or run anew without it"
        else:
            raise
        raise StoreError(f"{place}: {advice} ({said}).") from error
