"""``themekit adopt``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import study_required


@click.command()
@study_required
@click.argument("topic", type=click.IntRange(min=0), required=False)
@click.option("--name", default="", help="What you call the new code; the machine's is a guess.")
@click.option("--theme", default="", help="The theme that it belongs to.")
@click.option("--definition", default="", help="What the code means; can be written later.")
def adopt(study: Path, topic: int | None, name: str, theme: str, definition: str) -> int:
    """Write TOPIC of STUDY into its codebook as a code.

    Without TOPIC, list the topics to choose from. topic_gaps.csv tells which of them no code covers
    yet, with segments to read first. The codebook's comments stay, and its former version is kept
    in .themekit/codebooks. STUDY has to be named: '.' is this folder.

    \b
    Examples:
      themekit adopt my-study
      themekit adopt my-study 12 --name "Help with transport"
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.adopt import CHOICE_COLUMNS, adopt_topic, topics_to_adopt

    if topic is None:
        emit(CHOICE_COLUMNS, topics_to_adopt(study), "table")
        click.echo(f'Then: themekit adopt {study} TOPIC --name "YOUR NAME FOR IT"', err=True)
    else:
        click.echo(adopt_topic(study, topic, name, theme, definition))
    return 0
