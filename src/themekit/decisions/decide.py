"""What all events, looks and suggestions of a study, or of one document, come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np

from themekit.decisions.coverage import Coverage, checked, looked_at, lookers
from themekit.decisions.in_force import ADOPT, InForce, in_force
from themekit.decisions.independent import (
    IndependentWord,
    independent_decisions,
    independent_words,
)
from themekit.decisions.independent_spans import IndependentSpan, independent_spans
from themekit.decisions.latest import Latest, latest_decisions
from themekit.decisions.meanings import CodeState, Meanings
from themekit.decisions.passages import Ints, Passages, Places
from themekit.decisions.reread import Reread, reread
from themekit.decisions.resolved import Resolved, resolve
from themekit.decisions.standings import Standing, standing_of
from themekit.decisions.suggested import Suggested, read_suggestions
from themekit.events import Coding, Draw, Event, Look, Override, VersionedCode
from themekit.records import Period, Suggestion


class Decisions:
    """How every code stands on every segment, and by whom.

    Everything is worked out when it is first asked for.

    Parameters
    ----------
    passages : Passages
        The segments: of a study, or of one document.
    codes : iterable of CodeState
        The present codes, in codebook order.
    events : iterable of Event
        Of those segments, in the order of their numbers.
    suggestions : iterable of Suggestion
        The machine's; read once.
    versions : iterable of VersionedCode
        The codes of every version of the codebook that is known, the present one among them.
    draws : iterable of Draw
        Draws that events name, where `events` does not hold them.
    reflexive : bool
        Whether anybody's yes stands (``method: reflexive``).
    unnamed : {'', 'before', 'during', 'after'}
        The time that counts where neither people nor words name one.
    """

    def __init__(
        self,
        passages: Passages,
        codes: Iterable[CodeState],
        events: Iterable[Event] = (),
        suggestions: Iterable[Suggestion] = (),
        *,
        versions: Iterable[VersionedCode] = (),
        draws: Iterable[Draw] = (),
        reflexive: bool = False,
        unnamed: Period = "",
    ) -> None:
        self.passages = passages
        self.reflexive = reflexive
        self.unnamed = unnamed
        self._suggestions = suggestions
        self._draws = tuple(draws)
        self._record = in_force(events, self._draws)
        self._meanings = Meanings.of(codes, versions, self._record.overrides)
        self._places = Places(passages)
        self._size = len(passages)

    def after(self, events: Iterable[Event], versions: Iterable[VersionedCode]) -> Decisions:
        """Return what the same segments, codes and suggestions come to after other events.

        What of it no event changes is not worked out again.

        Parameters
        ----------
        events : iterable of Event
        versions : iterable of VersionedCode
        """
        found = Decisions(
            self.passages, self._meanings.codes, events, self._suggestions,
            versions=versions, draws=self._draws, reflexive=self.reflexive,
            unnamed=self.unnamed,
        )  # fmt: skip
        found.__dict__["suggested"] = self.suggested
        return found

    @cached_property
    def latest(self) -> Latest:
        """Everybody's latest decisions, by pair."""
        return latest_decisions(self._record, self._places, self._meanings, self._size)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The machine's suggestions, kept."""
        return tuple(self._suggestions)

    @cached_property
    def suggested(self) -> Suggested:
        """The machine's suggestions as columns."""
        held = "suggestions" in self.__dict__
        found = self.suggestions if held else self._suggestions
        return read_suggestions(found, self.passages, self._meanings.number)

    @cached_property
    def looked(self) -> Coverage:
        """Where somebody looked, in whatever meaning: there people decide, not the machine."""
        return looked_at(self.latest, self._size)

    @cached_property
    def checked(self) -> Coverage:
        """Where somebody looked in the codes' present meaning."""
        return checked(self.latest, self._size)

    @property
    def lookers(self) -> dict[str, frozenset[int]]:
        """Which segments, by number, each coder looked at for at least one code."""
        return lookers(self.latest, self._size)

    @cached_property
    def resolved(self) -> Resolved:
        """How everything stands, as columns to be counted."""
        return resolve(
            self.latest, self.suggested, self.looked,
            reflexive=self.reflexive, unnamed=self.unnamed,
        )  # fmt: skip

    @cached_property
    def reread(self) -> Mapping[int, Reread]:
        """How passages of an earlier wave were read anew in bridges, by the round of these."""
        drawn = [one for one in self._record.by_id.values() if isinstance(one, Draw)]
        draws = [one for one in (*drawn, *self._draws) if one.event_id not in self._record.void]
        return reread(self._record, draws, self._places, self._meanings, self._size)

    @cached_property
    def before_adopting(self) -> Decisions:
        """What stands where no bridge were adopted."""
        if not any(one.what == ADOPT for one in self._record.overrides):
            return self
        kept = [
            one
            for one in self._record.by_id.values()
            if not (isinstance(one, Override) and one.what == ADOPT)
        ]
        found = Decisions(
            self.passages, self._meanings.codes, kept, self._suggestions,
            draws=self._draws, reflexive=self.reflexive, unnamed=self.unnamed,
        )  # fmt: skip
        found._meanings = self._meanings
        return found

    @property
    def record(self) -> InForce:
        """Which events hold, wait or lie apart."""
        return self._record

    @property
    def waiting(self) -> tuple[Coding | Look, ...]:
        """Events that count nowhere until their coder chooses."""
        return tuple(self._record.waiting)

    @property
    def unplaced(self) -> tuple[Coding | Look, ...]:
        """Events in force whose text or passage is not there (any more): counted nowhere."""
        return tuple(self.latest.unplaced)

    @property
    def unknown(self) -> tuple[Coding | Look, ...]:
        """Events of codes, and looks of codebook versions, that nobody knows."""
        return tuple(self.latest.unknown)

    def standing(self, segment_id: str, code_id: str) -> Standing:
        """Return how one code stands on one segment.

        Raises
        ------
        KeyError
            If there is no such segment or code.
        """
        pair = self._pair(segment_id, code_id)
        return self._standing(pair, self._by_pair.get(pair))

    def standings(self) -> Iterator[Standing]:
        """Yield how codes stand wherever anybody or the machine has said something.

        By segment in the order of the study, then in codebook order.
        """
        size, found, latest, reflexive = self._size, self._by_pair, self.latest, self.reflexive
        ids, names = self.passages.ids, [code.id for code in self._meanings.codes]
        width = len(names)
        pairs = {*latest.words, *latest.settled, *found}
        # Segment before code: pairs are numbered the other way round.
        for place in sorted([pair % size * width + pair // size for pair in pairs]):
            segment, code = divmod(place, width)
            pair = code * size + segment
            yield standing_of(
                latest.voices(pair, size),
                ids[segment],
                names[code],
                reflexive=reflexive,
                suggestion=found.get(pair),
                unnamed=self.unnamed,
            )

    def decided_on(self, segment_id: str) -> tuple[Standing, ...]:
        """Return how those codes stand on one segment that people decide there, silence included.

        Raises
        ------
        KeyError
            If there is no such segment.
        """
        at = self.passages.position[segment_id]
        segments, pairs = self._decided
        low, high = np.searchsorted(segments, [at, at + 1])
        found = (self._standing(pair, self._by_pair.get(pair)) for pair in pairs[low:high].tolist())
        return tuple(one for one in found if one.by_people)

    def segments_of(self, event: Coding | Look) -> tuple[str, ...]:
        """Return the ids of the segments to which an event attaches now."""
        place = self._places.of(self._record.where(event))
        return tuple(self.passages.ids[number] for number in place)

    def known_to(self, event: Coding | Look) -> int:
        """Return up to which number an event knew everything, as a table can say it.

        Of an event that waits this is before the first that it did not know, so that it waits
        wherever the table is read.
        """
        missed = self._record.missed.get(event.event_id)
        return event.after if missed is None else min(event.after, missed - 1)

    @cached_property
    def by_themselves(self) -> Latest:
        """Everybody's latest decisions before they saw others' words, by pair."""
        return independent_decisions(
            self._record, self._draws, self._places, self._meanings, self._size
        )

    def independent(self) -> Iterator[IndependentWord]:
        """Yield each coder's independent word: the only thing that agreement is reckoned from."""
        return independent_words(self.by_themselves, self.passages.ids, self._meanings)

    def independent_spans(self) -> Iterator[IndependentSpan]:
        """Yield where each coder, by themselves, said that codes begin and end."""
        return independent_spans(
            self._record, self._draws, self._places, self._meanings, self.passages.documents
        )

    @cached_property
    def _decided(self) -> tuple[Ints, Ints]:
        """Segments, sorted, and beside them the pairs that people decide there."""
        found = self.resolved
        by_people = (found.held.pair[found.held.human], found.disputed.pair, found.both.pair)
        pairs = np.sort(np.concatenate([*by_people, found.refused]))
        order = np.argsort(pairs % max(self._size, 1), kind="stable")
        return pairs[order] % max(self._size, 1), pairs[order]

    def _pair(self, segment_id: str, code_id: str) -> int:
        code = self._meanings.number[code_id]
        return code * self._size + self.passages.position[segment_id]

    @cached_property
    def _by_pair(self) -> dict[int, Suggestion]:
        """The best suggestion of each pair that is to be coded."""
        position, number = self.passages.position, self._meanings.number
        codable = self.passages.codable
        found: dict[int, Suggestion] = {}
        for one in self.suggestions:
            segment, code = position.get(one.segment_id), number.get(one.code_id)
            if segment is None or code is None or not codable[segment]:
                continue
            pair = code * self._size + segment
            best = found.get(pair)
            if best is None or best.score < one.score:
                found[pair] = one
        return found

    def _standing(self, pair: int, suggestion: Suggestion | None) -> Standing:
        code, segment = divmod(pair, self._size)
        return standing_of(
            self.latest.voices(pair, self._size),
            self.passages.ids[segment],
            self._meanings.codes[code].id,
            reflexive=self.reflexive,
            suggestion=suggestion,
            unnamed=self.unnamed,
        )
