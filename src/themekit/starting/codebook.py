"""A codebook in Word, a sheet or a text: found in a folder, and written as codebook.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from themekit.codebook import parse_codebook
from themekit.errors import InputError
from themekit.files import read_steady, shown
from themekit.reading import size_limit
from themekit.reading.codebooks import CODEBOOK_SUFFIXES, Rows, read_codebook_file
from themekit.starting.codebook_draft import draft_codebook
from themekit.starting.codebook_records import DraftCodebook, looks_like_codebook
from themekit.starting.codebook_text import codebook_text
from themekit.starting.gathering import material

_CALLED = re.compile(
    r"code[-_ ]?(book|list|plan|frame|system)|coding[-_ ]?(book|frame|scheme|guide|list|manual)"
    r"|kodier(leitfaden|handbuch)|codesystem",
    re.IGNORECASE,
)
_SHEETS = frozenset({".csv", ".tsv", ".xlsx"})
_MOST_CODES = 1_000


def find_codebook(folder: Path, study: Path) -> tuple[Path, str] | None:
    """Return the file in a folder that is a codebook, and why it is thought so; None if none is.

    Parameters
    ----------
    folder, study : Path
    """
    files = [path for _, path in material(folder, study) if _could_be(path)]
    for path in files:
        if _CALLED.search(path.stem):
            return path, f"its name says so: {path.name}"
    for path in files:
        if path.suffix.lower() in _SHEETS and _has_its_columns(path):
            return path, "it has a column of codes and one of what they mean"
    return None


def take_codebook(path: Path) -> tuple[str, list[str]]:
    """Read a codebook and write it as codebook.yaml.

    Parameters
    ----------
    path : Path

    Returns
    -------
    text : str
        Of codebook.yaml.
    lines : list of str
        What was found, what was taken for what, and what could not be taken.

    Raises
    ------
    InputError
        It cannot be read, or holds no codes.
    """
    name = path.name
    try:
        data = read_steady(path, shown(name), size_limit(name))
    except OSError as error:
        raise InputError.one(str(path), None, f"it cannot be read ({error.strerror})") from error
    draft = draft_codebook(read_codebook_file(data, name), name)
    text = codebook_text(draft, name)
    _, problems = parse_codebook(text)
    wrong = [one for one in problems if one.severity == "error"]
    if wrong:
        raise InputError.one(str(path), None, wrong[0].message, wrong[0].hint)
    return text, list(_told(draft, name))


def _told(draft: DraftCodebook, name: str) -> Iterator[str]:
    themes = f" in {len(draft.themes)} themes" if draft.themes else ""
    yield f"Took {len(draft.codes)} codes{themes} from {name}."
    yield from (f"  {one}" for one in draft.taken)
    yield from (f"  ! {one}" for one in draft.doubts)


def _could_be(path: Path) -> bool:
    return path.suffix.lower() in CODEBOOK_SUFFIXES and path.is_file() and not path.is_symlink()


def _has_its_columns(path: Path) -> bool:
    """Tell whether a sheet's head is a codebook's; what cannot be read is none."""
    name = shown(path.name)
    try:
        found = read_codebook_file(read_steady(path, name, size_limit(path.name)), name)
    except (InputError, OSError):
        return False  # told where the material is read
    table = found[0]
    return (
        isinstance(table, Rows)
        and looks_like_codebook(table.cells[0])
        and len(table.cells) <= _MOST_CODES
    )
