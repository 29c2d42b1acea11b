"""``themekit demo``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def demo(folder: Path) -> int:
    """Write a synthetic study into FOLDER, to try everything on.

    It holds interviews, surveys and a roundtable of invented people, a codebook, and what two
    invented coders and an adjudicator decided. FOLDER has to be new, or empty.

    \b
    Example:
      themekit demo lifeline
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.demo import write_demo

    for line in write_demo(folder):
        click.echo(line)
    return 0
