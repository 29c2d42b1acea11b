"""Results on stdout: a table for people, csv, json and md for everything else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import click

Cell = str | int | float | bool | None
MOST_KEPT = 14
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def emit(
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    form: str,
    brief: Sequence[str] = (),
) -> None:
    """Print a table.

    Parameters
    ----------
    header : sequence of str
        Column names: title of the column, and key in JSON.
    rows : sequence of sequence
    form : {'table', 'csv', 'json', 'md'}
    brief : sequence of str
        The columns that a table shows where there are too many for a terminal; empty for all.
    """
    if form == "json":
        records = [dict(zip(header, row, strict=True)) for row in rows]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_csv(header, rows), nl=False)
    elif form == "md":
        click.echo(_markdown(header, rows))
    else:
        places = [header.index(name) for name in brief or header]
        _table([header[i] for i in places], [[row[i] for i in places] for row in rows])


def _csv(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    # The same protection as in output files: a text that a spreadsheet would run as a formula.
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _markdown(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| "
        + " | ".join(_shown(cell).replace("|", r"\|").replace("\n", " ") for cell in line)
        + " |"
        for line in lines
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    numeric = [
        all(isinstance(row[i], int | float | None) for row in rows) and bool(rows)
        for i in range(len(header))
    ]
    for place, (name, number) in enumerate(zip(header, numeric, strict=True)):
        # Numbers stay whole whatever the width, for half a number is another number; short texts
        # too where they can; the longest take what is left and are folded.
        longest = max((len(_shown(row[place])) for row in rows), default=0)
        if number:
            parted = name.replace(" ", "\n") if len(name) > longest else name
            table.add_column(parted, justify="right", no_wrap=True)
        else:
            table.add_column(name, overflow="fold", min_width=min(MOST_KEPT, longest))
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    Console(highlight=False).print(table)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.3f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
