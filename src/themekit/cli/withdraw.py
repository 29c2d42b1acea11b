"""``themekit withdraw``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from themekit.cli.options import study_required


@click.command()
@study_required
@click.argument("case")
@click.option("--quotes-only", is_flag=True, help="Only quote them nowhere; they stay counted.")
@click.option("--strand", default="", metavar="NAME", help="Only what they said in this strand.")
@click.option(
    "--from",
    "since",
    default="",
    metavar="DATE",
    help="Only what was collected from then on: 2021, 2021-Q3, 2021-06 or 2021-06-30.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be removed.")
@click.option(
    "--receipt",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the whole receipt here too, with names: outside the study.",
)
def withdraw(
    study: Path,
    case: str,
    strand: str,
    since: str,
    receipt: Path | None,
    *,
    quotes_only: bool,
    dry_run: bool,
) -> int:
    """Erase all that CASE said, everywhere in STUDY: somebody takes their words back.

    The only command that erases, and it cannot be undone: texts, units, suggestions, quotes, what
    people decided and noted on them, what was learned from them, backups and outputs. In a group
    each character of theirs becomes a block, and what was decided on others' words stays. Your own
    files are not touched: the receipt says which still hold their words, and which packs and
    published files are out. What is remembered is keyed, so that no run and no import brings them
    back. STUDY has to be named: '.' is this folder.

    \b
    Examples:
      themekit withdraw my-study V03 --dry-run
      themekit withdraw my-study V03 --receipt ~/withdrawal-V03.md
      themekit withdraw my-study R17 --strand "VCS survey"
      themekit withdraw my-study V03 --quotes-only
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.progress import shown_progress
    from themekit.disclosure import Request
    from themekit.workflows.withdraw import plan_withdrawal
    from themekit.workflows.withdraw import withdraw as carry_out

    _refuse_inside(study, receipt)
    planned = plan_withdrawal(study, Request(case, strand, since, quotes_only))
    click.echo(planned.as_text())
    if dry_run or planned.already:
        if dry_run:
            click.echo("Nothing was changed: this was a dry run.")
        return 0
    question = "Erase this? It cannot be undone."
    if sys.stdin.isatty() and not click.confirm(question, err=True):
        click.echo("Nothing was changed.")
        return 0
    with shown_progress(quiet=False) as progress:
        done = carry_out(study, planned, progress)
    click.echo(done.whole)
    click.echo(f"Receipt without names: {done.receipt}")
    if receipt:
        receipt.write_text(done.whole, encoding="utf-8")
    return 0


def _refuse_inside(study: Path, receipt: Path | None) -> None:
    """Refuse to write names into the study that is to forget them."""
    if receipt and receipt.resolve().is_relative_to(study.resolve()):
        raise click.UsageError("--receipt holds names: give a place outside the study.")
