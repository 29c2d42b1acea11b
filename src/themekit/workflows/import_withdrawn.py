"""An import brings back nothing that somebody took back: such rows are refused, by their lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from themekit.disclosure import LONG_ENOUGH, words_of
from themekit.errors import Problem
from themekit.events import (
    Anchored,
    CausalLink,
    Coding,
    Draw,
    DrawnItem,
    Event,
    HarvestedOutcome,
    Memo,
    Selection,
    Summary,
)
from themekit.exchange import Import, Known
from themekit.exchange.taken import Taken
from themekit.names import visible
from themekit.records import ERASED, Document
from themekit.workflows.withdrawn import Withdrawn

_WHY = "it is on words that somebody took back: it is not taken"
_NAMED = "it names somebody who took their words back: the name is masked"
FREE_WORDS = (
    "memo", "text", "frame", "reasons", "dissent", "fed_back", "verified", "who", "what", "where",
    "significance", "contribution", "substantiator", "comment", "cause", "effect", "by",
    "told_tellers",
)  # fmt: skip
"""Fields of events in which people write what they like."""
_TOKEN = re.compile(r"[^\s,;:!?()\[\]\"]+")


def respecting(found: Import, withdrawn: Withdrawn, known: Known) -> Import:
    """Return what tables come to without what was taken back; each such row is a loss.

    Parameters
    ----------
    found : Import
    withdrawn : Withdrawn
    known : Known
    """
    return _Filter(withdrawn, known).rest(found) if withdrawn else found


class _Filter:
    def __init__(self, withdrawn: Withdrawn, known: Known) -> None:
        self.memory = withdrawn.memory
        self.events = known.events
        self.documents: Mapping[str, Document] = known.texts.documents
        self.refused: set[str] = set()
        self.losses: list[Problem] = []

    def rest(self, found: Import) -> Import:
        """Return what is left of an import."""
        taken: list[Taken] = []
        for one in found.taken:
            if one.event.event_id in self.events:
                taken.append(one)
                continue
            event = None if self._is_theirs(one) else self._unreferred(one.event)
            if event is None:
                self.refused.add(one.event.event_id)
                self.losses.append(one.row.loss(_WHY))
                continue
            unnamed = self._unnamed(event)
            if unnamed is not event:
                self.losses.append(one.row.loss(_NAMED))
            taken.append(replace(one, event=unnamed))
        at = {(one.file, one.line) for one in self.losses if one.message == _WHY}
        # What else was to be said of such a row names what it lies on.
        others = [one for one in found.losses if (one.file, one.line) not in at]
        losses = tuple(dict.fromkeys([*others, *self.losses]))
        return replace(found, taken=tuple(taken), losses=losses)

    def _is_theirs(self, taken: Taken) -> bool:
        event = taken.event
        if isinstance(event, (Summary, CausalLink)):
            case = event.case if isinstance(event, Summary) else event.source
            if case and self._is_named(case):
                return True
        if isinstance(event, Selection):
            return bool(event.chosen) and self._is_unit(event.chosen)
        if isinstance(event, HarvestedOutcome):
            return bool(event.segments) and all(map(self._is_unit, event.segments))
        if isinstance(event, Anchored):
            said = taken.row.get("document") or taken.row.get("segment_id").rpartition("/")[0]
            return self._is_named(said) or self._is_place(event) or self._is_text(event.quote)
        if isinstance(event, Memo):
            above = event.target.rpartition("/")[0]
            return (
                any(self._is_named(one) for one in (event.target, above))
                or event.target in self.refused
                or self._is_text(event.text)
            )
        return False

    def _is_unit(self, name: str) -> bool:
        """Tell whether a unit or a document is of a document or a case that was taken back."""
        return self._is_named(name) or self._is_named(name.rpartition("/")[0])

    def _is_named(self, name: str) -> bool:
        """Tell whether a document or a case was taken back."""
        knows = self.memory.knows
        last = name.rpartition("/")[2]
        return bool(name) and (
            knows("document", name)
            or knows("case", "", visible(name))
            or (name not in self.documents and knows("case", "", visible(last)))
        )

    def _is_place(self, place: Anchored | DrawnItem) -> bool:
        """Tell whether a passage is theirs, or lies on a text in which theirs still stood."""
        if self._is_named(place.document):
            return True
        document = self.documents.get(place.document)
        if document is None or not any(turn.speaker == ERASED for turn in document.turns):
            return False
        if place.text_hash != document.text_hash:
            return True
        words = document.text[place.start : place.end].replace(ERASED, "")
        return not any(sign.isalnum() for sign in words)

    def _is_text(self, text: str) -> bool:
        words = words_of(text) if text else ()
        return len(words) >= LONG_ENOUGH and self.memory.knows("text", *words)

    def _unreferred(self, event: Event) -> Event | None:
        """Return an event that names none of those refused; nothing where it says only of them."""
        changes: dict[str, Any] = {}
        for name in ("replaces", "settles"):
            said = getattr(event, name, ())
            left = tuple(one for one in said if one not in self.refused)
            if left != said:
                changes[name] = left
        for name in ("offered", "segments"):
            said = getattr(event, name, ())
            left = tuple(one for one in said if not self._is_unit(one))
            if left != said:
                changes[name] = left
        takes_back = isinstance(event, Coding) and event.decision in ("retract", "change_code")
        if takes_back and changes.get("replaces") == ():
            return None
        if isinstance(event, Draw):
            items = tuple(one for one in event.items if not self._is_place(one))
            if event.items and not items:
                return None
            changes |= {} if items == event.items else {"items": items}
        return replace(event, **changes) if changes else event

    def _unnamed(self, event: Event) -> Event:
        """Return an event whose free words do not name them."""
        changes: dict[str, Any] = {}
        for name in FREE_WORDS:
            text = getattr(event, name, "")
            masked = _TOKEN.sub(self._masked, text) if text else text
            if masked != text:
                changes[name] = masked
        return replace(event, **changes) if changes else event

    def _masked(self, token: re.Match[str]) -> str:
        said = token[0].rstrip(".'\N{RIGHT SINGLE QUOTATION MARK}")
        return ERASED * len(said) + token[0][len(said) :] if self._is_named(said) else token[0]
