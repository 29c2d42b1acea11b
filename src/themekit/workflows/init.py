"""``themekit init``: a study to start from, empty or guessed from what lies in a folder."""

from __future__ import annotations

from pathlib import Path

from themekit.codebook import starter_codebook
from themekit.errors import InputError
from themekit.files import write_whole
from themekit.names import typed
from themekit.starting import draft_study
from themekit.study import STUDY_FILE, starter_study

FOLDERS = ("interviews",)
CODEBOOK_FILE = "codebook.yaml"


def start_study(folder: Path) -> list[str]:
    """Make a study folder with a study.yaml and a codebook.yaml to fill in.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files in it are left as they are.

    Returns
    -------
    list of str
        What was done and what to do next, a line each.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.one(
            str(error.filename or folder), None, f"it cannot be written ({error.strerror})"
        ) from error
    return [
        _write(folder / STUDY_FILE, starter_study()),
        _write(folder / CODEBOOK_FILE, starter_codebook()),
        f"Next: put transcripts into {folder / 'interviews'}, write your codes into codebook.yaml,",
        _then(folder),
    ]


def start_from(folder: Path, source: Path) -> list[str]:
    """Make a study of what lies in a folder, with guesses for a person to correct.

    Parameters
    ----------
    folder : Path
        The study's folder; made if it is not there.
    source : Path
        The folder with the material. Files outside `folder` are copied into it; nothing is
        moved or changed.

    Returns
    -------
    list of str
        What was found, what was done and what to do next, a line each.

    Raises
    ------
    InputError
        There is a study.yaml already, no such folder, nothing in it that can be read, or no
        place to write.
    """
    _check(folder, source)
    draft = draft_study(source, folder)
    lines = list(draft.lines)
    lines.append(_write(folder / CODEBOOK_FILE, starter_codebook()))
    lines.append(_write(folder / STUDY_FILE, draft.text))
    lines.append(f"Next: read the guesses in {folder / STUDY_FILE} and write your codes into")
    lines.append(
        f"{folder / CODEBOOK_FILE} (or run without: topics are found, and can become codes),"
    )
    lines.append(_then(folder))
    return lines


def _then(folder: Path) -> str:
    place = typed(str(folder))
    return f"then 'themekit check {place}' and 'themekit run {place}'."


def _check(folder: Path, source: Path) -> None:
    """Refuse before anything is read what could not be written in the end."""
    if not source.is_dir():
        what = "it is not a folder" if source.exists() else "there is no such folder"
        raise InputError.one(str(source), None, what, "name the folder that holds your material")
    if (folder / STUDY_FILE).exists():
        message = "it is there already, and 'init --from' would write it anew"
        hint = "rename it, or name another folder for the study"
        raise InputError.one(str(folder / STUDY_FILE), None, message, hint)
    if folder.exists() and not folder.is_dir():
        raise InputError.one(str(folder), None, "it is not a folder", "name one for the study")


def _write(path: Path, text: str) -> str:
    """Write one of the study's own files unless it is there, and say which."""
    if path.exists():
        return f"Kept {path}, which was there already."
    write_whole(path, text.encode())
    return f"Wrote {path}."
