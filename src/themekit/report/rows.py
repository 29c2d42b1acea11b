"""From lines of the theme matrix (one a strand or wave) to rows with cells in columns."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from themekit.records import NOT_POOLED, MatrixRow
from themekit.report import words
from themekit.report.cells import Cell, Column, RowKind, RowModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.report.inputs import ReportInputs
    from themekit.report.ranking import Ranking

Line = tuple[MatrixRow, tuple[str, ...]]
"""A matrix row and the ids of the segments to show behind it."""


def row_key(row: MatrixRow) -> str:
    """Return the name by which a sentence says which row it rests on; it outlives every count."""
    parts = (row.outline, row.section, row.theme, row.code_id, row.strand, row.wave)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:10]


def columns_of(inputs: ReportInputs) -> tuple[Column, ...]:
    """Order the strands and waves that the matrix counts: primary, ``all``, validation, context.

    ``all`` has no column where it counts nothing, for it never joins waves, nor where it says of
    every row what the only primary strand says.
    """
    counted = dict.fromkeys((row.strand, row.wave) for row in inputs.matrix.rows)
    roles = {one.name: one.role for one in inputs.strands}
    order = {one.name: at for at, one in enumerate(inputs.strands)}
    places = sorted((at for at in counted if at[0] in roles), key=lambda at: order[at[0]])
    kinds = {one.name: one.kind for one in inputs.strands}
    known = [Column(name, roles[name], wave, kinds[name]) for name, wave in places]
    lines = [row for row in inputs.matrix.rows if row.strand == words.ALL]
    counts = any(row.interval != NOT_POOLED for row in lines)
    parts = {role: tuple(c for c in known if c.role == role) for role in words.ROLES}
    repeats = len(parts["primary"]) == 1 and _repeat(lines, parts["primary"][0], inputs)
    total = (Column(words.ALL, words.ALL),) if counts and not repeats else ()
    return (*parts["primary"], *total, *parts["validation"], *parts["context"])


def _repeat(lines: Sequence[MatrixRow], only: Column, inputs: ReportInputs) -> bool:
    """Tell whether the rows of ``all`` count what those of the only primary strand do.

    They do not where one of them counts organisations, or where a strand is estimated.
    """
    own = {
        _row_and_figures(row)
        for row in inputs.matrix.rows
        if (row.strand, row.wave) == (only.name, only.wave)
    }
    return all(_row_and_figures(row) in own for row in lines)


def _row_and_figures(row: MatrixRow) -> tuple[object, ...]:
    place = (row.outline, row.section, row.theme, row.code_id or row.code)
    return (*place, row.asked, row.cases, row.cases_if, row.against, row.suppressed)


def lines_by_section(
    inputs: ReportInputs, ranking: Ranking, outline: str
) -> dict[str, list[list[Line]]]:
    """Group the lines of one outline by section, and within it by the row they belong to."""
    sections: dict[str, list[list[Line]]] = {}
    pairs = zip(inputs.matrix.rows, ranking.lists, strict=True)
    lines = (line for line in pairs if line[0].outline == outline)
    for row in _group(lines):
        sections.setdefault(row[0][0].section, []).append(row)
    return sections


def _group(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Join neighbouring lines of one theme or code; a place met twice starts a new row."""
    current: list[Line] = []
    places: set[tuple[str, str]] = set()
    key: tuple[str, str, str] | None = None
    for line in lines:
        row = line[0]
        new = (row.section, row.theme, row.code_id or row.code)
        place = (row.strand, row.wave)
        if current and (new != key or place in places):
            yield current
            current, places = [], set()
        key = new
        current.append(line)
        places.add(place)
    if current:
        yield current


def report_cell(row: MatrixRow, inputs: ReportInputs, shown: tuple[str, ...] = ()) -> Cell:
    """Return a line of the matrix as a reader meets it, with the segments to show behind it."""
    strand = inputs.strand(row.strand)
    return Cell.of(
        row,
        shown,
        kind=strand.kind if strand else "",
        own_words=inputs.directly.on(row),
        direct=inputs.directly.of(row),
        counting=inputs.counting(row),
        unprompted=bool(row.code_id) and inputs.never_asked(row.strand, (row.code_id,)),
        only_ticked=bool(row.code_id) and inputs.only_ticked(row.strand, (row.code_id,)),
    )


def build_row(lines: Sequence[Line], columns: Sequence[Column], inputs: ReportInputs) -> RowModel:
    """Lay one row's lines out in columns."""
    first = lines[0][0]
    cells = {(row.strand, row.wave): report_cell(row, inputs, shown) for row, shown in lines}
    kind: RowKind = "code" if first.code_id or first.code else "theme" if first.theme else "section"
    label = first.code or first.theme or first.section
    period = inputs.periods.get((first.outline, first.section, first.theme, first.code_id), "")
    return RowModel(
        kind=kind,
        label=f"{label} ({inputs.coded.study.periods.phrase(period)})" if period else label,
        theme=first.theme,
        code_id=first.code_id,
        cells=tuple(cells.get((column.name, column.wave)) for column in columns),
        whole=cells.get((words.ALL, "")),
    )
