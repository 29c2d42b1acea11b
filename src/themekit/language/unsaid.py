"""Lines that nobody said (a disclaimer, a platform's footer) and the stretches between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from themekit.names import folded
from themekit.spans import Span, strip


def stretches(text: str, span: Span, unsaid: Sequence[str]) -> Iterator[tuple[Span, bool]]:
    """Cut a range of text at the lines that nobody said.

    Parameters
    ----------
    text : str
    span : Span
        A turn, or an answer.
    unsaid : sequence of str
        How such lines begin; case, spaces and invisible marks do not count.

    Yields
    ------
    Span
        Without the white space around it; `span` itself where no such line is in it.
    bool
        Whether it is a line that nobody said.
    """
    beginnings = tuple(filter(None, map(folded, unsaid)))
    start = span.start
    at = span.start
    while beginnings and at < span.end:
        end = text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        if folded(text[at:end]).startswith(beginnings):
            before = strip(text, Span(start, at))
            if before.length:
                yield before, False
            yield strip(text, Span(at, end)), True
            start = end
        at = end + 1
    rest = strip(text, Span(start, span.end))
    if rest.length or start == span.start:
        yield rest if beginnings else span, False
