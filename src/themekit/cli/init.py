"""``themekit init``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import study_required


@click.command()
@study_required
def init(study: Path) -> int:
    """Start a study: make the folder STUDY with a study.yaml and a codebook.yaml to fill in.

    Files that are already there are left as they are.
    """
    from themekit.workflows.init import start_study

    for line in start_study(study):
        click.echo(line)
    return 0
