"""Where the parts of a stage's work are done: in this process, or in the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Protocol, TypeVar

from themekit.errors import UsageError

PartT = TypeVar("PartT")
ResultT = TypeVar("ResultT")


class Engine(Protocol):
    """Something that does the same work on many parts.

    Attributes
    ----------
    workers : int
        How many parts are worked on at a time.
    elsewhere : bool
        Whether the work is done in other processes. Those see neither the study's folder nor its
        store: function, parts and results travel as bytes.
    """

    @property
    def workers(self) -> int:
        """How many parts are worked on at a time."""
        ...

    @property
    def elsewhere(self) -> bool:
        """Whether the work is done in other processes."""
        ...

    def map(
        self, function: Callable[[PartT], ResultT], parts: Iterable[PartT]
    ) -> Iterator[ResultT]:
        """Yield a result a part, in order; take no more parts at a time than are worked on soon.

        Parameters
        ----------
        function : callable
            Its result depends on the part alone, so it may be done twice where a worker was lost.
        parts : iterable
        """
        ...


class LocalEngine:
    """The engine that does one part after the other, in this process."""

    workers = 1
    elsewhere = False

    def map(
        self, function: Callable[[PartT], ResultT], parts: Iterable[PartT]
    ) -> Iterator[ResultT]:
        """Yield a result a part, each made when it is asked for."""
        return map(function, parts)


@contextmanager
def dask_engine(
    scheduler: str = "",
    workers: int = 0,
    model: str | None = None,
    spacy_model: str | None = None,
) -> Iterator[Engine]:
    """Give an engine on dask.distributed for the time of a ``with`` block.

    Parameters
    ----------
    scheduler : str
        Address of one that runs; empty for workers on this machine.
    workers : int
        How many of these; 0 for as many as the machine has processors and memory for.
    model, spacy_model : str or None
        What the run will ask for: the workers must have the same.

    Raises
    ------
    UsageError
        If dask.distributed is not installed.
    EngineError
        If the scheduler cannot be reached, or its workers are not like this machine.
    """
    if find_spec("distributed") is None:
        raise UsageError(
            "--engine dask needs dask.distributed, which is not installed here: "
            "pip install 'themekit[dask]'."
        )
    from themekit.workflows.cluster import DaskEngine

    with DaskEngine(scheduler, workers, model, spacy_model) as engine:
        yield engine
