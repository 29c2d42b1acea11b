"""``themekit status``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_operand


@click.command()
@study_operand
@format_option
def status(study: Path, form: str) -> int:
    """Show how far STUDY has come: units, suggestions, what people checked, what is out of date."""
    from themekit.cli.output import emit
    from themekit.workflows.status import STATUS_COLUMNS, study_status

    emit(STATUS_COLUMNS, study_status(study), form)
    return 0
