"""Which study.yaml a path means, and which study is nearest to a path that means none.

Nothing heavy is imported here: a slip in a folder's name is answered at once.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from themekit.errors import Problem
from themekit.names import folded, typed

STUDY_FILE = "study.yaml"
LOCKED_FOLDER = "locked"
"""Where a locked study's own folders are, encrypted."""
FROZEN_FOLDER = "frozen"
"""Where states of a study are kept to be cited, each in a folder of its own."""
FROZEN_FILE = "state.json"
"""In each of them: what it is of."""
_MOST_LOOKED_AT = 200
_MOST_TOLD = 3


def find_study_file(given: Path) -> tuple[Path, Problem | None]:
    """Return the study file that a path means, or the problem with the way out of it.

    Parameters
    ----------
    given : Path
        A study's folder, or its study.yaml.
    """
    try:
        file = given / STUDY_FILE if given.is_dir() else given
        if file.name == STUDY_FILE and file.exists():
            return file, None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return given, Problem(str(given), None, f"the study cannot be read: {reason}")
    if file.name == STUDY_FILE:
        message = f"there is no {STUDY_FILE} here"
    else:
        what = "is no study folder" if given.exists() else "is not there"
        message = f"'{given}' {what}"
    return given, Problem(str(given), None, message, _way_out(given))


def is_frozen(folder: Path) -> bool:
    """Tell whether a folder is a frozen state of a study, and no material of people's."""
    return folder.parent.name == FROZEN_FOLDER and (folder / FROZEN_FILE).is_file()


def locked_problem(study: Path) -> Problem | None:
    """Return the problem that a study is locked; None where it is open.

    Parameters
    ----------
    study : Path
        A study's folder, or its study.yaml.
    """
    folder = study if study.is_dir() else study.parent
    if not (folder / LOCKED_FOLDER / "study.tar.age").exists():
        return None
    hint = f"themekit unlock {typed(str(folder))}"
    return Problem(str(folder), None, "this study is locked", hint)


def _way_out(given: Path) -> str:
    """Say which study may be meant, or how one is made."""
    if near := _around(given):
        return f"did you mean {_listed(near, given)}?"
    beside = _beside(given)
    if not given.is_dir() and beside:
        return f"did you mean {_listed(beside, given)}?"
    if given.is_file():
        return f"name the folder that holds {STUDY_FILE}"
    if given.is_dir() and any(_names(given)):
        place = typed(str(given))
        hint = f"make one of what lies there with 'themekit init {place} --from {place}'"
    else:
        hint = "make one with 'themekit init', or name the folder that holds it"
    return f"{hint}; beside it is {_listed(beside, given)}" if beside else hint


def _around(given: Path) -> list[Path]:
    """Return the studies that lie in a folder, else in its folders, else the one it lies in."""
    below = list(_studies(given)) or [
        found for name in _names(given) for found in _studies(given / name)
    ]
    return below or [one for one in _whole(given).parents if (one / STUDY_FILE).is_file()][:1]


def _beside(given: Path) -> list[Path]:
    """Return the studies in the same folder that are called nearly alike, or the only one there."""
    whole = _whole(given)
    above = _folder_of(whole)
    studies = {folded(path.name): path for path in _studies(above)}
    slip = folded(next(iter(whole.relative_to(above).parts), ""))
    alike = [studies[name] for name in get_close_matches(slip, studies)]
    alone = len(studies) == 1 and above == whole.parent
    return alike or (list(studies.values()) if alone else [])


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 -- links stay as the user wrote them


def _folder_of(whole: Path) -> Path:
    """Return the nearest folder above that is there."""
    return next((one for one in whole.parents if one.is_dir()), whole)


def _studies(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder that hold a study."""
    return (folder / name for name in _names(folder) if (folder / name / STUDY_FILE).is_file())


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, without hidden ones, as far as anybody would wait for them."""
    try:
        with os.scandir(folder) as entries:
            found = itertools.islice(entries, _MOST_LOOKED_AT)
            return sorted(one.name for one in found if not one.name.startswith("."))
    except (OSError, ValueError):  # a NUL in the name
        return []


def _listed(paths: list[Path], given: Path) -> str:
    """Name the first few paths, from where the user is unless a whole path was typed."""
    told = paths[:_MOST_TOLD]
    if not given.is_absolute():
        with suppress(ValueError):  # another drive of Windows
            return " or ".join(f"'{os.path.relpath(path)}'" for path in told)
    return " or ".join(f"'{path}'" for path in told)
