"""What this room asks of an encoder, in one pass where the encoder can do so.

An encoder may offer two things beside `encode`, and both save a pass through the model: the
vectors of a text's sentences pooled from the text's own pass, and vectors of single words from
the model's input table. docs/tagger.md has what that costs in accuracy: next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.spans import Span
    from themekit.vectors import Encoder

    Vectors = NDArray[np.float32]


class SpanEncoder(Protocol):
    """An encoder that also gives the vectors of parts of each text."""

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """Return a row a text, and a row a span, text after text."""
        ...


class WordEncoder(Protocol):
    """An encoder that also gives vectors of single words without a pass through the model."""

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return unit vectors, a row a word."""
        ...


def text_and_sentence_vectors(
    encoder: Encoder, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
) -> tuple[Vectors, Vectors]:
    """Return a vector a text and a vector a sentence, text after text.

    Where a text has one sentence, the text's vector is the sentence's too.

    Parameters
    ----------
    texts : sequence of str
    sentences : sequence of sequence of Span
        Sentences of each text.
    """
    if hasattr(encoder, "encode_spans"):
        several = [spans if len(spans) > 1 else () for spans in sentences]
        whole, parts = cast("SpanEncoder", encoder).encode_spans(texts, several)
        counts = np.array([len(spans) for spans in sentences], dtype=np.intp)
        out = np.repeat(whole, counts, axis=0)
        out[np.repeat(counts > 1, counts)] = parts
        return whole, out
    inner = [span.of(text) for text, spans in zip(texts, sentences, strict=True) for span in spans]
    wanted = sorted({*texts, *inner})
    vectors = encoder.encode(wanted)
    place = {text: row for row, text in enumerate(wanted)}
    return vectors[[place[text] for text in texts]], vectors[[place[text] for text in inner]]


def word_vectors(encoder: Encoder, words: Sequence[str]) -> Vectors:
    """Return a vector a word."""
    if hasattr(encoder, "word_vectors"):
        return cast("WordEncoder", encoder).word_vectors(words)
    return encoder.encode(words)
