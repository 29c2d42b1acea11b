"""What else differs between two waves and may make a change that is none in people's lives.

Reading a wave anew mends what reading did. It does not mend another wording of a question, another
asker, another way of telling, nor who left: these are told beside every comparison, in words. Who
asked and how it was told is known where the data has a column for it, by one of the usual names.
That people read with suggestions is told too, for suggestions are others from one time to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from themekit.matrix.change.heard import Heard, Hearing
from themekit.names import folded
from themekit.study import ASKED_BY, TOLD_AS, collected

SHIFTED = 0.1
"""The change of a group's share from which on it is told."""
UNFINISHED = 0.5
"""The part of the people of the wave before from which on a last wave may not be finished."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that differs between two waves.

    Attributes
    ----------
    words : str
    outside : str
        The same for readers outside; empty where it is not for them.
    """

    words: str
    outside: str = ""


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Circumstances:
    """Compares how waves came to be, strand by strand."""

    hearing: Hearing

    @cached_property
    def _known(self) -> dict[tuple[str, str, str], tuple[Told, ...]]:
        return {}

    def between(self, strand: str, before: Heard, after: Heard) -> tuple[Told, ...]:
        """Return what differs between two waves of a strand, for those who were asked."""
        key = (strand, before.wave, after.wave)
        if key not in self._known:
            self._known[key] = tuple(self._of_waves(*key))
        return (*self._known[key], *_helped(before, after), *_people(before, after))

    def _of_waves(self, strand: str, start: str, end: str) -> Iterator[Told]:
        if self._questions(strand, start) != self._questions(strand, end):
            yield Told("question worded differently", "question worded differently")
        for names, what, otherwise in (
            (ASKED_BY, "asked by", "asked by other people"),
            (TOLD_AS, "told", "told in another way"),
        ):
            then, now = (self._column(strand, wave, names) for wave in (start, end))
            if shift := _shift(then, now):
                yield Told(f"{what}: {shift}", otherwise)
            if others := sum(then[one] != now[one] for one in then.keys() & now.keys()):
                yield Told(f"{others} who came back: {otherwise}", otherwise)
        if self._unfinished(strand, start, end):
            words = f"{end} may not be finished: far fewer people than in {start}"
            yield Told(words, f"{end} may not be finished")

    def _questions(self, strand: str, wave: str) -> frozenset[str]:
        """Return the wordings of a survey's open questions in a wave."""
        info = self.hearing.coded.study.strand(strand)
        if info is None or info.kind != "survey":
            return frozenset()
        documents = self.hearing.documents(strand, wave)
        return frozenset(folded(turn.question) for one in documents for turn in one.turns)

    def _column(self, strand: str, wave: str, names: frozenset[str]) -> Mapping[str, str]:
        """Return what a column of one of some names says, by case."""
        found: dict[str, str] = {}
        for document in self.hearing.documents(strand, wave):
            for case_id in self.hearing.cases_in(document):
                case = self.hearing.coded.cases.get(case_id)
                value = collected(document, case, names)
                if value:
                    found.setdefault(case_id, value)
        return found

    def _unfinished(self, strand: str, start: str, end: str) -> bool:
        waves = list(self.hearing.occasions[strand])
        if end != waves[-1] or waves.index(end) == 0:
            return False
        before = waves[waves.index(end) - 1]
        if before != start and len(waves) > 2:  # noqa: PLR2004 -- told against the wave before
            start = before
        then, now = (len(self.hearing.documents(strand, wave)) for wave in (start, end))
        return now < UNFINISHED * then


def _shift(then: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Say which group's share moved most; nothing where none moved by much."""
    if not then or not now:
        return ""
    first, second = Counter(then.values()), Counter(now.values())

    def moved(value: str) -> float:
        return abs(second[value] / len(now) - first[value] / len(then))

    most = max(sorted({*first, *second}), key=moved)
    if moved(most) < SHIFTED:
        return ""
    return f"{most} {first[most]} of {len(then)}, then {second[most]} of {len(now)}"


def _helped(before: Heard, after: Heard) -> Iterator[Told]:
    """Say how much of either wave was read with suggestions."""
    if max(before.helped_part, after.helped_part) < SHIFTED:
        return
    then, now = (f"{len(one.helped & one.read)} of {len(one.read)}" for one in (before, after))
    both = min(before.helped_part, after.helped_part) >= SHIFTED
    changed = ": what is suggested may have changed in between" if both else ""
    yield Told(f"read with suggestions: {then}, then {now}{changed}", "read with suggestions")


def _people(before: Heard, after: Heard) -> Iterator[Told]:
    """Say who left and who joined."""
    left, joined = len(before.asked - after.asked), len(after.asked - before.asked)
    if left:
        yield Told(f"{left} left", "not the same people" if not before.asked & after.asked else "")
    if joined:
        yield Told(f"{joined} joined")
