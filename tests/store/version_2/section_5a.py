"""A plain, slow reading of DESIGN.md section 5a for the version-2 study, pair by pair.

It is no part of themekit and shares no code with it, so that what a migrated study says can be
compared with something else than itself. Events come in the order of adding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from themekit.codebook import Codebook
from themekit.records import Coding, Look, Memo, Segment, Suggestion

Event = Coding | Look | Memo
NONE = "nothing applies"
YES = ("accept", "add", "change_code")


class Said(NamedTuple):
    """What one event says of one code, and where; `current` if of the code's present wording."""

    number: int
    coder: str
    verdict: str
    settles: bool
    current: bool


class Reading:
    """Reads all events once and answers how a code stands on a segment, and if it was covered."""

    def __init__(
        self,
        events: Sequence[Event],
        segments: Sequence[Segment],
        suggestions: Sequence[tuple[str, Suggestion]],
        codebook: Codebook,
    ) -> None:
        self._events, self._segments, self._codebook = events, segments, codebook
        self._suggested = {(one.segment_id, one.code_id): one.status for _, one in suggestions}
        self._numbers = {
            event.event_id: number
            for number, event in enumerate(events)
            if isinstance(event, Coding)
        }
        self._in_force = self._reckon()
        self._said: dict[tuple[str, str], list[Said]] = {}
        for number in sorted(self._in_force):
            event = events[number]
            if isinstance(event, Coding):
                self._hear(number, event)

    def state(self, segment: Segment, code: str) -> str:
        """Return how a code stands."""
        said, words, lookers = self._heard(segment, code)
        settling = [one for one in said if one.settles]
        if settling:
            return "holds" if settling[-1].verdict == "yes" else "does not hold"
        if lookers:
            yes = {coder for coder in lookers if coder in words and words[coder].verdict == "yes"}
            return "holds" if yes == lookers else "disputed" if yes else "does not hold"
        if words:
            return "needs another reader"
        return self._suggested.get((segment.id, code), "open")

    def covered(self, segment: Segment, code: str) -> bool:
        """Tell whether a look, or a word of the code's present wording, covers the pair."""
        said, words, lookers = self._heard(segment, code)
        looks = self._looks(segment, code).keys() & lookers
        spoken = any(word.current and word.verdict != "unsure" for word in words.values())
        return bool(looks) or spoken or any(one.settles and one.current for one in said)

    def _reckon(self) -> set[int]:
        """Return the numbers of the events in force, reckoned from the last one down."""
        gone: set[int] = set()
        found = set()
        for number in range(len(self._events) - 1, -1, -1):
            event = self._events[number]
            if number in gone:
                continue
            if isinstance(event, Coding):
                own = self._named(number, event, own=True)
                if event.decision == "retract" and not own:
                    continue
                gone.update(own)
            found.add(number)
        return found

    def _named(self, number: int, event: Coding, *, own: bool) -> list[int]:
        """Return the earlier events that an event names: its coder's own, or others'."""
        numbers = (self._numbers.get(name, number) for name in event.replaces.split())
        return [
            one
            for one in numbers
            if one < number and (self._coding(one).coder == event.coder) is own
        ]

    def _coding(self, number: int) -> Coding:
        event = self._events[number]
        assert isinstance(event, Coding)
        return event

    def _hear(self, number: int, event: Coding) -> None:
        """Note what an event in force says."""
        if event.decision == "retract":
            return
        others = self._named(number, event, own=False)
        settles = event.decision == "adjudicate" or (event.decision == "reject" and bool(others))
        yes = event.decision in (*YES, "adjudicate")
        verdict = "yes" if yes else {"reject": "no"}.get(event.decision, "unsure")
        self._note(number, event, event, verdict, settles=settles)
        if event.decision == "change_code":
            for old in (*self._named(number, event, own=True), *others):
                if self._coding(old).code_id != event.code_id:
                    self._note(number, event, self._coding(old), "no", settles=False)

    def _note(self, number: int, by: Coding, at: Coding, verdict: str, *, settles: bool) -> None:
        code = self._codebook.by_id(at.code_id)
        if code is None:
            return
        said = Said(number, by.coder, verdict, settles, at.code_hash == code.hash)
        for segment in self._places(at):
            self._said.setdefault((segment.id, code.id), []).append(said)

    def _places(self, event: Coding) -> list[Segment]:
        """Return the codable segments of the same text that an event covers mostly."""
        mostly = []
        for one in self._segments:
            shared = min(one.end, event.end) - max(one.start, event.start)
            shorter = min(one.end - one.start, event.end - event.start)
            here = one.document == event.document and one.text_hash == event.text_hash
            if here and one.codable and 2 * shared > shorter:
                mostly.append(one)
        return [one for one in mostly if one.id == event.segment_id] or mostly

    def _looks(self, segment: Segment, code: str) -> dict[str, int]:
        """Return by coder the number of the last look in which they found that nothing applies.

        -1 where they looked and found something.
        """
        found: dict[str, int] = {}
        for number, look in enumerate(self._events):
            if not isinstance(look, Look) or look.segment_id != segment.id:
                continue
            known = look.codebook_hash == self._codebook.hash
            shown = not look.codes or code in look.codes
            same = look.text_hash == segment.text_hash and segment.codable
            if known and shown and same and look.outcome in ("coded", NONE):
                none = number if look.outcome == NONE else -1
                found[look.coder] = max(found.get(look.coder, -1), none)
        return found

    def _heard(self, segment: Segment, code: str) -> tuple[list[Said], dict[str, Said], set[str]]:
        """Return all that was said, each coder's word, and who looked (never who is unsure)."""
        looks = self._looks(segment, code)
        said = [
            one
            for one in self._said.get((segment.id, code), [])
            if one.number > looks.get(one.coder, -1)
        ]
        words = {one.coder: one for one in said if not one.settles}
        unsure = {coder for coder, word in words.items() if word.verdict == "unsure"}
        return said, words, (looks.keys() | words.keys()) - unsure
