"""``themekit coders STUDY hand-out``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from themekit.cli.options import format_option, how_given


@click.command("hand-out")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--passages",
    default=20,
    show_default=True,
    type=click.IntRange(min=1),
    help="To each of them.",
)
@click.option(
    "--cases",
    default=0,
    type=click.IntRange(min=0),
    help="Whole cases to each instead, at random and without suggestions: for shares of cases.",
)
@click.option("--strand", default="", metavar="NAME", help="The strand whose cases are drawn.")
@how_given(overlap=0.0)
@click.option(
    "--repeat", is_flag=True, help="Passages that they answered 14 or more days ago, once more."
)
@click.option("--section", metavar="THEME", help="Ask about this theme; else peers take turns.")
@click.option(
    "--seed", default=0, show_default=True, type=int, help="For all that is drawn at random."
)
@click.option("--by", default="", metavar="NAME", help="The facilitator who hands out.")
@click.option("--pause", is_flag=True, help="Hand nothing out, and serve NAME nothing.")
@click.option("--resume", is_flag=True, help="Serve NAME again.")
@click.option("--call-back", is_flag=True, help="Take back what NAME has not looked at.")
@format_option
@click.pass_obj
def hand_out(
    study: Path,
    names: tuple[str, ...],
    passages: int,
    cases: int,
    strand: str,
    overlap: float,
    blind: float,
    order: Any,
    section: str | None,
    seed: int,
    by: str,
    form: str,
    *,
    arms: bool,
    repeat: bool,
    pause: bool,
    resume: bool,
    call_back: bool,
) -> int:
    """Draw passages for each NAME, and give them out.

    Peers are asked about one theme at a time, of documents that are marked and agreed to;
    researchers about the whole list. What somebody skipped goes to somebody else.

    \b
    Examples:
      themekit coders my-study hand-out "Peer 1" Ada --passages 30 --overlap 0.25
      themekit coders my-study hand-out Ada --arms
      themekit coders my-study hand-out Ada --cases 100 --strand "VCS survey"
      themekit coders my-study hand-out "Peer 1" --pause
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.tasks.plans import Plan
    from themekit.workflows.handing_out import Wish

    _refuse_mixtures(
        once=pause + resume + call_back,
        drawn_otherwise=arms or repeat or order != "random",
        twice=arms and repeat,
        cases=cases,
        strand=strand,
    )
    if pause or resume or call_back:
        return _serve(study, names, by, "pause" if pause else "resume" if resume else "call back")
    plan = Plan(
        passages=passages,
        overlap=overlap,
        blind=blind,
        arms=arms,
        cases=cases,
        strand=strand,
        purpose="repeat" if repeat else "count",
        seed=seed,
    )
    wish = Wish(plan=plan, order=order, section=section, by=by)
    return _show(study, names, wish, form)


def _serve(study: Path, names: tuple[str, ...], by: str, what: str) -> int:
    """Pause or resume people, or call back what they have not looked at."""
    from themekit.workflows import handing_out

    act, said = {
        "pause": (handing_out.pause, "is paused; what they were given is kept"),
        "resume": (handing_out.resume, "goes on"),
        "call back": (
            handing_out.call_back,
            "keeps what they looked at; the rest is called back",
        ),
    }[what]
    for name in names:
        act(study, name, by=by)
        click.echo(f"{name} {said}.")
    return 0


def _refuse_mixtures(
    *, once: int, drawn_otherwise: bool, twice: bool, cases: int, strand: str
) -> None:
    """Refuse options that do not go together."""
    if once > 1 or twice:
        raise click.UsageError(
            "Choose one of --pause, --resume and --call-back; --arms and --repeat do not go "
            "together."
        )
    if (strand and not cases) or (cases and drawn_otherwise):
        raise click.UsageError(
            "--strand goes with --cases; whole cases are drawn at random and shown without "
            "suggestions: leave --arms, --repeat and --order out."
        )


def _show(study: Path, names: tuple[str, ...], wish: Any, form: str) -> int:
    """Hand out, and tell what."""
    from themekit.cli.output import emit
    from themekit.workflows.handing_out import HANDED_COLUMNS, hand_out, handed_rows
    from themekit.workflows.project import open_result

    with open_result(study) as context:
        found = hand_out(context, names, wish)
        emit(HANDED_COLUMNS, handed_rows(context.codebook, found), form)
    return 0
