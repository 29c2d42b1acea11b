"""Who was asked in one wave of a strand, who told something, and who may still turn out to have.

A code holds of a person by people's word alone: what a machine suggests says nothing of change, for
suggestions get better. Whoever was not read to the end, or is read differently by different people,
may turn out either way. Whoever gave no words at all was asked, and is left out where the same
people are compared.

Where people read only a part of a wave, and chance chose which, the part may stand for all of it:
`Heard.part`, by the rule of `themekit.statistics.prevalence.stands_for_all`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np

from themekit.decisions import CodedStudy, Ints
from themekit.matrix.answers import Answers
from themekit.matrix.change.suggesting import Suggesting
from themekit.matrix.corrected import Correction
from themekit.matrix.found import Evidence, Found, find
from themekit.matrix.outlines import RowSpec
from themekit.matrix.people import NOBODY
from themekit.matrix.units import UNDATED
from themekit.records import Document
from themekit.statistics.change import Pairs, Side
from themekit.statistics.prevalence import stands_for_all, worth
from themekit.study import ClosedItem

People = frozenset[str]
Names = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a wave by people's word.

    Attributes
    ----------
    side : Side
    words : str
        The same for readers.
    open : float
        The share of those who may still turn out to have said it.
    few : int
        Of a part: of how many people of it the share speaks, with it or without, whichever is less.
    by : str
        Whether all that is known was counted, a part that chance chose stands for all, or it was
        estimated with the machine.
    """

    side: Side
    words: str
    open: float = 0.0
    few: int = 0
    by: Literal["count", "part", "machine"] = "count"


@dataclass(frozen=True, slots=True)
class Heard:
    """Who told something in one wave: cases, by id.

    Attributes
    ----------
    wave : str
    asked, answered : frozenset of str
        Who was asked; those of them who said anything at all.
    yes : frozenset of str
        Of whom it holds by people's word.
    open : frozenset of str
        Others who may still turn out to have said it.
    disputed : frozenset of str
        Those of `open` on whom people do not agree; the rest is not read to the end.
    outdated : frozenset of str
        Who was read to the end, but for what the code meant before its description changed.
    was_read : bool
        Whether people have read anything of it; True of answers, which need no reading.
    drawn : frozenset of str
        Those whom chance chose to be read, and whose words were read to the end without
        suggestions; empty where chance chose nobody, or who could not be drawn is too many.
    helped : frozenset of str
        Those some of whose words were read with suggestions alone.
    by_chosen : bool
        Whether those of `drawn` alone tell of the wave, whatever was read of the others.
    """

    wave: str
    asked: People
    answered: People
    yes: People
    open: People = frozenset()
    disputed: People = frozenset()
    outdated: People = frozenset()
    was_read: bool = True
    drawn: People = frozenset()
    helped: People = frozenset()
    by_chosen: bool = False

    def counted(self) -> Share:
        """Return the share of all who were asked; whoever is open may still come to it."""
        number, asked = len(self.yes), len(self.asked)
        side = Side(number / asked, asked)
        return Share(side, f"{number} of {asked}", open=len(self.open) / asked)

    def part(self) -> Share | None:
        """Return the share of all as those tell it whom chance chose; None where they do not.

        Nor where all is read: then nobody has to stand for others.
        """
        chosen, told = self.drawn & self.answered, len(self.answered)
        read = len(chosen)
        if not self.unread or not read or not stands_for_all(read, told):
            return None
        # Who gave no words is known to say nothing.
        part = told / len(self.asked)
        found, open_ = len(chosen & self.yes), len(chosen & self.disputed)
        side = Side(part * found / read, float(worth(read, told, part)))
        words = f"{found} of {read} whom chance chose from {told}"
        return Share(side, words, open=part * open_ / read, few=min(found, read - found), by="part")

    def blind(self) -> Heard:
        """Return the wave as those alone tell it whom chance chose and who were read blind.

        All others are as if nobody had read them; it stays as it is where too few were chosen.
        """
        chosen = self.drawn & self.answered
        if not chosen or not stands_for_all(len(chosen), len(self.answered)):
            return self
        rest = self.answered - chosen
        return replace(
            self, yes=self.yes & chosen, open=(self.open & chosen) | rest,
            disputed=self.disputed & chosen, helped=frozenset(), by_chosen=True,
        )  # fmt: skip

    @property
    def read(self) -> People:
        """Who said something and was read to the end."""
        return self.answered - self.unread

    @property
    def helped_part(self) -> float:
        """The part of those read whose words were read with suggestions, in [0, 1]."""
        return len(self.helped & self.read) / len(self.read) if self.read else 0.0

    @property
    def unread(self) -> People:
        """Who is not read to the end."""
        return self.open - self.disputed

    @property
    def settled(self) -> People:
        """Who said something, and of whom it is known whether they said this."""
        return self.answered - self.open


def both_times(before: Heard, after: Heard) -> Pairs:
    """Return how those fared of whom it is known both times."""
    both = before.settled & after.settled
    then, now = both & before.yes, both & after.yes
    return Pairs(
        stayed=len(then & now),
        began=len(now - then),
        stopped=len(then - now),
        never=len(both - then - now),
    )


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Hearing:
    """Finds who told what, strand by strand and wave by wave.

    Parameters
    ----------
    coded : CodedStudy
    evidence : Evidence
    correction : Correction
        Knows what was read of what chance chose.
    """

    coded: CodedStudy
    evidence: Evidence
    correction: Correction

    @cached_property
    def suggesting(self) -> Suggesting:
        """What was suggested to those who read."""
        return Suggesting(self.coded, self.evidence)

    @cached_property
    def occasions(self) -> Mapping[str, Mapping[str, int]]:
        """The waves of each strand that has several, in time, with their numbers."""
        found: dict[str, dict[str, int]] = {}
        for number, one in enumerate(self.evidence.units.occasions):
            if one.wave:
                name = self.evidence.strands[one.strand].name
                found.setdefault(name, {})[one.wave] = number
        return found

    def code(self, spec: RowSpec) -> Mapping[str, list[Heard]]:
        """Return who told what a code says: by strand, wave by wave."""
        found = find(spec, self.evidence)
        # Once a description has changed, what was read stays read: in an older meaning.
        seen = self.evidence.decisions.looked.of_all(spec.codes)[found.unlooked]
        outdated, unread = found.unlooked[seen], found.unlooked[~seen]
        return {
            strand: [
                self._of_code(spec, found, unread, outdated, wave, number)
                for wave, number in waves.items()
            ]
            for strand, waves in self.occasions.items()
        }

    def item(self, column: str) -> Mapping[str, list[Heard]]:
        """Return who answered a closed question positively: by strand, wave by wave."""
        found: dict[str, list[Heard]] = {}
        for strand, waves in self.occasions.items():
            info = self.coded.study.strand(strand)
            item = (
                next((one for one in info.closed if one.column == column), None) if info else None
            )
            if item is not None:
                known = Answers(item)
                found[strand] = [
                    self._of_item(item, known, wave, self._documents[number])
                    for wave, number in waves.items()
                ]
        return found

    @cached_property
    def _documents(self) -> Mapping[int, Sequence[Document]]:
        """The documents of each occasion."""
        found: dict[int, list[Document]] = {
            number: [] for waves in self.occasions.values() for number in waves.values()
        }
        for document in self.coded.documents:
            if (number := self.occasion_of(document)) is not None:
                found[number].append(document)
        return found

    def occasion_of(self, document: Document) -> int | None:
        """Return the number of a document's wave; None in a strand that has not several."""
        return self.occasions.get(document.strand, {}).get(document.wave or UNDATED)

    def documents(self, strand: str, wave: str) -> Sequence[Document]:
        """Return the documents of a wave."""
        return self._documents[self.occasions[strand][wave]]

    def cases_in(self, document: Document) -> Iterator[str]:
        """Yield who took part in a document and has not withdrawn."""
        for case_id in self.coded.present.get(document.id) or (document.id,):
            case = self.coded.cases.get(case_id)
            if case is None or not case.withdrawn:
                yield case_id

    # -- codes -----------------------------------------------------------------------------------

    def _of_code(
        self, spec: RowSpec, found: Found, unlooked: Ints, outdated: Ints, wave: str, number: int
    ) -> Heard:
        asked = self._present[number]
        if found.missed.size:
            asked = asked - self._names(found.missed, number)
        held = found.held
        yes = self._speakers(held.segment[held.affirmed & held.human], number) & asked
        disputed = self._speakers(np.concatenate([found.disputed, found.both]), number)
        unread = self._speakers(unlooked, number)
        by_chance = self.correction.drawn_cases(spec, number)
        return Heard(
            wave,
            asked=asked,
            answered=self._told[number] & asked,
            yes=yes,
            open=(unread | disputed) & asked - yes,
            disputed=disputed & asked - yes,
            outdated=self._speakers(outdated, number) & asked,
            was_read=bool(found.touched[number]) or not found.total[number],
            drawn=self._names(by_chance.read, number) & asked if by_chance else frozenset(),
            helped=self._helped[number] & asked,
        )

    @cached_property
    def _told(self) -> Mapping[int, People]:
        """Who said anything that can be coded, by occasion."""
        units = self.evidence.units
        spoken = np.flatnonzero(units.codable & (units.case != NOBODY))
        return {
            number: self._speakers(spoken, number)
            for waves in self.occasions.values()
            for number in waves.values()
        }

    @cached_property
    def _helped(self) -> Mapping[int, People]:
        """Whose words were read with suggestions alone, by occasion."""
        return {
            number: self._speakers(self.suggesting.helped, number)
            for waves in self.occasions.values()
            for number in waves.values()
        }

    def _speakers(self, segments: Ints, occasion: int) -> People:
        """Return whose words some segments of an occasion are."""
        units = self.evidence.units
        here = segments[(units.occasion[segments] == occasion) & (units.case[segments] != NOBODY)]
        return frozenset(self._ids[np.unique(units.case[here])].tolist())

    @cached_property
    def _present(self) -> Mapping[int, People]:
        """Who took part, by occasion."""
        present = self.evidence.people.present
        return {
            number: self._names(present, number)
            for waves in self.occasions.values()
            for number in waves.values()
        }

    def _names(self, keys: Ints, occasion: int) -> People:
        """Return who some keys of an occasion are."""
        people = self.evidence.people
        here = keys[people.occasion_of(keys) == occasion]
        return frozenset(self._ids[here % max(len(people.cases), 1)].tolist())

    @cached_property
    def _ids(self) -> Names:
        return np.array([one.id for one in self.evidence.people.cases], dtype=object)

    # -- closed questions ------------------------------------------------------------------------

    def _of_item(
        self, item: ClosedItem, known: Answers, wave: str, documents: Iterable[Document]
    ) -> Heard:
        asked: set[str] = set()
        answered: set[str] = set()
        yes: set[str] = set()
        for document in documents:
            cells = dict(document.closed)
            if item.column not in cells:
                continue
            keys = known.read(cells[item.column])
            for case_id in self.cases_in(document):
                asked.add(case_id)
                if keys:
                    answered.add(case_id)
                if not known.positive.isdisjoint(keys):
                    yes.add(case_id)
        return Heard(wave, frozenset(asked), frozenset(answered), frozenset(yes))
