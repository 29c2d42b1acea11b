"""What each coder last said about each segment and code.

An event counts unless another event names it in `replaces` (whatever became of that other event:
undoing an undo takes a new event), it is a ``retract``, its code is not in the codebook, or its
text hash is not that of the segment (the source changed and nobody has confirmed it). It attaches
to its own segment if their ranges cover most of each other, else to every segment of its document
that it covers mostly (after a change of the cutting, say). Segments that are not to be coded take
none.

A coder's word on a segment and code is their last such event, by time and then by order; times
that are no ISO 8601 stand before all others. A ``change_code`` accepts its own code and, at the
same time, rejects the codes of the events that it replaces: without that the machine's suggestion
of the old code would come back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Literal, NamedTuple

import numpy as np

from themekit.matrix.people import Ints
from themekit.matrix.units import Units
from themekit.records import Coding
from themekit.spans import Span, covers_most

Verdict = Literal["yes", "no", "unsure", "adjudicated"]
_VERDICTS: dict[str, Verdict] = {
    "accept": "yes",
    "add": "yes",
    "change_code": "yes",
    "reject": "no",
    "unsure": "unsure",
    "adjudicate": "adjudicated",
}
PERIODS = {"": 0, "before": 1, "during": 2, "after": 4}


class Word(NamedTuple):
    """A coder's word; `period` is a bit of `PERIODS`."""

    moment: float
    order: int
    verdict: Verdict
    against: bool
    period: int


Words = dict[int, dict[str, Word]]
"""By code and segment (``code * n_segments + segment``), then by coder."""


def read_words(codings: Iterable[Coding], units: Units, codes: Mapping[str, int]) -> Words:
    """Return what every coder last said about every segment and code they spoke of."""
    events = tuple(codings)
    void = {replaced for event in events for replaced in event.replaces.split()}
    by_id = {event.event_id: event for event in events}
    places = _Places(units)
    words: Words = {}
    for order, event in enumerate(events):
        if event.event_id in void or event.decision == "retract":
            continue
        moment = _moment(event.time)
        segments = places.of(event)
        for code_id, verdict in _said(event, by_id):
            code = codes.get(code_id)
            if code is None:
                continue
            against = event.stance in ("against", "mixed")
            word = Word(moment, order, verdict, against, PERIODS[event.period])
            for segment in segments:
                said = words.setdefault(code * len(units) + segment, {})
                said[event.coder] = max(said.get(event.coder, word), word)
    return words


def _said(event: Coding, by_id: Mapping[str, Coding]) -> Iterator[tuple[str, Verdict]]:
    """Yield what an event says of which code."""
    yield event.code_id, _VERDICTS[event.decision]
    if event.decision == "change_code":
        old = {by_id[name].code_id for name in event.replaces.split() if name in by_id}
        for code_id in sorted(old - {event.code_id}):
            yield code_id, "no"


def _moment(time: str) -> float:
    """Return a time as seconds; earliest of all if it cannot be read."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return float("-inf")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


class _Places:
    """Finds the segments that an event speaks of."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._order: Ints | None = None
        self._documents: Ints = np.empty(0, dtype=np.int64)
        self._cuts: dict[int, tuple[list[int], list[int], list[int]]] = {}

    def of(self, event: Coding) -> list[int]:
        """Return the codable segments with the same text to which `event` attaches."""
        units, span = self._units, Span(event.start, event.end)
        own = units.position.get(event.segment_id)
        if own is not None and covers_most(span, self._span(own)):
            found = [own]
        else:
            found = [unit for unit in self._near(event) if covers_most(span, self._span(unit))]
        return [
            unit for unit in found if units.codable[unit] and units.hashes[unit] == event.text_hash
        ]

    def _span(self, unit: int) -> Span:
        """Return the range of a segment."""
        return Span(int(self._units.start[unit]), int(self._units.end[unit]))

    def _near(self, event: Coding) -> list[int]:
        """Return the segments of the event's document that touch its range."""
        document = self._units.documents.get(event.document)
        if document is None:
            return []
        if document not in self._cuts:
            self._cuts[document] = self._cut(document)
        members, starts, reach = self._cuts[document]
        return members[bisect_left(reach, event.start) : bisect_right(starts, event.end)]

    def _cut(self, document: int) -> tuple[list[int], list[int], list[int]]:
        """Return the segments of a document by start, their starts, and how far they reach."""
        units = self._units
        if self._order is None:
            self._order = np.lexsort((units.start, units.document))
            self._documents = units.document[self._order]
        low, high = np.searchsorted(self._documents, [document, document + 1])
        members = self._order[low:high]
        reach = np.maximum.accumulate(units.end[members])
        return members.tolist(), units.start[members].tolist(), reach.tolist()
