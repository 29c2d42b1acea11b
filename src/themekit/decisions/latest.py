"""What every coder last said of every code on every segment, and who looked in silence.

A coder's *word* on a code and segment is their last event in force there: yes, no, unsure, or
that the code itself needs changing. "None of these" takes back that coder's words on the codes that
were shown. A ``change_code`` says yes to its own code and, where what it replaces lay, no to the
codes of that. An adjudication is nobody's word: it is kept beside them.

Pairs of code and segment are numbered ``code * n_segments + segment``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from themekit.decisions.in_force import InForce, reaches
from themekit.decisions.meanings import Cover, Meanings
from themekit.decisions.passages import Place, Places
from themekit.events import COVERING, Coding, Holds, Look, Mode, Stance
from themekit.records import Period

Verdict = Literal["yes", "no", "unsure", "code problem"]
_VERDICTS: dict[str, Verdict] = {
    "accept": "yes",
    "add": "yes",
    "change_code": "yes",
    "reject": "no",
    "unsure": "unsure",
    "code_problem": "code problem",
}
VOTES = ("yes", "no")
YES = frozenset(decision for decision, verdict in _VERDICTS.items() if verdict == "yes")
"""Decisions that say that a code applies."""


class Word(NamedTuple):
    """A coder's word on a code and a segment.

    Attributes
    ----------
    number : int
        Of the event.
    coder : str
        Id.
    verdict : {'yes', 'no', 'unsure', 'code problem'}
    stance, period, mode, draw : str
        See `themekit.events.Coding`.
    current : bool
        Whether it was said of what the code means now.
    event_id, act : str
    """

    number: int
    coder: str
    verdict: Verdict
    stance: Stance
    period: Period
    mode: Mode
    draw: str
    current: bool
    event_id: str
    act: str


class Settled(NamedTuple):
    """An adjudication: what holds, whoever said what."""

    number: int
    coder: str
    holds: Holds
    stance: Stance
    period: Period
    current: bool
    event_id: str
    act: str


class Seen(NamedTuple):
    """A coder's look at a segment that says something of the codes it covers."""

    number: int
    coder: str
    cover: Cover
    nothing: bool
    mode: Mode
    draw: str


@dataclass(slots=True)
class Latest:
    """Latest decisions by pair, and looks by segment.

    Attributes
    ----------
    words : dict of pair to dict of coder to Word
        A pair stays with an empty dict where its words were taken back by "none of these".
    settled : dict of pair to Settled
        The last adjudication.
    looks : dict of segment to list of Seen
    unplaced : list of Coding or Look
        In force, but on a text that is not there, or on nothing that is to be coded.
    unknown : list of Coding or Look
        Of a code that the codebook does not have, or shown a version of it that nobody kept.
    """

    words: dict[int, dict[str, Word]] = field(default_factory=dict)
    settled: dict[int, Settled] = field(default_factory=dict)
    looks: dict[int, list[Seen]] = field(default_factory=dict)
    unplaced: list[Coding | Look] = field(default_factory=list)
    unknown: list[Coding | Look] = field(default_factory=list)

    def voices(self, pair: int, size: int) -> Voices:
        """Return who says what of a pair, in one go."""
        code, segment = divmod(pair, size)
        said = self.words.get(pair, _NOBODY)
        yes: list[Word] = []
        no: list[Word] = []
        unsure: list[Word] = []
        silent: dict[str, None] = {}
        settled = self.settled.get(pair)
        current = settled is not None and settled.current
        for word in said.values():
            verdict = word.verdict
            if verdict == "yes":
                yes.append(word)
            elif verdict == "no":
                no.append(word)
            else:
                unsure.append(word)
                continue
            current = current or word.current
        for look in self.looks.get(segment, ()):
            codes, up_to_date = look.cover
            if code in codes:
                word_of = said.get(look.coder)
                if word_of is None:
                    silent[look.coder] = None
                elif word_of in unsure:
                    continue
                current = current or code in up_to_date
        return Voices(yes, no, unsure, silent, settled, current)


class Voices(NamedTuple):
    """Who says what of one code on one segment.

    Attributes
    ----------
    yes, no, unsure : list of Word
        `unsure` holds those who say that the code needs changing too.
    silent : dict of coder to None
        Who looked and has no word on it.
    settled : Settled or None
    current : bool
        Whether somebody who was not unsure looked in the code's present meaning.
    """

    yes: list[Word]
    no: list[Word]
    unsure: list[Word]
    silent: dict[str, None]
    settled: Settled | None
    current: bool


_NOBODY: dict[str, Word] = {}


class Ends(Protocol):
    """When a coder's words on a pair stop counting."""

    def at(self, coder: str, segment: int) -> Mapping[int, int] | None:
        """Return by code the number from which on nothing counts; None where all does."""


def latest_decisions(
    record: InForce, places: Places, meanings: Meanings, size: int, ends: Ends | None = None
) -> Latest:
    """Go through what was said, in order.

    Parameters
    ----------
    record : InForce
    places : Places
    meanings : Meanings
    size : int
        Number of segments.
    ends : Ends, optional
        Where given, each coder's words count up to a moment only.
    """
    reading = _Reading(record, places, meanings, size, ends)
    for event in record.said:
        if type(event) is Look:
            reading.look(event)
        elif type(event) is Coding:
            reading.coding(event)
    return reading.found


@dataclass(slots=True)
class _Reading:
    """Reads events one after the other."""

    record: InForce
    places: Places
    meanings: Meanings
    size: int
    ends: Ends | None = None
    found: Latest = field(default_factory=Latest)
    spoken: dict[int, set[int]] = field(default_factory=dict)

    def coding(self, event: Coding) -> None:
        """Take a word or an adjudication in."""
        if event.decision == "retract":
            return
        segments = self._segments(event)
        if event.decision == "change_code":
            self._reject_old(event)
        code = self.meanings.number.get(event.code_id)
        if code is None:
            self.found.unknown.append(event)
            return
        if not segments:
            return
        if event.decision == "adjudicate":
            settled = Settled(
                event.number, event.coder, event.holds or "yes", event.stance, event.period,
                self.meanings.is_current(event), event.event_id, event.act,
            )  # fmt: skip
            for segment in segments:
                self.found.settled[code * self.size + segment] = settled
            return
        current = self.meanings.is_current(event)
        self._say(code, segments, self._word(event, _VERDICTS[event.decision], current=current))

    def look(self, look: Look) -> None:
        """Take a look in."""
        if look.outcome not in COVERING:
            return
        if not self.meanings.knows(look):
            self.found.unknown.append(look)
            return
        nothing = look.outcome == "nothing applies"
        cover = self.meanings.cover(look)
        seen = Seen(look.number, look.coder, cover, nothing, look.mode, look.draw)
        for segment in self._segments(look):
            here = seen if self.ends is None else self._up_to_the_end(seen, segment)
            self.found.looks.setdefault(segment, []).append(here)
            if nothing:
                for code in self.spoken.get(segment, ()):
                    if code in here.cover.codes:
                        self.found.words[code * self.size + segment].pop(look.coder, None)

    def _reject_old(self, event: Coding) -> None:
        """Say no to the codes of what a change of code replaces, where that lay."""
        for name in event.replaces:
            old = self.record.by_id.get(name)
            if not isinstance(old, Coding) or old.coder != event.coder or not reaches(event, old):
                continue
            code = self.meanings.number.get(old.code_id)
            if code is not None and old.code_id != event.code_id:
                segments = self.places.of(self.record.where(old))
                current = self.meanings.rejects_current(event, old)
                self._say(code, segments, self._word(event, "no", current=current))

    def _word(self, event: Coding, verdict: Verdict, *, current: bool) -> Word:
        """Return what an event says; `current` of a change is another for the old code."""
        return Word(
            event.number, event.coder, verdict, event.stance, event.period, event.mode, event.draw,
            current, event.event_id, event.act,
        )  # fmt: skip

    def _up_to_the_end(self, seen: Seen, segment: int) -> Seen:
        """Leave out the codes on which its coder's words no longer counted."""
        ends = self.ends.at(seen.coder, segment) if self.ends else None
        if not ends:
            return seen
        late = frozenset(code for code, end in ends.items() if seen.number >= end)
        return seen._replace(cover=Cover(seen.cover.codes - late, seen.cover.current - late))

    def _say(self, code: int, segments: Place, word: Word) -> None:
        words, spoken = self.found.words, self.spoken
        for segment in segments:
            if self.ends is not None:
                ends = self.ends.at(word.coder, segment)
                if ends and word.number >= ends.get(code, word.number + 1):
                    continue
            pair = code * self.size + segment
            said = words.get(pair)
            if said is None:
                words[pair] = {word.coder: word}
                spoken.setdefault(segment, set()).add(code)
            else:
                said[word.coder] = word

    def _segments(self, event: Coding | Look) -> Place:
        segments = self.places.of(self.record.where(event) if self.record.moved else event)
        if not segments:
            self.found.unplaced.append(event)
        return segments
