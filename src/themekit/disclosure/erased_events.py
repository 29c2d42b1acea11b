"""What becomes of the record of decisions when somebody takes their words back. Pure.

Events on their words go, whoever's they are. Those of others stay as they were: where their text is
another now, they lie on that, at the same place. What referred to an event that went refers to it
no more, and free words that name the person or repeat them are masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from themekit.disclosure.erasure import Erasure, Masked, masked, repeated, words_of
from themekit.events import (
    Action,
    Anchor,
    Anchored,
    CausalLink,
    Coding,
    Draw,
    DrawnItem,
    Effort,
    Event,
    HarvestedOutcome,
    Mark,
    Memo,
    Note,
    Override,
    Selection,
    Summary,
)
from themekit.records import ERASED
from themekit.spans import text_hash

_IDS = frozenset({"coder", "draw", "draws", "pack", "text_hash", "key", "digest", "start", "end"})
"""Fields of notes that hold no free words."""
_FEWEST_WORDS = 3
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{7,}")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What is to be done to the record.

    Attributes
    ----------
    gone : frozenset of int
        Numbers of the events that go.
    changed : tuple of Event
        Those that stay, otherwise than they were.
    texts : mapping of hash to (hash, text) or None
        Former texts that are another now, or go.
    ranges : mapping of hash to ranges
        What was theirs, by the former hash of the text.
    counts : mapping of str to int
        Events that go, by kind; ``masked`` counts stretches of free words.
    """

    gone: frozenset[int] = frozenset()
    changed: tuple[Event, ...] = ()
    texts: Mapping[str, tuple[str, str] | None] = field(default_factory=dict)
    ranges: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def now(self, former: str) -> str:
        """Return the hash that a text has from now on."""
        new = self.texts.get(former)
        return new[0] if new else former


def rewritten(
    events: Iterable[Event], kept: Mapping[str, str], erasure: Erasure, present: Iterable[str]
) -> Rewritten:
    """Find what goes and what is another from now on.

    Parameters
    ----------
    events : iterable of Event
        All of them, in order.
    kept : mapping of hash to text
        Every text that events lie on.
    erasure : Erasure
    present : iterable of str
        Hashes of the texts of all documents that stay as they are.
    """
    return _Rewriting(tuple(events), kept, erasure, frozenset(present)).done()


class _Rewriting:
    def __init__(
        self,
        events: tuple[Event, ...],
        kept: Mapping[str, str],
        erasure: Erasure,
        present: frozenset[str],
    ) -> None:
        self.events, self.erasure = events, erasure
        self.whole = frozenset(erasure.documents)
        self.shared = {one.document: one for one in erasure.masked}
        self.theirs = frozenset(erasure.segments)
        self.texts: dict[str, tuple[str, str] | None] = {}
        self.ranges: dict[str, tuple[tuple[int, int], ...]] = {}
        self.kept = kept
        for one in erasure.masked:
            self.texts[one.former] = (one.text_hash, one.text)
            self.ranges[one.former] = one.ranges
        places: list[Anchored | DrawnItem] = [one for one in events if isinstance(one, Anchored)]
        places += [item for one in events if isinstance(one, Draw) for item in one.items]
        on = {one.text_hash: one.document for one in places}
        for hashed, text in kept.items():
            if hashed not in self.texts and hashed not in present:
                self._former(hashed, text, on.get(hashed, ""))
        self.stretches = 0

    def _former(self, hashed: str, text: str, document: str) -> None:
        """Find their words in a text that no document has any more."""
        if document in self.whole:
            self.texts[hashed] = None
            return
        names = self.erasure.names if document in self.shared else ()
        found = repeated(text, names, self.erasure.phrases)
        if document in self.shared:
            found += _said(text, self.shared[document], self.erasure)
        if found:
            new = masked(text, found)
            self.texts[hashed] = (text_hash(new), new)
            self.ranges[hashed] = tuple(found)

    def done(self) -> Rewritten:
        gone = self._gone()
        ids = {one.event_id for one in self.events if one.number in gone}
        changed = []
        for one in self.events:
            if one.number not in gone:
                new = self._words(self._placed(_unreferred(one, ids)))
                if new != one:
                    changed.append(new)
        counts: dict[str, int] = {}
        for one in self.events:
            if one.number in gone:
                kind = one.name if isinstance(one, Note) else one.kind
                counts[kind] = counts.get(kind, 0) + 1
        if self.stretches:
            counts["masked"] = self.stretches
        return Rewritten(frozenset(gone), tuple(changed), self.texts, self.ranges, counts)

    # -- what goes ------------------------------------------------------------------------------

    def _gone(self) -> set[int]:
        """Return the numbers of events on their words, and of those that hang on such."""
        gone = {one.number for one in self.events if self._is_theirs(one)}
        ids = {one.event_id: one.number for one in self.events}
        while True:
            names = {one.event_id for one in self.events if one.number in gone}
            more = {
                ids[name]
                for one in self.events
                if isinstance(one, Anchor) and one.number in gone
                for name in one.moves
                if name in ids
            }
            more |= {
                one.number
                for one in self.events
                if one.number not in gone and _hangs_on(one, names)
            }
            if more <= gone:
                return gone
            gone |= more

    def _is_theirs(self, event: Event) -> bool:
        match event:
            case CausalLink() | Summary() if self._is_by_case(event):
                theirs = True
            case Anchored():
                theirs = self._lies_on(event.document, event.text_hash, event.start, event.end)
            case Override():
                theirs = event.target in self.whole
            case Memo():
                theirs = self._is_about(event)
            case Selection():
                theirs = bool(event.chosen) and not self._named((event.chosen,))
            case HarvestedOutcome():
                theirs = bool(event.segments) and not self._named(event.segments)
            case Note():
                theirs = self._is_noted(event)
            case _:
                theirs = False
        return theirs

    def _is_noted(self, note: Note) -> bool:
        told = dict(note.fields)
        if self.erasure.request.case == told.get("case"):
            return True
        start, end = (
            int(place) if (place := told.get(name, "")).isdecimal() else 0
            for name in ("start", "end")
        )
        return self._lies_on(told.get("document", ""), told.get("text_hash", ""), start, end)

    def _is_by_case(self, event: CausalLink | Summary) -> bool:
        """Tell whether an event names whose words it is of; who is only quoted no more stays."""
        case = event.source if isinstance(event, CausalLink) else event.case
        request = self.erasure.request
        return case == request.case and not request.quotes_only

    def _is_about(self, memo: Memo) -> bool:
        wanted = {
            "case": (self.erasure.request.case,),
            "document": self.erasure.documents,
        }.get(memo.about, self.erasure.segments)
        return memo.target in wanted

    def _lies_on(self, document: str, hashed: str, start: int, end: int) -> bool:
        if document in self.whole:
            return True
        if document not in self.shared or end <= start:
            return False
        text = self.kept.get(hashed, "")
        return _within(self.ranges.get(hashed, ()), start, end, text)

    def _named(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return ids of units and documents without theirs.

        Units of a document of several people are cut and numbered anew: what named one of others
        names the document from now on.
        """
        found = []
        for one in ids:
            if one in self.theirs or self._document(one, self.whole):
                continue
            found.append(self._document(one, self.shared) or one)
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _document(name: str, documents: Iterable[str]) -> str:
        """Return the document that an id is of, if it is one of these."""
        return next((one for one in documents if name == one or name.startswith(f"{one}/")), "")

    # -- what stays -----------------------------------------------------------------------------

    def _placed(self, event: Event) -> Event:
        """Return an event on the text that its document has from now on."""
        if isinstance(event, Draw):
            items = tuple(self._items(event.items))
            return event if items == event.items else replace(event, items=items)
        if isinstance(event, Override):
            now, before = self._now(event.now), self._now(event.before)
            return replace(event, now=now, before=before)
        if isinstance(event, Note):
            fields = tuple(
                (name, self._now(value) if name == "text_hash" else value)
                for name, value in event.fields
            )
            return replace(event, fields=fields)
        if not isinstance(event, Anchored):
            return self._pointing(event)
        event = replace(event, text_hash=self._now(event.text_hash))
        if event.document in self.shared and event.quote:
            event = self._quoted(event)
        return event

    def _pointing(self, event: Event) -> Event:
        """Return an event that names no unit of theirs."""
        if isinstance(event, Selection):
            chosen = next(iter(self._named((event.chosen,))), "")
            return replace(event, offered=self._named(event.offered), chosen=chosen)
        if isinstance(event, (HarvestedOutcome, Summary)):
            return replace(event, segments=self._named(event.segments))
        if isinstance(event, Action):
            return replace(event, because_of=next(iter(self._named((event.because_of,))), ""))
        return event

    def _quoted(self, event: Anchored) -> Anchored:
        """Return an event without quoted words that may be theirs: they were found nowhere."""
        stays = any(
            event.quote in text
            for text in (self.shared[event.document].text, *(one[1] for one in self._texts()))
        )
        return replace(
            event,
            quote=event.quote if stays else ERASED * len(event.quote),
            prefix=ERASED * len(event.prefix),
            suffix=ERASED * len(event.suffix),
        )

    def _texts(self) -> Iterator[tuple[str, str]]:
        return (one for one in self.texts.values() if one)

    def _now(self, hashed: str) -> str:
        new = self.texts.get(hashed)
        return new[0] if new else hashed

    def _items(self, items: Iterable[DrawnItem]) -> Iterator[DrawnItem]:
        for one in items:
            if not self._lies_on(one.document, one.text_hash, one.start, one.end):
                note = self._mask(one.note)
                yield replace(one, text_hash=self._now(one.text_hash), note=note)

    def _words(self, event: Event) -> Event:
        """Return an event whose free words neither name nor repeat them."""
        changes: dict[str, Any] = {}
        for name in _FREE.get(type(event), ()):
            changes[name] = self._mask(getattr(event, name))
        if isinstance(event, Anchored):
            for name in ("quote", "prefix", "suffix"):
                changes[name] = self._mask(getattr(event, name))
        if isinstance(event, Note):
            changes["fields"] = tuple(
                (name, value if name in _IDS else self._mask(value)) for name, value in event.fields
            )
        return replace(event, **changes) if changes else event

    def _mask(self, text: str) -> str:
        if not text:
            return text
        new, found = self.erasure.mask(text)
        self.stretches += found
        return new


_FREE: dict[type[Event], tuple[str, ...]] = {
    Coding: ("memo",),
    Memo: ("text", "target"),
    Override: ("reason",),
    Mark: ("replacement",),
    Draw: ("frame",),
    Selection: ("level", "domain", "panel", "reasons", "dissent", "fed_back", "verified"),
    HarvestedOutcome: ("who", "what", "when", "where", "significance", "contribution",
                       "substantiator", "comment"),
    CausalLink: ("cause", "effect"),
    Summary: ("text",),
    Action: ("what", "because_of", "by", "told_tellers"),
    Effort: ("activity", "role"),
}  # fmt: skip


def _within(ranges: Iterable[tuple[int, int]], start: int, end: int, text: str) -> bool:
    """Tell whether a passage holds nothing but what was theirs; what is blank is nobody's."""
    left = text[start:end] if end <= len(text) else "?" * (end - start)
    for first, last in ranges:
        a, b = max(first, start) - start, min(last, end) - start
        if a < b:
            left = left[:a] + " " * (b - a) + left[b:]
    return not any(sign.isalnum() or sign == "?" for sign in left)


def _said(text: str, now: Masked, erasure: Erasure) -> list[tuple[int, int]]:
    """Return where a former text of a group holds what they say in the present one."""
    found = []
    for said in sorted(set(erasure.texts), key=len, reverse=True):
        tells = len(said) <= len(now.text) and len(words_of(said)) >= _FEWEST_WORDS
        at = text.find(said) if tells else -1
        while at >= 0:
            found.append((at, at + len(said)))
            at = text.find(said, at + len(said))
    for name in erasure.names:
        headed = re.compile(
            rf"^[^\S\n]*{re.escape(name)}[^\S\n]*:.*$", re.IGNORECASE | re.MULTILINE
        )
        found += [one.span() for one in headed.finditer(text)]
    return found


def _unreferred(event: Event, gone: Iterable[str]) -> Event:
    """Return an event that names none of those that went."""
    changes: dict[str, Any] = {}
    for name in ("replaces", "settles", "moves"):
        said = getattr(event, name, ())
        left = tuple(one for one in said if one not in gone)
        if left != said:
            changes[name] = left
    if isinstance(event, Action) and event.because_of in gone:
        changes["because_of"] = ""
    return replace(event, **changes) if changes else event


def _hangs_on(event: Event, gone: set[str]) -> bool:
    """Tell whether an event says nothing but something of events that went."""
    if isinstance(event, Anchor):
        return bool(event.moves) and gone.issuperset(event.moves)
    if isinstance(event, Coding) and event.decision == "retract":
        return bool(event.replaces) and gone.issuperset(event.replaces)
    if isinstance(event, Memo):
        first = event.text.partition("\n")[0]  # an answer begins with what it answers
        return event.target in gone or any(word in gone for word in _ID.findall(first))
    if isinstance(event, Note):
        return any(value in gone for name, value in event.fields if name not in _IDS)
    return False
