"""``themekit quotes``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import filter_options, format_option, study_operand


@click.command()
@study_operand
@filter_options
@click.option("--uncertain", is_flag=True, help="Also suggestions that the machine is unsure of.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    help="Quotes shown; 0 for all.",
)
@format_option
def quotes(
    study: Path,
    code: tuple[str, ...],
    case: tuple[str, ...],
    document: tuple[str, ...],
    strand: tuple[str, ...],
    attribute: tuple[str, ...],
    limit: int,
    form: str,
    *,
    uncertain: bool,
) -> int:
    """List the coded passages of STUDY: who, where, which code, and who or what says so.

    \b
    Example:
      themekit quotes corpora/lifeline-london --code "Digital exclusion" --format csv
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.quotes import BRIEF_COLUMNS, QUOTE_COLUMNS, list_quotes
    from themekit.workflows.selection import Selection

    selection = Selection(code, case, document, strand, attribute)
    found = list_quotes(study, selection, uncertain=uncertain)
    shown = found[:limit] if limit else found
    emit(QUOTE_COLUMNS, shown, form, BRIEF_COLUMNS)
    click.echo(f"{len(found)} quotes, {len(shown)} shown.", err=True)
    return 0
