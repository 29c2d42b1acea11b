"""``themekit init``: a study to start from, empty or guessed from what lies in a folder."""

from __future__ import annotations

from pathlib import Path

from themekit.codebook import starter_codebook
from themekit.errors import InputError, Problem
from themekit.store.files import shown, write_whole
from themekit.study import STUDY_FILE, starter_study
from themekit.workflows.gathering import Gathered, gather
from themekit.workflows.guessing import LeftOut, StrandGuess, guess_strands, study_text

FOLDERS = ("interviews",)
CODEBOOK_FILE = "codebook.yaml"
COPIES = "material"
_SHOWN = 20


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
        f"then 'themekit check {folder}' and 'themekit run {folder}'.",
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
    inside = source.resolve().is_relative_to(folder.resolve())
    into = "" if inside else _copies_in(source)
    found = gather(source, folder, into)
    if not found.texts and not found.tables:
        raise _nothing(source, found.left_out)
    strands, doubles = guess_strands(found.texts, found.tables, found.present)
    left_out = (*found.left_out, *doubles)
    title = source.resolve().name.replace("_", " ").strip() or "My study"
    text = study_text("".join(filter(str.isprintable, title)), strands, left_out)
    lines = [*_told(found, strands, source), *_omitted(left_out)]
    if found.copied:
        what = f"Copied {_files(found.copied)} into {folder / into}"
        lines.append(f"{what}; the originals are as they were.")
    lines.append(_write(folder / CODEBOOK_FILE, starter_codebook()))
    lines.append(_write(folder / STUDY_FILE, text))
    lines.append(f"Next: read the guesses in {folder / STUDY_FILE} and write your codes into")
    lines.append(
        f"{folder / CODEBOOK_FILE} (or run without: topics are found, and can become codes),"
    )
    lines.append(f"then 'themekit check {folder}' and 'themekit run {folder}'.")
    return lines


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


def _copies_in(source: Path) -> str:
    """Return the folder of the study that takes the copies: called as it was, if it can be."""
    name = source.resolve().name
    plain = (
        name.isprintable() and name == name.strip() and not any(sign in name for sign in "\\*?[")
    )
    return name if name and plain and name[0] not in ".~" and name != "outputs" else COPIES


def _nothing(source: Path, left_out: list[LeftOut]) -> InputError:
    """Build the error for a folder without material."""
    problem = Problem(str(source), None, "nothing in this folder can be read")
    return InputError(
        [problem, *(Problem(one.path, None, one.reason) for one in left_out[:_SHOWN])]
    )


def _told(found: Gathered, strands: tuple[StrandGuess, ...], source: Path) -> list[str]:
    """Say what was found: a line a strand."""
    read = len({text.path for text in found.texts}) + len(found.tables)
    lines = [f"Read {_files(read)} in {source}."]
    for one in strands:
        if one.table is not None and one.table.reason:
            lines.append(f"  not used: {one.table.path}, {one.table.reason}")
        else:
            lines.append(f"  {one.strand.name} ({one.strand.kind}): {one.sources_why}; {one.why}")
        if one.table is not None:
            lines += [f"    note: {text}" for text in one.table.notes]
            lines += [f"    please look: {text}" for text in one.table.doubts]
    return lines


def _omitted(left_out: tuple[LeftOut, ...]) -> list[str]:
    lines = [f"Left out {shown(one.path)}: {one.reason}" for one in left_out[:_SHOWN]]
    if len(left_out) > _SHOWN:
        lines.append(f"... and {len(left_out) - _SHOWN} more; study.yaml lists them.")
    return lines


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _write(path: Path, text: str) -> str:
    """Write one of the study's own files unless it is there, and say which."""
    if path.exists():
        return f"Kept {path}, which was there already."
    write_whole(path, text.encode())
    return f"Wrote {path}."
