"""What to check next: doubt, coverage of codes and of people, and a random share kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

from themekit.tagging.fitted import log_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.tagging.kit import Kit
    from themekit.tagging.learner import Learned
    from themekit.tagging.records import Prepared

RANDOM_SHARE = 0.2
"""Every fifth text is drawn at random: honest estimates need a sample nobody chose."""
CROWDING = 0.5
"""Worth that a text keeps for each text of the same person already chosen."""
ALIKE = 0.9


def choose(
    kit: Kit,
    learned: Learned,
    prepared: Prepared,
    y: NDArray[np.int8],
    k: int,
    groups: Sequence[str] | None,
    seed: int,
) -> NDArray[np.intp]:
    """Return indices of `k` unseen texts, every fifth drawn at random, the others by worth."""
    unseen = np.flatnonzero((y < 0).all(axis=1))
    k = min(k, len(unseen))
    if not k:
        return np.zeros(0, dtype=np.intp)
    rng = np.random.default_rng(seed)
    scores = expit(log_odds(kit, learned, prepared[unseen]))
    value = _worth(scores, learned.thresholds, (y == 1).sum(axis=0))
    who = (
        [str(row) for row in unseen]
        if groups is None
        else [str(groups[int(row)]) for row in unseen]
    )
    picked = _pick(prepared.vectors[unseen], value, who, k, rng)
    return unseen[picked]


def _worth(
    scores: NDArray[np.float64], thresholds: NDArray[np.float64], uses: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return how much each (text, code) would teach: likely and doubtful uses of rare codes."""
    distance = np.abs(logit(np.clip(scores, 1e-6, 1 - 1e-6)) - logit(thresholds))
    need = 1 / np.sqrt(1.0 + uses)
    return np.asarray((np.exp(-distance) + scores) * need)


def _pick(
    vectors: NDArray[np.float32],
    value: NDArray[np.float64],
    who: Sequence[str],
    k: int,
    rng: np.random.Generator,
) -> list[int]:
    """Take the worthiest again and again; its codes, its person and its like then weigh less."""
    need = np.ones(value.shape[1])
    factor = np.ones(len(value))
    shuffled = list(rng.permutation(len(value)))
    people = np.unique(np.array(who), return_inverse=True)[1]
    picked: list[int] = []
    for turn in range(k):
        free = factor > 0
        if turn % round(1 / RANDOM_SHARE) == 0:
            best = next(row for row in shuffled if free[row])
        else:
            best = int(np.argmax(np.where(free, (value @ need) * factor, -1.0)))
        picked.append(int(best))
        need *= 1 - 0.5 * value[best] / max(1e-9, float(value[best].max()))
        need = np.maximum(need / need.max(), 0.02)
        factor[people == people[best]] *= CROWDING
        factor[vectors @ vectors[best] > ALIKE] *= CROWDING
        factor[best] = 0.0
    return picked
