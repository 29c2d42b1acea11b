"""Open questions by codes: how many of those who answered a question said this.

All codes stand under every question, so that the table is complete; a parent counts its children,
and cases need the same stance, as in the theme matrix; so `found` are those of `cases` that people
found. In public a code is left out of a strand (of
a wave of it) wholly where one of its rows there is small or where the theme matrix withholds its
cell: the record has no empty numbers, and any row shown would let the others be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from themekit.decisions import Flags, Ints
from themekit.matrix.cells import basis_of
from themekit.matrix.found import Evidence
from themekit.matrix.grouped import segments_of
from themekit.matrix.outlines import CodeGroup, Tree
from themekit.matrix.people import NOBODY
from themekit.matrix.samples import share_of
from themekit.matrix.small_cells import is_small
from themekit.matrix.units import NO_BLOCK, UNDATED
from themekit.records import Basis, MatrixRow, QuestionRow


def question_rows(tree: Tree, evidence: Evidence, waves: Sequence[str]) -> list[QuestionRow]:
    """Return the rows by strand, wave (in the order of `waves`), question and code."""
    blocks = evidence.units.blocks
    if not blocks:
        return []
    place = {wave: number for number, wave in enumerate(waves)}
    order = sorted(
        range(len(blocks)), key=lambda number: (blocks[number].strand, place[blocks[number].wave])
    )
    table = _Answers(evidence)
    by_code = [table.rows(code, tree) for code in range(len(tree.codes))]
    return [rows[block] for block in order for rows in by_code]


class _Answers:
    """Counts codes by question; who was asked and who answered is counted once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence, units = evidence, evidence.units
        stays = ~np.append(evidence.people.withdrawn, np.True_)[units.case]
        self._asked = self._cases(np.flatnonzero(stays))
        self._answered = self._cases(np.flatnonzero(units.codable))
        self._total = self._segments(units.codable)

    def rows(self, code: int, tree: Tree) -> list[QuestionRow]:
        """Return the rows of one code, by number of the question."""
        evidence, codes, decisions = self._evidence, tree.head(code), self._evidence.decisions
        held = evidence.standing(decisions.resolved.held, [CodeGroup((codes,))])
        cases = self._cases(held.segment[held.affirmed])
        found = self._cases(held.segment[held.affirmed & held.human])
        prompted = self._prompted(codes[0])
        looked = self._segments(decisions.checked.of_all(codes) & evidence.units.codable)
        touched = self._segments(decisions.looked.of_any(codes) & evidence.units.codable)
        bases = [
            basis_of(total=self._total[number], looked=looked[number], touched=touched[number])
            for number in range(len(evidence.units.blocks))
        ]
        return [
            QuestionRow(
                strand=evidence.strands[block.strand].name,
                wave=block.wave,
                question=block.question,
                code=tree.codes[code].name,
                code_id=tree.codes[code].id,
                asked=self._asked[number],
                answered=self._answered[number],
                cases=cases[number],
                share=self._share(cases[number], self._answered[number], bases[number]),
                basis=bases[number],
                prompted=prompted[number],
                found=found[number],
            )
            for number, block in enumerate(evidence.units.blocks)
        ]

    def _prompted(self, code: int) -> list[bool | None]:
        """Tell by number of the question whether it asks for a code; None where nobody says."""
        units, prompts = self._evidence.units, self._evidence.prompts
        asked = segments_of(prompts.pairs, [code], len(units))
        blocks = set(units.block[asked].tolist())
        known = {units.occasions[at].strand for at in np.flatnonzero(prompts.known).tolist()}
        return [
            number in blocks if block.strand in known else None
            for number, block in enumerate(units.blocks)
        ]

    def _share(self, cases: int, answered: int, basis: Basis) -> float | None:
        """Return the share of those who answered; suggestions and a reflexive study have none."""
        has_none = self._evidence.reflexive or basis == "suggested"
        return None if has_none else share_of(cases, answered)

    def _cases(self, members: Ints) -> list[int]:
        """Count the distinct cases among segments, by question."""
        units, size = self._evidence.units, max(len(self._evidence.people.cases), 1)
        block, case = units.block[members], units.case[members]
        asked = (block != NO_BLOCK) & (case != NOBODY)
        pairs = np.unique(block[asked] * size + case[asked])
        counts: list[int] = np.bincount(pairs // size, minlength=len(units.blocks)).tolist()
        return counts

    def _segments(self, mask: Flags) -> list[int]:
        """Count segments by question."""
        units = self._evidence.units
        block = units.block[mask]
        answers = block[block != NO_BLOCK]
        counts: list[int] = np.bincount(answers, minlength=len(units.blocks)).tolist()
        return counts


def _few_found(row: QuestionRow) -> bool:
    """Tell whether few were found by people, or few are only suggested."""
    return not row.unchecked and (
        is_small(row.found, None) or is_small(row.cases - row.found, None)
    )


def without_small(
    rows: Sequence[QuestionRow], matrix: Sequence[MatrixRow]
) -> tuple[QuestionRow, ...]:
    """Leave out every code in every strand and wave in which some number must be withheld."""
    waves = {(row.strand, row.wave) for row in matrix if row.wave}

    def place(row: QuestionRow) -> tuple[str, str, str]:
        wave = row.wave or UNDATED
        return row.strand, wave if (row.strand, wave) in waves else "", row.code_id

    hidden = {
        (row.strand, row.wave, row.code_id) for row in matrix if row.suppressed and row.code_id
    }
    hidden |= {
        place(row)
        for row in rows
        if is_small(row.cases, row.answered) or is_small(row.cases, row.asked) or _few_found(row)
    }
    return tuple(row for row in rows if place(row) not in hidden)
