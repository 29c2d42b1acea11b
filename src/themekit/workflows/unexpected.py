"""What nobody had put on the list: where it was met, wave by wave, and what became of it.

Four ways lead here: somebody read the whole list on a passage and nothing of it applied; somebody
said in their own words what is going on, or that a description does not fit; a topic comes up for
the first time in a wave, and again in resamples; a teller ticked one direction, and people found
the other in the same teller's words. It is a list to read from, never a number to report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from themekit.decisions import CodedStudy, Standing
from themekit.events import Coding, Look
from themekit.matrix.answers import Answers, fold
from themekit.matrix.units import in_time
from themekit.records import Document, TopicMap
from themekit.report.csvtext import Table
from themekit.study import ClosedItem
from themekit.workflows.counting import Result
from themekit.workflows.descriptions import descriptions_of, own_words_of

UNEXPECTED = ("wave", "segment_id", "why", "own_words", "became")
Why = Literal["nothing on this list", "own words", "new topic", "tick contradicts words"]

_TURNS = ("worse", "same", "mixed", "better", "")
"""Directions in the order in which each keeps its place in a list; empty for none that is known."""
_MOST_OF_A_TOPIC = 3
_WORDS: Mapping[str, tuple[str, ...]] = {
    "better": ("better", "improved"),
    "worse": ("worse", "worsened", "deteriorated"),
    "same": ("same", "unchanged", "no change", "not changed"),
    "mixed": ("mixed",),
}
_AGAINST: Mapping[str, frozenset[str]] = {
    "better": frozenset({"worse", "same"}),
    "worse": frozenset({"better", "same"}),
    "same": frozenset({"better", "worse"}),
    "mixed": frozenset({"same"}),
}


@dataclass(frozen=True, slots=True)
class Unexpected:
    """One thing that nobody had put on the list.

    Attributes
    ----------
    wave, segment_id : str
    why : str
    own_words : str
        Of whoever read it; of a tick, what was ticked.
    became : tuple of str
        Names of the codes that stand there now and were not said at the time.
    direction : {'better', 'same', 'worse', 'mixed', ''}
    """

    wave: str
    segment_id: str
    why: Why
    own_words: str = ""
    became: tuple[str, ...] = ()
    direction: str = ""


def unexpected_table(result: Result) -> Table:
    """Tabulate everything that nobody expected."""
    rows = (
        (one.wave, one.segment_id, one.why, one.own_words, "; ".join(one.became))
        for one in unexpected(result.coded, result.topics)
    )
    return Table(UNEXPECTED, rows)


def unexpected(coded: CodedStudy, topics: TopicMap) -> list[Unexpected]:
    """Find everything that nobody expected.

    Returns
    -------
    list of Unexpected
        By wave; in each, worse, unchanged, mixed and better take turns, so that no direction has
        to be looked for at the end of a list.
    """
    finder = _Finder(coded)
    found = [*finder.not_listed(), *finder.own_words(), *finder.ticks(), *finder.topics(topics)]
    by_wave: dict[str, list[Unexpected]] = defaultdict(list)
    for one in found:
        by_wave[one.wave].append(one)
    return [one for wave in sorted(by_wave, key=in_time) for one in in_turns(by_wave[wave])]


def in_turns(found: Iterable[Unexpected]) -> Iterator[Unexpected]:
    """Yield rows so that directions take turns; each keeps its own order."""
    queues: dict[str, list[Unexpected]] = {turn: [] for turn in _TURNS}
    for one in found:
        queues[one.direction].append(one)
    for row in zip_longest(*queues.values()):
        yield from (one for one in row if one is not None)


class _Finder:
    """Looks through one study; what stands is asked once."""

    def __init__(self, coded: CodedStudy) -> None:
        self.coded = coded
        self.direction = {code.id: code.direction for code in coded.codebook.codes}
        self.name = {code.id: code.name for code in coded.codebook.codes}
        documents = {one.id: one for one in coded.documents}
        self.document = {one.id: documents[one.document] for one in coded.segments}
        self.silent = {one.id for one in coded.segments if not one.codable}
        self.held: dict[str, list[Standing]] = defaultdict(list)
        for one in coded.decisions.standings() if coded.events else ():
            if one.by_people and one.state == "holds" and self._is_heard(one):
                self.held[one.segment_id].append(one)

    def _is_heard(self, one: Standing) -> bool:
        """Tell whether a code is affirmed, of a passage whose words are not silent."""
        return one.affirmed and one.segment_id not in self.silent

    def not_listed(self) -> Iterator[Unexpected]:
        """Yield passages on which somebody went through the whole list and nothing applied."""
        lists: dict[str, set[str]] = defaultdict(set)
        for one in self.coded.versions:
            lists[one.codebook_hash].add(one.code_id)
        for look in self.coded.decisions.record.said:
            if isinstance(look, Look) and look.outcome == "nothing applies":
                shown = set(look.codes)
                if not shown or shown >= lists[look.codebook_hash] > set():
                    yield from self._at(look, "nothing on this list", look.number)

    def own_words(self) -> Iterator[Unexpected]:
        """Yield what readers wrote: of what the list lacks, and of what it says badly."""
        for own in own_words_of(self.coded):
            yield from self._at(own.look, "own words", own.memo.number, own.memo.text)
        for one in descriptions_of(self.coded):
            if one.became != "taken back" and one.event.memo:
                yield from self._at(one.event, "own words", one.event.number, one.event.memo)

    def ticks(self) -> Iterator[Unexpected]:
        """Yield tellers who ticked one direction, and in whose words people found another."""
        items = {strand.name: strand.closed for strand in self.coded.study.strands}
        found: dict[str, list[Standing]] = defaultdict(list)
        for segment, held in self.held.items():
            found[self.document[segment].id] += held
        readers = {item: Answers(item) for closed in items.values() for item in closed}
        for document in self.coded.documents:
            told = [one for one in found[document.id] if self.direction[one.code_id]]
            for item in items.get(document.strand, ()) if told else ():
                yield from self._contradicted(document, item, readers[item], told)

    def topics(self, topics: TopicMap) -> Iterator[Unexpected]:
        """Yield the most typical passages of topics that come up for the first time in a wave."""
        members: dict[int, list[str]] = defaultdict(list)
        for segment, number in topics.members:
            if segment in self.document and self.document[segment].wave:
                members[number].append(segment)
        waves = {self.document[one].wave for of in members.values() for one in of}
        first = min(waves, key=in_time, default="")
        for topic in topics.topics:
            there = members[topic.id] if topic.holds and topic.id >= 0 else []
            wave = min((self.document[one].wave for one in there), key=in_time, default=first)
            if wave != first:
                here = {one for one in there if self.document[one].wave == wave}
                typical = [one for one in topic.representatives if one in here]
                for segment in (typical or sorted(here))[:_MOST_OF_A_TOPIC]:
                    yield self._row(segment, "new topic", 0)

    def _at(
        self, event: Coding | Look, why: Why, number: int, own_words: str = ""
    ) -> Iterator[Unexpected]:
        """Yield the passage of an event; of several segments the first."""
        for segment in self.coded.decisions.segments_of(event)[:1]:
            if segment not in self.silent:
                yield self._row(segment, why, number, own_words)

    def _row(self, segment: str, why: Why, number: int, own_words: str = "") -> Unexpected:
        held = self.held.get(segment, [])
        later = [one for one in held if _said_after(one, number)]
        return Unexpected(
            self.document[segment].wave,
            segment,
            why,
            own_words,
            tuple(self.name[one.code_id] for one in later),
            self._way(held),
        )

    def _way(self, held: Iterable[Standing]) -> str:
        """Return which way codes together point; two ways are mixed."""
        ways = {self.direction[one.code_id] for one in held} - {""}
        return next(iter(ways)) if len(ways) == 1 else "mixed" if ways else ""

    def _contradicted(
        self, document: Document, item: ClosedItem, answers: Answers, told: list[Standing]
    ) -> Iterator[Unexpected]:
        """Yield a tick against whose direction all the words of its teller point."""
        cell = dict(document.closed).get(item.column, "")
        keys = answers.read(cell) if item.placing is None else ()
        ticked = self._ticked(item, answers, keys)
        ways = {self.direction[one.code_id] for one in told}
        if ticked and ways <= _AGAINST[ticked] and not {"better", "worse"} <= ways:
            yield Unexpected(
                document.wave,
                told[0].segment_id,
                "tick contradicts words",
                f"ticked: {cell.strip()}",
                tuple(dict.fromkeys(self.name[one.code_id] for one in told)),
                self._way(told),
            )

    def _ticked(self, item: ClosedItem, answers: Answers, keys: tuple[str, ...]) -> str:
        """Return the direction of one answer: that of its words, else of what it asks about."""
        if len(keys) != 1:
            return ""
        if way := direction_of(keys[0]):
            return way
        ids = {fold(name): code for code, name in self.name.items()}
        asked = {self.direction.get(ids.get(fold(one), one), "") for one in item.codes}
        return asked.pop() if len(asked) == 1 and keys[0] in answers.positive else ""


def direction_of(answer: str) -> str:
    """Return which way the words of an answer point; empty where they name none.

    Examples
    --------
    >>> [direction_of(text) for text in ("Much better", "Better in some ways, worse in others")]
    ['better', 'mixed']
    """
    said = f" {fold(answer)} "
    ways = {way for way, words in _WORDS.items() if any(f" {word}" in said for word in words)}
    if any(f" {no} {way}" in said for no in ("no", "not") for way in ("better", "worse")):
        return ""
    if len(ways) > 1:
        return "mixed"
    return next(iter(ways), "")


def _said_after(standing: Standing, number: int) -> bool:
    """Tell whether somebody says that a code holds only since a number."""
    words = [word.number for word in standing.yes]
    if standing.settled is not None:
        words.append(standing.settled.number)
    return min(words, default=0) > number
