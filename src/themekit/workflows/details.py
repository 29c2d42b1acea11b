"""The details by which people are known, as a researcher decides of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from themekit.decisions import CodedStudy
from themekit.decisions.in_force import in_force
from themekit.disclosure import Replacements
from themekit.disclosure.naming import Naming
from themekit.disclosure.proposals import Alike, KnownNames, Proposal, alike
from themekit.disclosure.risks import Left, ReadState, kept_places, left_in, read_states
from themekit.events import Coder, Coding, Event, Mark
from themekit.records import Document
from themekit.spans import Span
from themekit.workflows.desk import Desk
from themekit.workflows.passages import Sight, sight_of
from themekit.workflows.proposing import Proposing, known_names

Choice = Literal["replace", "keep"]
CHOICES: tuple[Choice, ...] = ("replace", "keep")
_TRIMMED = " \t\r\n.,;:!?()[]\"“”'\u2019"
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line.

    Attributes
    ----------
    start, end : int
        Range of the document's text.
    text : str
        The words themselves.
    state : {'', 'proposed', 'replaced', 'left'}
    told : str
        What is proposed, or what stands instead.
    """

    start: int
    end: int
    text: str
    state: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a line of which something was proposed or decided.

    Attributes
    ----------
    start, end : int
    words : str
    state : {'proposed', 'replaced', 'left'}
    kind, why : str
        Of a proposal.
    shown : str
        What stands instead; what is suggested to, where nothing was decided.
    """

    start: int
    end: int
    words: str
    state: str
    kind: str
    why: str
    shown: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document.

    Attributes
    ----------
    number : int
        From 1.
    start, end : int
    parts : tuple of Part
        All of it, in order; none where its words are withheld.
    places : tuple of Place
        Those that begin in it.
    """

    number: int
    start: int
    end: int
    parts: tuple[Part, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Details:
    """The details of a study as they stand at one moment.

    Attributes
    ----------
    coded : CodedStudy
        What was read.
    documents : tuple of Document
        Those that may be shown to whoever asks.
    events : tuple of Event
        Marks among them, and what takes them back.
    void : frozenset of str
    names : KnownNames
    replaced : Replacements
    proposing : Proposing
    """

    coded: CodedStudy = field(repr=False)
    documents: tuple[Document, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    void: frozenset[str] = field(repr=False)
    names: KnownNames = field(repr=False)
    replaced: Replacements = field(repr=False)
    proposing: Proposing = field(repr=False)

    @cached_property
    def kept(self) -> Mapping[str, tuple[Span, ...]]:
        """What somebody decided to leave, by document."""
        return kept_places(self.documents, self.events, self.void)

    @cached_property
    def states(self) -> Mapping[str, ReadState]:
        """Whether a document was read for such details, by document."""
        return read_states(self.documents, self.events, self.void)

    @cached_property
    def naming(self) -> Naming:
        """What stands for what."""
        return Naming(self.coded.documents, self.replaced)

    @cached_property
    def hidden(self) -> Mapping[str, tuple[Span, ...]]:
        """Words of people who have withdrawn, by document: they are shown to nobody."""
        found: dict[str, list[Span]] = {}
        for one in self.coded.segments:
            if not one.text and one.start < one.end:
                found.setdefault(one.document, []).append(Span(one.start, one.end))
        return {name: tuple(spans) for name, spans in found.items()}

    def left(self, document: Document) -> Left | None:
        """Return what stands in a document as it is; None where it was not looked through."""
        found = self.proposing.at_hand(document, self.names, self.replaced)
        if found is None:
            return None
        hidden = self.hidden.get(document.id, ())
        seen = [one for one in found if not _touches(hidden, one.start, one.end)]
        return left_in(seen, self.replaced, self.kept.get(document.id, ()), document.id)

    def alike(self) -> tuple[Alike, ...]:
        """Return what nobody has decided, the same words together, of what was looked through."""
        return alike(
            one
            for document in self.documents
            if (left := self.left(document)) is not None
            for one in left.open
        )

    def lines(self, document: Document) -> list[Line]:
        """Return a document line by line, with what is proposed and decided in it."""
        places, text = self._places(document), document.text
        hidden = self.hidden.get(document.id, ())
        lines = []
        for number, one in enumerate(_LINE.finditer(text), start=1):
            start, end = one.span()
            if _touches(hidden, start, end):
                lines.append(Line(number, start, end, (), ()))
                continue
            here = [it for it in places if it.start < end and start < it.end]
            own = tuple(it for it in here if start <= it.start)
            lines.append(Line(number, start, end, tuple(_parts(text, start, end, here)), own))
        return lines

    def _places(self, document: Document) -> list[Place]:
        left, text = self.left(document), document.text
        found = [
            Place(one.start, one.end, text[one.start : one.end], "replaced", "", "", one.shown)
            for one in self.replaced.of(document.id)
        ]
        found += [
            Place(one.start, one.end, text[one.start : one.end], "left", "", "", "")
            for one in self.kept.get(document.id, ())
        ]
        for one in left.open if left is not None else ():
            if any(it.start < one.end and one.start < it.end for it in found):
                continue
            shown = self.naming.suggest(one.text, one.kind)
            found.append(Place(one.start, one.end, one.text, "proposed", one.kind, one.why, shown))
        return sorted(found, key=lambda it: it.start)


def details_of(desk: Desk, coder: Coder, proposing: Proposing) -> Details:
    """Return the details of a study that is open, as a researcher at this machine sees them."""
    sight: Sight = sight_of(desk, coder, remote=False)
    coded, gating = sight.shelf.coded, sight.record.gating
    documents = tuple(one for one in coded.documents if sight.may_read(one.id))
    return Details(
        coded,
        documents,
        gating,
        frozenset(in_force(gating).void),
        known_names(coded, desk.coded().coders),
        desk.replacements(sight.record, sight.shelf),
        proposing,
    )


def detail_range(document: Document, start: int, end: int, replaced: Replacements) -> Span | None:
    """Return a choice of words as it is marked; None where there is no word in it.

    A word is never cut in two, nor what is replaced as a whole; signs around the words stay.
    """
    text = document.text
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    if start >= end:
        return None
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return replaced.snap(document.id, start, end)


def marked(document: Document, start: int, end: int, choice: Choice, replacement: str = "") -> Mark:
    """Return what was decided of words, as the event that it is."""
    return Mark(
        document=document.id, text_hash=document.text_hash, start=start, end=end, marking=choice,
        replacement=replacement if choice == "replace" else "",
    )  # fmt: skip


def read_through(document: Document) -> Mark:
    """Return that somebody read all of a document for such details."""
    end = len(document.text)
    return Mark(document=document.id, text_hash=document.text_hash, start=0, end=end)


def last_marks(own: Sequence[Event]) -> tuple[Mark, ...]:
    """Return the last act of marks of a coder that is in force; empty for none.

    Parameters
    ----------
    own : sequence of Event
        The coder's, in order.
    """
    void = in_force(own).void
    last = next(
        (one for one in reversed(own) if isinstance(one, Mark) and one.event_id not in void), None
    )
    if last is None or not last.act:
        return (last,) if last else ()
    return tuple(
        one
        for one in own
        if isinstance(one, Mark) and one.act == last.act and one.event_id not in void
    )


def taken_back(act: Sequence[Mark]) -> Coding:
    """Return the event that takes an act of marks back: it names one, and reaches the whole."""
    at = act[-1]
    named = (at,) if at.act else act
    return Coding(
        document=at.document, text_hash=at.text_hash, start=at.start, end=at.end,
        decision="retract", replaces=tuple(one.event_id for one in named),
    )  # fmt: skip


def act_said(act: Sequence[Mark]) -> str:
    """Say what an act of marks did."""
    first, count = act[0], len(act)
    if first.marking == "read":
        return "1 text read" if count == 1 else f"{count} texts read"
    places = "1 place" if count == 1 else f"{count} places"
    if first.marking == "keep":
        return f"{places} left as they stand" if count > 1 else f"{places} left as it stands"
    shown = {one.replacement for one in act}
    return f"{places} replaced" + (f" by {first.replacement}" if len(shown) == 1 else "")


def _touches(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in spans)


def _parts(text: str, start: int, end: int, places: Sequence[Place]) -> Iterable[Part]:
    at = start
    for one in places:
        low, high = max(one.start, at), min(one.end, end)
        if low >= high:
            continue
        if at < low:
            yield Part(at, low, text[at:low])
        told = one.kind if one.state == "proposed" else one.shown
        yield Part(low, high, text[low:high], one.state, told)
        at = high
    if at < end:
        yield Part(at, end, text[at:end])


def surroundings(document: Document, one: Proposal, reach: int = 70) -> tuple[str, str]:
    """Return what stands before and after proposed words, on one line."""
    text = document.text
    before = " ".join(text[max(0, one.start - reach) : one.start].split(" ")[-9:])
    after = " ".join(text[one.end : one.end + reach].split(" ")[:9])
    return before, after
