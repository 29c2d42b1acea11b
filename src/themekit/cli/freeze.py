"""``themekit freeze``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import format_option, study_required


@click.command()
@study_required
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="List the states that were kept.")
@click.option("--check", is_flag=True, help="Tell what has changed since NAME was kept.")
@format_option
def freeze(study: Path, name: str | None, form: str, *, listed: bool, check: bool) -> int:
    """Keep the state of STUDY under NAME, to be cited: number, hashes, a copy of the outputs.

    STUDY/frozen/NAME gets the outputs and the codebook as they are, and in state.json the number of
    the last decision, the hashes of inputs, codebook and outputs, versions and seed. The line to
    cite it by is printed. It is private like the outputs, and never changed; only somebody's
    withdrawal reaches it: then its copies are erased, and it says so. Outputs have to be up to
    date. --check ends with 1 where something has changed. STUDY has to be named: '.' is this
    folder.

    \b
    Examples:
      themekit freeze my-study report-2021
      themekit freeze my-study --list
      themekit freeze my-study report-2021 --check
    """  # noqa: D301 -- click wants the character, not the letters
    if listed == bool(name):
        raise click.UsageError("Give the NAME of a state, or --list.")
    if listed and check:
        raise click.UsageError("--check is of one state: give its NAME.")
    if listed:
        return _list(study, form)
    return _check(study, str(name), form) if check else _keep(study, str(name))


def _keep(study: Path, name: str) -> int:
    from themekit.workflows.freeze import citation, freeze_study

    kept = freeze_study(study, name)
    click.echo(citation(kept.state))
    click.echo(
        f"Kept in {kept.folder}. It holds people's words: it is as private as the outputs.",
        err=True,
    )
    return 0


def _list(study: Path, form: str) -> int:
    from themekit.cli.output import emit
    from themekit.workflows.freeze import LIST_COLUMNS, list_frozen

    rows = list_frozen(study)
    emit(LIST_COLUMNS, rows, form)
    if not rows:
        click.echo("No state was kept yet: 'themekit freeze STUDY NAME' keeps one.", err=True)
    return 0


def _check(study: Path, name: str, form: str) -> int:
    from themekit.cli.output import emit
    from themekit.workflows.freeze import CHECK_COLUMNS, check_frozen, citation

    found = check_frozen(study, name)
    click.echo(citation(found.state), err=True)
    if not found.rows:
        click.echo("Everything holds: nothing has changed since.", err=True)
    if found.rows or form != "table":
        emit(CHECK_COLUMNS, found.rows, form)
        click.echo(
            f"Decisions since: {found.since:,}. Figures that differ: {found.figures:,}.", err=True
        )
    return 1 if found.rows else 0
