"""``themekit init``: a study to start from."""

from __future__ import annotations

from pathlib import Path

from themekit.codebook import starter_codebook
from themekit.errors import InputError
from themekit.study import starter_study

FOLDERS = ("interviews",)


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
    lines = []
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in (("study.yaml", starter_study()), ("codebook.yaml", starter_codebook())):
            path = folder / name
            if path.exists():
                lines.append(f"Kept {path}, which was there already.")
            else:
                path.write_text(text, encoding="utf-8")
                lines.append(f"Wrote {path}.")
    except OSError as error:
        raise InputError.one(
            str(error.filename or folder), None, f"it cannot be written ({error.strerror})"
        ) from error
    lines.append(f"Next: put transcripts into {folder / 'interviews'}, change the two files,")
    lines.append(f"then 'themekit check {folder}' and 'themekit run {folder}'.")
    return lines
