"""How suggestions agree with people so far, counted where the model had not learned from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from themekit.errors import UsageError
from themekit.tagging.records import Agreement

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from themekit.codebook import Codebook
    from themekit.tagging.learner import Learned


def agreements(
    codebook: Codebook, learned: Learned, among: ArrayLike | None = None
) -> tuple[Agreement, ...]:
    """Return one count a code that anybody looked at, in codebook order.

    Each checked segment is judged by a model that was fitted without its person.
    """
    mask = np.ones(len(learned.y), dtype=bool) if among is None else np.asarray(among, dtype=bool)
    if mask.shape != (len(learned.y),):
        raise UsageError(
            f"among has shape {mask.shape}, but {len(learned.y)} texts were checked: give one "
            "truth value each."
        )
    looked, holds = (learned.y >= 0) & mask[:, None], (learned.y == 1) & mask[:, None]
    chosen = (learned.left_out >= learned.thresholds) & looked
    return tuple(
        Agreement(
            code.id,
            int(looked[:, j].sum()),
            int(holds[:, j].sum()),
            int(chosen[:, j].sum()),
            int((chosen & holds)[:, j].sum()),
        )
        for j, code in enumerate(codebook.codes)
        if looked[:, j].any()
    )
