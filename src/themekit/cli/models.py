"""``themekit models``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option


@click.command()
@format_option
@click.option(
    "--distil",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write a fast encoder made from the bundled one to FOLDER, for very large surveys.",
)
def models(form: str, distil: Path | None) -> int:
    """List the encoders and language models on this machine, and check the bundled weights.

    Whatever else is installed or in the usual cache can be used; nothing is fetched by itself.
    docs/install.md says how models for other languages are got, and how large they are.

    With --distil, half a minute of work gives an encoder some hundred times as fast and a little
    less accurate (BENCHMARKS.md has how much): 'themekit run STUDY --model FOLDER' uses it.
    """
    from themekit.cli.output import emit
    from themekit.workflows.models import MODEL_COLUMNS, list_models, write_fast_model

    if distil is not None:
        click.echo(write_fast_model(distil))
        return 0
    emit(MODEL_COLUMNS, list_models(), form)
    return 0
