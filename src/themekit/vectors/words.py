"""Vectors of single words from a model's input table: no pass through the model, no torch.

What a word means by itself is in the table that the model looks its word pieces up in. For
comparing single words it does as well as encoding each (docs/lab/tagger.md) and costs nothing.
"""

from __future__ import annotations

import json
import mmap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
TABLE = "word_embeddings.weight"
_HEAD = 8
"""Bytes of the length of a safetensors header."""


class WordTable:
    """The input table of a model's folder.

    Parameters
    ----------
    folder : Path
        Holds ``tokenizer.json`` and ``model.safetensors``.
    """

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._table = read_table(folder / WEIGHTS)
        self._middle = self._table.mean(axis=0)
        self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of shape ``(len(words), d)``: means of word pieces, centred.

        A word without any piece has zeros.
        """
        import numpy as np

        out = np.zeros((len(words), self._table.shape[1]), dtype=np.float32)
        encoded = self._tokenizer.encode_batch(list(words), add_special_tokens=False)
        for row, found in enumerate(encoded):
            if found.ids:
                mean = self._table[found.ids].mean(axis=0) - self._middle
                out[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return out


def has_table(folder: Path) -> bool:
    """Tell whether a model's folder holds what a `WordTable` reads."""
    if not ((folder / TOKENIZER).is_file() and (folder / WEIGHTS).is_file()):
        return False
    with (folder / WEIGHTS).open("rb") as file:
        length = int.from_bytes(file.read(_HEAD), "little")
        head = json.loads(file.read(length))
    return any(_is_table(name, place) for name, place in head.items())


def _is_table(name: str, place: dict[str, Any]) -> bool:
    return name.endswith(TABLE) and place["dtype"] == "F32"


def read_table(path: Path) -> NDArray[np.float32]:
    """Map the input table of a safetensors file into memory."""
    import numpy as np

    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    length = int.from_bytes(mapped[:_HEAD], "little")
    head = json.loads(mapped[_HEAD : _HEAD + length])
    place = next(place for name, place in sorted(head.items()) if _is_table(name, place))
    start, end = place["data_offsets"]
    flat = np.frombuffer(mapped, np.float32, (end - start) // 4, _HEAD + length + start)
    return flat.reshape(place["shape"])
