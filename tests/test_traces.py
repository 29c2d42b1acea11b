"""The finder of traces finds a marker in whatever way it was left, and nothing else."""

from __future__ import annotations

import base64
import gzip
import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from traces import traces

MARKER = "Zirkelbächer"
WORDS = f"at the {MARKER} gate"


def zipped(text: str) -> bytes:
    """Return an archive that holds a text."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return data.getvalue()


def packed_twice(text: str) -> bytes:
    """Return an archive in an archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.xlsx", zipped(text))
    return data.getvalue()


WAYS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "capitals": lambda text: text.upper().replace("Ä", "ä").encode(),
    "UTF-16 LE": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32-le"),
    "JSON": lambda text: json.dumps({"text": text}).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)).encode(),
    "percent": lambda text: b"/page?q=" + text.replace("ä", "%C3%A4").encode(),
    "HTML": lambda text: "".join(f"&#{ord(one)};" for one in text).encode(),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, moved by one": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64, moved by two": lambda text: base64.b64encode(b"xx" + text.encode()),
    "zip": zipped,
    "zip in zip": packed_twice,
    "gzip": lambda text: gzip.compress(text.encode()),
    "deflated": lambda text: zlib.compress(text.encode()),
    "gzip of JSON": lambda text: gzip.compress(json.dumps(text).encode()),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_marker_is_found_however_it_is_written(tmp_path: Path, way: str) -> None:
    """In the bytes as they stand, escaped, or packed."""
    (tmp_path / "file").write_bytes(b"before" * 2 * (way in "UTF-8") + WAYS[way](WORDS))
    assert traces(tmp_path, MARKER)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_there_is_not_found(tmp_path: Path, way: str) -> None:
    """Other words, written in each way, are none of it."""
    (tmp_path / "file").write_bytes(WAYS[way]("at the garden gate"))
    assert traces(tmp_path, MARKER) == []


def test_a_deleted_row_is_found_in_the_pages_of_a_database(tmp_path: Path) -> None:
    """SQLite leaves what was deleted where it lay, unless it is told otherwise."""
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        raw.execute("PRAGMA secure_delete=OFF")
        raw.execute("CREATE TABLE told (text)")
        raw.execute("INSERT INTO told VALUES (?)", (WORDS,))
        raw.commit()
        raw.execute("DELETE FROM told")
        raw.commit()
    assert traces(tmp_path, MARKER) == ["a.db: UTF-8"]


def test_the_journal_beside_a_database_is_looked_through(tmp_path: Path) -> None:
    """What was written last stands there alone."""
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE told (text)")
        raw.execute("INSERT INTO told VALUES (?)", (WORDS,))
        raw.commit()
        assert traces(tmp_path, MARKER) == ["a.db-wal: UTF-8"]


def test_names_of_files_and_folders_count(tmp_path: Path) -> None:
    """A file that is called like somebody tells of them, empty or not."""
    (tmp_path / MARKER.lower()).mkdir()
    (tmp_path / MARKER.lower() / "empty").touch()
    assert len(traces(tmp_path, MARKER)) == 2


def test_sources_may_hold_it(tmp_path: Path) -> None:
    """They alone, by their path."""
    for name in ("source.txt", "other.txt"):
        (tmp_path / name).write_text(WORDS, encoding="utf-8")
    assert traces(tmp_path, MARKER, ["source.txt"]) == ["other.txt: UTF-8"]
