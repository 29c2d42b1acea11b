"""Closed questions beside what people raise in their own words: two figures, never one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.closed import POSITIVE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from themekit.codebook import Codebook
    from themekit.records import ClosedRow, MatrixRow, ThemeMatrix
    from themekit.study import Strand

Place = tuple[str, str, str]
"""A strand, a wave, and the id of a code or the name of a theme."""


class Directly:
    """Which cells of the matrix stand beside closed questions, and what these say.

    A closed question names the codes that it asks about (`codes` in study.yaml), and the theme in
    whose section it stands.
    """

    def __init__(self, strands: Sequence[Strand], codebook: Codebook, matrix: ThemeMatrix) -> None:
        self._waves = {(row.strand, row.wave) for row in matrix.rows if row.wave}
        self._themes: set[Place] = set()
        self._codes: dict[Place, list[ClosedRow]] = {}
        self._codebook = codebook
        items = {(one.name, item.column): item for one in strands for item in one.closed}
        for row in matrix.closed:
            wave = self._wave(row)
            if row.section:
                self._themes.add((row.strand, wave, row.section))
            item = items.get((row.strand, row.item))
            if item is None or row.answer != POSITIVE:
                continue
            for name in item.codes:
                code = codebook.find(name)
                if code is not None:
                    self._codes.setdefault((row.strand, wave, code.id), []).append(row)

    def on(self, row: MatrixRow) -> bool:
        """Tell whether the people of a row were also asked closed questions on its theme."""
        return bool(row.theme) and (row.strand, row.wave, row.theme) in self._themes

    def of(self, row: MatrixRow) -> tuple[str, ...]:
        """Return what they answered where they were asked about the row's code directly."""
        found = self._codes.get((row.strand, row.wave, row.code_id), ())
        return tuple(map(_said, found))

    def put(self, codes: Collection[str]) -> tuple[ClosedRow, ...]:
        """Return the positive answers to the closed questions that ask about some codes."""
        found = (self._codebook.find(name) for name in codes)
        wanted = {code.id for code in found if code is not None}
        rows = (row for place, rows in self._codes.items() if place[2] in wanted for row in rows)
        return tuple(dict.fromkeys(rows))

    def items(self, codes: Collection[str]) -> frozenset[tuple[str, str]]:
        """Return the strand and column of the closed questions that ask about some codes."""
        return frozenset((row.strand, row.item) for row in self.put(codes))

    def _wave(self, row: ClosedRow) -> str:
        """Return the wave as the matrix writes it: none where the strand has one."""
        if (row.strand, row.wave) in self._waves:
            return row.wave
        return words.UNDATED if (row.strand, words.UNDATED) in self._waves and not row.wave else ""


def _said(row: ClosedRow) -> str:
    """Say what was answered, and to what."""
    label = " ".join(row.label.split()).rstrip(".")
    return f"asked directly (“{label}”): {words.count_and_share(row.n, row.answered)}"
