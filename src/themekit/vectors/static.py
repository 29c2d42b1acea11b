"""A fast encoder made from a slow one: a vector a word piece, a text is their weighted mean.

Each word piece of the model's vocabulary goes through the model once, alone; common pieces weigh
less. What comes out is a sentence-transformers model of static embeddings, to be named like any
other by its folder. It knows words but not sentences: docs/lab/tagger.md has how much that costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DIMENSIONS = 384
ROWS = 512
COMMON = 1e-3
"""A word piece as frequent as this weighs half of a rare one."""


def distil(source: Path, target: Path, dimensions: int = DIMENSIONS) -> None:
    """Write the fast encoder of a model to a folder.

    Parameters
    ----------
    source : Path
        Folder of a sentence-transformers model whose vocabulary is in order of frequency, as that
        of BERT and its kin is.
    target : Path
        Folder to write; `themekit run --model` takes its path.
    dimensions : int
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    model = SentenceTransformer(str(source), device="cpu")
    tokenizer = model.tokenizer
    alone = piece_vectors(model)
    words = [not _is_special(piece) for piece in tokenizer.convert_ids_to_tokens(range(len(alone)))]
    weights = static_weights(alone, words, dimensions)
    static = StaticEmbedding(tokenizer.backend_tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[static], device="cpu").save(str(target))


def piece_vectors(model: Any) -> Vectors:
    """Return the model's vector of each word piece by itself."""
    import numpy as np
    import torch

    tokenizer, network = model.tokenizer, model[0].auto_model
    count, first, last = len(tokenizer), tokenizer.cls_token_id, tokenizer.sep_token_id
    network.eval()
    out = []
    with torch.inference_mode():
        for start in range(0, count, ROWS):
            pieces = range(start, min(count, start + ROWS))
            ids = torch.tensor([[first, piece, last] for piece in pieces])
            states = network(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
            out.append(states.mean(1).numpy())
    return np.concatenate(out)


def static_weights(alone: Vectors, words: list[bool], dimensions: int) -> Vectors:
    """Centre the vectors, turn them to their principal axes and weigh them by rareness.

    Parameters
    ----------
    alone : array of shape (n_pieces, d)
    words : list of bool
        Whether each piece is a word or a part of one; others get nothing.
    dimensions : int
        At most d.
    """
    import numpy as np

    kept = np.array(words)
    centred = alone.astype(np.float64) - alone[kept].mean(axis=0)
    _, axes = np.linalg.eigh(centred[kept].T @ centred[kept])
    turned = centred @ axes[:, ::-1][:, :dimensions]
    rank = np.cumsum(kept) + 1.0
    frequency = np.where(kept, 1.0 / rank, 0.0)
    frequency /= frequency.sum()
    weights = np.where(kept, COMMON / (COMMON + frequency), 0.0)
    return np.asarray(turned * weights[:, None], dtype=np.float32)


def _is_special(piece: str) -> bool:
    """Tell whether a piece is a mark such as [CLS] or [unused7]."""
    return piece.startswith("[") and piece.endswith("]") and len(piece) > 1
