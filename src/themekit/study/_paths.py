"""Files that study.yaml names: inside the study folder, and there."""

from __future__ import annotations

import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

from themekit._yaml import listed, nearest

Complaint = tuple[str, str]
"""What is wrong, and what would be right."""


def posix(text: str) -> str:
    """Write a path with ``/``, also one that was typed on Windows."""
    return text.replace("\\", "/").removeprefix("./")


def leaves(text: str) -> bool:
    """Tell whether a path or pattern points out of the study folder by its words alone."""
    path = PurePosixPath(posix(text))
    return path.is_absolute() or bool(PureWindowsPath(text).drive) or ".." in path.parts


def is_inside(root: Path, path: Path) -> bool:
    """Tell whether `path`, with links followed, lies in the folder `root`."""
    return path.resolve().is_relative_to(root.resolve())


def resolved(path: Path) -> Path:
    """Return `path` without ``..`` and links, as far as it leads anywhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a ring of links, a NUL in the name
        return path


def file_complaint(root: Path, text: str, *, outside: bool = False) -> Complaint | None:
    """Say what is wrong with a file that the study names, or None.

    Parameters
    ----------
    root : Path
        The study folder.
    text : str
        The path as study.yaml writes it.
    outside : bool
        Whether it may lie outside the study folder.
    """
    if not outside and leaves(text):
        return f"'{text}' leads out of the study folder", "copy the file into the study"
    path = root / posix(text)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return f"there is no file '{text}'", neighbours(root, text)
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        return f"'{text}' is {what}", "name a file"
    if not outside and not is_inside(root, path):
        return f"'{text}' is a link out of the study folder", "copy the file into the study"
    return None


def neighbours(root: Path, text: str) -> str:
    """Return a hint for a path or pattern that leads nowhere: what is there instead."""
    here = PurePosixPath(posix(text))
    steps = [part for part in here.parts if part != "/"]
    folder = Path(here.anchor) if here.is_absolute() else root
    for index, step in enumerate(steps[:-1]):
        if any(sign in step for sign in "*?["):
            break
        if not (folder / step).is_dir():
            close = nearest(step, _entries(folder, folders=True))
            fixed = "/".join([*steps[:index], close, *steps[index + 1 :]])
            return f"did you mean '{fixed}'?" if close else f"there is no folder '{step}'"
        folder /= step
    names = _entries(folder)
    close = nearest(steps[-1], names) if steps else ""
    if close:
        return f"did you mean '{'/'.join([*steps[:-1], close])}'?"
    return f"in that folder: {listed(names, 'and')}" if names else "that folder is empty"


def _entries(folder: Path, *, folders: bool = False) -> list[str]:
    """Return the names in a folder, without hidden ones."""
    try:
        found = [path for path in folder.iterdir() if path.is_dir() or not folders]
    except OSError:
        return []
    return sorted(path.name for path in found if not path.name.startswith((".", "~$")))
