"""``themekit waves``: what changed from wave to wave, as the record is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from themekit.decisions import CodedStudy
from themekit.errors import UsageError
from themekit.matrix import build_matrix
from themekit.records import ChangeRow, ThemeMatrix
from themekit.report import tables
from themekit.report.csvtext import Row
from themekit.report.matrix_tables import CHANGES
from themekit.store import write_outputs, writer_lock
from themekit.workflows.context import RunContext
from themekit.workflows.doubts import study_doubts
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result
from themekit.workflows.reading_next import read_next
from themekit.workflows.tables import change_tables

SHOWN = 12
"""Rows of what was noticed afterwards that are told in words."""
MOVED = ("rose", "fell")


@dataclass(frozen=True, slots=True)
class Followed:
    """What a study's waves come to.

    Attributes
    ----------
    rows : tuple of ChangeRow
        The watched first, then what was noticed afterwards.
    notes : tuple of str
        Sentences on how to take them.
    reading : tuple of str
        What to read next, the fewest minutes first.
    """

    rows: tuple[ChangeRow, ...]
    notes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()

    @property
    def watched(self) -> tuple[ChangeRow, ...]:
        """What the study said beforehand that it follows."""
        return tuple(row for row in self.rows if row.watched)


def follow_waves(path: Path) -> Followed:
    """Compare the waves of a study, and write waves.csv and changes.csv anew.

    Parameters
    ----------
    path : Path
        The study's folder.

    Raises
    ------
    UsageError
        If no strand has several waves.
    BusyError
        If a run writes this study.
    """
    with open_result(path) as context:
        coded = load_coded(context, scored=True)
        matrix = build_matrix(coded)
        if not matrix.changes:
            raise UsageError(
                "No strand of this study has several waves: say under 'wave' in study.yaml when "
                "its material was collected (themekit check lists what was found)."
            )
        with writer_lock(context.study.root):
            files = ((name, table.chunks()) for name, table in change_tables(matrix))
            write_outputs(context.outputs, files)
        return Followed(
            matrix.changes, tuple(_notes(context, coded, matrix)), tuple(read_next(coded, matrix))
        )


def table_rows(found: Followed) -> list[Row]:
    """Return the rows of changes.csv."""
    return [list(row) for row in tables.changes(found.rows).rows]


def _notes(context: RunContext, coded: CodedStudy, matrix: ThemeMatrix) -> Iterator[str]:
    rows = matrix.changes
    for doubt in study_doubts(context):
        if doubt.doubt == "wave-unfinished":
            yield f"{doubt.message} {doubt.hint.capitalize()}.".replace("..", ".")
    for strand in dict.fromkeys(row.strand for row in rows):
        yield _who_told(coded, strand)
    if not coded.study.watch:
        yield (
            "Nothing is watched: what is said beforehand under 'watch' in study.yaml counts for "
            "more than what was noticed afterwards."
        )
    told = sum(not row.watched and row.change is not None for row in rows)
    if told > SHOWN:
        yield (
            f"{told} comparisons were noticed afterwards, of which chance alone gives some alarms: "
            "changes.csv has all of them."
        )
    samples = {strand.name: strand.sample for strand in coded.study.strands}
    if any(row.verdict in MOVED and samples[row.strand] != "probability" for row in rows):
        yield "Rose and fell are said of these tellers, not of others like them."


def _who_told(coded: CodedStudy, strand: str) -> str:
    """Say how many people each wave has, and how many are in all of them."""
    waves: dict[str, set[str]] = {}
    gone = {one.id for one in coded.cases.values() if one.withdrawn}
    for document in coded.documents:
        if document.strand == strand and document.wave:
            there = set(coded.present.get(document.id) or (document.id,))
            waves.setdefault(document.wave, set()).update(there - gone)
    each = ", ".join(f"{len(waves[wave])} in {wave}" for wave in sorted(waves))
    always = len(set.intersection(*waves.values()))
    if sum(map(len, waves.values())) == len(set.union(*waves.values())):
        return (
            f"{strand}: {each}; nobody comes again. Where the same people answer again, the column "
            "that tells who they are has to stand under 'case' in study.yaml."
        )
    return f"{strand}: {each}; {always} of them in every wave."


__all__ = ["CHANGES", "Followed", "follow_waves", "table_rows"]
