"""``themekit check``."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themekit.cli.options import any_folder, format_option, require_study

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themekit.workflows.understanding import Understood

WIDE = 130  # from which all columns of the table can be read
INDENT = "    "


@click.command()
@any_folder
@click.option(
    "--all", "everything", is_flag=True, help="Print all that is alike, and every note, in full."
)
@click.option("--strict", is_flag=True, help="Exit with status 1 where there is a warning, too.")
@format_option
def check(study: Path, form: str, *, everything: bool, strict: bool) -> int:
    """Say what was understood of STUDY and everything that is wrong with it.

    Nothing of yours is changed; after a run the answer is kept in STUDY/.themekit, so that a study
    which is as it was is told again at once. Every problem of study.yaml, the codebook, the tables
    and all sources is named, with file, line and what would be right. A warning says what may be
    wrong: what is meant to be so can be named under 'expected' in study.yaml. Exit status 1 if
    there is an error.
    """
    require_study(study)  # said before anything heavy is loaded
    from themekit.cli.output import emit
    from themekit.workflows.check import DOCUMENT_COLUMNS, check_study
    from themekit.workflows.phrases import told

    report = check_study(study)
    if form == "table" and shutil.get_terminal_size().columns < WIDE:
        _print_blocks(report.documents)
    elif report.documents or form != "table":
        emit(DOCUMENT_COLUMNS, [document.cells() for document in report.documents], form)
    for line in told(report.problems, everything=everything):
        click.echo(line, err=True)
    click.echo(report.summary(), err=True)
    return 1 if report.errors or (strict and report.warnings) else 0


def _print_blocks(documents: Iterable[Understood]) -> None:
    """Print a few lines a document, where a table would have no room for its last columns."""
    width = max(40, shutil.get_terminal_size().columns)
    for one in documents:
        click.echo(one.name)
        for line in (one.told(), f"begins: {one.begins}"):
            click.echo(textwrap.fill(line, width, initial_indent=INDENT, subsequent_indent=INDENT))
