"""``themekit coders``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from themekit.cli.options import Function, StudyFirst, format_option, study_required

if TYPE_CHECKING:
    from themekit.workflows.coders import NewLink

_address = click.option(
    "--address",
    default="",
    metavar="URL",
    help="How they reach the pages; by default as 'review' was reached from other machines last.",
)


def _stated(command: Function) -> Function:
    """Add what somebody states of themselves."""
    for option in (
        click.option(
            "--training", metavar="TEXT", help="How they were prepared for coding, in their words."
        ),
        click.option(
            "--standpoint",
            metavar="TEXT",
            help="Where they stand on the subject and to the participants, in their words.",
        ),
        click.option(
            "--credit", metavar="TEXT", help="How they wish to be named in what is published."
        ),
    ):
        command = option(command)
    return command


@click.group(cls=StudyFirst)
@study_required
@click.pass_context
def coders(context: click.Context, study: Path) -> None:
    """Say who takes part in STUDY, and give them links to its pages.

    A link is a key: whoever has it comes in as that person. Hand it over yourself.

    \b
    Examples:
      themekit coders my-study add "Peer 1" --role peer
      themekit coders my-study list
      themekit coders my-study remove "Peer 1"
    """  # noqa: D301 -- click wants the character, not the letters
    context.obj = study


@coders.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["peer", "researcher", "facilitator"]),
    required=True,
    help="A facilitator hands out and pauses, and sees no answers.",
)
@_stated
@_address
@click.pass_obj
def add(study: Path, /, name: str, role: Any, address: str, **stated: str | None) -> int:
    """Take NAME in and print a link for them, which is good until 'remove'.

    It is shown this once: only its hash is kept.
    """
    from themekit.workflows.coders import Stated, add_coder, before_peers

    made = add_coder(study, name, role, Stated(**stated), address)
    if role == "peer" and (why := before_peers(study)):
        click.echo(why, err=True)
    return _show(made)


@coders.command()
@click.argument("name")
@_stated
@click.pass_obj
def edit(study: Path, /, name: str, **stated: str | None) -> int:
    """Change what NAME states of themselves; the methods appendix tells it.

    \b
    Examples:
      themekit coders my-study edit Ada --standpoint "A nurse, sceptical of apps."
      themekit coders my-study edit Ada --standpoint ""
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.workflows.coders import Stated, edit_coder

    coder = edit_coder(study, name, Stated(**stated))
    for what in ("credit", "standpoint", "training"):
        click.echo(f"{what}: {getattr(coder, what) or 'not stated'}")
    click.echo("The next run tells it.", err=True)
    return 0


@coders.command()
@click.argument("name")
@_address
@click.pass_obj
def link(study: Path, name: str, address: str) -> int:
    """Make a new link for NAME; their old one, and what is open by it, is shut."""
    from themekit.workflows.coders import new_link

    return _show(new_link(study, name, address))


@coders.command()
@click.argument("name")
@click.pass_obj
def remove(study: Path, name: str) -> int:
    """Take away NAME's links, and what is open by them; all that they said is kept."""
    from themekit.workflows.coders import remove_coder

    coder = remove_coder(study, name)
    click.echo(f"{coder.name} comes in no more; what they said is kept.")
    return 0


@coders.command("list")
@format_option
@click.pass_obj
def list_(study: Path, form: str) -> int:
    """Show who takes part: role, whether they have a link, the day they were last here."""
    from themekit.cli.output import emit
    from themekit.workflows.coders import CODER_COLUMNS, list_coders

    emit(CODER_COLUMNS, list_coders(study), form)
    return 0


def _show(made: NewLink) -> int:
    """Print a link alone, for who pipes it on, and beside it what is to be known."""
    click.echo(made.address)
    if made.was:
        click.echo(
            f"{made.coder.name} was here as {made.was}; from now on as {made.coder.role}.", err=True
        )
    click.echo(f"For {made.coder.name} alone, as often as they want, until 'remove'.", err=True)
    if made.is_near:
        click.echo(
            "It opens on this machine only. For others, start 'themekit review' with --behind-tls "
            "or --insecure-lan first, or give --address.",
            err=True,
        )
    return 0
