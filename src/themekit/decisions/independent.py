"""What every coder said before they saw others' words: all that agreement is reckoned from.

A coder's independence on a code and a segment ends when they open others' words there (a look with
the outcome ``compared``) or settle a difference. Their independent word is the last one before
that; without such a moment it is their last word. An adjudication changes nobody's: what the
adjudicator had said before stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from themekit.decisions.in_force import InForce
from themekit.decisions.latest import Latest, Verdict, latest_decisions
from themekit.decisions.meanings import Meanings
from themekit.decisions.passages import Places
from themekit.events import Coding, Look, Mode


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
    """

    segment_id: str
    code_id: str
    coder: str
    verdict: Verdict | Literal["nothing"]
    current: bool
    mode: Mode
    draw: str


class Moments:
    """When coders' independence ended, by coder and segment, code by code."""

    def __init__(self, record: InForce, places: Places, meanings: Meanings) -> None:
        self._ends: dict[tuple[str, int], dict[int, int]] = {}
        for event in record.said:
            for segment in places.of(record.where(event)):
                for code in _ended_by(event, meanings):
                    ends = self._ends.setdefault((event.coder, segment), {})
                    ends.setdefault(code, event.number)

    def at(self, coder: str, segment: int) -> Mapping[int, int] | None:
        """Return by code the number from which on a coder was not independent there."""
        return self._ends.get((coder, segment))


def _ended_by(event: Coding | Look, meanings: Meanings) -> Sequence[int]:
    """Return the codes on which an event ends its coder's independence."""
    if isinstance(event, Coding):
        code = meanings.number.get(event.code_id)
        return [code] if event.decision == "adjudicate" and code is not None else []
    if event.outcome != "compared":
        return []
    named = [meanings.number[one] for one in event.codes if one in meanings.number]
    return named if event.codes else range(len(meanings.codes))


def independent_decisions(record: InForce, places: Places, meanings: Meanings, size: int) -> Latest:
    """Return latest decisions of which each coder's count up to the end of their independence."""
    moments = Moments(record, places, meanings)
    return latest_decisions(record, places, meanings, size, moments)


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
                word.mode, word.draw,
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
                    code in look.cover.current, look.mode, look.draw,
                )  # fmt: skip
