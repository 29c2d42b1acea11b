"""``themekit check``."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themekit.cli.options import any_folder, format_option
from themekit.studyfile import find_study_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themekit.workflows.understanding import Understood

NOTES_SHOWN = 10
WIDE = 130  # from which all columns of the table can be read
INDENT = "    "


@click.command()
@any_folder
@click.option("--all", "all_notes", is_flag=True, help="Print every note, not only the first ten.")
@format_option
def check(study: Path, form: str, *, all_notes: bool) -> int:
    """Say what was understood of STUDY and everything that is wrong with it.

    Nothing is changed. Every problem of study.yaml, the codebook, the tables and all sources is
    named at once, with file, line and what would be right. Exit status 1 if there is an error.
    """
    _, nowhere = find_study_file(study)
    if nowhere:  # said before anything heavy is loaded
        click.echo(f"Error: {nowhere}", err=True)
        return 1
    from themekit.cli.output import emit
    from themekit.workflows.check import DOCUMENT_COLUMNS, check_study

    report = check_study(study)
    if form == "table" and shutil.get_terminal_size().columns < WIDE:
        _print_blocks(report.documents)
    elif report.documents or form != "table":
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


def _print_blocks(documents: Iterable[Understood]) -> None:
    """Print a few lines a document, where a table would have no room for its last columns."""
    width = max(40, shutil.get_terminal_size().columns)
    for one in documents:
        click.echo(one.name)
        for line in (one.told(), f"begins: {one.begins}"):
            click.echo(textwrap.fill(line, width, initial_indent=INDENT, subsequent_indent=INDENT))
