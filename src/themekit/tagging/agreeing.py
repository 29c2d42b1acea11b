"""How suggestions agree with people so far, counted where the model had not learned from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.tagging.records import Agreement

if TYPE_CHECKING:
    from themekit.codebook import Codebook
    from themekit.tagging.learner import Learned


def agreements(codebook: Codebook, learned: Learned) -> tuple[Agreement, ...]:
    """Return one count a code that anybody looked at, in codebook order.

    Each checked segment is judged by a model that was fitted without its person.
    """
    looked, holds = learned.y >= 0, learned.y == 1
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
