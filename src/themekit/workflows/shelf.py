"""What a desk has at hand: what runs made, and what people have decided by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from themekit.decisions import CodedStudy
from themekit.events import Draw, Event, Mark, Note, Override
from themekit.records import Document, Segment, Suggestion


@dataclass(frozen=True, slots=True)
class Shelf:
    """What runs made, as it was loaded last, with ways to find things in it.

    Attributes
    ----------
    state : str
        Tells whether a run has made something else since.
    coded : CodedStudy
        All of it, without what people decided.
    documents : mapping of id to Document
    segments : mapping of document id to tuple of Segment
        In the order of the text.
    suggestions : mapping of segment id to tuple of Suggestion
    """

    state: str
    coded: CodedStudy
    documents: Mapping[str, Document]
    segments: Mapping[str, tuple[Segment, ...]]
    suggestions: Mapping[str, tuple[Suggestion, ...]]

    @classmethod
    def of(cls, state: str, coded: CodedStudy) -> Shelf:
        """Lay a loaded study out."""
        segments: dict[str, list[Segment]] = {}
        for segment in coded.segments:
            segments.setdefault(segment.document, []).append(segment)
        suggestions: dict[str, list[Suggestion]] = {}
        for one in coded.suggestions:
            suggestions.setdefault(one.segment_id, []).append(one)
        return cls(
            state,
            coded,
            {one.id: one for one in coded.documents},
            {document: tuple(found) for document, found in segments.items()},
            {segment: tuple(found) for segment, found in suggestions.items()},
        )


@dataclass(frozen=True)
class Record:
    """The sequence of events up to a number, by coder, and those asked for again and again.

    Attributes
    ----------
    through : int
    events : tuple of Event
    by_coder : mapping of coder id to events
    gating : tuple of Event
        Marks and overrides, which open documents, and what takes one of them back.
    notes : tuple of Note
        Some of them pause people, or call back what was given.
    draws : tuple of Draw
        What people were given.
    """

    through: int = 0
    events: tuple[Event, ...] = ()
    by_coder: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    gating: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()
    draws: tuple[Draw, ...] = ()

    def after(self, new: Sequence[Event]) -> Record:
        """Return the record with the events that came since."""
        opening = _opening(new, self.gating)
        by_coder = dict(self.by_coder)
        for coder in {one.coder for one in new}:
            theirs = tuple(one for one in new if one.coder == coder)
            by_coder[coder] = (*by_coder.get(coder, ()), *theirs)
        return Record(
            new[-1].number,
            (*self.events, *new),
            by_coder,
            # Without any it stays the very same, by which others tell that nothing changed.
            (*self.gating, *opening) if opening else self.gating,
            (*self.notes, *(one for one in new if isinstance(one, Note))),
            (*self.draws, *(one for one in new if isinstance(one, Draw))),
        )


def _opening(new: Sequence[Event], known: Sequence[Event]) -> list[Event]:
    """Return the new events that open or shut a document."""
    if not any(isinstance(one, (Mark, Override)) or one.replaces for one in new):
        return []  # as nearly always: there may be a mark for each of many thousand documents
    found: list[Event] = []
    ids = {one.event_id for one in known}
    for one in new:
        if isinstance(one, (Mark, Override)) or not ids.isdisjoint(one.replaces):
            found.append(one)
            ids.add(one.event_id)
    return found
