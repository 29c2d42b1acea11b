"""What an engine is, and the one that works in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

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
