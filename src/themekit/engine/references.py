"""References to models: what travels to a worker in a model's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from themekit.errors import EngineError

ModelT = TypeVar("ModelT")

MOST = 8
"""So many models are held in a process: a worker outlives the runs that use it."""

_made: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Reference(Generic[ModelT]):
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
        model = made_once(self.key, self.load)
        found = getattr(model, "key", self.key)
        if found != self.key:
            raise EngineError(
                f"A worker loads the model {found} where this run uses {self.key}: install the "
                "same one there."
            )
        return model


def made_once(key: str, make: Callable[[], ModelT]) -> ModelT:
    """Return what this process has made under a key, or make it."""
    _made[key] = _made.pop(key) if key in _made else make()  # used last, dropped last
    while len(_made) > MOST:
        del _made[next(iter(_made))]
    found: ModelT = _made[key]
    return found
