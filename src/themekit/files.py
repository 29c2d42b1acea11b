"""Files of people's material: read whole and steady, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import ntpath
import os
import posixpath
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath

from themekit.errors import InputError, UsageError

# Opening a pipe would wait for a writer for ever; Windows would change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MODE = 0o666


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


def seen_from(folder: PurePath, path: PurePath) -> str:
    """Return a path as seen from a folder, with ``/``; whole where no way leads there.

    On Windows a codebook may lie on another drive than the study.
    """
    system = ntpath if isinstance(path, PureWindowsPath) else posixpath
    try:
        return str(system.relpath(path, folder)).replace(system.sep, "/")
    except ValueError:
        return path.as_posix()


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
        # Windows lets nobody write what is open in Word or Excel, and says "permission denied".
        hint = "check who may write there, and that no program has it open"
        what = f"it cannot be written ({error.strerror})"
        raise InputError.one(str(path), None, what, hint) from error


def rewrite(path: Path, change: Callable[[str], str], former: Path) -> bool:
    """Change a text file of people's; its former version is kept, a hand edit never lost.

    Parameters
    ----------
    path : Path
        A link stays a link: the file that it leads to is rewritten.
    change : callable
        Gets the text and returns the new one.
    former : Path
        Folder of former versions.

    Returns
    -------
    bool
        Whether there was anything to change.

    Raises
    ------
    UsageError
        If somebody else changed it meanwhile.
    InputError
        If it cannot be written.
    """
    before = path.read_bytes()
    text = before.decode("utf-8-sig")
    after = change(text)
    if after == text:
        return False
    keep_in(former, path.name, before)
    if path.read_bytes() != before:
        raise UsageError(f"{path.name} was changed meanwhile: nothing was written, try again.")
    write_whole(path.resolve(), after.encode("utf-8"), path.stat().st_mode)
    return True


def keep_in(folder: Path, name: str, data: bytes) -> Path:
    """Keep what a file held, under its name and what tells this version from others.

    Parameters
    ----------
    folder : Path
        Of former versions; made where it is not there.
    name : str
        Of the file.
    data : bytes

    Returns
    -------
    Path
    """
    path = Path(name)
    kept = folder / f"{path.stem}-{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"
    write_whole(kept, data)
    return kept


def _umask() -> int:
    """Return the process's umask, which can only be asked by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
