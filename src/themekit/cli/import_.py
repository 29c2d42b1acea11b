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
    """Take what people decided into STUDY, from tables and from what came back of packs.

    A reply to a pack is the file that it wrote, its workbook filled in, or a text file with the
    message that somebody sent: "K7Q: 12 yes, 13 no, take back 4". A message and a workbook need
    --entered-by. Each is checked against the pack that it names, and only what is new is taken.

    A sheet that 'themekit export --what selections|outcomes|links|framework' wrote comes back
    filled in, with --coder for whoever filled it in.

    Any other FILE is a CSV as 'themekit run' writes it: codings.csv, looks.csv, coders.csv,
    draws.csv, codebooks.csv or memos.csv; they are told apart by their columns. A row is matched by
    document, text and range, else by its quote; what is only like a passage is listed and counts
    nowhere. Lists of your own are actions.csv (what, because_of, by, date, told_tellers) and
    effort.csv (wave, activity, role, minutes, basis). The same file twice changes nothing, and a
    file with a mistake in it stores nothing.

    \b
    Examples:
      themekit import my-study codings.csv looks.csv
      themekit import my-study sheet.csv --coder "Rosa" --entered-by "Anna" --dry-run
      themekit import my-study reply-K7Q.json
      themekit import my-study panel.xlsx --coder "Rosa"
      themekit import my-study actions.csv effort.csv
      themekit import my-study message.txt --entered-by "Anna"
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.progress import shown_progress
    from themekit.workflows.import_replies import import_reply
    from themekit.workflows.import_tables import import_files
    from themekit.workflows.reply_files import reply_in

    found = [(file, reply_in(file)) for file in files]
    tables = [file for file, reply in found if reply is None]
    losses = 0
    if tables:
        with shown_progress(quiet=False) as progress:
            summary = import_files(
                study, tables, coder=coder, entered_by=entered_by, dry_run=dry_run,
                progress=progress,
            )  # fmt: skip
        click.echo(summary.as_text())
        losses += len(summary.losses)
    for file, reply in found:
        if reply is not None:
            told = import_reply(
                study, reply, str(file), coder=coder, entered_by=entered_by, dry_run=dry_run
            )
            click.echo(told.as_text())
            losses += len(told.losses)
    return FINDING if strict and losses else 0
