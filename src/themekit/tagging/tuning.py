"""Fine-tuning: the upper layers of an encoder learn what the codes are about.

A linear head reads the codes off a text's vector, above the codebook's own log-odds; head and
upper layers learn together, from the head that fits the untouched vectors best, so that the first
steps do not spoil what the encoder knows. Everything below is frozen. The head is thrown away:
what is wanted is the encoder (`deepening.py`).
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.spans import parts_hash
from themekit.tagging.solver import Care, Penalties, Task, solve
from themekit.vectors.layers import upper_layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from themekit.vectors.sentences import SentenceEncoder

    Floats = NDArray[np.float64]

TUNING_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fine-tune; chosen on held-out people inside training pools (docs/lab/tagger.md).

    Attributes
    ----------
    layers : int
        How many layers learn, from the last one down.
    rate, head_rate : float
        Largest learning rates.
    rows : int
        Texts in a step.
    readings : int
        Texts to read in all; between `fewest` and `most` times each.
    longest : int
        Tokens of a text that are read while learning.
    pull : float
        Ridge penalty on the head.
    """

    layers: int = 3
    rate: float = 4e-4
    head_rate: float = 1e-2
    rows: int = 16
    readings: int = 16_000
    fewest: int = 3
    most: int = 12
    longest: int = 128
    pull: float = 0.2
    warming: float = 0.1
    decay: float = 0.01
    seed: int = 0

    def times(self, count: int) -> int:
        """Return how often each of `count` texts is read."""
        return min(self.most, max(self.fewest, self.readings // count))


SETTINGS = Settings()


def tune(
    encoder: SentenceEncoder, texts: Sequence[str], task: Task, settings: Settings
) -> SentenceEncoder:
    """Return a fine-tuned copy of an encoder; the one given stays as it is.

    Parameters
    ----------
    encoder : SentenceEncoder
        One with layers.
    texts : sequence of str
        Checked texts.
    task : Task
        The codes of each, above the codebook's log-odds.
    settings : Settings
        Its seed decides dropout and order: the same seed and number of threads, the same bits.
    """
    import torch

    found = encoder.twin(tuned_key(encoder.key, texts, task, settings))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        _train(found, texts, task, settings)
    return found


def tuned_key(key: str, texts: Sequence[str], task: Task, settings: Settings) -> str:
    """Return the identity of the encoder that this would give."""
    held = [array.tobytes().hex() for array in (task.y, task.weights, task.offset.round(6))]
    return parts_hash(TUNING_VERSION, key, repr(astuple(settings)), *held, *texts)


def _train(encoder: SentenceEncoder, texts: Sequence[str], task: Task, settings: Settings) -> None:
    """Change the upper layers of an encoder."""
    import torch

    head, offset = _first_head(encoder.encode(texts), task, settings)
    upper = upper_layers(encoder, settings.layers)
    encoder.network.requires_grad_(requires_grad=False)
    encoder.network.eval()
    for layer in upper:
        layer.requires_grad_(requires_grad=True)
        layer.train()
    weights = [weight for layer in upper for weight in layer.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": weights, "lr": settings.rate, "weight_decay": settings.decay},
            {"params": head.parameters(), "lr": settings.head_rate, "weight_decay": 0.0},
        ]
    )
    tokens = encoder.network.tokenizer(list(texts), truncation=True, max_length=settings.longest)[
        "input_ids"
    ]
    steps = list(_steps([len(ids) for ids in tokens], settings))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _pace(len(steps), settings.warming))
    y, looked = torch.tensor(task.y).float(), torch.tensor(task.weights).float()
    for rows in steps:
        vectors = encoder.network(_padded(encoder, [tokens[row] for row in rows]))
        unit = torch.nn.functional.normalize(vectors["sentence_embedding"], dim=1)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            offset[rows] + head(unit), y[rows], weight=looked[rows], reduction="sum"
        ) / len(rows)
        loss = loss + 0.5 * settings.pull * (head.weight**2).sum() / len(texts)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
    encoder.network.requires_grad_(requires_grad=False)
    encoder.network.eval()


def _first_head(vectors: NDArray[np.float32], task: Task, settings: Settings) -> tuple[Any, Any]:
    """Return the head that fits untouched vectors best, and what it stands above."""
    import torch
    from scipy.sparse import csr_matrix

    middle = vectors.astype(np.float64).mean(axis=0)
    penalties = Penalties(dense=settings.pull, sparse=1.0, slope=10.0)
    none = csr_matrix((len(vectors), 0))
    found = solve(task, vectors - middle, none, penalties, Care(steps=40))
    head = torch.nn.Linear(*found.dense.shape)
    with torch.no_grad():
        head.weight.copy_(torch.tensor(found.dense.T))
        head.bias.copy_(torch.tensor(found.intercept - middle @ found.dense))
    return head, torch.tensor(task.offset * found.slope).float()


def _steps(lengths: Sequence[int], settings: Settings) -> Iterator[NDArray[np.intp]]:
    """Yield the rows of each step: at random, but texts of like lengths together."""
    rng = np.random.default_rng(settings.seed)
    size = np.array(lengths)
    block = 8 * settings.rows
    for _ in range(settings.times(len(lengths))):
        order, batches = rng.permutation(len(lengths)), []
        for start in range(0, len(order), block):
            part = order[start : start + block]
            part = part[np.argsort(size[part], kind="stable")]
            batches += [part[at : at + settings.rows] for at in range(0, len(part), settings.rows)]
        yield from (batches[number] for number in rng.permutation(len(batches)))


def _pace(steps: int, warming: float) -> Any:
    """Return the share of the learning rate at each step: up to 1 and down to 0."""
    return lambda step: min(1.0, (step + 1) / (warming * steps + 1)) * max(0.0, 1 - step / steps)


def _padded(encoder: SentenceEncoder, tokens: list[list[int]]) -> Any:
    """Return some texts as the model reads them."""
    found = encoder.network.tokenizer.pad({"input_ids": tokens}, return_tensors="pt")
    return dict(found)
