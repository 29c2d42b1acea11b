"""``themekit quotes``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
@click.option("--choose", metavar="SEGMENT", help="Have the report quote this passage for --code.")
@click.option("--unchoose", metavar="SEGMENT", help="Take that back.")
@click.option(
    "--place",
    type=click.Choice(["typical", "strong", "against"]),
    help="What the chosen words stand for in their section; against: they say the opposite.",
)
@click.option("--words", metavar="FIRST-LAST", default="", help="Only these words of it, from 1.")
@click.option("--by", metavar="NAME", default="", help="Who chooses.")
@click.option("--chosen", is_flag=True, help="List what somebody chose, and whether it is shown.")
@format_option
def quotes(study: Path, form: str, **asked: Any) -> int:
    """List the coded passages of STUDY: who, where, which code, and who or what says so.

    The report chooses few of them by itself. What somebody chose goes before that, and stays: it
    follows its words when a source changes.

    \b
    Examples:
      themekit quotes corpora/lifeline-london --code "Digital exclusion" --format csv
      themekit quotes my-study --choose vcs-survey/R04/main_worry --code Money --by Ada
    """  # noqa: D301 -- click wants the character, not the letters
    if asked["choose"] or asked["unchoose"]:
        return _decide(study, asked)
    from themekit.cli.output import emit

    if asked["chosen"]:
        from themekit.workflows.chosen_quotes import CHOSEN_COLUMNS, list_chosen

        emit(CHOSEN_COLUMNS, list_chosen(study), form)
        return 0
    from themekit.workflows.quotes import BRIEF_COLUMNS, QUOTE_COLUMNS, list_quotes
    from themekit.workflows.selection import Selection

    names = ("code", "case", "document", "strand", "attribute")
    found = list_quotes(
        study, Selection(*(asked[name] for name in names)), uncertain=asked["uncertain"]
    )
    shown = found[: asked["limit"]] if asked["limit"] else found
    emit(QUOTE_COLUMNS, shown, form, BRIEF_COLUMNS)
    click.echo(f"{len(found)} quotes, {len(shown)} shown.", err=True)
    return 0


def _decide(study: Path, asked: dict[str, Any]) -> int:
    """Take a choice down, or back."""
    from themekit.errors import UsageError
    from themekit.workflows.chosen_quotes import choose_quote, unchoose_quote

    if len(asked["code"]) != 1 or not asked["by"].strip():
        raise UsageError("Say for which code, and who you are: --code CODE --by NAME.")
    (code,), by = asked["code"], asked["by"]
    if asked["unchoose"]:
        number = unchoose_quote(study, asked["unchoose"], code, by=by)
        click.echo(f"Taken back (number {number}); the next run chooses by itself again.")
        return 0
    made = choose_quote(
        study, asked["choose"], code, by=by, place=asked["place"] or "", words=asked["words"]
    )
    click.echo(f"Chosen for '{made.code}' (number {made.number}): \u201c{made.text}\u201d")
    click.echo(f"{made.doubt}\n" * bool(made.doubt) + "The next run shows it.", err=True)
    return 0
