"""What travels between a run and its workers, and what has to be alike where it is opened."""

from __future__ import annotations

import pickle
import platform
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any

from themekit.errors import EngineError, ThemekitError
from themekit.language import analyser_key
from themekit.vectors import encoder_key

DECIDING = (
    "themekit", "numpy", "scipy", "scikit-learn", "spacy", "torch", "tokenizers", "transformers",
    "sentence-transformers",
)  # fmt: skip
"""Packages whose version may decide a bit of a result."""

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, repr=False)
class Job:
    """What is to be done with every part, and what has to be alike where it is done."""

    function: Callable[[Any], Any]
    models: tuple[str | None, str | None]
    machine: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Packed:
    """Something on its way: neither a log nor a message shows what is in it."""

    data: bytes

    @classmethod
    def of(cls, content: object) -> Packed:
        """Pack something."""
        return cls(pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))

    def opened(self) -> Any:
        """Unpack it."""
        return pickle.loads(self.data)  # noqa: S301 (what this run has packed itself)


def do(job: Job, part: Packed) -> Any:
    """Do one part in a worker; models are not made for several threads at once."""
    with _one_at_a_time:
        refuse("that joined", differences(job.machine, machine(*job.models)))
        return job.function(part.opened())


def refuse(worker: str, different: str) -> None:
    """Raise where a worker is not like the machine that the run was started on.

    Raises
    ------
    EngineError
        With what differs.
    """
    if different:
        raise EngineError(
            f"The worker {worker} has {different}: results could differ, so install the same there."
        )


@cache
def machine(model: str | None, spacy_model: str | None) -> tuple[tuple[str, str], ...]:
    """Return what decides the bits of a result on this machine, as pairs of name and version.

    Parameters
    ----------
    model, spacy_model : str or None
        As the user named them.
    """
    parts = [("Python", ".".join(platform.python_version_tuple()[:2]))]
    parts += [(name, _version(name)) for name in DECIDING]
    for what, find in (("encoder", encoder_key), ("spaCy model", analyser_key)):
        try:
            parts.append((what, find(model if what == "encoder" else spacy_model)))
        except (ThemekitError, OSError):
            parts.append((what, "none of that name"))
    return tuple(parts)


def differences(here: tuple[tuple[str, str], ...], there: tuple[tuple[str, str], ...]) -> str:
    """Say in words what a worker has that this machine has not; empty where they are alike."""
    have = dict(there)
    return ", ".join(
        f"{name} {have.get(name, 'unknown')} (here {version})"
        for name, version in here
        if have.get(name) != version
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
