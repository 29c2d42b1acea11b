"""``themekit design``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_required

SHOWN = ("design", "code_id", "before", "after", "noticed", "hours")


@click.command()
@study_required
@click.argument("designs", type=click.Path(path_type=Path), metavar="DESIGNS")
@click.option(
    "--draws",
    default=10_000,
    show_default=True,
    type=click.IntRange(min=500, max=1_000_000),
    help="Pairs of waves simulated for each design, code and change.",
)
@click.option("--seed", default=0, show_default=True, type=int, help="For all that is drawn.")
@format_option
def design(study: Path, designs: Path, draws: int, seed: int, form: str) -> int:
    """Simulate which way of monitoring in DESIGNS would have noticed a change, at what effort.

    DESIGNS is a file such as designs.yaml: ways of monitoring (how many stories, of the same people
    or of new ones, how many of them read, by how many, with the machine or without) and the changes
    that matter. Everything is drawn from what people have read of STUDY so far: 60 cases, 20 of
    them read by two, 10 with each code. The table and a chart are written into STUDY/outputs.

    \b
    Example:
      themekit design my-study designs.yaml
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.design import DESIGNS, weigh_designs

    done = weigh_designs(study, designs, draws, seed)
    emit(DESIGNS, done.rows, form, brief=SHOWN)
    for line in (*done.sentences, *done.notes, f"Written: {', '.join(map(str, done.files))}"):
        click.echo(line, err=form != "table")
    return 0
