"""``themekit waves``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_operand


@click.command()
@study_operand
@click.option("--all", "everything", is_flag=True, help="Show all that was noticed afterwards.")
@format_option
def waves(study: Path, form: str, *, everything: bool) -> int:
    """Tell what rose, fell, did not change or cannot be told from wave to wave.

    What study.yaml names under 'watch' comes first; all else was noticed afterwards. Each wave is
    compared with the next, and the first with the last: everybody who told, and the same people
    where they return. Nothing is said of what nobody has read. waves.csv and changes.csv in the
    outputs hold all of it.

    \b
    Examples:
      themekit waves my-study
      themekit waves my-study --format csv
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.waves import CHANGES, follow_waves, in_words, table_rows

    found = follow_waves(study)
    if form == "table":
        for line in in_words(found, everything=everything):
            click.echo(line)
    else:
        emit(CHANGES, table_rows(found), form)
    for note in found.notes:
        click.echo(note, err=True)
    return 0
