"""``themekit verify``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_required


@click.command()
@study_required
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="List too the sentences whose amounts nothing here could be held against.",
)
@format_option
def verify(study: Path, report: Path, form: str, *, everything: bool) -> int:
    """Check the quotations, numbers and claims of a finished REPORT against STUDY.

    REPORT is a .docx, .md, .html or .pdf file. A sentence rests on a row of the matrix where its
    author says so: [row: CODE, STRAND] in the text or in a Word comment. What was seen is kept, so
    that a second time tells which sentences no longer hold.

    No complaint is no proof: what is so of the passages read so far, and can be turned by the rest,
    is called not checked; the last line counts the sentences that state an amount which nothing
    here could be held against, and --all lists them.

    What to do about each stands in --format csv, json and md, in the column advice.

    Exit status: 0 nothing is wrong, 1 something is, 2 the report cannot be read.

    \b
    Example:
      themekit verify corpora/lifeline-london report.docx --format csv
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.verify import VERIFY_BRIEF, VERIFY_COLUMNS, verify_report

    told = verify_report(study, report, everything=everything)
    emit(VERIFY_COLUMNS, told.rows, form, VERIFY_BRIEF)
    click.echo(told.summary, err=True)
    click.echo(told.not_held, err=True)
    return 0 if told.is_clean else 1
