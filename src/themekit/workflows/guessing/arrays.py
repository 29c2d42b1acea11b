"""Columns of one grid: what they are for is judged together, since they share their answers.

In a few rows nothing repeats within a column, but across the columns of an array it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from themekit.names import folded
from themekit.reading.tables.options import CODE, is_other, options_of
from themekit.workflows.guessing.cells import FEW, MOSTLY, Cells
from themekit.workflows.guessing.columns import guess_column
from themekit.workflows.guessing.records import ColumnGuess

_LEAST = 2


def guess_arrays(columns: Sequence[Cells]) -> Mapping[str, ColumnGuess]:
    """Return what the columns of arrays are for, by name; other columns are not among them.

    Parameters
    ----------
    columns : sequence of Cells
        All that may be answers, in the table's order.
    """
    members: dict[str, list[Cells]] = {}
    options = options_of([one.name for one in columns], [one.wording for one in columns])
    for cells, option in zip(columns, options, strict=True):
        if option is not None and option.surely > CODE and not is_other(option.option):
            members.setdefault(folded(option.name), []).append(cells)
    return {
        guess.name: guess
        for array in members.values()
        if len(array) >= _LEAST
        for guess in _together(array)
    }


def _together(array: Sequence[Cells]) -> list[ColumnGuess]:
    """Judge the cells of all columns as one question, and give each column the answer."""
    cells = [value for one in array for value in one.filled]
    pooled = Cells(array[0].name, array[0].wording, cells)
    shared = sum(len(one.distinct) for one in array) > len(pooled.distinct)
    if not shared or len(pooled.distinct) > FEW or pooled.numeric >= MOSTLY:
        return []
    item = guess_column(pooled).item
    if item is None or item.type not in {"single", "scale"}:
        return []
    why = f"one of {len(array)} columns with the same {len(pooled.distinct)} answers"
    if item.type == "scale":
        why += ": a scale"
    return [
        ColumnGuess(
            one.name,
            "closed",
            why,
            item=replace(
                item,
                column=one.name,
                label=" ".join(one.wording.split())[:300] or one.name,
                missing=tuple(dict.fromkeys(("", *one.missing[:FEW], *item.missing))),
            ),
        )
        for one in array
        if one.filled
    ]
