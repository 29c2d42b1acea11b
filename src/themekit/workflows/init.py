"""``themekit init``: a study to start from, empty or guessed from what lies in a folder."""

from __future__ import annotations

from pathlib import Path

from themekit.codebook import starter_codebook
from themekit.errors import InputError
from themekit.files import write_whole
from themekit.names import typed
from themekit.starting import draft_study, find_codebook, take_codebook
from themekit.study import STUDY_FILE, starter_study

FOLDERS = ("interviews",)
CODEBOOK_FILE = "codebook.yaml"


def start_study(folder: Path, codebook: Path | None = None) -> list[str]:
    """Make a study folder with a study.yaml and a codebook.yaml to fill in.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files in it are left as they are.
    codebook : Path, optional
        A codebook in Word, a sheet or a text, whose codes are taken over.

    Returns
    -------
    list of str
        What was done and what to do next, a line each.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    text, told = _codebook(folder, codebook)
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.one(
            str(error.filename or folder), None, f"it cannot be written ({error.strerror})"
        ) from error
    codes = "read what was taken over in" if codebook else "write your codes into"
    return [
        *told,
        _write(folder / STUDY_FILE, starter_study()),
        _write(folder / CODEBOOK_FILE, text),
        f"Next: put transcripts into {folder / 'interviews'}, {codes} codebook.yaml,",
        _then(folder),
    ]


def start_from(folder: Path, source: Path, codebook: Path | None = None) -> list[str]:
    """Make a study of what lies in a folder, with guesses for a person to correct.

    Parameters
    ----------
    folder : Path
        The study's folder; made if it is not there.
    source : Path
        The folder with the material. Files outside `folder` are copied into it; nothing is
        moved or changed.
    codebook : Path, optional
        A codebook in Word, a sheet or a text; None looks for one in `source`.

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
    found = (codebook, "") if codebook else find_codebook(source, folder)
    path, why = found or (None, "")
    text, told = _codebook(folder, path)
    draft = draft_study(source, folder, path)
    lines = list(draft.lines)
    if path and why:
        lines.append(f"{path.name} is taken for the codebook: {why}")
    lines += [*told, _write(folder / CODEBOOK_FILE, text), _write(folder / STUDY_FILE, draft.text)]
    if path:
        lines.append(
            f"Next: read the guesses in {folder / STUDY_FILE} and {folder / CODEBOOK_FILE},"
        )
    else:
        lines.append(f"Next: read the guesses in {folder / STUDY_FILE} and write your codes into")
        where = folder / CODEBOOK_FILE
        lines.append(f"{where} (or run without: topics are found, and can become codes),")
    lines.append(_then(folder))
    return lines


def _then(folder: Path) -> str:
    """Return the commands that come next, as they can be copied."""
    place = typed(str(folder))
    return f"then 'themekit check {place}' and 'themekit run {place}'."


def _codebook(folder: Path, codebook: Path | None) -> tuple[str, list[str]]:
    """Return the text of codebook.yaml, and what is to be told of where it comes from."""
    if codebook is None:
        return starter_codebook(), []
    target = folder / CODEBOOK_FILE
    if target.exists():
        message = f"it is there already, and the codes of {codebook.name} would be written anew"
        raise InputError.one(str(target), None, message, "rename one of the two")
    return take_codebook(codebook)


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
