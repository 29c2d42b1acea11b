"""``themekit agree``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themekit.cli.options import filter_options, format_option, study_operand

if TYPE_CHECKING:
    from themekit.agreement.tables import Table

USUAL = ("agreement", "oneself", "machine", "double", "wavering", "descriptions")
FURTHER = ("pooled", "sets", "spans")
MOST_ROWS = 10
SHORTENED = frozenset({"wavering", "descriptions"})
"""Ranked tables of which a terminal shows the first rows."""


@click.command()
@study_operand
@click.option(
    "--by",
    type=click.Choice(["code", "theme", "pair", "role", "strand"]),
    default="code",
    show_default=True,
    help="Of what the first table has a row.",
)
@click.option("--all", "everything", is_flag=True, help="Further coefficients, sets, and spans.")
@click.option("--disagreements", is_flag=True, help="List what people read differently, with text.")
@click.option("--effect", is_flag=True, help="What showing suggestions does to people's answers.")
@click.option(
    "--table",
    "only",
    type=click.Choice([*USUAL, *FURTHER]),
    help="Print this table alone (csv has one: the first where none is named).",
)
@filter_options
@format_option
def agree(
    study: Path,
    by: str,
    only: str | None,
    code: tuple[str, ...],
    case: tuple[str, ...],
    document: tuple[str, ...],
    strand: tuple[str, ...],
    attribute: tuple[str, ...],
    form: str,
    *,
    everything: bool,
    disagreements: bool,
    effect: bool,
) -> int:
    """Tell how far the people who coded STUDY agree, and on what.

    Only what people said by themselves is compared, before they saw others' words. The machine is
    no coder: it has a table of its own. Notes on what the numbers are of go to stderr.

    \b
    Example:
      themekit agree corpora/lifeline-london --by pair
      themekit agree corpora/lifeline-london --disagreements --format csv
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.agree import compare, list_differences, measure_effect
    from themekit.workflows.selection import Selection

    if disagreements and effect:
        raise click.UsageError("--disagreements and --effect are two questions: ask one.")
    selection = Selection(code, case, document, strand, attribute)
    if disagreements:
        found = list_differences(study, selection)
    elif effect:
        found = measure_effect(study, selection)
    else:
        found = compare(study, selection, by)
    _print(found.tables, found.notes, form, only, everything=everything)
    for note in found.notes:
        click.echo(note, err=True)
    return 0


def _print(
    tables: Sequence[Table],
    notes: Sequence[str],
    form: str,
    only: str | None,
    *,
    everything: bool,
) -> None:
    """Print tables one after the other; JSON has all of them in one object."""
    from themekit.cli.output import emit

    chosen = [one for one in tables if only is None or one.name == only]
    if form == "json":
        _print_json(chosen, notes)
        return
    if form == "csv":
        for one in chosen[:1]:
            emit(one.columns, one.rows, form)
        return
    hidden = () if everything or only else FURTHER
    shown = [one for one in chosen if one.name not in hidden and (one.rows or only)]
    for one in shown:
        rows = one.rows if form == "md" or everything or only else _first(one)
        _headed(replace(one, rows=tuple(rows)), form, one.brief)
        if everything and one.further:
            _headed(replace(one, title="Further coefficients", rows=one.rows), form, one.further)


def _headed(table: Table, form: str, brief: Sequence[str]) -> None:
    """Print a table under what it is of."""
    from themekit.cli.output import emit

    click.echo(f"## {table.title}\n" if form == "md" else f"{table.title}:")
    if form == "md" and brief:
        places = [table.columns.index(name) for name in brief]
        emit(brief, [[row[at] for at in places] for row in table.rows], form)
    else:
        emit(table.columns, table.rows, form, brief)
    click.echo()


def _first(table: Table) -> Sequence[tuple[str | int | float | None, ...]]:
    """Return the rows that a terminal shows."""
    return table.rows[:MOST_ROWS] if table.name in SHORTENED else table.rows


def _print_json(tables: Sequence[Table], notes: Sequence[str]) -> None:
    import json

    found = {
        "notes": list(notes),
        "of": {one.name: one.title for one in tables},
        **{
            one.name: [dict(zip(one.columns, row, strict=True)) for row in one.rows]
            for one in tables
        },
    }
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))
