"""Texts to vectors, so that a text's vector depends on nothing but the text.

Padding a batch to its longest text makes the last bits of every vector depend on its neighbours.
Here each text is padded to its own multiple of `STEP` tokens, and a batch of texts of one width
has always the same number of rows, so the matrix products have always the same shape: the same
text gives the same bits, alone or among a million, today or after a crash (tests/vectors measures
it). It costs no speed: about `TOKENS` go through the model at once whatever the width.

The vector of a part of a text is the mean of the text's own token vectors over that part: one
pass through the model gives the segment and all its sentences (docs/tagger.md has what that costs
in accuracy: next to nothing). The same pass gives the mean of the middle layer's token vectors:
what a text says in other words than the last layer keeps.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.vectors.words import WordTable

    Vectors = NDArray[np.float32]

STEP = 8
TOKENS = 512
FEWEST_ROWS, MOST_ROWS = 2, 64
STATIC_ROWS = 4_096


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as the model reads it: token ids, and the characters that each stands for."""

    ids: list[int]
    places: list[tuple[int, int]]

    def inside(self, span: Span) -> list[int]:
        """Return the tokens that overlap a span; special tokens stand for no character."""
        return [
            number
            for number, (start, end) in enumerate(self.places)
            if start < end and start < span.end and end > span.start
        ]


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
        tokens = self._tokens(texts)
        for rows, vectors, states, middle in self._batches(tokens):
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
        for rows, vectors, *_ in self._batches(self._tokens(texts)):
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

    @property
    def _limit(self) -> int:
        return int(self._model.max_seq_length or 512)

    def _tokens(self, texts: Sequence[str]) -> list[Tokens]:
        if not texts:
            return []
        tokenizer = self._model.tokenizer
        found = tokenizer(
            list(texts),
            truncation=True,
            max_length=self._limit,
            return_offsets_mapping=tokenizer.is_fast,
        )
        places = found["offset_mapping"] if tokenizer.is_fast else [[] for _ in texts]
        return [
            Tokens(list(ids), [tuple(place) for place in of])
            for ids, of in zip(found["input_ids"], places, strict=True)
        ]

    def _batches(
        self, tokens: Sequence[Tokens]
    ) -> Iterator[tuple[list[int], Vectors, Vectors, Vectors]]:
        import torch

        by_width: dict[int, list[int]] = {}
        for row, text in enumerate(tokens):
            by_width.setdefault(min(self._limit, -(-len(text.ids) // STEP) * STEP), []).append(row)
        with torch.inference_mode():
            for width, rows in sorted(by_width.items()):
                height = rows_of(width)
                for start in range(0, len(rows), height):
                    part = rows[start : start + height]
                    found = self._forward([tokens[row].ids for row in part], width)
                    vectors, states, middle = (one[: len(part)] for one in found)
                    yield part, vectors, states, middle

    def _forward(self, tokens: list[list[int]], width: int) -> tuple[Vectors, Vectors, Vectors]:
        """Return unit vectors of texts, their token vectors and unit means of the middle layer."""
        import torch

        pad = self._model.tokenizer.pad_token_id or 0
        height = rows_of(width)
        ids = torch.full((height, width), pad, dtype=torch.long)
        mask = torch.zeros((height, width), dtype=torch.long)
        for row in range(height):
            line = tokens[row] if row < len(tokens) else tokens[0]
            ids[row, : len(line)] = torch.tensor(line)
            mask[row, : len(line)] = 1
        features = {"input_ids": ids, "attention_mask": mask}
        if "token_type_ids" in self._model.tokenizer.model_input_names:
            features["token_type_ids"] = torch.zeros_like(ids)
        out = self._model(features)
        layers, read = out["all_layer_embeddings"], mask[:, :, None]
        middle = (layers[(len(layers) - 1) // 2] * read).sum(1)
        unit, inner = (
            torch.nn.functional.normalize(one, dim=1).numpy()
            for one in (out["sentence_embedding"], middle)
        )
        return unit, out["token_embeddings"].numpy(), inner


def rows_of(width: int) -> int:
    """Return how many texts of a width in tokens go through the model at once."""
    return max(FEWEST_ROWS, min(MOST_ROWS, TOKENS // width))


def _unit(vector: Vectors) -> Vectors:
    import numpy as np

    unit: Vectors = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit
