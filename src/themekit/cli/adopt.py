"""``themekit adopt``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import study_required


@click.command()
@study_required
@click.argument("topic", type=click.IntRange(min=0))
@click.option("--name", required=True, help="What the new code is called.")
@click.option("--theme", default="", help="The theme that it belongs to.")
@click.option("--definition", default="", help="What the code means; can be written later.")
def adopt(study: Path, topic: int, name: str, theme: str, definition: str) -> int:
    """Write TOPIC of STUDY into its codebook as a code.

    topic_gaps.csv lists the topics that no code covers yet, with segments to read first. The
    codebook's comments stay, and its former version is kept in .themekit/codebooks. STUDY has to
    be named: '.' is this folder.

    \b
    Example:
      themekit adopt my-study 12 --name "Help with transport"
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.adopt import adopt_topic

    click.echo(adopt_topic(study, topic, name, theme, definition))
    return 0
