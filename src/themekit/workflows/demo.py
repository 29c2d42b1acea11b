"""``themekit demo``: a synthetic study out of the installed package into a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import themekit
from themekit.errors import InputError, UsageError
from themekit.files import write_whole
from themekit.names import typed
from themekit.study import STUDY_FILE

_CODEBOOK = "codebook.yaml"
_MADE = frozenset({"outputs", ".themekit"})
"""Folders that a run makes, which are nobody's to pass on."""
_POINTER = re.compile(r"^codebook:(.*)$", re.MULTILINE)


def write_demo(folder: Path, name: str) -> list[str]:
    """Write a synthetic study, its codebook and its reference coding, if any, into a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    name : str
        Of the study, as its folder in `corpora` is called.

    Returns
    -------
    list of str
        What was done and what to do next, a line each.

    Raises
    ------
    UsageError
        If the folder holds anything already.
    InputError
        If it cannot be written, or the package came without the study.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty: name a folder that is new, or empty.")
    except OSError as error:
        what = f"it cannot be written ({error.strerror})"
        raise InputError.one(str(folder), None, what) from error
    study, codebook = _shipped(name)
    files = [path for path in _files(study) if path != codebook]
    for source in files:
        target = folder / source.relative_to(study)
        data = source.read_bytes()
        if target == folder / STUDY_FILE:
            text = _POINTER.sub(f"codebook: {_CODEBOOK}", data.decode("utf-8"), count=1)
            data = text.encode("utf-8")
        write_whole(target, data)
    write_whole(folder / _CODEBOOK, codebook.read_bytes())
    number = len(files) + 1
    return [
        f"{number} files of a synthetic study are in {folder}; README.md says what they are.",
        "All of its people are invented.",
        *_next(folder),
    ]


def _next(folder: Path) -> list[str]:
    """Say by which commands the theme matrix is seen."""
    place = typed(str(folder))
    tables = [folder / "reference" / name for name in ("codings.csv", "looks.csv")]
    if not all(table.is_file() for table in tables):
        return ["Next, to see its theme matrix:", f"  themekit run {place}"]
    return [
        "Next, to see its theme matrix with what its invented coders decided:",
        f"  themekit import {place} {' '.join(typed(str(table)) for table in tables)}",
        f"  themekit run {place}",
    ]


def _shipped(name: str) -> tuple[Path, Path]:
    """Return the study's folder and its codebook: in the package, else in the repository."""
    package = Path(themekit.__file__).parent
    demo, root = package / "_demo" / name, package.parents[1]
    for study, codebook in (
        (demo, demo / _CODEBOOK),
        (root / "corpora" / name, _named(root / "corpora" / name)),
    ):
        if (study / STUDY_FILE).is_file() and codebook.is_file():
            return study, codebook
    hint = "install themekit again"
    raise InputError.one(str(demo), None, "the package came without its study", hint)


def _named(study: Path) -> Path:
    """Return the codebook that a study of the repository names."""
    file = study / STUDY_FILE
    pointer = _POINTER.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    return (study / (pointer[1].strip() if pointer else _CODEBOOK)).resolve()


def _files(study: Path) -> Iterator[Path]:
    for path in sorted(study.rglob("*")):
        if path.is_file() and path.relative_to(study).parts[0] not in _MADE:
            yield path
