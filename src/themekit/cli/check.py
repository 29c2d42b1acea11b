"""``themekit check``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_operand

NOTES_SHOWN = 10


@click.command()
@study_operand
@click.option("--all", "all_notes", is_flag=True, help="Print every note, not only the first ten.")
@format_option
def check(study: Path, form: str, *, all_notes: bool) -> int:
    """Say what was understood of STUDY and everything that is wrong with it.

    Nothing is changed. Every problem of study.yaml, the codebook, the tables and all sources is
    named at once, with file, line and what would be right. Exit status 1 if there is an error.
    """
    from themekit.cli.output import emit
    from themekit.workflows.check import DOCUMENT_COLUMNS, check_study

    report = check_study(study)
    if report.documents or form != "table":
        emit(DOCUMENT_COLUMNS, [document.cells() for document in report.documents], form)
    notes = [problem for problem in report.problems if problem.severity == "note"]
    left = set() if all_notes else set(notes[NOTES_SHOWN:])
    for problem in report.problems:
        if problem in left:
            continue
        click.echo(f"{problem.severity.capitalize()}: {problem}", err=True)
    if left:
        click.echo(f"... and {len(left)} more notes: add --all to see them.", err=True)
    click.echo(report.summary(), err=True)
    return 1 if report.errors else 0
