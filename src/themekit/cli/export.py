"""``themekit export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from themekit.cli.options import study_required

if TYPE_CHECKING:
    from themekit.workflows.export import What


@click.command()
@study_required
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--what",
    type=click.Choice(
        ["codings", "codebook", "cases", "selections", "outcomes", "links", "framework"]
    ),
    default="codings",
    show_default=True,
    help="What people decided, the codes, who took part; or a sheet to be filled in.",
)
@click.option(
    "--for-others", is_flag=True, help="Only what may leave, with replaced words and opaque keys."
)
@click.option("--leave-out", is_flag=True, help="With --for-others: leave out what may not leave.")
def export(study: Path, file: Path, what: What, *, for_others: bool, leave_out: bool) -> int:
    """Write one table of STUDY to FILE, a .csv or .xlsx by its ending; or a sheet to fill in.

    A plain export carries everybody's words: keep it. With --for-others it takes rows only from
    documents that somebody read for details by which people are known ('themekit mark') and only
    of people who agreed (cases.csv: consent_quote verbatim for words, consent_review for who took
    part); what was replaced is replaced, and keys stand for documents, people and coders. STUDY has
    to be named: '.' is this folder.

    Four sheets (.xlsx) are for people to fill in, and come back with 'themekit import': selections
    (panels choose stories, and say why), outcomes (who acts otherwise than before), links (what
    people say led to what) and framework (a summary for each person and theme). Reasons, causes and
    summaries are never filled in by the tool.

    \b
    Examples:
      themekit export my-study codings.xlsx
      themekit export my-study for-partners.csv --for-others --leave-out
      themekit export my-study codebook.csv --what codebook
      themekit export my-study panel.xlsx --what selections --for-others --leave-out
    """  # noqa: D301 -- click wants the character, not the letters
    if leave_out and not for_others:
        raise click.UsageError("--leave-out only means something with --for-others.")
    from themekit.workflows.export import export_table

    done = export_table(study, file, what, for_others=for_others, leave_out=leave_out)
    rows = done.called.removesuffix("s") if done.rows == 1 else done.called
    if done.left_out:
        click.echo(f"{done.rows:,} of {done.of:,} {done.called}: {file}")
        click.echo(f"Left out: {'; '.join(done.left_out)}.", err=True)
    else:
        click.echo(f"{done.rows:,} {rows}: {file}")
    for note in done.notes:
        click.echo(note, err=True)
    if not for_others and what != "codebook":
        click.echo("It carries people's words or names: keep it, or use --for-others.", err=True)
    return 0
