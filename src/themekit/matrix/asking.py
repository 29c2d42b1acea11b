"""Who was not asked: 'not asked' is not 'not said'.

A case was not asked for a code if some question in its documents prompts the code and none of
those was asked; without such a question everybody was. Asking for a child code asks for its
parent. A row of several codes (a theme) was asked if one of them was. Who speaks of it all the same
was, in effect, asked: the caller gives the cases in which it holds, in whichever period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from themekit.matrix.inputs import MatrixInputs
from themekit.matrix.people import Ints, People
from themekit.matrix.units import Units


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


def read_questions(
    inputs: MatrixInputs, units: Units, people: People, codes: Mapping[str, int]
) -> Asking:
    """Find out who was asked what; rows of unknown documents, strands and codes say nothing."""
    strands = {strand.name: number for number, strand in enumerate(inputs.strands)}
    present = people.strand_of(people.present)
    found: dict[bool, dict[int, set[int]]] = {False: {}, True: {}}
    for row in inputs.questions:
        if row.document:
            keys = people.of_document(units.documents.get(row.document, -1))
        else:
            keys = people.present[present == strands.get(row.strand, -1)]
        for code in (codes[name] for name in row.prompts if name in codes):
            found[row.asked].setdefault(code, set()).update(keys.tolist())
    return Asking(
        unasked={code: frozenset(keys) for code, keys in found[False].items()},
        asked={code: frozenset(keys) for code, keys in found[True].items()},
    )
