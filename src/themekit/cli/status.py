"""``themekit status``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_operand


@click.command()
@study_operand
@click.option("--codes", is_flag=True, help="Each code alone: how suggestions fared, what to do.")
@format_option
def status(study: Path, form: str, *, codes: bool) -> int:
    """Show how far STUDY has come: units, suggestions, what people checked, what is out of date.

    Suggestions are compared with people's decisions on segments that the model had not learned
    from. With --codes each code gets a verdict: ready, needs more checked examples (how many, and
    of which kind), or not to be left to a machine.
    """
    from themekit.cli.output import emit
    from themekit.workflows.status import STATUS_COLUMNS, code_status, study_status
    from themekit.workflows.suggestions_worth import BRIEF, CODE_COLUMNS

    if codes:
        emit(CODE_COLUMNS, code_status(study), form, BRIEF)
    else:
        emit(STATUS_COLUMNS, study_status(study), form)
    return 0
