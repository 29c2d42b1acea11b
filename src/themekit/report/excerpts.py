"""Which part of a long passage is quoted: whole sentences around what carries the code.

A sentence that answers the one before it in a few words (*80 % I would say.*) says nothing without
it, nor is that one whole without the answer: they are kept or left together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.language import content_words, leans, sentences_in
from themekit.spans import Span, strip

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MOST_WORDS = 90
TOGETHER = 40
"""Words: what is kept together grows no longer."""
CUT = "[…]"


def excerpt(
    text: str, evidence: Span | None = None, about: Collection[str] = (), most: int = MOST_WORDS
) -> Span:
    """Choose the part of a text that is quoted.

    Parameters
    ----------
    text : str
    evidence : Span, optional
        What carries the code, where that is known: all of it is kept.
    about : collection of str
        Words of the code (`themekit.language.content_words`): they tell where it is not known.
    most : int
        Words; what carries the code is kept however long it is.

    Returns
    -------
    Span
        Whole sentences; those around what carries most, as many as there is room for.
    """
    whole = strip(text, Span(0, len(text)))
    if _words(whole.of(text)) <= most:
        return whole
    parts = _together(text, sentences_in(text))
    if not parts:
        return whole
    first, last = _carrying(text, parts, evidence, about)
    core = first
    room = most - _words(text[parts[first].start : parts[last].end])
    while True:
        grown = False
        # What follows says more of a thing than what came before it, unless it points back there.
        back = leans(parts[first].of(text))
        for step in (-1, 1) if back else (1, -1):
            at = last + 1 if step > 0 else first - 1
            if 0 <= at < len(parts) and (cost := _words(parts[at].of(text))) <= room:
                room -= cost
                first, last = (first, at) if step > 0 else (at, last)
                grown = True
        if not grown:
            # What itself points further back is no way in.
            while 0 < first < core and leans(parts[first].of(text)):
                first += 1
            return Span(parts[first].start, parts[last].end)


def marked(shown: str, part: Span, whole: Span) -> str:
    """Return the words of a part with a sign wherever something was left out."""
    before = f"{CUT} " if part.start > whole.start else ""
    after = f" {CUT}" if part.end < whole.end else ""
    return f"{before}{shown}{after}"


def _together(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Join every sentence of a few words to the one before it, which it answers or ends."""
    found: list[Span] = []
    for one in sentences:
        joined = Span(found[-1].start, one.end) if found else one
        if found and leans(one.of(text), shortly=True) and _words(joined.of(text)) <= TOGETHER:
            found[-1] = joined
        else:
            found.append(one)
    return found


def _carrying(
    text: str, parts: Sequence[Span], evidence: Span | None, about: Collection[str]
) -> tuple[int, int]:
    """Return the numbers of the first and the last part that carry the code."""
    met = [at for at, one in enumerate(parts) if evidence and one.overlap(evidence)]
    if met:
        return met[0], met[-1]
    wanted = set(about)
    best = max(
        range(len(parts)), key=lambda at: (len(wanted & content_words(parts[at].of(text))), -at)
    )
    return best, best


def _words(text: str) -> int:
    return len(text.split())
