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
@click.option(
    "--codebook",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Take the codes of a codebook in Word, a sheet or a text over.",
)
def init(study: Path, source: Path | None, codebook: Path | None) -> int:
    """Start a study: make the folder STUDY with a study.yaml and a codebook.yaml to fill in.

    Files that are already there are left as they are. With --from, study.yaml is guessed from the
    transcripts and tables in FOLDER: strands, interviewers, columns, each with the reason beside
    it. FOLDER may be STUDY itself or lie in it; from elsewhere the files are copied into STUDY.
    A codebook in FOLDER (a Word table, a list with headings, a sheet) is taken over as
    codebook.yaml; --codebook names one that is not recognised, or lies elsewhere.

    \b
    Examples:
      themekit init mystudy
      themekit init mystudy --from ~/Documents/fieldwork
      themekit init mystudy --codebook ~/Documents/codes.docx
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.init import start_from, start_study

    lines = start_study(study, codebook) if source is None else start_from(study, source, codebook)
    for line in lines:
        click.echo(line)
    return 0
