"""Who was not asked: 'not asked' is not 'not said'.

A case was not asked for a code if some question in its documents prompts the code and none of
those was asked; without such a question everybody was. Asking for a child code asks for its
parent. A row of several codes (a theme) was asked if one of them was. Who speaks of it all the same
was, in effect, asked: the caller gives the cases in which it holds, is disputed or stands both
ways, in whichever period. In a group whoever was present was asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from themekit.decisions import CodedStudy, Ints
from themekit.matrix.people import People
from themekit.matrix.units import Units
from themekit.study import QuestionAsked

GROUP = "group"
"""Kind of a strand in which people talk with each other."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Keys (`People.key`) of the cases with an unasked and with an asked question, by code."""

    unasked: Mapping[int, frozenset[int]]
    asked: Mapping[int, frozenset[int]]

    def not_asked(self, heads: Sequence[Sequence[int]]) -> Ints:
        """Return the sorted keys of the cases that were asked for none of `heads`.

        Parameters
        ----------
        heads : sequence of sequences of int
            Codes, each followed by its descendants.
        """
        groups = (self._for_one(head[0], head[1:]) for head in heads)
        missed = next(groups, frozenset())
        for group in groups:
            missed &= group
        return np.array(sorted(missed), dtype=np.int64)

    def _for_one(self, code: int, below: Sequence[int]) -> frozenset[int]:
        """Return the cases not asked for one code."""
        missed = self.unasked.get(code, frozenset())
        for other in (code, *below):
            missed -= self.asked.get(other, frozenset())
        return missed


def read_questions(coded: CodedStudy, units: Units, people: People) -> Asking:
    """Find out who was asked what; rows of unknown documents, strands and codes say nothing."""
    if not coded.questions:
        return Asking({}, {})
    numbers = {code.id: number for number, code in enumerate(coded.codebook.codes)}
    members = _Members(coded, units, people)
    found: dict[bool, dict[int, set[int]]] = {False: {}, True: {}}
    for row in coded.questions:
        keys = members.of(row).tolist()
        for name in row.prompts_codes:
            code = coded.codebook.find(name)
            if code is not None:
                found[row.asked].setdefault(numbers[code.id], set()).update(keys)
    return Asking(
        unasked={code: frozenset(keys) for code, keys in found[False].items()},
        asked={code: frozenset(keys) for code, keys in found[True].items()},
    )


class _Members:
    """Finds the people that a row of questions.csv speaks of, but for those in groups."""

    def __init__(self, coded: CodedStudy, units: Units, people: People) -> None:
        self._people = people
        self._strands = {one.name: number for number, one in enumerate(coded.study.strands)}
        self._strand_of = np.array([one.strand for one in units.occasions], dtype=np.int64)
        groups = [at for at, one in enumerate(coded.study.strands) if one.kind == GROUP]
        self._groups = np.array(groups, dtype=np.int64)
        self._documents: dict[tuple[str, str], int] = {}
        for document in coded.documents:
            number = units.documents[document.id]
            for name in (document.id, document.name):
                self._documents.setdefault((document.strand, name), number)
                self._documents.setdefault(("", name), number)

    def of(self, row: QuestionAsked) -> Ints:
        """Return the keys of the cases."""
        if row.document:
            keys = self._people.of_document(self._documents.get((row.strand, row.document), -1))
        else:
            here = self._strands.get(row.strand, -1)
            keys = self._people.present
            keys = keys[self._strand_of[self._people.occasion_of(keys)] == here]
        strand = self._strand_of[self._people.occasion_of(keys)]
        return keys[~np.isin(strand, self._groups)]
