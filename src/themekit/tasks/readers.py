"""What a coder has been given and has looked at by now, and what may not come to them.

All of it follows from the record: nothing about a coder is kept anywhere else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from themekit.decisions import CodedStudy
from themekit.events import ARMS, COVERING, Coding, Draw, DrawnItem, Look, Mode, Note, Role
from themekit.tasks.packs import draws_out

Codes = tuple[str, ...]
"""Ids of the codes that are asked about; empty: the whole list."""
_SEEN_HERE = frozenset({"", "page", "pack"})
"""Origins of words given in front of what this program shows; others never saw its suggestions."""
_SKIPS = frozenset({"skipped", "upsetting"})


@dataclass(frozen=True, slots=True)
class Answered:
    """A passage that a coder went through: when first, and in which draw, if in any."""

    segment: str
    received: str
    codes: Codes
    mode: Mode


@dataclass(slots=True)
class Reader:
    """One coder, as far as drawing for them is concerned.

    Attributes
    ----------
    coder : str
        Their id.
    role : str
    closed : frozenset of str
        Documents none of which may come to them: they may not be shown to peers, or somebody in
        them is known to this coder.
    not_to_see : frozenset of str
        Names of topics.
    paused : bool
        Whether nothing is served to them.
    called_back : set of str
        Ids of the events of draws that are not served to them any more.
    met : dict of segment id to set of Codes
        What they were asked there, or will be; the empty `Codes` stands for the whole list.
    skipped : dict of (draw, segment id) to None
    answered : dict of segment id to Answered
        Their first look at it, outside draws for repetition.
    repeated : set of segment id
    assisted : set of document id
        Documents of which they have seen suggestions, or will.
    arms : dict of document id to mode
        The arm of each document that was put into one for them.
    outside_arms : set of document id
        Documents of which they were given, or looked at, something outside arms.
    waiting : dict of draw id to set of document id
        Documents of which passages without suggestions are still to be read, by draw.
    in_packs : frozenset of str
        Draws in packs that are out: there they may be read at any time.
    only_blind : set of str
        Documents of which no suggestion may be drawn: passages of theirs without any are still to
        be read, and nobody says that they are read first.
    sections : Counter of Codes
        How often each list of codes was handed out to them.
    handed : int
        How often something was handed out to them.
    """

    coder: str
    role: Role = "researcher"
    closed: frozenset[str] = frozenset()
    not_to_see: frozenset[str] = frozenset()
    paused: bool = False
    called_back: set[str] = field(default_factory=set)
    met: dict[str, set[Codes]] = field(default_factory=dict)
    skipped: dict[tuple[str, str], None] = field(default_factory=dict)
    answered: dict[str, Answered] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    assisted: set[str] = field(default_factory=set)
    arms: dict[str, Mode] = field(default_factory=dict)
    outside_arms: set[str] = field(default_factory=set)
    waiting: dict[str, set[str]] = field(default_factory=dict)
    in_packs: frozenset[str] = frozenset()
    only_blind: set[str] = field(default_factory=set)
    sections: Counter[Codes] = field(default_factory=Counter)
    handed: int = 0

    def take(self, draw: Draw, segments_at: Callable[[DrawnItem], Iterable[str]]) -> None:
        """Take in what was given, but for what was called back: nobody is served that."""
        self.handed += 1
        if draw.purpose in ("count", "overlap"):
            self.sections[draw.codes] += 1
        if draw.event_id in self.called_back:
            return
        for item in draw.items:
            segments = segments_at(item)
            if draw.purpose == "repeat":
                self.repeated.update(segments)
                continue
            for segment in segments:
                self.met.setdefault(segment, set()).add(draw.codes)
            if draw.in_arms:
                self.arms[item.document] = draw.mode
            else:
                self.outside_arms.add(item.document)
            if draw.mode == "assisted":
                self.assisted.add(item.document)

    def may_be_blind(self, document: str) -> bool:
        """Tell whether they have seen no suggestion of a document so far."""
        return document not in self.assisted

    def may_be_assisted(self, document: str) -> bool:
        """Tell whether neither an arm nor a pack keeps suggestions of a document from them."""
        return self.arms.get(document) != "blind" and document not in self.only_blind

    def has_met(self, segment: str, codes: Codes) -> bool:
        """Tell whether they were asked about one of some codes on a passage."""
        met = self.met.get(segment)
        return met is not None and any(share_codes(one, codes) for one in met)


def share_codes(one: Codes, other: Codes) -> bool:
    """Tell whether two lists of codes have one in common; the empty list has all."""
    return not one or not other or not set(one).isdisjoint(other)


def read_readers(
    coded: CodedStudy,
    coders: Iterable[str],
    may_be_shown: Callable[[str, Role], bool] = lambda _document, _role: True,
) -> dict[str, Reader]:
    """Find out what everybody has met by now.

    Parameters
    ----------
    coded : CodedStudy
    coders : iterable of str
        Ids of those who are drawn for; what others met is found out all the same.
    may_be_shown : callable
        Tells of a document's id and a role whether it may be shown to such a person.

    Returns
    -------
    dict of coder id to Reader
    """
    reading = _Reading(coded)
    known = {one.id: one.role for one in coded.coders}
    for coder in coders:
        reading.of(coder)
    reading.go_through()
    shut: dict[Role, frozenset[str]] = {}
    for reader in reading.found.values():
        role = reader.role = known.get(reader.coder, "researcher")
        if role not in shut:
            closed = (one.id for one in coded.documents if not may_be_shown(one.id, role))
            shut[role] = frozenset(closed)
        reader.closed |= shut[role]
        reader.only_blind = {
            document for draw in reader.in_packs for document in reader.waiting.get(draw, ())
        }
    return reading.found


class _Reading:
    """Goes through a study's events once."""

    def __init__(self, coded: CodedStudy) -> None:
        self.coded = coded
        self.found: dict[str, Reader] = {}
        self._record = coded.decisions.record
        self._draws: dict[tuple[str, str], Draw] = {}
        self._looked_at: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._places: dict[tuple[str, str, int, int], tuple[str, ...]] = {}

    def of(self, coder: str) -> Reader:
        """Return what is known of a coder so far."""
        return self.found.setdefault(coder, Reader(coder))

    def go_through(self) -> None:
        """Take everything in that holds: notes first, for they say which draws count."""
        standing = [one for one in self.coded.events if one.event_id not in self._record.void]
        for event in standing:
            if isinstance(event, Note):
                self._note(event)
        draws = [one for one in standing if isinstance(one, Draw)]
        self._draws = {(one.draw, one.coder): one for one in draws}
        said = (*self._record.said, *self._record.waiting, *self._record.apart)
        for event in sorted(said, key=lambda one: one.number):
            self._said(event)
        for draw in draws:
            reader = self.of(draw.coder)
            reader.take(draw, self.segments_at)
            if draw.mode == "blind" and draw.purpose != "repeat":
                self._wait(reader, draw)
        notes = [one for one in standing if isinstance(one, Note)]
        for reader in self.found.values():
            reader.in_packs = draws_out(reader.coder, notes)

    def _wait(self, reader: Reader, draw: Draw) -> None:
        """Note which documents of a draw are still to be read without suggestions."""
        if draw.event_id in reader.called_back:
            return
        open_ones = (
            item.document
            for item in draw.items
            if any(
                (draw.draw, one) not in self._looked_at[reader.coder]
                for one in self.segments_at(item)
            )
        )
        reader.waiting.setdefault(draw.draw, set()).update(open_ones)

    def _note(self, note: Note) -> None:
        fields = dict(note.fields)
        whom = self.of(fields.get("coder") or note.coder)
        if note.name == "may know":
            whom = self.of(note.coder)
            whom.closed |= known_documents(self.coded.present, fields)
        elif note.name == "not to see":
            chosen = (value for name, value in note.fields if name == "topic")
            self.of(note.coder).not_to_see = frozenset(chosen)
        elif note.name in ("paused", "resumed"):
            whom.paused = note.name == "paused"
        elif note.name == "called back":
            # What they were given by then; the same draw may come to them once more later.
            named = fields.get("draw") or ""
            given = (one for one in self.coded.draws if one.coder == whom.coder)
            earlier = (one for one in given if one.number < note.number)
            whom.called_back |= {one.event_id for one in earlier if named in ("", one.draw)}

    def _said(self, event: Coding | Look) -> None:
        """Take a word or a look in."""
        reader = self.of(event.coder)
        draw = self._draws.get((event.draw, event.coder))
        codes = draw.codes if draw else event.codes if isinstance(event, Look) else (event.code_id,)
        here = self.segments_at(event)
        skips = isinstance(event, Look) and event.outcome in _SKIPS
        if isinstance(event, Look) and event.outcome != "compared":
            self._looked_at[event.coder] |= {(event.draw, segment) for segment in here}
        for segment in here:
            reader.met.setdefault(segment, set()).add(codes)
            if skips:
                reader.skipped[event.draw, segment] = None
            elif isinstance(event, Look) and event.outcome in COVERING:
                self._looked(reader, segment, event, draw, codes)
        if event.mode == "assisted" and event.origin in _SEEN_HERE and not skips:
            reader.assisted.add(event.document)
        if not event.draw.startswith(ARMS):
            reader.outside_arms.add(event.document)

    def _looked(
        self, reader: Reader, segment: str, look: Look, draw: Draw | None, codes: Codes
    ) -> None:
        reader.skipped.pop((look.draw, segment), None)
        if draw is not None and draw.purpose == "repeat":
            reader.repeated.add(segment)
        elif look.received:
            first = Answered(segment, look.received, codes, look.mode)
            reader.answered.setdefault(segment, first)

    def segments_at(self, place: Coding | Look | DrawnItem) -> tuple[str, ...]:
        """Return the ids of the segments where something lies now."""
        if not isinstance(place, DrawnItem) and self._record.moved:
            return self.coded.decisions.segments_of(place)
        key = (place.document, place.text_hash, place.start, place.end)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = segments_of(self.coded, place)
        return found


def segments_of(coded: CodedStudy, place: Coding | Look | DrawnItem) -> tuple[str, ...]:
    """Return the ids of the segments on which a passage lies, if its text is there still."""
    look = Look(
        document=place.document, text_hash=place.text_hash, start=place.start, end=place.end
    )
    return coded.decisions.segments_of(look)


def known_documents(
    present: Mapping[str, Collection[str]], fields: Mapping[str, str]
) -> frozenset[str]:
    """Return the documents that a note "may know" closes: all in which that person took part.

    In a group the others' words are closed with theirs, for they answer each other.
    """
    case, named = fields.get("case", ""), fields.get("document", "")
    found = {document for document, cases in present.items() if case and case in cases}
    return frozenset(found | ({named} if named and not found else set()))
