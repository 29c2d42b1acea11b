"""Stage matrix: everything is counted and written as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from themekit.codebook import Code
from themekit.decisions import CodedStudy, effort_rows
from themekit.records import Suggestion, ThemeMatrix
from themekit.report import effort_table, tables, written_tables
from themekit.report.tables import Table
from themekit.store import write_outputs
from themekit.workflows.context import Outcome, RunContext
from themekit.workflows.counting import Result
from themekit.workflows.topic_outputs import topic_tables
from themekit.workflows.unexpected import unexpected_table

CORRECTED, WAVES, CHANGES = "corrected.csv", "waves.csv", "changes.csv"


def write_tables(context: RunContext, result: Result) -> Outcome:
    """Write every table of the matrix stage."""
    context.progress("matrix", 0, 1)
    files = ((name, table.chunks()) for name, table in _tables(context, result))
    hashes = write_outputs(context.outputs, files)
    for name in (CORRECTED, WAVES, CHANGES, effort_table.NAME, *written_tables.FILES):
        if name not in hashes:  # of a run whose figures hold no more
            (context.outputs / name).unlink(missing_ok=True)
    context.progress("matrix", 1, 1)
    details = {
        "outputs": hashes,
        "units": count_units(result),
        "decisions_through": result.coded.through,
    }
    return Outcome(len(result.matrix.status), len(result.matrix.rows), details)


def count_units(result: Result) -> dict[str, Any]:
    """Count the units read; coded, uncoded and skipped make up all of them."""
    segments = result.coded.segments
    reasons = {one.id: one.skip_reason for one in segments}
    status = Counter(state for _, state in result.matrix.status)
    skipped = Counter(reasons[id_] for id_, state in result.matrix.status if state == "skipped")
    return {
        "read": len(segments),
        "coded": status["coded"],
        "uncoded": status["uncoded"],
        "skipped": dict(sorted(skipped.items())),
    }


def _tables(context: RunContext, result: Result) -> Iterator[tuple[str, Table]]:
    """Yield each file's name and table, those of units first."""
    yield from _unit_tables(result)
    matrix = result.matrix
    yield "coding_matrix.csv", tables.coding_matrix(matrix.by_case, codes=unique_names(context))
    yield "theme_matrix.csv", tables.theme_matrix(matrix.rows)
    if matrix.corrected:
        yield CORRECTED, tables.corrected(matrix.corrected)
    yield from change_tables(matrix)
    yield "codes_by_question.csv", tables.codes_by_question(matrix.by_question)
    yield "closed_questions.csv", tables.closed_questions(matrix.closed, matrix.placed)
    if effort := effort_rows(result.coded):
        yield effort_table.NAME, effort_table.effort_table(effort)
    yield from topic_tables(result, codes_of(context))
    yield "unexpected.csv", unexpected_table(result)


def change_tables(matrix: ThemeMatrix, *, public: bool = False) -> Iterator[tuple[str, Table]]:
    """Yield the tables of what changed from wave to wave, where a strand has several waves."""
    if matrix.by_wave:
        yield WAVES, tables.waves(matrix.by_wave, public=public)
        yield CHANGES, tables.changes(matrix.changes)


def _unit_tables(result: Result) -> Iterator[tuple[str, Table]]:
    """Yield the tables whose rows are single units or single acts of people."""
    coded = result.coded
    yield (
        "segments.csv",
        tables.segments(
            coded.segments,
            strand_of=coded.strand_of,
            wave_of={document.id: document.wave for document in coded.documents},
            case_of=coded.case_of,
            status_of=dict(result.matrix.status),
        ),
    )
    yield "suggestions.csv", tables.suggestions(coded, _likeliest_first(coded))
    yield "codings.csv", tables.codings(coded, texts=result.texts)
    yield "looks.csv", tables.looks(coded, texts=result.texts)
    yield "coders.csv", tables.coders(coded.coders)
    yield "draws.csv", tables.draws(coded.draws)
    yield "codebooks.csv", tables.codebooks(coded.versions)
    yield "memos.csv", tables.memos(coded.memos)
    yield from written_tables.tables(coded, result.texts)


def _likeliest_first(coded: CodedStudy) -> Iterator[Suggestion]:
    """Yield suggestions in the order of their segments, the likeliest of each first."""
    # As columns: sorting two million pairs of numbers as objects would take as much again.
    import numpy as np

    order, found = coded.decisions.passages.position, coded.suggestions
    place = np.fromiter((order[one.segment_id] for one in found), np.int64, len(found))
    score = np.fromiter((one.score for one in found), np.float64, len(found))
    return (found[at] for at in np.lexsort((-score, place)))


def codes_of(context: RunContext) -> dict[str, Code]:
    """Return the codes by id."""
    return {code.id: code for code in context.codebook.codes}


def unique_names(context: RunContext) -> list[str]:
    """Return the codes' names as column headings; a name that two codes share gets its path."""
    names = [code.name for code in context.codebook.codes]
    return [
        code.name if names.count(code.name) == 1 else code.shown_path
        for code in context.codebook.codes
    ]
