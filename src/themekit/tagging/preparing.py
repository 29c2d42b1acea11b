"""Texts to everything the tagger measures on them: one pass of spaCy, one of the encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.spans import Span, strip
from themekit.tagging.keywords import Keywords, content_words, word_likeness
from themekit.tagging.records import Hit, Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from themekit.language import Analyser
    from themekit.tagging.patterns import PatternMatcher
    from themekit.vectors import Encoder


def prepare(
    key: str,
    texts: Sequence[str],
    contexts: Sequence[str],
    encoder: Encoder,
    analyser: Analyser,
    matcher: PatternMatcher,
    keywords: Keywords,
) -> Prepared:
    """Measure texts; a text that occurs twice is analysed and encoded once.

    Parameters
    ----------
    key : str
        What the result is to be recognised by.
    """
    distinct = sorted(set(texts))
    sentences: list[tuple[Span, ...]] = []
    lemmas: list[list[str]] = []
    hits: list[tuple[Hit, ...]] = []
    for doc in analyser.docs(distinct):
        sentences.append(sentence_spans(doc))
        lemmas.append([word for word, _ in content_words(doc)])
        hits.append(matcher.hits(doc))
    words = word_likeness(lemmas, keywords, encoder)
    pieces = [
        span.of(text) for text, spans in zip(distinct, sentences, strict=True) for span in spans
    ]
    wanted = sorted({*distinct, *pieces})
    vectors = encoder.encode(wanted)
    place = {text: row for row, text in enumerate(wanted)}
    row = {text: number for number, text in enumerate(distinct)}
    order = [row[text] for text in texts]
    inner = [span.of(text) for text in texts for span in sentences[row[text]]]
    return Prepared(
        key,
        tuple(texts),
        tuple(contexts),
        vectors[[place[text] for text in texts]],
        tuple(sentences[number] for number in order),
        vectors[[place[piece] for piece in inner]],
        words[order],
        tuple(hits[number] for number in order),
    )


def sentence_spans(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences of a text without white space around them; at least one."""
    spans = (strip(doc.text, Span(one.start_char, one.end_char)) for one in doc.sents)
    return tuple(span for span in spans if span.length) or (Span(0, len(doc.text)),)
