"""Writing output files so that a reader never sees half of one."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from themekit.errors import InputError

_BESIDE = ".new"


def write_outputs(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> dict[str, str]:
    """Write files beside their places, then rename them all.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    files : iterable of (name, chunks)

    Returns
    -------
    dict of str to str
        Name to SHA-256 of what was written, in the order given.

    Raises
    ------
    InputError
        If the folder cannot be written or the disk is full; files of an earlier run stay whole.
    """
    hashes: dict[str, str] = {}
    with _plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, chunks in files:
                hashes[name] = _write(folder / (name + _BESIDE), chunks)
            for name in hashes:
                (folder / (name + _BESIDE)).replace(folder / name)
        finally:
            for left in folder.glob("*" + _BESIDE):
                left.unlink()
    return hashes


def file_hash(path: Path) -> str:
    """Return a file's SHA-256, or ``''`` if there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def all_as_written(folder: Path, hashes: Mapping[str, str]) -> bool:
    """Tell whether every file is there with the bytes that were written."""
    return bool(hashes) and all(file_hash(folder / name) == seen for name, seen in hashes.items())


def _write(path: Path, chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def _plain_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            hint = "make room and run again; the outputs of the last run are untouched"
            raise InputError.one(str(folder), None, "the disk is full", hint) from error
        hint = "check who may write there, and that no program holds a file in it open"
        what = f"outputs cannot be written ({error.strerror})"
        raise InputError.one(str(error.filename or folder), None, what, hint) from error
