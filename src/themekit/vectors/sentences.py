"""The encoder of a sentence-transformers model: vectors of texts and of parts of them.

The vector of a part of a text is the mean of the text's own token vectors over that part: one
pass through the model gives the segment and all its sentences (docs/lab/tagger.md: what that costs
in accuracy: next to nothing). The same pass gives the mean of the middle layer's token vectors:
what a text says in other words than the last layer keeps. What is longer than the model reads
passes in windows, and its vector is their mean, each counting by its tokens.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.spans import Span
from themekit.vectors.bert import Bert, is_plain_bert
from themekit.vectors.passes import Network, Tokens, passes, windows_of
from themekit.vectors.trained import Trained

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.vectors.words import WordTable

    Vectors = NDArray[np.float32]


class SentenceEncoder:
    """A sentence-transformers model on the CPU.

    Parameters
    ----------
    folder : Path
        Folder with the model's files.
    key : str
        Cache identity.
    """

    def __init__(self, folder: Path, key: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self.key = key
        self._folder = folder
        self._table: WordTable | None = None
        self._whole: Trained | None = None
        self._network: Bert | Trained = Bert(folder) if is_plain_bert(folder) else self._trained()
        self.dimensions = self._network.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape ``(len(texts), dimensions)``."""
        return self.encode_spans(texts, [()] * len(texts))[0]

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """Return unit vectors of texts, and of parts of them from the same pass.

        Parameters
        ----------
        texts : sequence of str
        spans : sequence of sequence of Span
            Parts of each text. One in which there is no token has the text's own vector.

        Returns
        -------
        tuple of array
            Shapes ``(len(texts), dimensions)`` and ``(number of spans, dimensions)``.
        """
        whole, parts, _ = self.encode_layers(texts, spans)
        return whole, parts

    def encode_layers(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return what `encode_spans` does, and unit means over each text's middle layer.

        The last has no columns where the model's vectors are no means over a layer of its own.
        """
        import numpy as np

        network = self._network
        if isinstance(network, Trained) and not network.is_mean:
            alone = [part.of(text) for text, of in zip(texts, spans, strict=True) for part in of]
            of_texts, of_parts = (_as_trained(network, one) for one in (texts, alone))
            return of_texts, of_parts, np.zeros((len(texts), 0), np.float32)
        return _in_windows(network, self.dimensions, texts, spans)

    @property
    def network(self) -> Any:
        """The model itself, as sentence-transformers holds it."""
        return self._trained().model

    def twin(self, key: str) -> SentenceEncoder:
        """Return a copy with another identity, whose weights may be changed."""
        other = copy.copy(self)
        whole = Trained(self._folder, copy.deepcopy(self.network))
        vars(other).update(key=key, _network=whole, _whole=whole)
        return other

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return unit vectors of single words: from the input table, where the model has one."""
        from themekit.vectors.words import WordTable, has_table

        if self._table is None:
            if not has_table(self._folder):
                return self.encode(words)
            self._table = WordTable(self._folder)
        return self._table.vectors(words)

    def _trained(self) -> Trained:
        if self._whole is None:
            self._whole = Trained(self._folder)
        return self._whole


def _windows(network: Network, texts: Sequence[str]) -> tuple[list[int], list[Tokens]]:
    """Return the windows of all texts, and of which text each is."""
    cut = [windows_of(one, network.longest) for one in network.tokens(texts)] if texts else []
    return [row for row, of in enumerate(cut) for _ in of], [one for of in cut for one in of]


def _in_windows(
    network: Network, dimensions: int, texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> tuple[Vectors, Vectors, Vectors]:
    """Return vectors of texts, of parts and of the middle layer, each pooled over its windows."""
    import numpy as np

    owner, windows = _windows(network, texts)
    first = np.cumsum([0, *map(len, spans)])
    whole, inner = (np.zeros((len(texts), dimensions), dtype=np.float32) for _ in range(2))
    parts = np.zeros((int(first[-1]), dimensions), dtype=np.float32)
    for numbers, (vectors, states, middle) in passes(network, windows):
        for number, vector, state, layer in zip(numbers, vectors, states, middle, strict=True):
            row, tokens = owner[number], windows[number]
            whole[row] += len(tokens.ids) * vector
            inner[row] += len(tokens.ids) * layer
            if spans[row]:
                for part, found in enumerate(tokens.inside(spans[row]), int(first[row])):
                    parts[part] += state[found].sum(axis=0)
    whole, inner, parts = (_unit(one) for one in (whole, inner, parts))
    empty = ~parts.any(axis=1)
    parts[empty] = np.repeat(whole, np.diff(first), axis=0)[empty]
    return whole, parts, inner


def _as_trained(network: Trained, texts: Sequence[str]) -> Vectors:
    """Return unit vectors of whole texts, in whatever way the model makes them."""
    import numpy as np

    if not network.is_layered:  # static embeddings: a mean of word vectors, of all there are
        return network.static(texts)
    owner, windows = _windows(network, texts)
    out = np.zeros((len(texts), network.dimensions), dtype=np.float32)
    for numbers, (vectors, *_) in passes(network, windows):
        for number, vector in zip(numbers, vectors, strict=True):
            out[owner[number]] += len(windows[number].ids) * vector
    return _unit(out)


def _unit(vectors: Vectors) -> Vectors:
    import numpy as np

    lengths = np.sqrt(np.einsum("nd,nd->n", vectors, vectors))[:, None]
    unit: Vectors = vectors / np.maximum(lengths, 1e-12)
    return unit
