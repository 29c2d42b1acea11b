"""``themekit demo``: the synthetic study out of the installed package into a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import themekit
from themekit.errors import InputError, UsageError
from themekit.files import write_whole
from themekit.names import typed
from themekit.study import STUDY_FILE

_NAME = "lifeline-london"
_CODEBOOK = "codebook.yaml"
_MADE = frozenset({"outputs", ".themekit"})
"""Folders that a run makes, which are nobody's to pass on."""
_POINTER = re.compile(r"^codebook:.*$", re.MULTILINE)


def write_demo(folder: Path) -> list[str]:
    """Write the synthetic study, its codebook and its reference coding into a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there.

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
    study, codebook = _shipped()
    written = 0
    for source in _files(study):
        target = folder / source.relative_to(study)
        data = source.read_bytes()
        if target == folder / STUDY_FILE:
            text = _POINTER.sub(f"codebook: {_CODEBOOK}", data.decode("utf-8"), count=1)
            data = text.encode("utf-8")
        write_whole(target, data)
        written += 1
    write_whole(folder / _CODEBOOK, codebook.read_bytes())
    place, reference = typed(str(folder)), folder / "reference"
    tables = " ".join(typed(str(reference / name)) for name in ("codings.csv", "looks.csv"))
    return [
        f"{written + 1} files of a synthetic study are in {folder}; README.md says what they are.",
        "All of its people are invented.",
        "Next, to see its theme matrix with what its invented coders decided:",
        f"  themekit import {place} {tables}",
        f"  themekit run {place}",
    ]


def _shipped() -> tuple[Path, Path]:
    """Return the study's folder and its codebook: in the package, else in the repository."""
    package = Path(themekit.__file__).parent
    demo, root = package / "_demo", package.parents[1]
    for study, codebook in (
        (demo / "study", demo / _CODEBOOK),
        (root / "corpora" / _NAME, root / "codebooks" / f"{_NAME}.yaml"),
    ):
        if (study / STUDY_FILE).is_file() and codebook.is_file():
            return study, codebook
    hint = "install themekit again"
    raise InputError.one(str(demo), None, "the package came without its study", hint)


def _files(study: Path) -> Iterator[Path]:
    for path in sorted(study.rglob("*")):
        if path.is_file() and path.relative_to(study).parts[0] not in _MADE:
            yield path
