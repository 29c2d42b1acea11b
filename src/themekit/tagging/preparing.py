"""Texts to everything the tagger measures on them: one pass of spaCy, one of the encoder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from themekit.language import sentence_spans
from themekit.spans import Span
from themekit.tagging.keywords import content_words, measure_words
from themekit.tagging.records import Hit, Prepared
from themekit.tagging.surroundings import context_lines, context_vectors
from themekit.tagging.told import shared_words
from themekit.vectors import encode_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from themekit.language import Analyser
    from themekit.tagging.patterns import PatternMatcher
    from themekit.tagging.profile import Profile
    from themekit.vectors import Encoder


def prepare(
    key: str,
    texts: Sequence[str],
    contexts: Sequence[str],
    encoder: Encoder,
    analyser: Analyser,
    matcher: PatternMatcher,
    profile: Profile,
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
        *measure_words(lemmas, profile.keywords, encoder),
        tuple(hits),
        shared_words(lemmas, profile.told),
        np.zeros((len(distinct), len(profile.meaning)), dtype=np.float32),
    )
    row = {text: number for number, text in enumerate(distinct)}
    return replace(
        measured[[row[text] for text in texts]],
        contexts=tuple(contexts),
        surroundings=context_vectors(contexts, encoder, vectors.shape[1]),
        shared_around=_shared_around(
            contexts, dict(zip(distinct, lemmas, strict=True)), analyser, profile
        ),
    )


def _shared_around(
    contexts: Sequence[str],
    known: Mapping[str, Sequence[str]],
    analyser: Analyser,
    profile: Profile,
) -> NDArray[np.float32]:
    """Return what surroundings share with the words of each code; a turn is analysed once."""
    of_line = {" ".join(text.split()): words for text, words in known.items()}
    new = [line for line in context_lines(contexts) if line not in of_line]
    for line, doc in zip(new, analyser.docs(new), strict=True):
        of_line[line] = [word for word, _ in content_words(doc)]
    distinct = sorted(set(contexts))
    shared = shared_words(
        ([word for line in context_lines([one]) for word in of_line[line]] for one in distinct),
        profile.told,
    )
    place = {context: row for row, context in enumerate(distinct)}
    return np.asarray(shared[[place[context] for context in contexts]])
