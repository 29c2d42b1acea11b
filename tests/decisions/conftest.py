"""A record of decisions that a test builds event by event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from themekit.decisions import CodeState, Decisions, Passages, Standing
from themekit.events import Coding, Draw, Event, Look, Override, VersionedCode
from themekit.records import Period, Segment, Suggestion

LENGTH = 100
NOW, PRESENT = "meaning", "book"


@dataclass
class Record:
    """Collects segments, codes and what people do; `decided` says what it comes to."""

    segments: dict[str, Segment] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=lambda: {"a": NOW})
    older: list[VersionedCode] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    reflexive: bool = False
    unnamed: Period = ""

    def says(self, document: str = "d", **about: Any) -> str:
        """Add the next segment of a document, 100 code points on from the last."""
        number = sum(one.document == document for one in self.segments.values())
        start, name = number * LENGTH, f"{document}/{number}"
        span = {"start": start, "end": start + LENGTH}
        words = {"text_hash": f"hash of {document}", "text": "words"}
        self.segments[name] = Segment(name, document, **{**span, **words, **about})
        return name

    def suggest(self, segment: str = "d/0", code: str = "a", **about: Any) -> None:
        """Let the machine suggest a code."""
        self.suggestions.append(
            Suggestion(segment, code, **{"score": 0.5, "status": "suggested", **about})
        )

    def word(
        self,
        coder: str,
        decision: str = "accept",
        code: str = "a",
        segment: str = "d/0",
        **about: Any,
    ) -> str:
        """Let a coder who knows everything before decide; return the event's id."""
        event = {"code_id": code, "decision": decision, "meaning_hash": NOW}
        return self._append(Coding, coder, segment, {**event, **about})

    def look(self, coder: str, segment: str = "d/0", **about: Any) -> str:
        """Let a coder look at a segment, by default with the present codebook."""
        return self._append(Look, coder, segment, {"codebook_hash": PRESENT, **about})

    def draw(self, draw: str, purpose: Any) -> None:
        """Give a draw out."""
        number = len(self.events) + 1
        self.events.append(
            Draw(number=number, event_id=f"e{number}", coder="ann", draw=draw, purpose=purpose)
        )

    def override(self, what: str, **about: Any) -> str:
        """Let somebody decide that something counts all the same."""
        number = len(self.events) + 1
        self.events.append(
            Override(number=number, event_id=f"e{number}", coder="ann", what=what, **about)
        )
        return self.events[-1].event_id

    @property
    def decided(self) -> Decisions:
        """What everything so far comes to."""
        present = [VersionedCode(PRESENT, id_, id_, "", now) for id_, now in self.codes.items()]
        return Decisions(
            Passages.of(self.segments.values()),
            [CodeState(*code) for code in self.codes.items()],
            self.events,
            self.suggestions,
            versions=[*present, *self.older],
            reflexive=self.reflexive,
            unnamed=self.unnamed,
        )

    def standing(self, code: str = "a", segment: str = "d/0") -> Standing:
        """Return how a code stands on a segment."""
        return self.decided.standing(segment, code)

    def state(self, code: str = "a", segment: str = "d/0") -> str:
        """Return the state alone, after making sure that the columns say the same."""
        found, resolved = self.decided, self.decided.resolved
        number = list(self.codes).index(code)
        pair = number * len(self.segments) + found.passages.position[segment]
        one = found.standing(segment, code)
        assert (pair in resolved.held.pair) == one.counts
        assert (pair in resolved.disputed.pair) == (one.state == "disputed")
        assert (pair in resolved.both.pair) == (one.state == "both stand")
        assert pair not in resolved.refused or one.state == "does not hold"
        return one.state

    def _append(self, kind: Any, coder: str, segment: str, about: dict[str, Any]) -> str:
        number, of = len(self.events) + 1, self.segments[segment]
        common = {
            "number": number, "event_id": f"e{number}", "coder": coder, "after": number - 1,
            "document": of.document, "text_hash": of.text_hash, "start": of.start, "end": of.end,
        }  # fmt: skip
        self.events.append(kind(**{**common, **about}))
        return self.events[-1].event_id


@pytest.fixture
def record() -> Record:
    """Return one document d of one segment, and one code a."""
    made = Record()
    made.says()
    return made


@pytest.fixture(scope="session")
def records() -> type[Record]:
    """Return what a law makes records with: a new one for each of its examples."""
    return Record
