"""A book in which the decisions of the version-2 study are written down as they are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from themekit.codebook import Codebook
from themekit.records import Coding, Look, Memo, Segment, Suggestion


@dataclass(frozen=True)
class Expected:
    """What 5a makes of a code on a segment; `agrees` where version 2 said the same."""

    segment: str
    code: str
    new: str
    why: str
    agrees: bool


@dataclass
class Book:
    """Everything that is said in the study, in the order in which it is said."""

    codebook: Codebook
    segments: list[Segment]
    skipped: list[Segment]
    suggestions: list[tuple[str, Suggestion]] = field(default_factory=list)
    events: list[Coding | Look | Memo] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    clock: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)

    @property
    def suggested_documents(self) -> list[str]:
        """Every document: one without a suggestion was looked through too."""
        return sorted({one.document for one in (*self.segments, *self.skipped)})

    def segment(self, *suggested: str, **more: Any) -> Segment:
        """Take the next segment and let the machine suggest some codes in it."""
        segment = self.segments[len(self._taken)]
        self._taken.append(segment)
        self.suggest(segment, *suggested, **more)
        return segment

    _taken: list[Segment] = field(default_factory=list)

    def suggest(
        self, segment: Segment, *codes: str, status: str = "suggested", period: str = ""
    ) -> None:
        """Suggest codes by hand."""
        for code in codes:
            score = 0.8 if status == "suggested" else 0.4
            made = Suggestion(
                segment.id,
                code,
                score,
                status,
                period,
                segment.start,
                segment.end,
                segment.text,
                "written by hand",  # type: ignore[arg-type]
            )
            self.suggestions.append((segment.document, made))

    def now(self) -> str:
        """Return the next minute."""
        self.clock += timedelta(minutes=1)
        return self.clock.isoformat().replace("+00:00", "Z")

    def say(self, segment: Segment, code: str, coder: str, decision: str, **more: Any) -> str:
        """Add a coding event and return its id."""
        known = self.codebook.by_id(code)
        replaces = more.pop("replaces", ())
        made = {
            "event_id": f"e{len(self.events) + 1:03}", "document": segment.document,
            "segment_id": segment.id, "text_hash": segment.text_hash, "start": segment.start,
            "end": segment.end, "code_id": code, "coder": coder, "decision": decision,
            "code_hash": known.hash if known else "", "time": self.now(),
            "replaces": replaces if isinstance(replaces, str) else " ".join(replaces),
        }  # fmt: skip
        event = Coding(**{**made, **more})
        self.events.append(event)
        return event.event_id

    def look(self, segment: Segment, coder: str, *codes: str, **more: Any) -> None:
        """Add a look at some codes, or at the whole codebook."""
        made = {"outcome": "coded", "codebook_hash": self.codebook.hash, "time": self.now()}
        self.events.append(
            Look(
                segment.id,
                more.pop("text_hash", segment.text_hash),
                coder,
                codes,
                **{**made, **more},
            )
        )

    def memo(self, kind: str, target: str, text: str, **more: Any) -> None:
        """Add a memo."""
        self.events.append(
            Memo(
                f"m{len(self.events) + 1:03}", kind, target, "Reader One", self.now(), text, **more
            )
        )

    def differs(self, segment: Segment, code: str, new: str, why: str) -> None:
        """Expect another result than version 2 gave."""
        self.expected.append(Expected(segment.id, code, new, why, agrees=False))

    def agrees(self, segment: Segment, code: str, new: str, why: str) -> None:
        """Expect the result of version 2."""
        self.expected.append(Expected(segment.id, code, new, why, agrees=True))
