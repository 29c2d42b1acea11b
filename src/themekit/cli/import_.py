"""``themekit import``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import study_required

FINDING = 1


@click.command(name="import")
@study_required
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE...",
)
@click.option("--coder", default="", metavar="NAME", help="Whose word a table without coders is.")
@click.option("--entered-by", default="", metavar="NAME", help="Who typed it in for the coder.")
@click.option("--dry-run", is_flag=True, help="Tell what would be taken, and store nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 where anything could not be taken.")
def import_(
    study: Path,
    files: tuple[Path, ...],
    coder: str,
    entered_by: str,
    *,
    dry_run: bool,
    strict: bool,
) -> int:
    """Take what people decided into STUDY, from tables.

    FILE is a CSV as 'themekit run' writes it: codings.csv, looks.csv, coders.csv, draws.csv,
    codebooks.csv or memos.csv; they are told apart by their columns. A row is matched by document,
    text and range, else by its quote; what is only like a passage is listed and counts nowhere. The
    same file twice changes nothing, and a file with a mistake in it stores nothing.

    \b
    Examples:
      themekit import my-study codings.csv looks.csv
      themekit import my-study sheet.csv --coder "Rosa" --entered-by "Anna" --dry-run
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.progress import shown_progress
    from themekit.workflows.import_tables import import_files

    with shown_progress(quiet=False) as progress:
        summary = import_files(
            study, files, coder=coder, entered_by=entered_by, dry_run=dry_run, progress=progress
        )
    click.echo(summary.as_text())
    return FINDING if strict and summary.losses else 0
