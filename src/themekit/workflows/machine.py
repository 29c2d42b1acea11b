"""What of the machine matters: memory, room, rights, letters, and the way to the command."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from themekit.names import typed
from themekit.store.place import place_problems
from themekit.workflows.installation import Line, is_windows

MEMORY = 2.0
"""GB that a run of a small study needs; one of 100,000 answers takes more (docs/lab/scale.md)."""
ROOM = 0.5
"""GB that a study's outputs and caches may take."""
_GIGA = 1e9
_CONTAINERS = Path("/sys/fs/cgroup/memory.max")
_UTF8 = frozenset({"utf-8", "utf8", "cp65001"})


def command() -> Iterator[Line]:
    """Look whether a terminal finds the command, and this one."""
    found = shutil.which("themekit")
    if found is None:
        told = "a terminal does not find 'themekit' by its name"
        todo = f"pipx ensurepath, then a new terminal; or {typed(sys.executable)} -m themekit"
        yield Line("command", "note", told, todo)
    elif Path(found).resolve().parent != _scripts().resolve():
        told = f"'themekit' in a terminal is another one: {found}"
        yield Line("command", "note", told, f"this one is {typed(sys.executable)} -m themekit")
    else:
        yield Line("command", "ok", found)


def memory() -> Iterator[Line]:
    """Look how much memory the machine has."""
    whole = total_memory()
    if not whole:
        yield Line(
            "memory", "note", "how much there is cannot be told", f"{MEMORY:g} GB are enough"
        )
    elif whole < MEMORY * _GIGA:
        told = f"{whole / _GIGA:.1f} GB; a run needs about {MEMORY:g} GB"
        yield Line("memory", "note", told, "close other programs, or use another machine")
    else:
        yield Line("memory", "ok", f"{whole / _GIGA:.1f} GB")


def total_memory() -> int:
    """Return the memory of the machine or container in bytes; 0 where the system does not tell."""
    if is_windows():
        return _windows_memory()
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return 0
    with suppress(OSError, ValueError):  # a container may be given less; most are given "max"
        whole = min(whole, int(_CONTAINERS.read_text(encoding="ascii")))
    return whole


def disk(folder: Path) -> Iterator[Line]:
    """Look how much room there is for a study's outputs and caches."""
    there = _nearest(folder)
    free = shutil.disk_usage(there).free
    told = f"{free / _GIGA:.1f} GB free at {there}"
    if free < ROOM * _GIGA:
        yield Line("disk", "missing", f"{told}; a study may need {ROOM:g} GB", "make room")
    else:
        yield Line("disk", "ok", told)


def place(folder: Path) -> Iterator[Line]:
    """Look whether a study can be written there, and what speaks against the place."""
    there = _nearest(folder)
    try:
        handle, name = tempfile.mkstemp(prefix=".themekit-", dir=there)
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        told = f"nothing can be written into {there} ({error.strerror})"
        yield Line("folder", "missing", told, "name a folder of yours: themekit doctor FOLDER")
        return
    problems = place_problems(folder)
    for one in problems:
        yield Line("folder", "note", one.message, one.hint)
    if not problems:
        yield Line("folder", "ok", f"{there} can be written")


def letters() -> Iterator[Line]:
    """Look whether the terminal shows letters of every language, and files may be named by them."""
    shown = (getattr(sys.stdout, "encoding", "") or "").casefold()
    files = sys.getfilesystemencoding().casefold()
    if shown in _UTF8 and files in _UTF8:
        yield Line("letters", "ok", "UTF-8")
        return
    told = f"the terminal takes {shown or 'unknown'}, names of files {files}: others show as '?'"
    todo = "export LC_ALL=C.UTF-8 (files that themekit writes are UTF-8 all the same)"
    yield Line("letters", "note", told, todo)


def browser() -> Iterator[Line]:
    """Look whether a browser can be opened at the pages on which people check."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        told = "none that can be opened from here"
        todo = "'themekit review' prints a link: open it in any browser on this machine"
        yield Line("browser", "note", told, todo)
    else:
        yield Line("browser", "ok", "there is one")


def _scripts() -> Path:
    """Return the folder with the commands of this environment."""
    return Path(sys.executable).parent


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 -- links stay as the user wrote them
    return next(one for one in (whole, *whole.parents) if one.is_dir())


def _windows_memory() -> int:
    """Ask Windows how much memory there is."""
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in "abcdefg"),
        )

    status = Status()
    status.length = ctypes.sizeof(Status)
    windows = getattr(ctypes, "windll", None)
    if windows is None or not windows.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0
    return int(status.a)
