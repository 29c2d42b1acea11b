"""``themekit return``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import study_operand


@click.command("return")
@study_operand
@click.option("--wave", default="", metavar="WAVE", help="Which wave; else the last one.")
@click.option("--team", is_flag=True, help="For the team alone: small numbers stand in it too.")
def return_(study: Path, wave: str, *, team: bool) -> int:
    """Write two pages that give a wave back to those who told it.

    Whom you heard and who left; what got worse, changed, did not change and cannot be told; in
    whose words; what was done, and who has not been told yet; how far to trust it; what it cost. As
    a page and as a Word document, in the outputs.

    It may leave the house: small numbers are withheld and words are quoted as in the public report,
    so whoever agreed to be quoted has to have been read for details first (themekit mark). With
    --team it holds all, and is for nobody else.

    \b
    Examples:
      themekit return my-study
      themekit return my-study --wave 2025-Q1
      themekit return my-study --team
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.return_ import give_back

    found = give_back(study, wave, inside=team)
    for text in found.model.first:
        click.echo(f"Said first: {text}")
    for file in found.files:
        click.echo(str(file))
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(
        "Read it before you pass it on: whoever knows a person may know their story.", err=True
    )
    return 0
