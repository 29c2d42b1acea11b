"""What ``themekit pack`` does with packs that are out: the register, recalling, answering."""

from __future__ import annotations

from pathlib import Path

import click

_BRIEF = ("pack", "coder", "since", "passages", "done", "answers", "waiting", "state")


def show_register(study: Path, form: str) -> int:
    """Print who has which pack."""
    from themekit.cli.output import emit
    from themekit.workflows.pack_register import REGISTER_COLUMNS, register_rows

    rows = register_rows(study)
    emit(REGISTER_COLUMNS, rows, form, _BRIEF)
    if not rows and form == "table":
        click.echo("No pack was made yet: themekit pack STUDY --coder NAME", err=True)
    return 0


def end(study: Path, recalled: str | None, gone: str | None, by: str) -> int:
    """Call a pack back, or take down that its file is deleted."""
    from themekit.workflows.pack_register import deleted, recall

    if recalled is not None:
        done = recall(study, recalled, by=by)
        said = "is called back: no reply to it is taken any more, and what came before stays"
        then = f"Ask {done.coder} to delete the file, then: themekit pack STUDY --deleted"
        said = said if done.is_new else "was called back before"
        click.echo(f"Pack {done.pack} of {done.coder} {said}.")
        click.echo(f"{then} {done.pack}", err=True)
        return 0
    done = deleted(study, gone or "", by=by)
    before = "" if done.is_new else "; that was taken down before"
    click.echo(f"Pack {done.pack}: {done.coder} says that the file is deleted{before}.")
    return 0


def write_back(study: Path, coder: str, folder: Path | None) -> int:
    """Write to readers what became of their answers."""
    from themekit.workflows.pack_replies import write_to_readers

    found = write_to_readers(study, coder, folder or Path())
    for one in found:
        click.echo(f"{one.file}: for {one.coder}, on pack {one.pack}.")
    if not found:
        click.echo("Nothing has come back yet of which anybody could be told.", err=True)
    return 0
