"""``themekit status``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from themekit.cli.options import format_option, study_operand


@click.command()
@study_operand
@click.option("--codes", is_flag=True, help="Each code alone: how suggestions fared, what to do.")
@click.option(
    "--claims", is_flag=True, help="Each word and place that a finding claims: settled or not."
)
@click.option("--concerns", is_flag=True, help="What people are worried about, in their words.")
@click.option(
    "--acknowledge", type=int, metavar="NUMBER", help="Take a concern on; say by whom with --by."
)
@click.option("--by", metavar="NAME", help="Who reads the concerns, or takes one on.")
@format_option
def status(
    study: Path,
    form: str,
    acknowledge: int | None,
    by: str | None,
    *,
    codes: bool,
    claims: bool,
    concerns: bool,
) -> int:
    """Show how far STUDY has come: who may need help, what waits for people, what was learned.

    Suggestions are compared with people's decisions on segments that the model had not learned
    from. With --codes each code gets a verdict: ready, needs more checked examples (how many, and
    of which kind), or not to be left to a machine.

    Where there are findings, it says how many more cases to check until no row that a finding uses
    can leave its declared word or its place in the order; --claims tells them one by one.

    A concern heads the list until a named person takes it on. Its words are shown by --concerns
    alone; with --by the pages say from then on who opened the list last.

    \b
    Examples:
      themekit status mystudy
      themekit status mystudy --claims
      themekit status mystudy --concerns --by "Name of the safeguarding lead"
      themekit status mystudy --acknowledge 12 --by "Name of the safeguarding lead"
    """  # noqa: D301 -- click wants the character, not the letters
    _check_options(acknowledge, by, lists=codes + claims, concerns=concerns)
    from themekit.cli.output import emit
    from themekit.workflows.status import (
        CONCERN_COLUMNS,
        STATUS_COLUMNS,
        acknowledge_concern,
        code_status,
        concern_rows,
        study_status,
    )
    from themekit.workflows.stopping import CLAIM_COLUMNS, claim_rows

    if acknowledge is not None:
        click.echo(acknowledge_concern(study, acknowledge, by or ""))
    elif concerns:
        rows = concern_rows(study, by or "")
        if form == "table":
            _tell_concerns(rows)
        else:
            emit(CONCERN_COLUMNS, rows, form)
    elif claims:
        emit(CLAIM_COLUMNS, claim_rows(study), form)
    elif codes:
        _tell_codes(code_status(study), form)
    else:
        emit(STATUS_COLUMNS, study_status(study), form)
    return 0


def _tell_codes(rows: Sequence[tuple[str | int | float | None, ...]], form: str) -> None:
    """Print a row a code; as a table with what its columns are, if there is anything to tell."""
    from themekit.cli.output import emit
    from themekit.workflows.suggestions_worth import BRIEF, BRIEF_EXPLAINED, CODE_COLUMNS

    if form == "table":
        nothing = "Nothing to tell: nobody had checked a passage when suggestions were last made."
        click.echo(BRIEF_EXPLAINED if rows else nothing, err=True)
    if rows or form != "table":
        emit(CODE_COLUMNS, rows, form, BRIEF)


def _tell_concerns(rows: Sequence[tuple[str | int, ...]]) -> None:
    """Print each concern with its words beneath it: a column would fold them letter by letter."""
    if not rows:
        click.echo("Nobody has told a concern.")
    for number, state, told_by, about, day, passage, words in rows:
        click.echo(f"{number}  {state}: {told_by} about {about}, {day}, at {passage}")
        said = str(words).splitlines() or ["(no words were written)"]
        click.echo("\n".join(f"    {line}" for line in said) + "\n")


def _check_options(acknowledge: int | None, by: str | None, *, lists: int, concerns: bool) -> None:
    """Refuse what would decide nothing, or would leave open who did it."""
    if lists + concerns + (acknowledge is not None) > 1:
        raise click.UsageError("Give one of --codes, --claims, --concerns and --acknowledge.")
    if acknowledge is not None and not (by or "").strip():
        raise click.UsageError("A concern is taken on by a named person: add --by NAME.")
    if by is not None and acknowledge is None and not concerns:
        raise click.UsageError("--by only means something with --concerns or --acknowledge.")
