"""Models by name: what travels to a worker in a model's place, and what has to be alike there."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any, Generic, TypeVar

from themekit.errors import EngineError, ThemekitError
from themekit.language import analyser_key
from themekit.vectors import encoder_key

ModelT = TypeVar("ModelT")

MOST = 8
"""So many models are held in a process: a worker outlives the runs that use it."""
DECIDING = (
    "themekit", "numpy", "scipy", "scikit-learn", "spacy", "torch", "tokenizers", "transformers",
    "sentence-transformers",
)  # fmt: skip
"""Packages whose version may decide a bit of a result."""

_held: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Handle(Generic[ModelT]):
    """A model that each process loads once, when it first needs it.

    Attributes
    ----------
    key : str
        Its identity.
    load : callable
        Can be pickled by name.
    """

    key: str
    load: Callable[[], ModelT]

    def get(self) -> ModelT:
        """Return this process's own.

        Raises
        ------
        EngineError
            If what was loaded is another model.
        """
        model = held(self.key, self.load)
        found = getattr(model, "key", self.key)
        if found != self.key:
            raise EngineError(
                f"A worker loads the model {found} where this run uses {self.key}: install the "
                "same one there."
            )
        return model


def held(key: str, make: Callable[[], ModelT]) -> ModelT:
    """Return what this process holds under a key; it is made where it is not there."""
    _held[key] = _held.pop(key) if key in _held else make()  # used last, dropped last
    while len(_held) > MOST:
        del _held[next(iter(_held))]
    found: ModelT = _held[key]
    return found


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
