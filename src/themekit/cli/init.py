"""``themekit init``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import any_folder


@click.command()
@any_folder
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Look at what lies in FOLDER and write a study.yaml with guesses.",
)
def init(study: Path, source: Path | None) -> int:
    """Start a study: make the folder STUDY with a study.yaml and a codebook.yaml to fill in.

    Files that are already there are left as they are. With --from, study.yaml is guessed from the
    transcripts and tables in FOLDER: strands, interviewers, columns, each with the reason beside
    it. FOLDER may be STUDY itself or lie in it; from elsewhere the files are copied into STUDY.

    \b
    Examples:
      themekit init mystudy
      themekit init mystudy --from ~/Documents/fieldwork
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.init import start_from, start_study

    for line in start_study(study) if source is None else start_from(study, source):
        click.echo(line)
    return 0
