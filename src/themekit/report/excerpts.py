"""Which part of a long passage is quoted: whole sentences around what carries the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.language import content_words, sentences_in
from themekit.spans import Span, strip

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MOST_WORDS = 90
CUT = "[…]"


def excerpt(
    text: str, evidence: Span | None = None, about: Collection[str] = (), most: int = MOST_WORDS
) -> Span:
    """Choose the part of a text that is quoted.

    Parameters
    ----------
    text : str
    evidence : Span, optional
        What carries the code, where that is known.
    about : collection of str
        Words of the code (`themekit.language.content_words`): they tell where it is not known.
    most : int
        Words; one whole sentence is kept however long it is.

    Returns
    -------
    Span
        Whole sentences; those around the one that carries most, as many as there is room for.
    """
    whole = strip(text, Span(0, len(text)))
    if _words(whole.of(text)) <= most:
        return whole
    sentences = sentences_in(text)
    if not sentences:
        return whole
    first = last = _carrying(text, sentences, evidence, about)
    room = most - _words(sentences[first].of(text))
    # What follows says more of a thing than what came before it: it is taken first.
    while True:
        grown = False
        for step, at in ((1, last + 1), (-1, first - 1)):
            if 0 <= at < len(sentences) and (cost := _words(sentences[at].of(text))) <= room:
                room -= cost
                first, last = (first, at) if step > 0 else (at, last)
                grown = True
        if not grown:
            return Span(sentences[first].start, sentences[last].end)


def marked(shown: str, part: Span, whole: Span) -> str:
    """Return the words of a part with a sign wherever something was left out."""
    before = f"{CUT} " if part.start > whole.start else ""
    after = f" {CUT}" if part.end < whole.end else ""
    return f"{before}{shown}{after}"


def _carrying(
    text: str, sentences: Sequence[Span], evidence: Span | None, about: Collection[str]
) -> int:
    """Return the number of the sentence that carries most; the first of equals."""
    wanted = set(about)

    def weight(at: int) -> tuple[int, int]:
        span = sentences[at]
        meets = span.overlap(evidence) if evidence else 0
        return meets, len(wanted & content_words(span.of(text)))

    return max(range(len(sentences)), key=lambda at: (*weight(at), -at))


def _words(text: str) -> int:
    return len(text.split())
