"""What travels between a run and its workers, and what a worker does with it."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from themekit.errors import EngineError
from themekit.workflows.handles import differences, machine

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, repr=False)
class Job:
    """What is to be done with every part, and what has to be alike where it is done."""

    function: Callable[[Any], Any]
    models: tuple[str | None, str | None]
    machine: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Something on its way: neither a log nor a message shows what is in it."""

    data: bytes

    @classmethod
    def of(cls, content: object) -> Parcel:
        """Pack something."""
        return cls(pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))

    def opened(self) -> Any:
        """Unpack it."""
        return pickle.loads(self.data)  # noqa: S301 (what this run has packed itself)


def do(job: Job, part: Parcel) -> Any:
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
