"""Whether people who read by themselves find a finding in the same passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from themekit.decisions import CodedStudy


@dataclass(frozen=True, slots=True)
class Readings:
    """How people's own words on some codes agree.

    Attributes
    ----------
    readers : int
        People who, by themselves, read a passage in which one of them finds one of the codes.
    twice : int
        Passages that two or more of them read, of which at least one found it.
    alike : int
        Those of them in which all who read it found it.
    """

    readers: int
    twice: int
    alike: int


@dataclass(frozen=True, slots=True)
class _Read:
    """Who read a passage for a code, and who of them found it."""

    segment: int
    readers: frozenset[str]
    found: frozenset[str]


class ReadBy:
    """What every coder said before they saw others' words, code by code."""

    def __init__(self, coded: CodedStudy) -> None:
        self._by_code: dict[int, list[_Read]] = {}
        self._strand: Mapping[int, str] = {}
        if not coded.events:
            return
        decisions = coded.decisions
        latest, size = decisions.by_themselves, max(len(decisions.passages), 1)
        for pair in latest.words:
            voices = latest.voices(pair, size)
            found = frozenset(word.coder for word in voices.yes)
            refused = frozenset(word.coder for word in voices.no)
            if found:
                code, segment = divmod(pair, size)
                read = _Read(segment, found | refused | frozenset(voices.silent), found)
                self._by_code.setdefault(code, []).append(read)
        strands = (coded.strand_of[one.document] for one in coded.segments)
        self._strand = dict(enumerate(strands))

    def of(self, codes: Collection[int], strands: Collection[str]) -> Readings:
        """Count the passages of some strands in which somebody found one of some codes."""
        readers: dict[int, set[str]] = {}
        found: dict[int, set[str]] = {}
        for code in sorted(codes):
            for one in self._by_code.get(code, ()):
                if self._strand.get(one.segment) in strands:
                    readers.setdefault(one.segment, set()).update(one.readers)
                    found.setdefault(one.segment, set()).update(one.found)
        twice = [at for at in readers if len(readers[at]) > 1]
        return Readings(
            readers=len(set().union(*readers.values())),
            twice=len(twice),
            alike=sum(readers[at] == found[at] for at in twice),
        )
