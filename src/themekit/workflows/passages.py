"""A passage as somebody meets it: its words, what stood around it, and what they said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from themekit.codebook import Code
from themekit.decisions.in_force import BRIDGE, in_force
from themekit.disclosure import Gate, Replacements, ShownWord
from themekit.events import Coder, Coding, Draw, DrawnItem, Event, Look
from themekit.records import Document, Segment
from themekit.tasks.answers import Where
from themekit.tasks.asking import Given, Said, overlaps, said_of
from themekit.tasks.progress import Progress, progress_of, still_given
from themekit.tasks.readers import known_documents
from themekit.workflows.desk import Desk, Place
from themekit.workflows.safety import MAY_KNOW
from themekit.workflows.shelf import Record, Shelf

_LOOKED_THROUGH = 500
"""Events in which the last act is looked for: nobody takes back further in one go."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that somebody may be shown.

    Attributes
    ----------
    key : str
        By which it is known outside.
    given : Given
        Of a passage opened freely, a draw without an id.
    document : Document
    segments : tuple of Segment
        Those that it shares words with, in order.
    before, after : Segment or None
        What was said before and after it in talk; None in a survey, or where it is not to be shown.
    codes : tuple of Code
        Those of the codebook that is shown.
    where : Where
    said : Said
        What this person said of it.
    known : int
        Number of the last event that a page made now knows.
    shown : Replacements
        How the study's words are shown to whoever meets it.
    unmarked : bool
        Whether nothing may tell of which wave it is: its document is not named.
    """

    key: str
    given: Given
    document: Document
    segments: tuple[Segment, ...]
    before: Segment | None
    after: Segment | None
    codes: tuple[Code, ...]
    where: Where
    said: Said
    known: int
    shown: Replacements
    unmarked: bool = False

    @property
    def text(self) -> str:
        """Its words, as they are shown."""
        return self.text_of(self.given.item.start, self.given.item.end)

    @property
    def question(self) -> str:
        """What was asked, as it is shown; empty where nothing was."""
        asked = next((one.question for one in self.segments if one.question), "")
        return self.shown.anywhere(asked)

    @property
    def text_before(self) -> str:
        """What was said before it, as it is shown; empty where it is not to be."""
        return self.text_of(self.before.start, self.before.end) if self.before else ""

    @property
    def text_after(self) -> str:
        """What was said after it, as it is shown; empty where it is not to be."""
        return self.text_of(self.after.start, self.after.end) if self.after else ""

    def text_of(self, start: int, end: int) -> str:
        """Return words of the document, as they are shown."""
        return self.shown.text(self.document.id, start, end)

    @property
    def code_ids(self) -> tuple[str, ...]:
        """Ids of the codes, in order."""
        return tuple(code.id for code in self.codes)

    def code(self, code_id: str) -> Code | None:
        """Return a code that is shown."""
        return next((code for code in self.codes if code.id == code_id), None)

    def words(self) -> tuple[ShownWord, ...]:
        """Return the words of the passage and of its neighbours, as they are shown.

        Numbers count the words of the document's whole text, from 1. What stands between two turns
        is left out: it says who speaks.
        """
        found: list[ShownWord] = []
        for part in (self.before, self.given.item, self.after):
            if part is not None:
                known = found[-1].last if found else 0
                words = self._between(part.start, part.end)
                found += [one for one in words if one.first > known]
        return tuple(found)

    def own_words(self) -> tuple[int, int]:
        """Return the numbers of the first and the last word of the passage itself."""
        own = self._between(self.given.item.start, self.given.item.end)
        return (own[0].first, own[-1].last) if own else (0, 0)

    def span(self, first: int | None, last: int | None) -> tuple[int, int] | None:
        """Return the range of the words from one number to another; None for the passage itself.

        Words that are shown as one are meant as one. Numbers outside of what is shown, or without a
        word of the passage between them, mean the passage.
        """
        if first is None or last is None or (first, last) == self.own_words():
            return None
        words, item = self.words(), self.given.item
        if not words or first > last or first < words[0].first or last > words[-1].last:
            return None
        chosen = [one for one in words if one.first <= last and first <= one.last]
        if not chosen:
            return None
        start, end = chosen[0].start, chosen[-1].end
        if (chosen[0].first, chosen[-1].last) == self.own_words():
            return None
        return (start, end) if start < item.end and item.start < end else None

    def _between(self, start: int, end: int) -> tuple[ShownWord, ...]:
        return self.shown.words(self.document.id, start, end)


@dataclass(frozen=True, slots=True)
class Sight:
    """What may come to somebody, as things stand at one moment: a page asks it of many passages.

    Attributes
    ----------
    coder : Coder
    gate : Gate
    remote : bool
        Whether they are not at this machine.
    shelf : Shelf
        What was read.
    closed : frozenset of str
        Documents in which somebody took part whom they said they may know. They never come to this
        coder again: not as passages, and not as what was said around one.
    record : Record
        What people had decided by then.
    shown : Replacements
        How the study's words are shown to them: pages take them from here alone.
    """

    coder: Coder
    gate: Gate
    remote: bool
    shelf: Shelf
    closed: frozenset[str]
    record: Record
    shown: Replacements

    def may_read(self, document: str) -> bool:
        """Tell whether a document may come to them at all."""
        return document not in self.closed and self.gate.may_be_shown(
            document, role=self.coder.role, loopback=not self.remote
        )

    def may_see(self, item: DrawnItem) -> bool:
        """Tell whether a passage may come to them: its document, its person and its text."""
        if not self.may_read(item.document):
            return False
        document = self.shelf.documents.get(item.document)
        if document is None or document.text_hash != item.text_hash:
            return False
        segments = self.shelf.segments.get(item.document, ())
        return bool(overlapping(segments, item.start, item.end))

    @property
    def said(self) -> tuple[Event, ...]:
        """What they have done, in order."""
        return self.record.by_coder.get(self.coder.id, ())


def sight_of(desk: Desk, coder: Coder, *, remote: bool) -> Sight:
    """Return what may come to somebody now."""
    record, shelf = desk.record(), desk.shelf()
    closed: frozenset[str] = frozenset()
    for one in record.notes:
        if one.coder == coder.id and one.name == MAY_KNOW:
            closed |= known_documents(shelf.coded.present, dict(one.fields))
    shown = desk.shown_to(coder, remote=remote, record=record, shelf=shelf)
    return Sight(coder, desk.gate(record, shelf), remote, shelf, closed, record, shown)


def progress_in(desk: Desk, sight: Sight) -> Progress:
    """Return how far somebody is with what they were given, as far as it may still come to them."""
    held = desk.in_force_of(sight.coder.id, sight.said)
    return progress_of(sight.coder.id, sight.said, sight.record.notes, sight.may_see, held=held)


def passage_of(desk: Desk, coder: Coder, key: str, *, remote: bool) -> Passage | None:
    """Return the passage of a key as somebody may see it; None where they may not.

    Unknown keys, passages given to others or called back, documents that are not for them and
    people whom they may know answer alike.
    """
    place = desk.place(key)
    if place is None:
        return None
    sight = sight_of(desk, coder, remote=remote)
    given = _given(sight, place) if place.draw else _free(desk, sight, place)
    if given is None or not sight.may_see(given.item):
        return None
    return _passage(desk, sight, key, given)


def place_given(desk: Desk, coder: Coder, key: str) -> Place | None:
    """Return where a passage lies that somebody was given, though it may come to them no more.

    Nothing of its text is in it. None where they were never given it; a researcher may open all.
    """
    place = desk.place(key)
    if place is None or (not place.draw and coder.role != "researcher"):
        return None
    where = (place.document, place.text_hash, place.start, place.end)
    given = (one for one in desk.draws_of(coder.id) if one.draw == place.draw)
    items = ((it.document, it.text_hash, it.start, it.end) for one in given for it in one.items)
    return place if not place.draw or where in items else None


def place_in_draw(desk: Desk, coder: Coder, event: Coding | Look) -> Place | None:
    """Return the passage of a draw on which an event of its coder lies; None outside of draws."""
    for draw in desk.draws_of(coder.id):
        for item in draw.items if draw.draw == event.draw else ():
            same = (item.document, item.text_hash) == (event.document, event.text_hash)
            if same and overlaps(event, item):
                return Place(item.document, item.text_hash, item.start, item.end, draw.draw)
    return None


def _given(sight: Sight, place: Place) -> Given | None:
    """Return a passage as a draw gave it to somebody; None where it did not, or does no more."""
    where = (place.document, place.text_hash, place.start, place.end)
    for draw in reversed(sight.record.draws):
        if (draw.coder, draw.draw) != (sight.coder.id, place.draw):
            continue
        for item in draw.items:
            if (item.document, item.text_hash, item.start, item.end) == where:
                given = Given(draw, item)
                is_open = still_given(given, sight.said, sight.record.notes)
                return given if is_open else None
    return None


def _free(desk: Desk, sight: Sight, place: Place) -> Given | None:
    """Return a passage that a researcher opens without having been given it."""
    if sight.coder.role != "researcher":
        return None
    item = DrawnItem(
        position=0, document=place.document, text_hash=place.text_hash,
        start=place.start, end=place.end,
    )  # fmt: skip
    held = desk.in_force_of(sight.coder.id, sight.said)
    progress = progress_of(sight.coder.id, sight.said, sight.record.notes, held=held)
    if place.document in progress.still_blind:
        # Seeing suggestions here would spoil what they are still to read without any.
        return Given(Draw(mode="blind", items=(item,)), item)
    item = replace(item, suggested=_suggested(sight, place))
    return Given(Draw(mode="assisted", items=(item,)), item)


def _suggested(sight: Sight, place: Place) -> tuple[tuple[str, float], ...]:
    """Return what is suggested on a passage now, the likeliest first."""
    found = [
        (one.code_id, one.score)
        for segment in overlapping(
            sight.shelf.segments.get(place.document, ()), place.start, place.end
        )
        for one in sight.shelf.suggestions.get(segment.id, ())
    ]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def overlapping(segments: Sequence[Segment], start: int, end: int) -> tuple[Segment, ...]:
    """Return the segments that are coded and share words with a range."""
    return tuple(one for one in segments if one.codable and one.start < end and start < one.end)


def _passage(desk: Desk, sight: Sight, key: str, given: Given) -> Passage:
    item = given.item
    segments = sight.shelf.segments.get(item.document, ())
    before, after = neighbours(segments, item)
    return Passage(
        key=key,
        given=given,
        document=sight.shelf.documents[item.document],
        segments=overlapping(segments, item.start, item.end),
        before=before,
        after=after,
        codes=codes_as_shown(desk.codes(given.draw), sight.shown),
        where=desk.where(given),
        said=said_of(given, sight.said),
        known=sight.record.through,
        shown=sight.shown,
        unmarked=_is_mixed(sight, given.draw),
    )


def _is_mixed(sight: Sight, draw: Draw) -> bool:
    """Tell whether passages of an earlier wave are hidden among those given in one go with it."""
    return bool(draw.act) and any(
        one.purpose == BRIDGE and one.act == draw.act and one.coder == draw.coder
        for one in sight.record.draws
    )


def codes_as_shown(codes: Sequence[Code], shown: Replacements) -> tuple[Code, ...]:
    """Return codes with their texts as somebody is shown them: examples may be people's words."""
    if not shown.known:
        return tuple(codes)

    def all_of(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(shown.anywhere, texts))

    return tuple(
        replace(
            one,
            name=shown.anywhere(one.name),
            theme=shown.anywhere(one.theme),
            parent=shown.anywhere(one.parent),
            path=all_of(one.path),
            also_in=all_of(one.also_in),
            plain_name=shown.anywhere(one.plain_name),
            content_note=shown.anywhere(one.content_note),
            definition=shown.anywhere(one.definition),
            include=all_of(one.include),
            exclude=all_of(one.exclude),
            examples=all_of(one.examples),
            near_misses=all_of(one.near_misses),
            plain_meaning=shown.anywhere(one.plain_meaning),
            plain_example=shown.anywhere(one.plain_example),
            plain_not_this=shown.anywhere(one.plain_not_this),
        )
        for one in codes
    )


def neighbours(
    segments: Sequence[Segment], item: DrawnItem
) -> tuple[Segment | None, Segment | None]:
    """Return what was said right before and right after, in talk."""
    if all(one.item for one in overlapping(segments, item.start, item.end)):
        return None, None
    heard = [one for one in segments if one.text and not one.item]
    before = [one for one in heard if one.end <= item.start]
    after = [one for one in heard if one.start >= item.end]
    return (before[-1] if before else None), (after[0] if after else None)


def last_act(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the last act of a coder that is in force, to be taken back; empty for none.

    Parameters
    ----------
    events : sequence of Event
        The coder's own, in order.
    """
    recent = events[-_LOOKED_THROUGH:]
    held = in_force(recent)
    for one in reversed([*held.said, *held.apart]):
        if isinstance(one, Coding) and one.decision == "retract":
            continue
        if isinstance(one, Look) and one.outcome == "compared":
            continue
        standing = {event.event_id for event in (*held.said, *held.apart)}
        act = [event for event in recent if event.act == one.act and one.act]
        return tuple(event for event in act if event.event_id in standing) or (one,)
    return ()
