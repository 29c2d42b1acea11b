"""A study at rest: what themekit keeps of it, encrypted into two files that age can open.

``STUDY/locked/key.age`` holds a key made for this one locking, under the passphrase;
``STUDY/locked/study.tar.age`` the state folder, the outputs and frozen states, under that key. The
words go from the disk through memory into the encrypted file: no second copy is ever written.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from themekit.errors import InputError, UsageError
from themekit.files import write_whole
from themekit.store.place import STATE_FOLDER
from themekit.studyfile import FROZEN_FOLDER, LOCKED_FOLDER, locked_problem

KEPT = (STATE_FOLDER, "outputs", FROZEN_FOLDER)
"""Folders of a study that themekit writes, and locks."""
_KEY, _DATA, _UNPACKED = "key.age", "study.tar.age", ".themekit-unlocking"
_OWNER_ONLY = 0o600
_OF_THE_MOMENT = re.compile(r"lock|open-.*\.json")
"""Names of files in the state folder that say who has the study open."""


def lock_folders(study: Path, passphrase: str) -> int:
    """Encrypt what themekit keeps of a study, and check that it can be read back.

    `delete_open` comes after it.

    Parameters
    ----------
    study : Path
        The study's folder, which nobody else has open.
    passphrase : str

    Returns
    -------
    int
        Files that were locked.

    Raises
    ------
    InputError
        If there is nothing to lock, or it cannot be written or read back.
    """
    import pyrage

    folder = study / LOCKED_FOLDER
    files = list(_files(study))
    if not files:
        hint = "there is nothing yet that themekit keeps of it"
        raise InputError.one(str(study), None, "nothing to lock", hint)
    folder.mkdir(mode=0o700, exist_ok=True)
    identity = pyrage.x25519.Identity.generate()
    sealed = pyrage.passphrase.encrypt(str(identity).encode("ascii"), passphrase)
    write_whole(folder / _KEY, sealed, _OWNER_ONLY)
    beside = folder / f"{_DATA}.new"
    written = _encrypt(study, files, beside, identity.to_public())
    if _checksum(beside, identity) != written:
        beside.unlink()
        raise InputError.one(str(beside), None, "what was locked could not be read back", "")
    beside.replace(folder / _DATA)
    _sync(folder)
    return len(files)


def is_cut_short(study: Path) -> bool:
    """Tell whether a kill came after a study was locked and before the open copy was deleted.

    Nobody has changed anything since: no command works on a locked study.
    """
    return locked_problem(study) is not None and (study / STATE_FOLDER).exists()


def delete_open(study: Path) -> None:
    """Delete the open copy of a study that is locked."""
    for name in KEPT:
        shutil.rmtree(study / name, ignore_errors=True)


def unlock_folders(study: Path, passphrase: str) -> None:
    """Put back what was locked, and delete the locked files.

    Raises
    ------
    UsageError
        If the passphrase is another.
    InputError
        If a locked file is missing or damaged: nothing is deleted then.
    """
    import pyrage

    folder = study / LOCKED_FOLDER
    unpacked = study / _UNPACKED
    identity = _identity(folder, passphrase)
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(mode=0o700)
    try:
        with (
            _decrypted(folder / _DATA, identity) as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            tar.extractall(unpacked, filter="data")
    except (pyrage.DecryptError, tarfile.TarError, OSError) as error:
        shutil.rmtree(unpacked, ignore_errors=True)
        hint = "take it from a backup; nothing was changed"
        raise InputError.one(str(folder / _DATA), None, "the file is damaged", hint) from error
    for name in KEPT:
        shutil.rmtree(study / name, ignore_errors=True)
        if (unpacked / name).exists():
            if name == STATE_FOLDER:
                with suppress(OSError):  # a file system without rights
                    (unpacked / name).chmod(0o700)
            (unpacked / name).replace(study / name)
    _sync(study)
    shutil.rmtree(folder)
    shutil.rmtree(unpacked, ignore_errors=True)


def _identity(folder: Path, passphrase: str) -> Any:
    """Return the key that a passphrase opens."""
    import pyrage

    try:
        sealed = (folder / _KEY).read_bytes()
    except OSError as error:
        hint = "take it from a backup; without it nobody can open the study"
        raise InputError.one(str(folder / _KEY), None, "the file is missing", hint) from error
    try:
        opened = pyrage.passphrase.decrypt(sealed, passphrase).decode("ascii")
    except pyrage.DecryptError as error:
        raise UsageError(
            "This passphrase does not open the study: nothing was changed. Without the right one "
            "nobody can open it, themekit neither."
        ) from error
    return pyrage.x25519.Identity.from_str(opened)


def _files(study: Path) -> Iterator[Path]:
    """Yield the files to lock, as paths within the study, in order."""
    for name in KEPT:
        for path in sorted((study / name).rglob("*")):
            within = path.relative_to(study)
            passing = name == STATE_FOLDER and _OF_THE_MOMENT.fullmatch(path.name)
            if path.is_file() and not path.is_symlink() and not passing:
                yield within


def _encrypt(study: Path, files: list[Path], place: Path, recipient: Any) -> str:
    """Write the encrypted archive and return the checksum of what is in it."""
    import pyrage

    digest = hashlib.sha256()

    def pack(end: IO[bytes]) -> None:
        with tarfile.open(fileobj=_Told(end, digest.update), mode="w|") as tar:  # type: ignore[call-overload]
            for one in files:
                tar.add(study / one, arcname=one.as_posix(), recursive=False)

    with _through_a_pipe(pack) as stream, _opened_new(place) as file:
        pyrage.encrypt_io(stream, file, [recipient])
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _checksum(place: Path, identity: Any) -> str:
    digest = hashlib.sha256()
    with _decrypted(place, identity) as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


@contextmanager
def _decrypted(place: Path, identity: Any) -> Iterator[IO[bytes]]:
    """Give the archive as it is decrypted, piece by piece."""
    import pyrage

    def decrypt(end: IO[bytes]) -> None:
        with place.open("rb") as file:
            pyrage.decrypt_io(file, end, [identity])

    with _through_a_pipe(decrypt) as stream:
        yield stream


@contextmanager
def _through_a_pipe(work: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """Give what some work writes, while it writes it; what it raises is raised at the end."""
    out, into = os.pipe()
    raised: list[BaseException] = []

    def write() -> None:
        try:
            with os.fdopen(into, "wb") as end:
                work(end)
        except BaseException as error:  # noqa: BLE001 (raised again below, in the thread that asks)
            raised.append(error)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    with os.fdopen(out, "rb") as stream:
        yield stream
        while stream.read(1 << 20):  # a tar's reader stops before the end
            pass
    thread.join()
    if raised:
        raise raised[0]


class _Told:
    """A file that tells somebody what is written into it."""

    def __init__(self, file: IO[bytes], tell: Callable[[bytes], None]) -> None:
        self._file, self._tell = file, tell

    def write(self, data: bytes) -> int:
        self._tell(data)
        return self._file.write(data)


@contextmanager
def _opened_new(place: Path) -> Iterator[IO[bytes]]:
    place.unlink(missing_ok=True)
    handle = os.open(
        place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(handle, "wb") as file:
        yield file


def _sync(folder: Path) -> None:
    """Have renames on the disk before what they replace is deleted."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
