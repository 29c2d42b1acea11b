"""``themekit agree``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themekit.cli.options import filter_options, format_option, study_operand

if TYPE_CHECKING:
    from themekit.agreement.tables import Cell, Table

USUAL = ("agreement", "oneself", "machine", "fairness", "double", "wavering", "descriptions")
FURTHER = ("pooled", "sets", "spans")
MOST_ROWS = 10
SHORTENED = "Long memos and passages end in … here; --format csv, json and md have them whole."
MOST_LETTERS = 160
LONG = frozenset({"memos", "text"})
"""Columns that a terminal shows the beginning of."""
RANKED = frozenset({"fairness", "wavering", "descriptions"})
"""Tables of which a terminal shows the first rows."""
REMARKS = frozenset({"remarks", "why_empty"})
WORDS, ALL_DOCUMENTS = "words", "(all documents)"


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
        further = everything or form == "json" or only in FURTHER
        found = compare(study, selection, by, further=further)
    _print(found.tables, found.notes, form, only, everything=everything)
    for note in found.notes:
        click.echo(note, err=True)
    if disagreements and form == "table" and found.tables[0].rows:
        click.echo(SHORTENED, err=True)
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
    for one in chosen:
        if one.name in hidden or not (one.rows or only):
            continue
        whole = form == "md" or only is not None
        shown = one if whole else _shortened(one)
        _headed(shown if form == "md" else _begun(shown), form, one.brief or one.columns)
        if everything and one.further:
            further = replace(one, title="Further coefficients of the same words")
            _headed(further, form, one.further)


def _headed(table: Table, form: str, shown: Sequence[str]) -> None:
    """Print some columns of a table under what they are of; each kind of words by itself."""
    at = table.columns.index(WORDS) if WORDS in shown else None
    kinds = [""] if at is None else list(dict.fromkeys(str(row[at]) for row in table.rows)) or [""]
    names = [name for name in shown if name != WORDS]
    click.echo(f"## {table.title}\n" if form == "md" else f"{table.title}.")
    if not table.rows:
        click.echo("Nothing yet.\n")
        return
    for kind in kinds:
        if kind:
            click.echo(f"### {kind}\n" if form == "md" else f"\n{kind[:1].upper()}{kind[1:]}:")
        rows = tuple(row for row in table.rows if at is None or row[at] == kind)
        _of_one_kind(replace(table, rows=rows), form, names)
    click.echo()


def _of_one_kind(table: Table, form: str, names: Sequence[str]) -> None:
    """Print rows; on a terminal what they remark upon themselves stands in lines beneath."""
    from themekit.cli.output import emit

    places = {name: table.columns.index(name) for name in names}
    if form == "table" and table.name == "effect":
        (row,) = table.rows
        told = [(name.replace("_", " "), row[at]) for name, at in places.items()]
        emit(("what", "number"), [one for one in told if one[1] not in {None, ""}], form)
        return
    alike = {} if form == "md" else _alike(table, names)
    beside = [one for one in names if form == "md" or one not in {*alike, *REMARKS}]
    rows = [[row[places[name]] for name in beside] for row in table.rows]
    emit([name.replace("_", " ") for name in beside], rows, form)
    told_once = [
        str(value) if name in REMARKS else f"{name.replace('_', ' ')} {value}"
        for name, value in alike.items()
        if value not in {None, ""}
    ]
    if told_once:
        click.echo(f"  Every row: {'; '.join(told_once)}.")
    for row in table.rows:
        remarks = [str(row[places[name]]) for name in names if name in REMARKS - alike.keys()]
        if any(remarks):
            click.echo(f"  {row[places[beside[0]]]}: {'; '.join(filter(None, remarks))}.")


def _alike(table: Table, names: Sequence[str]) -> dict[str, Cell]:
    """Return what all rows have in common: it is told once, and leaves room for the rest."""
    columns = {name: {row[table.columns.index(name)] for row in table.rows} for name in names}
    found = {name: next(iter(values)) for name, values in columns.items() if len(values) == 1}
    one_row_or_nothing_else = len(table.rows) == 1 or len(found) == len(names)
    return {} if one_row_or_nothing_else else found


def _shortened(table: Table) -> Table:
    """Return what a terminal shows of a table: the first of a ranking, of spans all documents."""
    if table.name in RANKED:
        return replace(table, rows=table.rows[:MOST_ROWS])
    whole = tuple(row for row in table.rows if row[0] == ALL_DOCUMENTS)
    return replace(table, rows=whole) if whole else table


def _begun(table: Table) -> Table:
    """Return a table with the beginning of what is long, which says by its end that it goes on."""
    long = [name in LONG for name in table.columns]
    rows = (
        tuple(_beginning(cell) if cut else cell for cell, cut in zip(row, long, strict=True))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _beginning(cell: Cell) -> Cell:
    if not isinstance(cell, str) or len(cell) <= MOST_LETTERS:
        return cell
    return f"{cell[:MOST_LETTERS].rstrip()}…"


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
