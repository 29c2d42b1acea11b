"""``themekit demo``."""

from __future__ import annotations

from pathlib import Path

import click

STUDIES = ("lifeline-london", "story-monitoring")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--study",
    "name",
    type=click.Choice(STUDIES),
    default=STUDIES[0],
    show_default=True,
    help="Which: a service in a crisis, or stories told three times.",
)
def demo(folder: Path, name: str) -> int:
    """Write a synthetic study into FOLDER, to try everything on.

    lifeline-london holds interviews, surveys and a roundtable of invented people, a codebook, and
    what two invented coders and an adjudicator decided; story-monitoring the stories of forty
    invented people, told up to three times, and a codebook. FOLDER has to be new, or empty.

    \b
    Example:
      themekit demo lifeline
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.demo import write_demo

    for line in write_demo(folder, name):
        click.echo(line)
    return 0
