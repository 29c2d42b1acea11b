"""``themekit crosstab``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import filter_options, format_option, study_operand


@click.command()
@study_operand
@click.option(
    "--by",
    default="strand",
    show_default=True,
    metavar="NAME",
    help="Columns: strand, wave, document, case, period, or an attribute of the cases.",
)
@click.option(
    "--count",
    type=click.Choice(["cases", "segments"]),
    default="cases",
    show_default=True,
    help="What a cell counts.",
)
@click.option(
    "--percent",
    type=click.Choice(["none", "row", "column", "total"]),
    default="none",
    show_default=True,
    help="Shares of the row, of the column's base, or of all; none of fewer than 20, "
    "nor of what nobody has checked.",
)
@filter_options
@format_option
def crosstab(
    study: Path,
    by: str,
    count: str,
    percent: str,
    code: tuple[str, ...],
    case: tuple[str, ...],
    document: tuple[str, ...],
    strand: tuple[str, ...],
    attribute: tuple[str, ...],
    form: str,
) -> int:
    """Count codes by strand, wave, document, case or attribute, each column with its base.

    What nobody has checked stands as so many suggested. Where a strand has several waves, each has
    rows of its own.

    \b
    Example:
      themekit crosstab corpora/lifeline-london --by income_band --count cases
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.crosstab import CrosstabOptions, cross_tabulate
    from themekit.workflows.selection import Selection

    selection = Selection(code, case, document, strand, attribute)
    header, rows = cross_tabulate(study, selection, CrosstabOptions(by, count, percent))
    emit(header, rows, form)
    return 0
