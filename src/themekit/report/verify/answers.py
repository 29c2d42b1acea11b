"""Closed questions: one of several affirmative answers that is told as if it were all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.verify.wording import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.report.verify.figures import Figure
    from themekit.study import Strand

Positive = dict[tuple[str, str], tuple[str, ...]]
_PLAIN = frozenset({"yes", "of", "them", "the", "or", "a"})


def positive_answers(strands: Sequence[Strand]) -> Positive:
    """Return the affirmative answers of each closed question, by strand and column."""
    return {
        (strand.name, item.column): item.positive for strand in strands for item in strand.closed
    }


def part_told_as_whole(
    text: str, figures: Sequence[Figure], positive: Mapping[tuple[str, str], tuple[str, ...]]
) -> Figure | None:
    """Return the figure of one affirmative answer that a sentence does not name.

    "18 of 30 had enough money" where 18 agree and 3 more agree strongly: 21 is meant.

    Parameters
    ----------
    text : str
        The sentence.
    figures : sequence of Figure
        Those that carry its number: None is returned if another of them may be meant.
    positive : mapping
        See `positive_answers`.
    """
    told = {stem(word) for word in words_of(text)}
    for figure in figures:
        answers = positive.get((figure.strand, figure.theme), ())
        if figure.kind != "closed" or figure.answer not in answers or answers == (figure.answer,):
            return None
        if {stem(word) for word in words_of(figure.answer) if word not in _PLAIN} <= told:
            return None
    return figures[0] if figures else None
