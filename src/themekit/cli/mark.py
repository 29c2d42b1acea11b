"""``themekit mark``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_required

MOST_TOLD = 5


@click.command()
@study_required
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--reviewed-by", default="", metavar="NAME", help="Who read them.")
@click.option("--all-of", multiple=True, metavar="STRAND", help="All documents of this strand.")
@click.option(
    "--despite",
    default="",
    metavar="REASON",
    help="Show them although nobody has read them; NAME decides so, and REASON is kept.",
)
@click.option("--list", "listed", is_flag=True, help="Show what is marked, agreed to and shown.")
@click.option("--details", is_flag=True, help="List words that may identify somebody.")
@click.option(
    "--replace",
    "table",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Take that list back, as CSV, with what NAME decided: replace, keep, or nothing.",
)
@format_option
def mark(
    study: Path,
    documents: tuple[str, ...],
    reviewed_by: str,
    all_of: tuple[str, ...],
    despite: str,
    form: str,
    table: Path | None,
    *,
    listed: bool,
    details: bool,
) -> int:
    """Say that somebody read a DOCUMENT for details by which people are known.

    Peers, and anybody at another machine, are shown marked documents alone, and of these only where
    everybody in them agreed (consent_review). A changed text needs a new mark. STUDY has to be
    named: '.' is this folder.

    \b
    Examples:
      themekit mark my-study vcs-interviews/V03 --reviewed-by Ada
      themekit mark my-study --all-of "VCS survey" --reviewed-by Ada
      themekit mark my-study --list
      themekit mark my-study --details --format csv > details.csv
      themekit mark my-study --replace details.csv --reviewed-by Ada
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.mark import MARK_COLUMNS, list_marks, mark_documents

    if listed:
        emit(MARK_COLUMNS, list_marks(study), form, brief=MARK_COLUMNS[:-1])
        click.echo("Why some are not shown: --list --format csv", err=True)
        return 0
    if details:
        _list_details(study, form)
        return 0
    if table is not None:
        _take_details(study, table, reviewed_by)
        return 0
    done = mark_documents(study, documents, reviewed_by=reviewed_by, all_of=all_of, despite=despite)
    already = f"; {done.already} were already" if done.already else ""
    verb = "opened, unread" if despite else "marked"
    click.echo(f"{done.added} {'document' if done.added == 1 else 'documents'} {verb}{already}.")
    for sentence in done.closed[:MOST_TOLD]:
        click.echo(f"Not shown to peers: {sentence}", err=True)
    if len(done.closed) > MOST_TOLD:
        more = len(done.closed) - MOST_TOLD
        click.echo(f"... and {more} more: themekit mark {study} --list", err=True)
    return 0


def _list_details(study: Path, form: str) -> None:
    """Print what is proposed, and how it comes back."""
    from themekit.cli.output import emit
    from themekit.workflows.details_table import DETAIL_COLUMNS, list_details

    rows = list_details(study)
    emit(DETAIL_COLUMNS, rows, form, brief=("document", "words", "kind", "replacement", "why"))
    click.echo(
        f"{len(rows)} {'place' if len(rows) == 1 else 'places'} proposed and not decided. What is "
        "not proposed may identify somebody too: somebody has to read each text.",
        err=True,
    )


def _take_details(study: Path, table: Path, reviewed_by: str) -> None:
    """Take decisions down, and say what they came to."""
    from themekit.workflows.details_table import take_details

    done = take_details(study, table, reviewed_by=reviewed_by)
    already = f"; {done.already} stood so already" if done.already else ""
    click.echo(
        f"{done.replaced} {'place' if done.replaced == 1 else 'places'} replaced, {done.kept} left "
        f"as they stand{already}; {done.undecided} not decided."
    )
