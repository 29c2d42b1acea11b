"""One run at a time a study, and one computer at a time where several can reach it.

What people decide needs neither: an append takes the database's own lock for its moment.
"""

from __future__ import annotations

import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from themekit.errors import BusyError
from themekit.store.place import make_state_folder, place_of

BEAT = 30.0
"""Seconds after which a process says again that it has the study open."""
FRESH = 600.0
"""Seconds for which that is believed: a synced folder hands it over late."""
_TIME = "%Y-%m-%d %H:%M UTC"


_held = threading.local()
"""The studies whose lock this thread holds."""


@contextmanager
def writer_lock(study: Path, *, again: bool = False) -> Iterator[None]:
    """Hold the study's writer lock; the operating system frees it even when a run is killed.

    With `again` whoever holds it may take it a second time, in the same thread.

    Raises
    ------
    BusyError
        If another process holds it, or another computer has the study open.
    """
    folder = make_state_folder(study)
    held: set[Path] = _held.__dict__.setdefault("studies", set())
    place = folder.resolve()
    if again and place in held:
        yield
        return
    lock = FileLock(folder / "lock")
    try:
        with lock.acquire(timeout=0), open_here(study):
            held.add(place)
            try:
                yield
            finally:
                held.discard(place)
    except Timeout as error:
        raise BusyError(
            f"Another themekit is writing the study {study}: wait until it has finished."
        ) from error


@contextmanager
def alone(study: Path) -> Iterator[None]:
    """Hold the study for an act that nobody may be at work beside: no run, no server, no other.

    Raises
    ------
    BusyError
        If anybody has it open.
    """
    with writer_lock(study):
        folder = make_state_folder(study)
        mine = _mark_of(folder, os.getpid())
        for mark, told in _marks(folder):
            if mark != mine:
                raise BusyError(
                    f"The study {study} is open: process {told['pid']} on the computer "
                    f"'{told['host']}' has it since {told['since']} (its pages are being served, "
                    "or a command is at work). End it first, then try again."
                )
        yield


@contextmanager
def open_here(study: Path) -> Iterator[None]:
    """Say that this computer has the study open for writing, for as long as it has.

    On a disk of this computer nobody is refused: the system's own locks hold there. Whoever only
    opens the study to take decisions, such as a server of its pages, holds this alone.

    Raises
    ------
    BusyError
        If another computer has a study open that lies where both can write.
    """
    folder = make_state_folder(study)
    other = _open_elsewhere(folder)
    if other and place_of(folder).is_shared:
        host, since, mark = other
        raise BusyError(
            f"The study {study} is open on the computer '{host}' since {since}: end themekit "
            f"there first, or delete {mark} if it no longer runs there."
        )
    mark = _mark_of(folder, os.getpid())
    since = time.strftime(_TIME, time.gmtime())
    told = {"host": _host(), "pid": os.getpid(), "since": since}
    with suppress(OSError):  # where this cannot be written nothing can, and the store says so
        mark.write_text(json.dumps(told), encoding="utf-8")
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(mark, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def _beat(mark: Path, ended: threading.Event) -> None:
    """Touch the mark from time to time: one that nobody touches was left by a kill."""
    while not ended.wait(BEAT):
        with suppress(OSError):
            mark.touch()


def _mark_of(folder: Path, pid: int) -> Path:
    return folder / f"open-{_name(_host())}-{pid}.json"


def _open_elsewhere(folder: Path) -> tuple[str, str, Path] | None:
    """Return another computer that says it has the study open, since when, and where it says so."""
    found = None
    for mark, told in _marks(folder):
        if str(told["host"]) != _host():
            found = str(told["host"]), str(told["since"]), mark
    return found


def _marks(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Return what says that somebody has the study open; what killed processes left is deleted."""
    found = []
    for mark in sorted(folder.glob("open-*.json")):
        with suppress(OSError, ValueError, LookupError, TypeError):
            told = json.loads(mark.read_text(encoding="utf-8"))
            is_here = str(told["host"]) == _host()
            if time.time() - mark.stat().st_mtime > FRESH or (is_here and _ended(told["pid"])):
                mark.unlink(missing_ok=True)
            elif told["since"]:
                found.append((mark, told))
    return found


def _ended(pid: int) -> bool:
    """Tell whether a process of this computer is known to have ended."""
    if os.name != "posix":  # elsewhere to ask is to end it
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # it lives, and is somebody else's
    return False


def _host() -> str:
    return socket.gethostname()


def _name(host: str) -> str:
    """Return a computer's name as a file's name can hold it."""
    return re.sub(r"[^A-Za-z0-9.-]", "_", host)
