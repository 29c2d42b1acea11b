"""A model of any kind, as sentence-transformers reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.vectors.passes import Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

STATIC_ROWS = 4_096
LONGEST = 512
"""Tokens that a model is taken to read where it does not say."""


class Trained:
    """A sentence-transformers model on the CPU.

    Parameters
    ----------
    folder : Path
        Folder with the model's files.
    model : SentenceTransformer, optional
        One that was read from there already.
    """

    def __init__(self, folder: Path, model: Any = None) -> None:
        self.model: Any = _loaded(folder) if model is None else model
        network: Any = getattr(self.model[0], "auto_model", None)
        self.is_layered = network is not None
        if self.is_layered:
            network.config.output_hidden_states = True
        self.dimensions = int(self.model.encode(["x"], show_progress_bar=False).shape[1])

    @property
    def is_mean(self) -> bool:
        """Whether a text's vector is the mean of its token vectors, and a part's can be too.

        Otherwise (other ways to pool, further layers) a part goes through the model by itself.
        """
        kinds = [type(module).__name__ for module in self.model]
        plain = kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        return plain and self.model[1].pooling_mode in ("mean", ("mean",))

    @property
    def longest(self) -> int:
        """Tokens that it reads at once."""
        return int(self.model.max_seq_length or LONGEST)

    @property
    def padding(self) -> int:
        """Id of what stands where no token does."""
        return int(self.model.tokenizer.pad_token_id or 0)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return texts as the model would read them if it read to their end."""
        tokenizer = self.model.tokenizer
        fast = tokenizer.is_fast
        found = tokenizer(list(texts), return_offsets_mapping=fast, verbose=False)
        places = found["offset_mapping"] if fast else [[] for _ in texts]
        return [
            Tokens(list(ids), [tuple(place) for place in of])
            for ids, of in zip(found["input_ids"], places, strict=True)
        ]

    def forward(
        self, ids: NDArray[np.int64], mask: NDArray[np.bool_]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return unit vectors of texts, their token vectors, and unit means of the middle layer."""
        import torch

        read = torch.from_numpy(mask).long()
        features = {"input_ids": torch.from_numpy(ids), "attention_mask": read}
        if "token_type_ids" in self.model.tokenizer.model_input_names:
            features["token_type_ids"] = torch.zeros_like(read)
        out = self.model(features)
        layers = out["all_layer_embeddings"]
        middle = (layers[(len(layers) - 1) // 2] * read[:, :, None]).sum(1)
        unit, inner = (
            torch.nn.functional.normalize(one, dim=1).numpy()
            for one in (out["sentence_embedding"], middle)
        )
        return unit, out["token_embeddings"].numpy(), inner

    def static(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors by a model without layers."""
        import numpy as np

        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), STATIC_ROWS):
            part = list(texts[start : start + STATIC_ROWS])
            out[start : start + len(part)] = self.model.encode(
                part, normalize_embeddings=True, show_progress_bar=False
            )
        return out


def _loaded(folder: Path) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(folder), device="cpu")
    model.eval()
    return model
