"""Batches of one shape through a model, so that a text's vector depends on nothing but the text.

Padding a batch to its longest text makes the last bits of every vector depend on its neighbours.
Here each text is padded to its own multiple of `STEP` tokens, and a batch of texts of one width
has always the same number of rows, so the matrix products have always the same shape: the same
text gives the same bits, alone or among a million, today or after a crash (tests/vectors measures
it). It costs no speed: about `TOKENS` go through the model at once whatever the width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from themekit.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

STEP = 8
TOKENS = 512
FEWEST_ROWS, MOST_ROWS = 2, 64


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


def tokens_of(model: Any, texts: Sequence[str]) -> list[Tokens]:
    """Return texts as a model reads them, as far as it reads."""
    if not texts:
        return []
    tokenizer = model.tokenizer
    found = tokenizer(
        list(texts),
        truncation=True,
        max_length=_limit(model),
        return_offsets_mapping=tokenizer.is_fast,
    )
    places = found["offset_mapping"] if tokenizer.is_fast else [[] for _ in texts]
    return [
        Tokens(list(ids), [tuple(place) for place in of])
        for ids, of in zip(found["input_ids"], places, strict=True)
    ]


def passes(
    model: Any, tokens: Sequence[Tokens]
) -> Iterator[tuple[list[int], Vectors, Vectors, Vectors]]:
    """Yield rows of `tokens`: unit vectors, token vectors, unit means of the middle layer."""
    import torch

    by_width: dict[int, list[int]] = {}
    for row, text in enumerate(tokens):
        by_width.setdefault(min(_limit(model), -(-len(text.ids) // STEP) * STEP), []).append(row)
    with torch.inference_mode():
        for width, rows in sorted(by_width.items()):
            height = rows_of(width)
            for start in range(0, len(rows), height):
                part = rows[start : start + height]
                found = _forward(model, [tokens[row].ids for row in part], width)
                vectors, states, middle = (one[: len(part)] for one in found)
                yield part, vectors, states, middle


def _forward(model: Any, tokens: list[list[int]], width: int) -> tuple[Vectors, Vectors, Vectors]:
    """Return unit vectors of texts, their token vectors and unit means of the middle layer."""
    import torch

    pad = model.tokenizer.pad_token_id or 0
    height = rows_of(width)
    ids = torch.full((height, width), pad, dtype=torch.long)
    mask = torch.zeros((height, width), dtype=torch.long)
    for row in range(height):
        line = tokens[row] if row < len(tokens) else tokens[0]
        ids[row, : len(line)] = torch.tensor(line)
        mask[row, : len(line)] = 1
    features = {"input_ids": ids, "attention_mask": mask}
    if "token_type_ids" in model.tokenizer.model_input_names:
        features["token_type_ids"] = torch.zeros_like(ids)
    out = model(features)
    layers, read = out["all_layer_embeddings"], mask[:, :, None]
    middle = (layers[(len(layers) - 1) // 2] * read).sum(1)
    unit, inner = (
        torch.nn.functional.normalize(one, dim=1).numpy()
        for one in (out["sentence_embedding"], middle)
    )
    return unit, out["token_embeddings"].numpy(), inner


def _limit(model: Any) -> int:
    return int(model.max_seq_length or 512)


def rows_of(width: int) -> int:
    """Return how many texts of a width in tokens go through the model at once."""
    return max(FEWEST_ROWS, min(MOST_ROWS, TOKENS // width))
