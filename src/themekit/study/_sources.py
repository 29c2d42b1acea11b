"""The files that a strand's patterns match."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from themekit.errors import InputError, Problem
from themekit.study._paths import Complaint, is_inside, leaves, neighbours, posix
from themekit.study._records import Strand, Study
from themekit.studyfile import FROZEN_FOLDER, STUDY_FILE, is_frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_OWN_FOLDERS = ("outputs",)
# What pathlib raises for a text that is no pattern.
_NO_PATTERN = (ValueError, NotImplementedError, IndexError)
_LITTER = ("thumbs.db", "desktop.ini", "icon\r")


def list_sources(study: Study, strand: Strand) -> tuple[Path, ...]:
    """Return the files of a strand, sorted by their path.

    Hidden files, Office lock files, outputs, frozen states and the study's own files are left out.

    Parameters
    ----------
    study : Study
    strand : Strand
        One of its strands.

    Returns
    -------
    tuple of Path
        Regular files, absolute.

    Raises
    ------
    InputError
        If a pattern matches nothing, or what it matches cannot be a source.
    """
    paths, problems = read_sources(study, strand)
    if problems:
        raise InputError(problems)
    return paths


def read_sources(study: Study, strand: Strand) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files of a strand that can be read, and the problems of the others."""
    index = next((at for at, one in enumerate(study.strands) if one.name == strand.name), 0)
    skip = _own_files(study)
    found: dict[str, Path] = {}
    problems = []
    for position, pattern in enumerate(strand.sources):
        loc = ("strands", index, "sources", position)
        paths, complaints = match(study.root, pattern, skip)
        found |= {path.relative_to(study.root).as_posix(): path for path in paths}
        problems += [study.problem(loc, *complaint) for complaint in complaints]
    return tuple(found[name] for name in sorted(found)), tuple(problems)


def unusable_sources(study: Study) -> tuple[Problem, ...]:
    """Return the problems of files that are there and cannot be sources: links out, pipes.

    They are among those of `read_sources`; a run that keeps going can do without these files, but
    not without knowing what a pattern means that matches nothing.
    """
    skip = _own_files(study)
    problems = []
    for index, strand in enumerate(study.strands):
        for position, pattern in enumerate(strand.sources):
            loc = ("strands", index, "sources", position)
            try:
                complaints = [
                    _source_complaint(study.root, path)
                    for path in _candidates(study.root, pattern, skip)
                ]
            except _NO_PATTERN:
                continue
            problems += [study.problem(loc, *complaint) for complaint in complaints if complaint]
    return tuple(problems)


def _own_files(study: Study) -> set[Path]:
    """Return the files that belong to the study and are no sources."""
    own = {STUDY_FILE, study.cases, study.questions, study.findings, study.recommendations}
    return {study.root / one for one in own if one} | {study.codebook}


def match(
    root: Path, pattern: str, skip: Iterable[Path] = ()
) -> tuple[tuple[Path, ...], tuple[Complaint, ...]]:
    """Return the files that one pattern matches, and what is wrong with it or with them."""
    if leaves(pattern):
        message = f"the sources '{pattern}' lead out of the study folder"
        return (), ((message, "copy the files into the study"),)
    if not _is_magic(pattern) and (root / posix(pattern)).is_dir():
        return (), (_nothing(root, pattern),)
    try:
        candidates = _candidates(root, pattern, skip)
    except _NO_PATTERN as error:
        return (), ((f"'{pattern}' is not a pattern: {error}", "such as interviews/*.docx"),)
    paths, complaints = [], []
    for path in candidates:
        complaint = _source_complaint(root, path)
        if complaint:
            complaints.append(complaint)
        else:
            paths.append(path)
    if not paths and not complaints:
        complaints.append(_nothing(root, pattern))
    return tuple(paths), tuple(complaints)


def _candidates(root: Path, pattern: str, skip: Iterable[Path]) -> list[Path]:
    """Return what a pattern within the study matches and could be a person's material."""
    if leaves(pattern):
        return []
    return [
        path
        for path in _matched(root, posix(pattern))
        if _is_material(path.relative_to(root).parts, root) and path not in skip
    ]


def _is_magic(pattern: str) -> bool:
    return any(sign in pattern for sign in "*?[")


def _matched(root: Path, pattern: str) -> Iterator[Path]:
    """Yield what a pattern matches; a name that exists is meant literally, brackets and all."""
    literal = root / pattern
    if literal.is_symlink() or (literal.exists() and not literal.is_dir()):
        yield literal
        return
    for path in root.glob(pattern):
        if path.is_symlink() or not path.is_dir():
            yield path


def _is_material(parts: tuple[str, ...], root: Path) -> bool:
    """Tell whether a path can be a person's material at all."""
    return (
        not any(part.startswith((".", "~$")) for part in parts)
        and parts[0] not in _OWN_FOLDERS
        and not (parts[0] == FROZEN_FOLDER and is_frozen(root.joinpath(*parts[:2])))
        and parts[-1].lower() not in _LITTER
    )


def _source_complaint(root: Path, path: Path) -> Complaint | None:
    name = path.relative_to(root).as_posix()
    name = "".join(sign if sign.isprintable() else "?" for sign in name)
    try:
        mode = path.stat().st_mode
    except OSError:
        return f"'{name}' is a link that leads nowhere", "delete it, or copy the file"
    if not is_inside(root, path):
        return f"'{name}' is a link out of the study folder", "copy the file into the study"
    if stat.S_ISREG(mode):
        return None
    what = "a link to a folder" if stat.S_ISDIR(mode) else "not a regular file"
    return f"'{name}' is {what}", "only regular files are read"


def _nothing(root: Path, pattern: str) -> Complaint:
    if (root / posix(pattern)).is_dir():
        folder = posix(pattern).rstrip("/")
        return f"the sources '{pattern}' name a folder, not files", f"write '{folder}/*'"
    return f"the sources '{pattern}' match no file", neighbours(root, pattern)
