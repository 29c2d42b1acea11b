"""The encoder of a sentence-transformers model: vectors of texts and of parts of them.

The vector of a part of a text is the mean of the text's own token vectors over that part: one
pass through the model gives the segment and all its sentences (docs/lab/tagger.md: what that costs
in accuracy: next to nothing). The same pass gives the mean of the middle layer's token vectors:
what a text says in other words than the last layer keeps.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.spans import Span
from themekit.vectors.passes import passes, tokens_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.vectors.words import WordTable

    Vectors = NDArray[np.float32]

STATIC_ROWS = 4_096


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
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.key = key
        self._folder = folder
        self._table: WordTable | None = None
        self._model: Any = SentenceTransformer(str(folder), device="cpu")
        self._model.eval()
        network: Any = getattr(self._model[0], "auto_model", None)
        self._layered = network is not None
        if self._layered:
            network.config.output_hidden_states = True
        self.dimensions = int(self._model.encode(["x"], show_progress_bar=False).shape[1])

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
            Parts of each text. One that lies behind the longest text that the model reads has
            the text's own vector.

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

        if not self._is_mean:
            alone = [part.of(text) for text, of in zip(texts, spans, strict=True) for part in of]
            of_texts, of_parts = self._as_trained(texts), self._as_trained(alone)
            return of_texts, of_parts, np.zeros((len(texts), 0), np.float32)
        first = np.cumsum([0, *map(len, spans)])
        whole = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        inner = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        parts = np.zeros((int(first[-1]), self.dimensions), dtype=np.float32)
        tokens = tokens_of(self._model, texts)
        for rows, vectors, states, middle in passes(self._model, tokens):
            whole[rows], inner[rows] = vectors, middle
            for row, vector, state in zip(rows, vectors, states, strict=True):
                for number, span in enumerate(spans[row], int(first[row])):
                    found = tokens[row].inside(span)
                    parts[number] = _unit(state[found].mean(axis=0)) if found else vector
        return whole, parts, inner

    @property
    def network(self) -> Any:
        """The model itself."""
        return self._model

    def twin(self, key: str) -> SentenceEncoder:
        """Return a copy with another identity, whose weights may be changed."""
        other = copy.copy(self)
        vars(other).update(key=key, _model=copy.deepcopy(self._model))
        return other

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return unit vectors of single words: from the input table, where the model has one."""
        from themekit.vectors.words import WordTable, has_table

        if self._table is None:
            if not has_table(self._folder):
                return self.encode(words)
            self._table = WordTable(self._folder)
        return self._table.vectors(words)

    @property
    def _is_mean(self) -> bool:
        """Whether a text's vector is the mean of its token vectors, and a part's can be too.

        Otherwise (other ways to pool, further layers) a part goes through the model by itself.
        """
        kinds = [type(module).__name__ for module in self._model]
        plain = kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        return plain and self._model[1].pooling_mode in ("mean", ("mean",))

    def _as_trained(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of whole texts, in whatever way the model makes them."""
        import numpy as np

        if not self._layered:  # static embeddings: a mean of word vectors
            return self._static(texts)
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for rows, vectors, *_ in passes(self._model, tokens_of(self._model, texts)):
            out[rows] = vectors
        return out

    def _static(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), STATIC_ROWS):
            part = list(texts[start : start + STATIC_ROWS])
            out[start : start + len(part)] = self._model.encode(
                part, normalize_embeddings=True, show_progress_bar=False
            )
        return out


def _unit(vector: Vectors) -> Vectors:
    import numpy as np

    unit: Vectors = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit
