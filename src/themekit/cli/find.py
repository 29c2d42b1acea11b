"""``themekit find``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import filter_options, format_option, study_required


@click.command()
@study_required
@click.argument("words", nargs=-1, required=True)
@filter_options
@click.option("--any", "any_word", is_flag=True, help="Any of the words instead of all of them.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    help="Segments shown; 0 for all.",
)
@format_option
def find(
    study: Path,
    words: tuple[str, ...],
    code: tuple[str, ...],
    case: tuple[str, ...],
    document: tuple[str, ...],
    strand: tuple[str, ...],
    attribute: tuple[str, ...],
    limit: int,
    form: str,
    *,
    any_word: bool,
) -> int:
    """Find segments of STUDY that contain WORDS, in any inflected form.

    'open' finds 'opens', 'opened' and 'the opening hours'; 'child' finds 'children'. Words made
    from it, such as 'openness', are words of their own. Put a phrase in quotes to find its words
    side by side. STUDY has to be named: '.' is this folder.

    \b
    Example:
      themekit find corpora/lifeline-london "waiting list" --strand "VCS survey"
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.cli.output import emit
    from themekit.workflows.find import FIND_COLUMNS, find_segments
    from themekit.workflows.selection import Selection

    selection = Selection(code, case, document, strand, attribute)
    found = find_segments(study, words, selection, any_word=any_word)
    shown = found[:limit] if limit else found
    emit(FIND_COLUMNS, shown, form)
    click.echo(f"{len(found)} segments, {len(shown)} shown.", err=True)
    return 0
