"""``themekit check``: what was understood of a study, and everything that is wrong with it.

What it found is kept in the study's state folder, if there is one, and told again as long as
nothing has changed that it rests on. Nothing heavy is imported here: telling it again is quick.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

import themekit
from themekit.doubts import misread
from themekit.errors import InputError, Problem
from themekit.files import write_whole
from themekit.language.which import Share
from themekit.spans import parts_hash
from themekit.studyfile import STUDY_FILE
from themekit.workflows.phrases import doubted
from themekit.workflows.understanding import DOCUMENT_COLUMNS, Understood

__all__ = ["DOCUMENT_COLUMNS", "CheckReport", "check_study"]

STATE, KEPT = ".themekit", "check.json"
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that `check` found.

    Attributes
    ----------
    documents : tuple of Understood
    problems : tuple of Problem
        Errors first, then warnings and notes; each in the order of the study.
    """

    documents: tuple[Understood, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """Number of problems that stop a run."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Number of problems that a person should look at before a run, doubts among them."""
        return sum(problem.severity == "warning" for problem in self.problems)

    def summary(self) -> str:
        """Say it in one line."""
        understood = f"{_number(len(self.documents), 'source')} understood"
        if not self.documents and not self.errors:
            return f"{understood}: there is nothing to code yet."
        if not self.errors and not self.warnings:
            return f"{understood}; nothing is wrong."
        wrong = f"{_number(self.errors, 'error')}, {_number(self.warnings, 'warning')}"
        doubts = doubted(self.problems)
        return f"{understood}; {wrong}{': ' + misread(doubts) if doubts else ''}."


def check_study(path: Path) -> CheckReport:
    """Read everything a study names, and change nothing but what `check` itself keeps.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    root = path.parent if path.name == STUDY_FILE else path
    keeps = (root / STATE).is_dir()
    report = (_kept(root) if keeps else None) or _examined(path, root, keeps=keeps)
    if not (root / STATE / "themekit.db").exists():
        return report
    from themekit.workflows.unsettled import unsettled

    # What people decided changes without any file of the study: it is never told from memory.
    return replace(report, problems=(*report.problems, *unsettled(path)))


def _examined(path: Path, root: Path, *, keeps: bool) -> CheckReport:
    """Read everything, and keep what was found."""
    from themekit.workflows.examining import examine

    started, before = time.time_ns(), _names(root) if keeps else ""
    (documents, problems), files = examine(path)
    report = CheckReport(documents, problems)
    if keeps and files and _steady(root, files, started) and _names(root) == before:
        _keep(root, report, files)
    return report


def _kept(root: Path) -> CheckReport | None:
    """Return what was found last time, if all that it rests on is as it was."""
    try:
        data = json.loads((root / STATE / KEPT).read_text("utf-8"))
        if data["key"] != _key(root, data["files"]):
            return None
        documents = map(_understood, data["documents"])
        problems = (Problem(*values) for values in data["problems"])
        return CheckReport(tuple(documents), tuple(problems))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None  # not there, or damaged: it is made anew


def _understood(values: Any) -> Understood:
    """Return what was understood of a source from what JSON made of it."""
    shares = tuple(Share(*one) for one in values["languages"])
    lists = {name: tuple(values[name]) for name in ("speakers", "interviewer")}
    return Understood(**{**values, **lists, "languages": shares})


def _steady(root: Path, files: Sequence[str], started: int) -> bool:
    """Tell whether no file was written since: what was read is then what its bytes are now."""
    try:
        return all((root / name).stat().st_mtime_ns < started for name in files)
    except OSError:
        return False


def _keep(root: Path, report: CheckReport, files: Sequence[str]) -> None:
    """Keep what was found."""
    data = {
        "key": _key(root, files),
        "files": files,
        "documents": [asdict(one) for one in report.documents],
        "problems": [astuple(one) for one in report.problems],
    }
    # A study that is not ours to write is checked anew each time.
    with suppress(InputError, OSError):
        write_whole(root / STATE / KEPT, json.dumps(data).encode(), _PRIVATE)


def _key(root: Path, files: Sequence[str]) -> str:
    """Hash all that `check` looks at: this program, the folder's place, names and files' bytes."""
    place = (str(root.resolve()), oct((root / STATE).stat().st_mode))
    return parts_hash(_program(), *place, _names(root), *(_bytes(root / name) for name in files))


def _bytes(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"not readable: {error.errno}"


def _names(root: Path) -> str:
    """Hash the names of all that a pattern of study.yaml could match or a hint could name."""
    found = []
    for parent, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != STATE]
        at = os.path.relpath(parent, root)
        if any((Path(parent) / name).is_symlink() for name in folders):
            return str(time.time_ns())  # what lies behind it is not walked: nothing is kept
        for name in (*folders, *names):
            with suppress(OSError):
                path = Path(parent) / name
                mode = path.lstat().st_mode
                link = str(path.readlink()) if stat.S_ISLNK(mode) else ""
                found.append("\0".join((at, name, str(stat.S_IFMT(mode)), link)))
    return parts_hash(*sorted(found))


def _program() -> str:
    """Name this program by its files and by what is installed beside it."""
    own = Path(themekit.__file__).parent.rglob("*.py")
    installed = (Path(name) for name in sys.path if name.endswith("-packages"))
    stamps = []
    for path in sorted([*own, *installed]):
        with suppress(OSError):
            seen = path.stat()
            stamps.append(f"{path} {seen.st_size} {seen.st_mtime_ns}")
    return parts_hash(sys.version, *stamps)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
