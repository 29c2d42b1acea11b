"""``themekit review``."""

from __future__ import annotations

import signal
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from themekit.cli.options import how_given, study_operand

if TYPE_CHECKING:
    from themekit.review.serving import Wish
    from themekit.workflows.desk import Desk


@click.command()
@study_operand
@click.option(
    "--coder", default="", metavar="NAME", help="Who you are, if not the only researcher."
)
@click.option("--no-browser", is_flag=True, help="Print the link and open no browser.")
@click.option("--port", type=click.IntRange(1, 65535), help="Another than the study's own.")
@click.option("--host", default="", metavar="ADDRESS", help="Listen there, not at 127.0.0.1.")
@click.option(
    "--behind-tls",
    default="",
    metavar="PROXY_ADDRESS",
    help="A proxy at this address speaks TLS to everybody; only what it forwards is believed.",
)
@click.option(
    "--insecure-lan",
    is_flag=True,
    help="Let others in this network come without protection; every page says so.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="A name by which people call the pages; repeat for several.",
)
@click.option("--prefix", default="", metavar="/PATH", help="What every path begins with.")
@click.option(
    "--passages",
    default=20,
    show_default=True,
    type=click.IntRange(min=0),
    help="Given to whoever has none left; 0: only what is handed out.",
)
@how_given(overlap=0.2)
@click.option("--no-teaching", is_flag=True, help="Do not learn from answers meanwhile.")
def review(
    study: Path,
    coder: str,
    port: int | None,
    host: str,
    behind_tls: str,
    prefix: str,
    allow_hosts: tuple[str, ...],
    passages: int,
    overlap: float,
    blind: float,
    order: Any,
    *,
    arms: bool,
    no_teaching: bool,
    no_browser: bool,
    insecure_lan: bool,
) -> int:
    """Show the pages on which people check STUDY, until Ctrl-C.

    The first line printed is your own link, which works once. Others get theirs from 'themekit
    coders'. Without more, only this machine reaches the pages. While it serves, suggestions are
    brought up to date in another process; what somebody was given never changes under their hands.

    \b
    Examples:
      themekit review my-study
      themekit review my-study --behind-tls 127.0.0.1 --allow-host check.example.org
      themekit review my-study --insecure-lan --allow-host study-laptop.local
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.review.serving import Wish
    from themekit.store.lock import open_here
    from themekit.tasks.plans import Plan
    from themekit.workflows import handing_out
    from themekit.workflows.desk import Desk
    from themekit.workflows.teaching_process import teaching

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    wish = Wish(port, host, prefix, behind_tls, insecure_lan, allow_hosts)
    plan = Plan(passages=passages, overlap=overlap, blind=blind, arms=arms)
    given = handing_out.Wish(plan=plan, order=order) if passages else None
    with ExitStack() as open_now:
        desk = open_now.enter_context(closing(Desk(study, given)))
        open_now.enter_context(open_here(desk.path))
        desk.need_a_run()
        desk.material()  # nobody's first page waits for it
        if not no_teaching:
            open_now.enter_context(teaching(desk.path))
        _serve(desk, wish, coder, browser=not no_browser)
    click.echo("Ended. What people decided is kept; 'themekit review' goes on from here.", err=True)
    return 0


def _serve(desk: Desk, wish: Wish, coder: str, *, browser: bool) -> None:
    """Serve the pages to whoever the owner is, and to all who have a link."""
    from themekit.review.serving import (
        far_address,
        owner_of,
        remember_address,
        serve,
        settings_for,
    )

    settings = settings_for(desk.store, wish)
    with desk.store.writing() as connection:
        owner = owner_of(connection, coder, _login())
    remember_address(desk.store, settings)
    others = far_address(settings)
    serve(
        desk, settings, owner, browser=browser,
        told=lambda link: _tell(link, owner.name, others, is_protected=not wish.insecure_lan),
    )  # fmt: skip


def _tell(link: str, owner: str, others: str, *, is_protected: bool) -> None:
    """Print the owner's link as the first line, at once, for whoever waits for it."""
    click.echo(link)  # and flushed: somebody may read it through a pipe
    click.echo(
        f"Open this link, if no browser has; it works once, and makes you {owner}. Ctrl-C ends.",
        err=True,
    )
    if others:
        click.echo(f"Others reach the pages at {others}, each by their own link.", err=True)
    if not is_protected:
        click.echo("Not protected: whoever is in this network could read along.", err=True)


def _login() -> str:
    import getpass

    with suppress(OSError, KeyError, ImportError):  # what it raises differs by version and system
        return getpass.getuser()
    return ""


def _end(_signal: int, _frame: Any) -> None:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt
