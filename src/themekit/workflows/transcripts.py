"""A whole document turn by turn, with what stands beside each passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themekit.disclosure import Piece, Replacements
from themekit.records import Document, Segment
from themekit.workflows.eyes import Eyes
from themekit.workflows.lists import Lists, Margin
from themekit.workflows.quotes import clock

AROUND = 15
"""Turns shown before and after a passage where the whole document is not."""
WORDS_AT_MOST = 600
"""Words among which somebody picks; a passage that is longer is begun and ended elsewhere."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One segment of a document.

    Attributes
    ----------
    number : int
        Place in the document, from 0.
    pieces : tuple of Piece
        Its text, as it is shown.
    instead : tuple of pair of str
        Words of it that others do not see, and what they see instead; empty where this person is
        one of them.
    speaker, time, question : str
    codable, here : bool
        Whether it is coded at all; whether it is the passage in question.
    margin : Margin
    """

    number: int
    pieces: tuple[Piece, ...]
    instead: tuple[tuple[str, str], ...]
    speaker: str
    time: str
    question: str
    codable: bool
    here: bool
    margin: Margin


def turns_of(
    lists: Lists,
    eyes: Eyes,
    segments: Sequence[Segment],
    shown: Replacements,
    elsewhere: Replacements,
    span: tuple[int, int] | None = None,
    around: int | None = None,
) -> list[Turn]:
    """Return the turns of a document.

    Parameters
    ----------
    lists : Lists
    eyes : Eyes
        People whom this person may know are left out.
    segments : sequence of Segment
        Of one document, in order.
    shown : Replacements
        How its words are shown to this person.
    elsewhere : Replacements
        How they are shown to those who do not hold the files.
    span : pair of int, optional
        Range of the passage in question.
    around : int, optional
        How many turns before and after that are shown; without it, all.
    """
    position = lists.passages.position
    marked = [bool(span and one.start < span[1] and span[0] < one.end) for one in segments]
    low, high = 0, len(segments)
    if around is not None and any(marked):
        first = marked.index(True)
        low, high = max(0, first - around), first + around + sum(marked)
    turns = []
    for number, one in list(enumerate(segments))[low:high]:
        at = position[one.id]
        if not one.text or not eyes.visible[at]:
            continue
        turns.append(
            Turn(
                number, shown.pieces(one.document, one.start, one.end),
                () if shown.known else _instead(one, shown, elsewhere),
                shown.anywhere(one.speaker), clock(one.start_time),
                shown.anywhere(one.question) if one.item else "", one.codable, marked[number],
                lists.margin(at, eyes) if one.codable else Margin(),
            )
        )  # fmt: skip
    return turns


def _instead(
    segment: Segment, shown: Replacements, elsewhere: Replacements
) -> tuple[tuple[str, str], ...]:
    """Return the words of a segment that others do not see, each once, and what they see."""
    there = elsewhere.within(segment.document, segment.start, segment.end)
    found = (
        (" ".join(shown.text(segment.document, one.start, one.end).split()), one.shown)
        for one in there
    )
    return tuple(dict.fromkeys(found))


def whole_words(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Return a range widened to whole words; None where there are no words in it."""
    text = document.text
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
