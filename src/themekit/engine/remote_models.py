"""Remote models: an encoder and an analyser whose work is spread over an engine's workers.

They stand where the real ones stand, behind the study's caches: what is known is never sent, and
only this process writes. A text's vector depends on the text alone, so how texts are parted
decides nothing (tests/vectors measures that, for any number of threads too).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from themekit.engine.local import Engine
from themekit.engine.references import Reference, made_once
from themekit.language import Analyser
from themekit.language.boxes import blank_vocab, packed, unpacked
from themekit.vectors import Encoder, encode_parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from themekit.spans import Span

    Vectors = NDArray[np.float32]
    Spanned = tuple[Sequence[str], Sequence[Sequence[Span]]]

SHARES = 10
"""Parts a worker gets of what is to be done at once: the last one keeps nobody waiting long."""
FEWEST, MOST = 4_000, 48_000
"""Characters of a part: enough to fill the encoder's batches, and done within seconds."""


def parts_by_length(texts: Sequence[str], workers: int) -> list[slice]:
    """Cut texts into parts of about equal work for so many workers."""
    total = sum(map(len, texts))
    size = min(MOST, max(FEWEST, total // (SHARES * workers)))
    parts, start, length = [], 0, 0
    for number, text in enumerate(texts, 1):
        length += len(text)
        if length >= size or number == len(texts):
            parts.append(slice(start, number))
            start, length = number, 0
    return parts


@dataclass(frozen=True, slots=True)
class Encode:
    """What a worker does to encode texts and parts of them."""

    encoder: Reference[Encoder]

    def __call__(self, part: Spanned) -> tuple[Vectors, Vectors, Vectors]:
        """Return a row a text, a row a span, and a row a text from the middle layer."""
        texts, spans = part
        return encode_parts(self.encoder.get(), texts, spans)


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What a worker does to tell how long a vector is."""

    encoder: Reference[Encoder]

    def __call__(self, _part: None) -> int:
        """Return the length."""
        return self.encoder.get().dimensions


class RemoteEncoder:
    """An encoder whose texts go through the models of an engine's workers.

    Parameters
    ----------
    engine : Engine
    encoder : Reference
    """

    def __init__(self, engine: Engine, encoder: Reference[Encoder]) -> None:
        self.key = encoder.key
        self._engine = engine
        self._encoder = encoder
        self.dimensions = next(engine.map(Dimensions(encoder), [None]))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, a row a text."""
        return self.encode_layers(texts, [()] * len(texts))[0]

    def encode_layers(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return a row a text, a row a span, and a row a text from the middle layer, if any."""
        return next(self.encode_batches([(texts, spans)]))

    def encode_batches(
        self, batches: Iterable[Spanned]
    ) -> Iterator[tuple[Vectors, Vectors, Vectors]]:
        """Yield the same of each batch; workers go on with the next while one is looked at."""
        import numpy as np

        counts: deque[int] = deque()

        def asked() -> Iterator[Spanned]:
            for texts, spans in batches:
                # At least one part, so that a result's shape says how long a vector is.
                parts = parts_by_length(texts, self._engine.workers) or [slice(0, 0)]
                counts.append(len(parts))
                yield from ((list(texts[part]), list(spans[part])) for part in parts)

        found = self._engine.map(Encode(self._encoder), asked())
        for first in found:
            rows = [first, *islice(found, counts.popleft() - 1)]
            whole, inner, middle = (np.concatenate(of) for of in zip(*rows, strict=True))
            yield whole, inner, middle


@dataclass(frozen=True, slots=True)
class Analyse:
    """What a worker does to analyse texts."""

    analyser: Reference[Analyser]

    def __call__(self, texts: Sequence[str]) -> bytes:
        """Return the documents as bytes."""
        return packed(self.analyser.get().docs(texts))


class RemoteAnalyser:
    """An analyser whose texts go through the models of an engine's workers.

    Parameters
    ----------
    engine : Engine
    analyser : Reference
    """

    def __init__(self, engine: Engine, analyser: Reference[Analyser]) -> None:
        self.key = analyser.key
        self.vocab = blank_vocab(analyser.key)
        self._engine = engine
        self._analyser = analyser

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one analysed document a text, in order."""
        parts = parts_by_length(texts, self._engine.workers)
        asked = (list(texts[part]) for part in parts)
        for data in self._engine.map(Analyse(self._analyser), asked):
            yield from unpacked(data, self.vocab)


@dataclass(frozen=True, slots=True)
class WorkerAnalyser:
    """An analyser for code that runs in a worker: documents as they come back from the cache.

    Attributes
    ----------
    analyser : Reference
    """

    analyser: Reference[Analyser]

    @property
    def key(self) -> str:
        """Cache identity."""
        return self.analyser.key

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of every document that this process gives."""
        return made_once(f"{self.key}-vocab", lambda: blank_vocab(self.key))

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one analysed document a text, in order."""
        yield from unpacked(Analyse(self.analyser)(texts), self.vocab)
