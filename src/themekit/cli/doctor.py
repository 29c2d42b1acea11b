"""``themekit doctor``."""

from __future__ import annotations

import json
import shutil
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from themekit.workflows.installation import Line

INDENT = " " * 9

NOT_NEEDED = "Not needed: a network, a graphics card, Microsoft Office, LibreOffice."


@click.command()
@click.argument(
    "folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]", required=False
)
@click.option("--model", metavar="NAME", help="Look for this encoder, as 'run' would.")
@click.option("--spacy-model", metavar="NAME", help="Look for this spaCy model, as 'run' would.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def doctor(folder: Path, model: str | None, spacy_model: str | None, *, as_json: bool) -> int:
    """Say whether everything that themekit needs is here and works, and how to get what is not.

    It looks at Python, the packages, both models (each is tried on a sentence), memory, and
    whether a study can be kept in FOLDER. It takes some seconds (the first time up to a minute),
    needs no network and changes nothing. Exit status 1 if something is missing; a note keeps
    nothing from working.

    \b
    Examples:
      themekit doctor
      themekit doctor my-study --json
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.doctor import examine

    found = []
    for line in examine(folder, model, spacy_model):
        found.append(line)
        if not as_json:
            _print(line)
    missing = sum(line.state == "missing" for line in found)
    if as_json:
        told = {"works": not missing, "found": [asdict(line) for line in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return int(bool(missing))
    click.echo(NOT_NEEDED)
    if missing:
        things = "one thing is" if missing == 1 else f"{missing} things are"
        click.echo(f"Not everything is here: {things} missing; what to do stands under each.")
        return 1
    click.echo("Everything that themekit needs is here and works.")
    return 0


def _print(line: Line) -> None:
    """Print what was found in lines of the terminal's width, and what to do in one to be copied."""
    width = max(40, shutil.get_terminal_size().columns)
    told = f"{line.state:<{len(INDENT)}}{line.about}: {line.told}"
    click.echo(textwrap.fill(told, width, subsequent_indent=INDENT, break_on_hyphens=False))
    if line.todo:
        click.echo(f"{INDENT}-> {line.todo}")
