"""What can be asked of any encoder, in one pass where it can do so.

An encoder may offer more beside `encode`, and each saves a pass through the model: the vectors of
a text's sentences pooled from the text's own pass, what its middle layer held in that pass, and
vectors of single words from the model's input table. docs/lab/tagger.md has what that costs in
accuracy (next to nothing) and what the middle layer adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from themekit.spans import Span
    from themekit.vectors.encoder import Encoder

    Vectors = NDArray[np.float32]
    Batch = tuple[Sequence[str], Sequence[Sequence[Span]]]
    Encoded = tuple[Vectors, Vectors, Vectors]


class SpanEncoder(Protocol):
    """An encoder that also gives the vectors of parts of each text."""

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """Return a row a text, and a row a span, text after text."""
        ...


class LayerEncoder(Protocol):
    """An encoder that also gives what its middle layer holds of each text."""

    def encode_layers(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return a row a text, a row a span, and a row a text from the middle layer."""
        ...


class BatchEncoder(Protocol):
    """An encoder that works on several batches at a time."""

    def encode_batches(self, batches: Iterable[Batch]) -> Iterator[Encoded]:
        """Yield of each batch a row a text, a row a part, and a row a text of the middle layer."""
        ...


class WordEncoder(Protocol):
    """An encoder that also gives vectors of single words without a pass through the model."""

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return unit vectors, a row a word."""
        ...


def encode_parts(
    encoder: Encoder, texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> tuple[Vectors, Vectors, Vectors]:
    """Encode texts and parts of them; a text of one part is that part.

    Parameters
    ----------
    encoder : Encoder
        One without `encode_spans` encodes each part as a text of its own.
    texts : sequence of str
    spans : sequence of sequence of Span
        Parts of each text.

    Returns
    -------
    tuple of array
        Unit vectors: a row a text; a row a part, text after text; and a row a text from the
        middle layer, without columns where the encoder does not give that.
    """
    import numpy as np

    counts = np.array([len(of) for of in spans], dtype=np.intp)
    several = [of if len(of) > 1 else () for of in spans]
    inner = np.zeros((len(texts), 0), dtype=np.float32)
    if hasattr(encoder, "encode_layers"):
        whole, parts, inner = cast("LayerEncoder", encoder).encode_layers(texts, several)
    elif hasattr(encoder, "encode_spans"):
        whole, parts = cast("SpanEncoder", encoder).encode_spans(texts, several)
    else:
        alone = [span.of(text) for text, of in zip(texts, several, strict=True) for span in of]
        whole, parts = encoder.encode(texts), encoder.encode(alone)
    out = np.repeat(whole, counts, axis=0)
    out[np.repeat(counts > 1, counts)] = parts
    return whole, out, inner


def encode_batches(encoder: Encoder, batches: Iterable[Batch]) -> Iterator[Encoded]:
    """Yield what `encode_parts` gives of each batch, in order.

    Parameters
    ----------
    encoder : Encoder
        One with `encode_batches` may work on several of them at a time.
    batches : iterable of (texts, spans)
    """
    if hasattr(encoder, "encode_batches"):
        yield from cast("BatchEncoder", encoder).encode_batches(batches)
    else:
        yield from (encode_parts(encoder, texts, spans) for texts, spans in batches)


def word_vectors(encoder: Encoder, words: Sequence[str]) -> Vectors:
    """Return a vector a word."""
    if hasattr(encoder, "word_vectors"):
        return cast("WordEncoder", encoder).word_vectors(words)
    return encoder.encode(words)
