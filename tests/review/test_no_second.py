"""The real program: without the tick no second is stored, with it whole minutes of nobody.

Every byte of the study's folder is looked through, the journal of the database and what the program
printed too.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from desk_room import form_of
from served import Server, serving
from themekit.workflows.desk import Desk, Place

TIME = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?|\b\d\d:\d\d:\d\d\b")
OPEN = re.compile(r"open-.*\.json")
"""Of the sign that a study is open."""
GAP = 1.3
"""Seconds for which somebody reads a passage here."""


class Reader:
    """Somebody in a browser of their own at the real program.

    Parameters
    ----------
    server : Server
    study : Path
    """

    def __init__(self, server: Server, study: Path) -> None:
        self.server = server
        status, headers, _ = server.ask("GET", urlsplit(server.link).path)
        assert status == 303
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        with closing(Desk(study)) as desk:
            segments = [one for one in desk.material().segments if one.codable][:3]
            self.code = desk.key_of("code", desk.codebook.codes[0].id)
            self.keys = [
                desk.key(Place(one.document, one.text_hash, one.start, one.end)) for one in segments
            ]

    def sends(self, path: str, page: str, **more: str) -> None:
        """Open a page, and send its form a while later."""
        status, _, text = self.server.ask("GET", page, Cookie=self.cookie)
        assert status == 200, page
        time.sleep(GAP)
        body = urlencode({**form_of(text, path), **more})
        origin = f"http://127.0.0.1:{self.server.port}"
        status, _, _ = self.server.ask("POST", path, body, Cookie=self.cookie, Origin=origin)
        assert status == 303, path

    def reads(self) -> None:
        """Answer every passage."""
        for key in self.keys:
            path = f"/desk/passage/{key}"
            self.sends(path, path, done="keep", **{f"say.{self.code}": "yes"})


def every_byte(study: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file of a study."""
    for path in sorted(study.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def told_by_events(study: Path) -> set[bytes]:
    """Return every time that the events of a study hold."""
    with closing(sqlite3.connect(study / ".themekit" / "themekit.db")) as raw:
        rows = raw.execute("SELECT time, received FROM event").fetchall()
    return {one.encode() for row in rows for one in row if one}


def numbers_of(study: Path) -> Iterator[tuple[str, float]]:
    """Yield every number in the tables, with where it stands."""
    with closing(sqlite3.connect(study / ".themekit" / "themekit.db")) as raw:
        tables = [
            one for (one,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for table in tables:
            for row in raw.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, (int, float)):
                        yield table, float(cell)


def measured(study: Path) -> list[tuple[str, str, str, int, int]]:
    """Return what is kept of minutes."""
    with closing(sqlite3.connect(study / ".themekit" / "themekit.db")) as raw:
        return raw.execute(
            "SELECT wave, activity, role, minutes, passages FROM measured"
        ).fetchall()


def unexplained(study: Path, before: set[bytes], began: float, *printed: str) -> list[str]:
    """Return every trace of a time that is neither an event's nor was there before.

    Times as text; moments of this test as seconds since 1970, as SQLite keeps a number in eight
    bytes, or in a table as any number; and how long a passage took, likewise.
    """
    known, ended = told_by_events(study) | before, time.time()
    found = []
    sources = [*every_byte(study), *((Path("printed"), one.encode()) for one in printed)]
    for path, data in sources:
        if OPEN.fullmatch(path.name):  # says since when the program runs, and goes with it
            known = known | set(TIME.findall(data)[:1])
        found += [f"{path}: {one!r}" for one in TIME.findall(data) if one not in known]
        found += [f"{path}: {one!r}" for one in re.findall(rb"\b1[7-9]\d{8}(?:\.\d+)?\b", data)
                  if began <= float(one) <= ended]  # fmt: skip
        for at in range(len(data) - 7):
            if data[at] == 0x41 and began <= struct.unpack(">d", data[at : at + 8])[0] <= ended:
                found.append(f"{path}: a moment at byte {at}")
    for table, one in numbers_of(study):
        if began - 1 <= one <= ended or began - 1 <= one / 1000 <= ended:
            found.append(f"{table}: {one}")
    return found


@pytest.fixture
def study(was_run: Path, tmp_path: Path) -> Path:
    """Return a study that was run."""
    return Path(shutil.copytree(was_run, tmp_path / "study"))


def times_in(study: Path) -> set[bytes]:
    """Return every time as text that stands anywhere in a study."""
    return {one for _, data in every_byte(study) for one in TIME.findall(data)}


def test_without_the_tick_no_second_is_stored(study: Path) -> None:
    """While it serves and after: no byte says a time but those that the events hold already."""
    before, began = times_in(study), time.time()
    with serving(study, "--coder", "Ada") as server:
        Reader(server, study).reads()
        assert unexplained(study, before, began) == []
        _, out, errors = server.end()
    assert not [path for path, _ in every_byte(study) if OPEN.fullmatch(path.name)]
    assert unexplained(study, before, began, out, errors) == []
    assert measured(study) == []
    assert len(told_by_events(study)) >= 2


def test_with_the_tick_whole_minutes_are_stored_and_no_time_of_day(study: Path) -> None:
    """Under no name: one row of the wave, the activity and people, when the program has ended."""
    before, began = times_in(study), time.time()
    with serving(study, "--coder", "Ada") as server:
        reader = Reader(server, study)
        reader.sends("/minutes", "/minutes", minutes="1")
        reader.reads()
        assert measured(study) == []
        assert unexplained(study, before, began) == []
        _, out, errors = server.end()
    assert measured(study) == [("", "reading", "people", 0, 3)]
    assert unexplained(study, before, began, out, errors) == []


def test_a_time_that_is_stored_is_found(study: Path) -> None:
    """What looks through the bytes finds a moment, however it is written."""
    before, began = times_in(study), time.time()
    for name, column, value in (
        ("text", "TEXT", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began - 86_400))),
        ("real", "REAL", time.time()),
        ("whole", "INTEGER", int(time.time() * 1000)),
    ):
        with closing(sqlite3.connect(study / ".themekit" / "themekit.db")) as raw:
            raw.execute(f"CREATE TABLE spy_{name} (a {column})")
            raw.execute(f"INSERT INTO spy_{name} VALUES (?)", (value,))
            raw.commit()
        assert unexplained(study, before, began), name
        with closing(sqlite3.connect(study / ".themekit" / "themekit.db")) as raw:
            raw.execute("PRAGMA secure_delete=ON")
            raw.execute(f"DROP TABLE spy_{name}")
            raw.commit()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
