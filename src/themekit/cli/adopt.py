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
@click.option("--bridge", metavar="DRAW", help="Let what was said in this bridge count; with --by.")
@click.option("--by", default="", metavar="NAME", help="Who decides that a bridge counts.")
def adopt(
    study: Path,
    topic: int | None,
    name: str,
    theme: str,
    definition: str,
    bridge: str | None,
    by: str,
) -> int:
    """Write TOPIC of STUDY into its codebook as a code, or let a bridge count.

    Without TOPIC, list the topics to choose from. topic_gaps.csv tells which of them no code covers
    yet, with segments to read first. The codebook's comments stay, and its former version is kept
    in .themekit/codebooks. STUDY has to be named: '.' is this folder.

    With --bridge, what was said when passages of an earlier wave were read anew (see 'themekit
    waves') counts as words on them from now on; draws.csv names the draw.

    \b
    Examples:
      themekit adopt my-study
      themekit adopt my-study 12 --name "Help with transport"
      themekit adopt my-study --bridge 3f2a9c1b0d4e5f60 --by Ada
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.adopt import CHOICE_COLUMNS, adopt_topic, topics_to_adopt

    if bridge is not None:
        _adopt_bridge(study, bridge, by, other=topic is not None or bool(name or theme))
    elif topic is None:
        emit(CHOICE_COLUMNS, topics_to_adopt(study), "table")
        click.echo(f'Then: themekit adopt {study} TOPIC --name "YOUR NAME FOR IT"', err=True)
    else:
        click.echo(adopt_topic(study, topic, name, theme, definition))
    return 0


def _adopt_bridge(study: Path, draw: str, by: str, *, other: bool) -> None:
    """Let a bridge count, once it is said who decides so."""
    if other or not by.strip():
        raise click.UsageError("--bridge goes with --by NAME, who decides so, and nothing else.")
    from themekit.workflows.bridging import adopt_bridge

    click.echo(adopt_bridge(study, draw, by=by))
