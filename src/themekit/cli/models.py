"""``themekit models``."""

from __future__ import annotations

import click

from themekit.cli.options import format_option


@click.command()
@format_option
def models(form: str) -> int:
    """List the encoders and language models on this machine, and check the bundled weights."""
    from themekit.cli.output import emit
    from themekit.workflows.models import MODEL_COLUMNS, list_models

    emit(MODEL_COLUMNS, list_models(), form)
    return 0
