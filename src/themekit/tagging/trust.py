"""How far suggestions can be trusted, judged on checked segments the model had not learned from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from themekit.errors import UsageError
from themekit.tagging.records import Agreement, Readiness, Verdict

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from themekit.codebook import Code, Codebook
    from themekit.tagging.learner import Learned

ENOUGH_USES = 15
GOOD = 0.6
"""Precision and recall from which a code is ready."""
POOR = 0.3
"""F1 below which a code with many checked uses is better not left to a machine."""
MANY_USES = 60
TOLD_USES = 5
"""Checked uses from which on it is said that a code's wording does not find them."""
UNFOUND = 0.2
"""Share of its uses below which a code cannot be found from its wording."""


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


def verdicts(codebook: Codebook, learned: Learned) -> tuple[Verdict, ...]:
    """Return one verdict a code, in codebook order."""
    return tuple(
        _on_wording(_verdict(code, learned, j), learned, j) for j, code in enumerate(codebook.codes)
    )


def _on_wording(verdict: Verdict, learned: Learned, j: int) -> Verdict:
    """Add, where the codebook alone hardly finds a code, that it does not, and what would help."""
    uses = learned.y[:, j] == 1
    found = int((uses & learned.worded[:, j]).sum())
    if verdict.uses < TOLD_USES or found >= UNFOUND * verdict.uses:
        return verdict
    missed = np.flatnonzero(uses & ~learned.worded[:, j])
    vectors = learned.vectors[missed].astype(np.float64)
    example = int(missed[(vectors @ vectors.sum(axis=0)).argmax()])
    line = (
        f"Its wording alone finds {found} of {verdict.uses} passages that hold it: give the "
        "codebook an example that sounds like those it misses."
    )
    return replace(verdict, advice=f"{verdict.advice} {line}", example=example)


def _verdict(code: Code, learned: Learned, j: int) -> Verdict:
    y = learned.y[:, j]
    looked = y >= 0
    checked, uses = int(looked.sum()), int((y == 1).sum())
    precision = recall = None
    if len(learned.left_out) and uses:
        chosen = (learned.left_out[:, j] >= learned.thresholds[j]) & looked
        hits = int((chosen & (y == 1)).sum())
        precision, recall = hits / max(1, int(chosen.sum())), hits / uses
    if precision is None or recall is None or uses < ENOUGH_USES:
        needed = ENOUGH_USES - uses if uses < ENOUGH_USES else 0
        advice = f"Check about {needed} more segments that hold it."
        return Verdict(
            code.id, "needs more checked examples", checked, uses, precision, recall, needed, advice
        )
    if min(precision, recall) >= GOOD:
        return Verdict(
            code.id, "ready", checked, uses, precision, recall, 0, "Spot checks will do."
        )
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    if uses >= MANY_USES and f1 < POOR:
        advice = "People agree with it too rarely; code it by hand, or sharpen its definition."
        hand: Readiness = "not to be left to a machine"
        return Verdict(code.id, hand, checked, uses, precision, recall, 0, advice)
    kind = "segments that look like it and are not" if precision < recall else "ways of saying it"
    advice = f"Check about {uses} more; what helps most are {kind}."
    return Verdict(
        code.id, "needs more checked examples", checked, uses, precision, recall, uses, advice
    )
