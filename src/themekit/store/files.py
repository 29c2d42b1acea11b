"""Files of people's material and of a run: read whole and steady, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from themekit.errors import InputError

_BESIDE = ".new"
# Opening a pipe would wait for a writer for ever; Windows would change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MODE = 0o666


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
        if error.errno in _FULL:
            hint = "make room and run again; the outputs of the last run are untouched"
            raise InputError.one(str(folder), None, "the disk is full", hint) from error
        hint = "check who may write there, and that no program holds a file in it open"
        what = f"outputs cannot be written ({error.strerror})"
        raise InputError.one(str(error.filename or folder), None, what, hint) from error


def read_steady(path: Path, name: str, limit: int) -> bytes:
    """Read a regular file that stays the same meanwhile.

    Parameters
    ----------
    path : Path
    name : str
        The file, as errors should name it.
    limit : int
        Most bytes.

    Raises
    ------
    InputError
        Not a regular file, too large, or changed while it was read.
    OSError
        It cannot be opened or read.
    """
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise InputError.one(name, None, "it is not a regular file", "only those are read")
        if before.st_size > limit:
            what = f"the file has more than {limit // 1_000_000} MB"
            raise InputError.one(name, None, what, "split it, or take out what is not text")
        data = file.read(limit + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or len(data) != after.st_size:
        hint = "wait until whatever writes it has finished, then try again"
        raise InputError.one(name, None, "the file changed while it was read", hint)
    return data


def shown(path: str) -> str:
    """Return a path fit to stand in a message: nothing that breaks the line."""
    return "".join(sign if sign.isprintable() else "?" for sign in path)


def write_whole(path: Path, data: bytes, mode: int = _MODE) -> None:
    """Write a new file beside its place and rename it, so that nobody sees half of it.

    Parameters
    ----------
    path : Path
        Folders on the way are made.
    data : bytes
    mode : int
        Permission bits of the file, as far as the umask allows; its owner can always read it.

    Raises
    ------
    InputError
        The folder cannot be written, or the disk is full.
    """
    beside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".themekit-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod((mode & _MODE & ~_umask()) | stat.S_IRUSR | stat.S_IWUSR)
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        if error.errno in _FULL:
            raise InputError.one(str(path), None, "the disk is full", "make room") from error
        what = f"it cannot be written ({error.strerror})"
        raise InputError.one(str(path), None, what) from error


def _umask() -> int:
    """Return the process's umask, which can only be asked by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
