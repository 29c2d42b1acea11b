"""A stretch of a text that may identify somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal[
    "name", "phone", "email", "address", "place", "organisation", "title", "age", "date",
    "number", "web", "circumstance", "known", "replaced before",
]  # fmt: skip
"""In words that a researcher reads. ``known``: it stands in cases.csv, or speaks in a document."""


class Found(NamedTuple):
    """A stretch, of what kind it is, and why it was found.

    Attributes
    ----------
    start, end : int
        Half-open range of code points.
    kind : str
    why : str
        In a few words.
    """

    start: int
    end: int
    kind: Kind
    why: str


_FIRST: tuple[Kind, ...] = (
    "replaced before", "known", "email", "phone", "number", "web", "address", "name", "title",
    "age", "organisation", "place", "date", "circumstance",
)  # fmt: skip


def without_overlap(found: Iterable[Found]) -> list[Found]:
    """Return stretches in order, where several overlap the one that says most.

    A name within a title goes with it: the longer one identifies more.
    """
    ranked = sorted(set(found), key=lambda one: (_FIRST.index(one.kind), one.start - one.end, one))
    kept: list[Found] = []
    for one in ranked:
        touching = [it for it in kept if it.start < one.end and one.start < it.end]
        if not touching:
            kept.append(one)
        elif one.start < min(it.start for it in touching) or one.end > max(
            it.end for it in touching
        ):
            # What is found first keeps its kind, and takes in what only the other saw.
            first = touching[0]
            for it in touching:
                kept.remove(it)
            start = min(one.start, *(it.start for it in touching))
            end = max(one.end, *(it.end for it in touching))
            kept.append(Found(start, end, first.kind, first.why))
    return sorted(kept)
