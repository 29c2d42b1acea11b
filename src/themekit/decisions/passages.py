"""The segments of a study as columns, and to which of them an event's range attaches.

An event attaches to the segments of exactly its range; else to every segment that shares more
than half of the shorter of the two with it; else to the one that shares most. So a new cutting of
a text loses nothing. Segments that are not to be coded take no event.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from themekit.events import Anchored
from themekit.records import Segment
from themekit.spans import Span, covers_most

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]
Place = tuple[int, ...]
"""Numbers of segments."""


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Segments by number; arrays have the shape (n_segments,).

    Attributes
    ----------
    ids : sequence of str
    position : mapping of segment id to number
    documents : mapping of document id to number
    texts : sequence of str
        Text hash of each document, by number; empty for one without segments.
    document, start, end : arrays
    codable : boolean array
    """

    ids: Sequence[str]
    position: Mapping[str, int]
    documents: Mapping[str, int]
    texts: Sequence[str]
    document: Ints
    start: Ints
    end: Ints
    codable: Flags

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.ids)

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> Passages:
        """Build the columns from records."""
        found = tuple(segments)
        documents: dict[str, int] = {}
        numbers = [documents.setdefault(one.document, len(documents)) for one in found]
        hashes = {one.document: one.text_hash for one in found}
        return cls(
            ids=[one.id for one in found],
            position={one.id: number for number, one in enumerate(found)},
            documents=documents,
            texts=[hashes[name] for name in documents],
            document=np.array(numbers, dtype=np.int64),
            start=np.array([one.start for one in found], dtype=np.int64),
            end=np.array([one.end for one in found], dtype=np.int64),
            codable=np.array([one.codable for one in found], dtype=bool),
        )


@dataclass(slots=True)
class _Cut:
    """The codable segments of one document, by start.

    Attributes
    ----------
    members, starts, ends, reach : lists of int
        `reach` is how far this segment and those before it go.
    exact : dict
        Range to the segments of exactly that range.
    """

    members: list[int]
    starts: list[int]
    ends: list[int]
    reach: list[int]
    exact: dict[tuple[int, int], Place] = field(default_factory=dict)

    def find(self, start: int, end: int) -> Place:
        """Return the segments to which a range attaches."""
        exact = self.exact.get((start, end))
        if exact:
            return exact
        low, high = bisect_left(self.reach, start), bisect_right(self.starts, end)
        span = Span(start, end)
        near = [(at, Span(self.starts[at], self.ends[at])) for at in range(low, high)]
        most = tuple(self.members[at] for at, one in near if covers_most(span, one))
        if most:
            return most
        shared = [(span.overlap(one), -at) for at, one in near]
        overlap, at = max(shared, default=(0, 0))
        return (self.members[-at],) if overlap else ()


class Places:
    """Finds the segments to which events attach; equal ranges are looked up once."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._cuts: dict[int, _Cut] = {}
        self._known: dict[tuple[str, str, int, int], Place] = {}
        self._order: Ints | None = None
        self._sorted: Ints = np.empty(0, dtype=np.int64)
        self._by_text: dict[str, int] | None = None

    def of(self, event: Anchored) -> Place:
        """Return the codable segments of an event; none where its text is not there (any more)."""
        key = (event.document, event.text_hash, event.start, event.end)
        found = self._known.get(key)
        if found is None:
            document = self.document(event)
            found = () if document is None else self._cut(document).find(event.start, event.end)
            self._known[key] = found
        return found

    def document(self, event: Anchored) -> int | None:
        """Return the number of the document whose present text an event lies on."""
        texts = self._passages.texts
        number = self._passages.documents.get(event.document)
        if number is not None and texts[number] == event.text_hash:
            return number
        if self._by_text is None:
            self._by_text = {}
            for at, text in enumerate(texts):
                # By its text alone only where one document has it.
                self._by_text[text] = -1 if text in self._by_text else at
        alone = self._by_text.get(event.text_hash, -1)
        return alone if alone >= 0 else None

    def _cut(self, document: int) -> _Cut:
        """Return the codable segments of a document."""
        found = self._cuts.get(document)
        if found is None:
            found = self._cuts[document] = self._cut_anew(document)
        return found

    def _cut_anew(self, document: int) -> _Cut:
        passages = self._passages
        if self._order is None:
            self._order = np.lexsort((passages.end, passages.start, passages.document))
            self._sorted = passages.document[self._order]
        low, high = np.searchsorted(self._sorted, [document, document + 1])
        members = self._order[low:high]
        members = members[passages.codable[members]]
        ends = passages.end[members]
        reach = np.maximum.accumulate(ends)
        cut = _Cut(
            members.tolist(), passages.start[members].tolist(), ends.tolist(), reach.tolist()
        )
        for member, start, end in zip(cut.members, cut.starts, cut.ends, strict=True):
            cut.exact[start, end] = (*cut.exact.get((start, end), ()), member)
        return cut
