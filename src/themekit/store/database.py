"""A study's database: opened, carried forward, read, written in short steps, and added to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Executable, event, inspect, select
from sqlalchemy.exc import DatabaseError

from themekit.errors import StoreError
from themekit.store import schema
from themekit.store.migrations import MIGRATIONS
from themekit.store.place import make_state_folder, place_of
from themekit.store.sqlite import Kind, SQLite

Rows = Sequence[Mapping[str, Any]]
Write = tuple[Executable, Rows]
"""A statement and the rows that it is executed for."""
STEP = 0.020
"""Seconds after which a run's transaction is ended."""
BREATH = 0.004
"""Seconds between two of them, in which whoever waits with a decision gets in."""
_MOMENT = 0.005
"""Seconds that rows executed in one go may take; the clock is looked at between them."""
_FEWEST, _MOST = 8, 2_000
_KIND = "themekit_kind"


class Backend(Protocol):
    """A kind of database that can keep a study.

    What PostgreSQL will have to see to, so that a study is the same in both: every order is by
    code points (``COLLATE "C"``), every time is UTC text, an append and a write take the same
    advisory lock at their beginning and keep it until the commit, and a backup is the database's
    own. Neither kind is ever handed a text with NUL or half a surrogate pair (see `Store`).

    Attributes
    ----------
    place : str
        Where it lies, as people are told it; it holds no password.
    """

    place: str

    def engine(self) -> Engine:
        """Return an engine whose transactions the store begins by `begin`."""
        ...

    def begin(self, connection: Connection, kind: Kind) -> None:
        """Begin a transaction: one that reads waits for nobody, the others are one at a time.

        What an ``append`` wrote is on the disk when its commit returns, or it raises StoreError.
        """
        ...

    def back_up(self, name: str) -> None:
        """Keep a copy of the whole database under a name."""
        ...

    def compact(self) -> None:
        """Leave nothing on the disk of what was deleted."""
        ...

    def explain(self, error: BaseException) -> str:
        """Say in one sentence what an error means and what to do; nothing where it is a defect."""
        ...


@dataclass(frozen=True, slots=True)
class Store:
    """A study's state folder and the database in it.

    No text with NUL or half a surrogate pair gets in, whoever writes it: not every database can
    hold such, and no output could show it.

    Attributes
    ----------
    folder : Path
        ``STUDY/.themekit``.
    backend : Backend
    engine : sqlalchemy.Engine
    """

    folder: Path
    backend: Backend
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for questions: all of them are answered from one moment's state."""
        with self._connection("read") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is saved at the end, or nothing.

        Others wait for its end: nothing is computed inside, and what is much is written by
        `write` instead.
        """
        with self._connection("write") as connection, connection.begin():
            yield connection
        time.sleep(BREATH)

    @contextmanager
    def appending(self) -> Iterator[Connection]:
        """Give a connection for what people decide: at its end it is on the disk.

        It gets in between two steps of a run, is one short transaction, and needs no other lock.

        Raises
        ------
        StoreError
            If what is added would not be on the disk when this ends.
        """
        with self._connection("append") as connection, connection.begin():
            yield connection

    def write(self, work: Iterable[Write]) -> None:
        """Write much, in transactions so short that whoever adds a decision hardly waits.

        Parameters
        ----------
        work : iterable of (statement, rows)
            Done in order. It is gone through before anything is written. A kill leaves the first
            part of it: it is for callers to mark first what is not whole until the last of it.
        """
        pieces = _Pieces(work)
        while pieces:
            with self.writing() as connection:
                end = time.monotonic() + STEP
                pieces.execute(connection)
                while pieces and time.monotonic() < end:
                    pieces.execute(connection)

    def compact(self) -> None:
        """Leave nothing on the disk of what was deleted; nobody else may be at work."""
        with _plain_words(self.backend):
            self.backend.compact()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def _connection(self, kind: Kind) -> Iterator[Connection]:
        with _plain_words(self.backend), self.engine.connect() as connection:
            yield connection.execution_options(**{_KIND: kind})


class _Pieces:
    """Work that is left, cut into pieces by how long the last one took."""

    def __init__(self, work: Iterable[Write]) -> None:
        self._left = [(statement, rows) for statement, rows in work if rows]
        self._left.reverse()
        self._start, self._size = 0, _FEWEST

    def __bool__(self) -> bool:
        return bool(self._left)

    def execute(self, connection: Connection) -> None:
        """Do the next piece."""
        statement, rows = self._left[-1]
        began = time.monotonic()
        stop = self._start + self._size
        connection.execute(statement, rows[self._start : stop])
        took = time.monotonic() - began
        self._size = min(_MOST, self._size * 2) if took < _MOMENT / 2 else self._size
        self._size = max(_FEWEST, self._size // 2) if took > _MOMENT else self._size
        self._start = stop
        if stop >= len(rows):
            self._left.pop()
            self._start, self._size = 0, _FEWEST


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
    return open_backend(folder, SQLite(folder, place_of(folder)))


def open_backend(folder: Path, backend: Backend) -> Store:
    """Open the store that a database keeps, making or migrating it as needed."""
    engine = backend.engine()
    event.listen(engine, "begin", _beginner(backend))
    event.listen(engine, "before_cursor_execute", _refuse_what_no_database_holds)
    store = Store(folder, backend, engine)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def _beginner(backend: Backend) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        backend.begin(connection, connection.get_execution_options().get(_KIND, "read"))

    return begin


def _refuse_what_no_database_holds(
    _connection: Connection,
    _cursor: object,
    _statement: str,
    parameters: Any,
    _context: object,
    executemany: bool,  # noqa: FBT001 (SQLAlchemy hands it over by place)
) -> None:
    """Look through every text on its way in: the one place that all of them pass."""
    for row in parameters if executemany else (parameters,):
        for value in row.values() if isinstance(row, dict) else row:
            if type(value) is str and ("\0" in value or not _is_whole(value)):
                raise StoreError(
                    "Something that was to be kept holds a NUL or half a character, which not "
                    "every database can: if you typed it, type it anew; if it is a file's name, "
                    "rename the file."
                )


def _is_whole(text: str) -> bool:
    """Tell whether no surrogate stands alone in a text."""
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return False
    return True


def _bring_up_to_date(store: Store) -> None:
    """Create the tables of a new database, or carry an older one forward after a backup."""
    with store.reading() as connection:
        version = _version(connection)
    if version == schema.SCHEMA_VERSION:
        return
    with store.writing() as connection:
        version = _version(connection)  # another process may have been here first
        if version is None:
            schema.metadata.create_all(connection)
            row = {"name": "schema_version", "value": str(schema.SCHEMA_VERSION)}
            connection.execute(schema.about.insert().values(row))
        elif version > schema.SCHEMA_VERSION:
            raise StoreError(
                f"{store.backend.place} was written by a newer themekit (its tables have version "
                f"{version}, this one knows {schema.SCHEMA_VERSION}): install a newer themekit."
            )
        elif version < schema.SCHEMA_VERSION:
            _migrate(store, connection, version)


def _version(connection: Connection) -> int | None:
    """Return the version of a database's tables, or None where there are none."""
    if not inspect(connection).has_table(schema.about.name):
        return None
    row = connection.execute(
        select(schema.about.c.value).where(schema.about.c.name == "schema_version")
    ).first()
    return int(row[0]) if row else 0


def _migrate(store: Store, connection: Connection, version: int) -> None:
    """Carry the database forward, one version after the other, in one transaction."""
    # Nobody else writes now: what is kept is what is migrated.
    store.backend.back_up(f"themekit-before-version-{version + 1}")
    for target in range(version + 1, schema.SCHEMA_VERSION + 1):
        MIGRATIONS[target](connection)
    connection.execute(
        schema.about.update()
        .where(schema.about.c.name == "schema_version")
        .values(value=str(schema.SCHEMA_VERSION))
    )


@contextmanager
def _plain_words(backend: Backend) -> Iterator[None]:
    """Turn the database's own errors into one sentence that says what to do."""
    try:
        yield
    except DatabaseError as error:
        if told := backend.explain(error):
            raise StoreError(told) from error
        raise
