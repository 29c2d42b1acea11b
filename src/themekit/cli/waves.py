"""``themekit waves``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_operand


@click.command()
@study_operand
@click.option("--all", "everything", is_flag=True, help="Show all that was noticed afterwards.")
@click.option(
    "--bridge", metavar="WAVE", help="Give people of this wave to be read anew, unmarked."
)
@click.option(
    "--n",
    "people",
    default=60,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many people of it, to each coder.",
)
@click.option("--to", multiple=True, metavar="NAME", help="Coders; else who reads the last wave.")
@click.option("--strand", default="", metavar="NAME", help="The strand, where several have WAVE.")
@click.option("--seed", default=0, show_default=True, type=int, help="For all that is drawn.")
@format_option
def waves(
    study: Path,
    bridge: str | None,
    people: int,
    to: tuple[str, ...],
    strand: str,
    seed: int,
    form: str,
    *,
    everything: bool,
) -> int:
    """Tell what rose, fell, did not change or cannot be told from wave to wave.

    What study.yaml names under 'watch' comes first; all else was noticed afterwards. Each wave is
    compared with the next, and the first with the last: everybody who told, and the same people
    where they return. Nothing is said of what nobody has read. waves.csv and changes.csv in the
    outputs hold all of it.

    People come to read otherwise, and descriptions change. With --bridge, chance gives people of an
    earlier WAVE, whole, to whoever reads the last one: unmarked among its new people, without
    what was said of them before. Where a description has changed, half are read under the former
    one. What is said there changes no number but the drift, until 'themekit adopt --bridge'.

    \b
    Examples:
      themekit waves my-study
      themekit waves my-study --format csv
      themekit waves my-study --bridge 2025-Q1 --n 60 --to Ada
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.waves import CHANGES, follow_waves, table_rows
    from themekit.workflows.waves_in_words import in_words

    if bridge is not None:
        return _bridge(study, bridge, people, to, strand, seed, form)
    if to or strand:
        raise click.UsageError("--to and --strand only mean something with --bridge.")
    found = follow_waves(study)
    if form == "table":
        for line in in_words(found, everything=everything):
            click.echo(line)
    else:
        emit(CHANGES, table_rows(found), form)
    for note in found.notes:
        click.echo(note, err=True)
    return 0


def _bridge(
    study: Path,
    wave: str,
    people: int,
    to: tuple[str, ...],
    strand: str,
    seed: int,
    form: str,
) -> int:
    """Hand a part of an earlier wave out, and tell what."""
    from themekit.cli.output import emit
    from themekit.workflows.bridging import BRIDGE_COLUMNS, BridgeWish, bridge

    emit(BRIDGE_COLUMNS, bridge(study, BridgeWish(wave, people, to, strand, seed)), form)
    return 0
