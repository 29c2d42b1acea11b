"""One writer a study: the operating system frees the lock even when a run is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from themekit.errors import BusyError
from themekit.store.place import make_state_folder


@contextmanager
def writer_lock(study: Path) -> Iterator[None]:
    """Hold the study's writer lock.

    Raises
    ------
    BusyError
        If another process holds it.
    """
    folder = make_state_folder(study)
    lock = FileLock(folder / "lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise BusyError(
            f"Another themekit is writing the study {study}: wait until it has finished."
        ) from error
