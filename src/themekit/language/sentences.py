"""The sentences of an analysed text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.spans import Span, strip

if TYPE_CHECKING:
    from spacy.tokens import Doc


def sentence_spans(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences of a text without white space around them; at least one."""
    text = doc.text  # put together from the tokens each time that it is asked for
    spans = (strip(text, Span(one.start_char, one.end_char)) for one in doc.sents)
    return tuple(span for span in spans if span.length) or (Span(0, len(text)),)
