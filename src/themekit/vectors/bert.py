"""A plain BERT read with torch alone.

The bundled encoder is one, and so are most small encoders. transformers and sentence-transformers
read every kind of model, and take longer to be imported than a hundred texts take to be encoded:
they are left for the other kinds. The sums are those of transformers, in its order.
Source: J. Devlin et al., BERT, NAACL 2019; the shape is that of its model card's config.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.vectors.passes import Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_MARKS = 2
"""Tokens that stand for the beginning and the end of a text."""
_WORDS = "embeddings.word_embeddings.weight"


def is_plain_bert(folder: Path) -> bool:
    """Tell whether a folder holds a BERT whose texts are the mean of their tokens.

    Whatever is not just as expected is left to sentence-transformers.
    """
    try:
        modules = _json(folder / "modules.json")
        config = _json(folder / "config.json")
        pooling = _json(folder / modules[1]["path"] / "config.json")
        reading = _json(folder / "tokenizer.json")["normalizer"]
        lowers = _json(folder / "tokenizer_config.json").get("do_lower_case", True)
        limit = _json(folder / "sentence_bert_config.json")
        named = _json_head(folder / "model.safetensors")
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return False
    modes = {name for name, on in pooling.items() if name.startswith("pooling_mode_") and on}
    return (
        [one["type"].rsplit(".", 1)[-1] for one in modules] in _MODULES
        and modules[0].get("path", "") == ""
        and modes == {"pooling_mode_mean_tokens"}
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder")
        and isinstance(reading, dict)
        and reading.get("type") == "BertNormalizer"
        and reading.get("lowercase") == lowers
        and not limit.get("do_lower_case")
        and _MARKS < limit.get("max_seq_length", 0) <= config["max_position_embeddings"]
        and named.get(_WORDS, {}).get("dtype") == "F32"
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _json_head(path: Path) -> Any:
    """Return what a safetensors file says of itself: its first eight bytes tell how long it is."""
    with path.open("rb") as file:
        return json.loads(file.read(int.from_bytes(file.read(8), "little")))


class Bert:
    """A BERT of a folder that `is_plain_bert`.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        config = _json(folder / "config.json")
        self.longest = int(_json(folder / "sentence_bert_config.json")["max_seq_length"])
        self.padding = int(config.get("pad_token_id") or 0)
        self.dimensions = int(config["hidden_size"])
        self._heads = int(config["num_attention_heads"])
        self._small = float(config["layer_norm_eps"])
        self._layers = int(config["num_hidden_layers"])
        self._weights: dict[str, Any] = load_file(folder / "model.safetensors")
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return texts as the model would read them if it read to their end."""
        found = self._tokenizer.encode_batch(list(texts))
        return [Tokens(one.ids, one.offsets) for one in found]

    def forward(
        self, ids: NDArray[np.int64], mask: NDArray[np.bool_]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return unit vectors of texts, their token vectors, and unit means of the middle layer."""
        import torch

        there = torch.from_numpy(mask)
        heard = there[:, None, None, :].expand(-1, 1, mask.shape[1], -1)
        states = middle = self._embedded(torch.from_numpy(ids))
        for number in range(self._layers):
            states = self._layer(f"encoder.layer.{number}", states, heard)
            if number + 1 == self._layers // 2:
                middle = states
        weights = there[:, :, None].float()
        unit, inner = (
            torch.nn.functional.normalize((one * weights).sum(1) / weights.sum(1), dim=1).numpy()
            for one in (states, middle)
        )
        return unit, states.numpy(), inner

    def _embedded(self, ids: Any) -> Any:
        """Return what words, their kind and their places are to the first layer."""
        import torch

        weights = self._weights
        words = torch.nn.functional.embedding(ids, weights[_WORDS])
        words = words + weights["embeddings.token_type_embeddings.weight"][0]
        words = words + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        return self._normal("embeddings.LayerNorm", words)

    def _layer(self, name: str, states: Any, heard: Any) -> Any:
        """Return what one layer makes of token vectors."""
        import torch

        rows, width, size = states.shape
        shape = (rows, width, self._heads, size // self._heads)
        query, key, value = (
            self._linear(f"{name}.attention.self.{one}", states).view(shape).transpose(1, 2)
            for one in ("query", "key", "value")
        )
        found = torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=heard)
        found = found.transpose(1, 2).reshape(rows, width, size)
        found = self._linear(f"{name}.attention.output.dense", found)
        states = self._normal(f"{name}.attention.output.LayerNorm", found + states)
        found = torch.nn.functional.gelu(self._linear(f"{name}.intermediate.dense", states))
        found = self._linear(f"{name}.output.dense", found)
        return self._normal(f"{name}.output.LayerNorm", found + states)

    def _linear(self, name: str, states: Any) -> Any:
        import torch

        weights = self._weights
        return torch.nn.functional.linear(
            states, weights[f"{name}.weight"], weights[f"{name}.bias"]
        )

    def _normal(self, name: str, states: Any) -> Any:
        import torch

        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return torch.nn.functional.layer_norm(states, weight.shape, weight, bias, self._small)
