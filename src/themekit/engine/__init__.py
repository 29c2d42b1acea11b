"""Where the parts of a stage's work are done: in this process, or in the workers of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from themekit.engine.local import Engine, LocalEngine
from themekit.errors import UsageError

__all__ = ["Engine", "LocalEngine", "dask_engine"]


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
    from themekit.engine.cluster import DaskEngine

    with DaskEngine(scheduler, workers, model, spacy_model) as engine:
        yield engine
