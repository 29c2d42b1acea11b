"""``themekit lock`` and ``unlock``: a study put away, so that who takes the disk reads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from themekit.errors import InputError, UsageError
from themekit.store.at_rest import delete_open, is_cut_short, lock_folders, unlock_folders
from themekit.store.lock import alone
from themekit.studyfile import LOCKED_FOLDER, find_study_file, locked_problem

SHORTEST = 10
"""Characters of a passphrase: fewer are guessed in a day by whoever holds the file."""


@dataclass(frozen=True, slots=True)
class Locked:
    """What was locked.

    Attributes
    ----------
    files : int
        0 where all was encrypted before, and only the open copy was still to be deleted.
    folder : Path
        Where the locked files are.
    """

    files: int
    folder: Path


def lock_study(path: Path, passphrase: str) -> Locked:
    """Encrypt the state folder, the outputs and the frozen states of a study, and delete them.

    Parameters
    ----------
    path : Path
        The study's folder.
    passphrase : str

    Raises
    ------
    UsageError
        If the passphrase is too short, or the study is locked already.
    BusyError
        If a run, a server or another command has it open.
    InputError
        If there is no study, or nothing to lock.
    """
    root = _root(path)
    if is_cut_short(root):
        delete_open(root)
        return Locked(0, root / LOCKED_FOLDER)
    if locked_problem(root):
        raise UsageError(f"{root} is locked already: themekit unlock {root}")
    if len(passphrase) < SHORTEST:
        raise UsageError(
            f"A passphrase needs {SHORTEST} characters or more: take four or five words that do "
            "not belong together. Nothing was locked."
        )
    with alone(root):
        files = lock_folders(root, passphrase)
    # From here on no command works on it; Windows deletes the lock only once it is let go.
    delete_open(root)
    return Locked(files, root / LOCKED_FOLDER)


def unlock_study(path: Path, passphrase: str) -> None:
    """Put back what `lock_study` encrypted.

    Raises
    ------
    UsageError
        If the passphrase is another, or the study is not locked.
    InputError
        If there is no study, or a locked file is damaged.
    """
    root = _root(path)
    if not locked_problem(root):
        raise UsageError(f"{root} is not locked.")
    unlock_folders(root, passphrase)


def _root(path: Path) -> Path:
    file, problem = find_study_file(path)
    if problem:
        raise InputError([problem])
    return file.parent
