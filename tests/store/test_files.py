"""Output files are whole or not there."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from themekit.errors import InputError
from themekit.store.files import all_as_written, write_outputs


def breaks_off() -> Iterator[bytes]:
    """Yield a part and then run out of disk."""
    yield b"new"
    raise OSError(errno.ENOSPC, "No space left on device")


def test_files_are_written_and_known_by_their_hash(tmp_path: Path) -> None:
    """What was written can be recognised later, and a change noticed."""
    hashes = write_outputs(tmp_path, [("a.csv", [b"x", b"y"]), ("b.csv", [b""])])
    assert (tmp_path / "a.csv").read_bytes() == b"xy"
    assert all_as_written(tmp_path, hashes)
    (tmp_path / "a.csv").write_bytes(b"xz")
    assert not all_as_written(tmp_path, hashes)


def test_a_full_disk_leaves_the_last_outputs_whole(tmp_path: Path) -> None:
    """Nothing is renamed before everything is written."""
    write_outputs(tmp_path, [("a.csv", [b"old"]), ("b.csv", [b"old"])])
    with pytest.raises(InputError, match=r"the disk is full.*untouched"):
        write_outputs(tmp_path, [("a.csv", [b"new"]), ("b.csv", breaks_off())])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"old",
        "b.csv": b"old",
    }


def test_a_missing_file_is_not_as_written(tmp_path: Path) -> None:
    """Neither is an empty record."""
    assert not all_as_written(tmp_path, {"a.csv": "0" * 64})
    assert not all_as_written(tmp_path, {})
