"""What every coder said before they saw others' words: all that agreement is reckoned from.

A coder's independence on a code and a segment ends when they open others' words there (a look with
the outcome ``compared``) or settle a difference. Their independent word is the last one before
that; without such a moment it is their last word. An adjudication changes nobody's: what the
adjudicator had said before stays theirs. Whoever replaces or takes back a word after that moment
changes what stands, and not what they had said by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from themekit.decisions.in_force import InForce, in_force
from themekit.decisions.latest import Latest, Verdict, latest_decisions
from themekit.decisions.meanings import Meanings
from themekit.decisions.passages import Place, Places
from themekit.events import COVERING, Coding, Draw, Event, Look, Mode


@dataclass(frozen=True, slots=True)
class IndependentWord:
    """A coder's independent word on a code and a segment.

    Attributes
    ----------
    segment_id, code_id, coder : str
    verdict : {'yes', 'no', 'unsure', 'code problem', 'nothing'}
        ``nothing``: they looked and said nothing of the code.
    current : bool
        Whether it is of the code's present meaning.
    mode : {'blind', 'assisted'}
    draw : str
    number : int
        Of the event in which they said it, or looked.
    """

    segment_id: str
    code_id: str
    coder: str
    verdict: Verdict | Literal["nothing"]
    current: bool
    mode: Mode
    draw: str
    number: int


class Moments:
    """When coders' independence ended, by coder and segment, code by code."""

    def __init__(self, record: InForce, places: Places, meanings: Meanings) -> None:
        self._ends: dict[tuple[str, int], dict[int, int]] = {}
        for event in record.said:
            for segment in places.of(record.where(event)):
                for code in _ended_by(event, meanings):
                    ends = self._ends.setdefault((event.coder, segment), {})
                    ends.setdefault(code, event.number)

    def __bool__(self) -> bool:
        """Tell whether anybody's independence ended anywhere."""
        return bool(self._ends)

    def at(self, coder: str, segment: int) -> Mapping[int, int] | None:
        """Return by code the number from which on a coder was not independent there."""
        return self._ends.get((coder, segment))

    def past(self, event: Event, segments: Place, codes: Sequence[int]) -> bool:
        """Tell whether an event came when its coder was no longer independent on some code."""
        found = (self.at(event.coder, segment) or {} for segment in segments)
        return any(
            ends.get(code, event.number + 1) <= event.number for ends in found for code in codes
        )


def _ended_by(event: Coding | Look, meanings: Meanings) -> Sequence[int]:
    """Return the codes on which an event ends its coder's independence."""
    if isinstance(event, Coding):
        code = meanings.number.get(event.code_id)
        return [code] if event.decision == "adjudicate" and code is not None else []
    if event.outcome != "compared":
        return []
    named = [meanings.number[one] for one in event.codes if one in meanings.number]
    return named if event.codes else range(len(meanings.codes))


def independent_decisions(
    record: InForce, draws: Iterable[Draw], places: Places, meanings: Meanings, size: int
) -> Latest:
    """Return latest decisions of which each coder's count up to the end of their independence.

    Parameters
    ----------
    record : InForce
        What stands.
    draws : iterable of Draw
        As for `themekit.decisions.in_force.in_force`.
    places : Places
    meanings : Meanings
    size : int
        Number of segments.
    """
    then, moments = before_others(record, draws, places, meanings)
    return latest_decisions(then, places, meanings, size, moments)


def before_others(
    record: InForce, draws: Iterable[Draw], places: Places, meanings: Meanings
) -> tuple[InForce, Moments]:
    """Return what would stand had nobody changed a word after seeing others', and when they did.

    Parameters
    ----------
    record, draws, places, meanings
        As for `independent_decisions`.
    """
    moments = Moments(record, places, meanings)

    def stays(event: Event, replaced: Event) -> bool:
        if not isinstance(replaced, Coding | Look):
            return False
        codes = _spoken_of(replaced, meanings)
        return moments.past(event, places.of(record.where(replaced)), codes)

    then = in_force(record.by_id.values(), draws, stays) if moments else record
    return then, moments


def _spoken_of(event: Coding | Look, meanings: Meanings) -> Sequence[int]:
    """Return the codes of which an event says something, or takes something back."""
    if isinstance(event, Look):
        return sorted(meanings.cover(event).codes) if event.outcome in COVERING else ()
    code = meanings.number.get(event.code_id)
    return () if code is None else (code,)


def independent_words(
    latest: Latest, ids: Sequence[str], meanings: Meanings
) -> Iterator[IndependentWord]:
    """Yield every independent word, and silence under a look, code by code."""
    size = len(ids)
    for pair in sorted(latest.words):
        code, segment = divmod(pair, size)
        for word in latest.words[pair].values():
            yield IndependentWord(
                ids[segment], meanings.codes[code].id, word.coder, word.verdict, word.current,
                word.mode, word.draw, word.number,
            )  # fmt: skip
    for segment in sorted(latest.looks):
        told: set[tuple[str, int]] = set()
        for look in reversed(latest.looks[segment]):
            for code in sorted(look.cover.codes):
                said = latest.words.get(code * size + segment, {})
                if look.coder in said or (look.coder, code) in told:
                    continue
                told.add((look.coder, code))
                yield IndependentWord(
                    ids[segment], meanings.codes[code].id, look.coder, "nothing",
                    code in look.cover.current, look.mode, look.draw, look.number,
                )  # fmt: skip
