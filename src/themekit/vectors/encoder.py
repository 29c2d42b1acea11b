"""Texts to vectors, so that a text's vector depends on nothing but the text.

Padding a batch to its longest text makes the last bits of every vector depend on its neighbours.
Here each text is padded to its own multiple of `STEP` tokens and every batch has exactly `ROWS`
rows, so the matrix products always have the same shape: the same text gives the same bits, alone
or among a million, today or after a crash (tests/vectors measures it). It costs no speed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from themekit.vectors.weights import BUNDLED, encoder_key, model_folder, verify_bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS = 16
STEP = 8


class Encoder(Protocol):
    """Anything that turns texts into unit vectors.

    Attributes
    ----------
    key : str
        Cache identity: equal keys promise equal vectors.
    dimensions : int
    """

    @property
    def key(self) -> str:
        """Cache identity."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of shape ``(len(texts), dimensions)``; a text's own bits only."""
        ...


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
        self._model: Any = SentenceTransformer(str(folder), device="cpu")
        self._model.eval()
        self.dimensions = int(self._model.encode(["x"], show_progress_bar=False).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of shape ``(len(texts), dimensions)``."""
        import numpy as np

        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not hasattr(self._model[0], "auto_model"):  # static embeddings: a mean of word vectors
            for start in range(0, len(texts), 4096):
                part = list(texts[start : start + 4096])
                out[start : start + len(part)] = self._model.encode(
                    part, normalize_embeddings=True, show_progress_bar=False
                )
            return out
        for rows, vectors in self._batches(texts):
            out[rows] = vectors
        return out

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        import torch

        limit = int(self._model.max_seq_length or 512)
        tokens = self._tokens(texts, limit)
        by_width: dict[int, list[int]] = {}
        for row, ids in enumerate(tokens):
            by_width.setdefault(min(limit, -(-len(ids) // STEP) * STEP), []).append(row)
        with torch.inference_mode():
            for width, rows in sorted(by_width.items()):
                for start in range(0, len(rows), ROWS):
                    part = rows[start : start + ROWS]
                    vectors = self._forward([tokens[row] for row in part], width)
                    yield part, vectors[: len(part)]

    def _tokens(self, texts: Sequence[str], limit: int) -> list[list[int]]:
        if not texts:
            return []
        encoded = self._model.tokenizer(list(texts), truncation=True, max_length=limit)
        return [list(ids) for ids in encoded["input_ids"]]

    def _forward(self, tokens: list[list[int]], width: int) -> NDArray[np.float32]:
        import torch

        pad = self._model.tokenizer.pad_token_id or 0
        ids = torch.full((ROWS, width), pad, dtype=torch.long)
        mask = torch.zeros((ROWS, width), dtype=torch.long)
        for row in range(ROWS):
            line = tokens[row] if row < len(tokens) else tokens[0]
            ids[row, : len(line)] = torch.tensor(line)
            mask[row, : len(line)] = 1
        features = {"input_ids": ids, "attention_mask": mask}
        if "token_type_ids" in self._model.tokenizer.model_input_names:
            features["token_type_ids"] = torch.zeros_like(ids)
        vectors = self._model(features)["sentence_embedding"]
        unit: NDArray[np.float32] = torch.nn.functional.normalize(vectors, dim=1).numpy()
        return unit


def load_encoder(name: str | None = None) -> Encoder:
    """Load an encoder from this machine.

    Parameters
    ----------
    name : str or None
        A folder, a sentence-transformers name in the local cache, or None for the bundled
        all-MiniLM-L6-v2, whose weights are checked against their published hash.

    Raises
    ------
    UsageError
        If there is no such model here.
    InputError
        If the bundled weights are not the published ones.
    """
    folder = model_folder(name)
    if name is None or name == BUNDLED:
        verify_bundled(folder)
    return SentenceEncoder(folder, encoder_key(name))
