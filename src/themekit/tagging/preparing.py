"""Texts to everything the tagger measures on them: one pass of spaCy, one of the encoder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from themekit.language import sentence_spans
from themekit.spans import Span
from themekit.tagging.keywords import Keywords, content_words, measure_words
from themekit.tagging.records import Hit, Prepared
from themekit.tagging.surroundings import context_vectors
from themekit.vectors import encode_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    vectors, sentence_vectors, inner = encode_parts(encoder, distinct, sentences)
    measured = Prepared(
        key,
        tuple(distinct),
        ("",) * len(distinct),
        vectors,
        tuple(sentences),
        sentence_vectors,
        inner,
        np.zeros_like(vectors),
        *measure_words(lemmas, keywords, encoder),
        tuple(hits),
    )
    row = {text: number for number, text in enumerate(distinct)}
    return replace(
        measured[[row[text] for text in texts]],
        contexts=tuple(contexts),
        surroundings=context_vectors(contexts, encoder, vectors.shape[1]),
    )
