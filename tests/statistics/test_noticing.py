"""Verdicts on many pairs of waves at once are those on each of them."""

from __future__ import annotations

import numpy as np
import pytest

from themekit.matrix.change.heard import Heard, Share
from themekit.matrix.change.verdicts import Waves
from themekit.statistics.change import Pairs, Side, change_of, exact_change
from themekit.statistics.noticing import (
    CANNOT_TELL,
    FELL,
    NO_CHANGE,
    ROSE,
    WavePairs,
    change_bounds,
    exact_changes,
    verdicts,
)

WORDS = {
    "rose": ROSE, "fell": FELL, "no change seen": NO_CHANGE, "cannot tell": CANNOT_TELL
}  # fmt: skip


def many(seed: int, number: int = 300) -> WavePairs:
    """Return waves of all sizes, of partly the same people."""
    rng = np.random.default_rng(seed)
    likely = rng.dirichlet(np.ones(4), number)
    pairs = np.array([rng.multinomial(rng.integers(0, 60), one) for one in likely])
    left, joined = rng.integers(1, 60, (2, number))
    more_then, more_now = rng.binomial(left, 0.4), rng.binomial(joined, 0.6)
    size_then, size_now = pairs.sum(axis=1) + left, pairs.sum(axis=1) + joined
    return WavePairs(
        (pairs[:, 0] + pairs[:, 2] + more_then) / size_then,
        (pairs[:, 0] + pairs[:, 1] + more_now) / size_now,
        size_then.astype(float), size_now.astype(float),
        *pairs.T, np.minimum(size_then, size_now),
    )  # fmt: skip


def single(pairs: WavePairs, at: int) -> tuple[Side, Side, Pairs]:
    """Return one of them as the product has it."""
    same = Pairs(*(int(getattr(pairs, name)[at]) for name in Pairs._fields))
    return (
        Side(float(pairs.before[at]), float(pairs.size_before[at])),
        Side(float(pairs.after[at]), float(pairs.size_after[at])),
        same,
    )


def test_intervals_are_those_of_one_change() -> None:
    """The formulas stand twice, once for arrays: they may not part."""
    pairs = many(1)
    low, high = change_bounds(pairs)
    for at in range(len(low)):
        found = change_of(*single(pairs, at))
        assert (low[at], high[at]) == pytest.approx((found.low, found.high), abs=1e-9)


def test_chances_are_those_of_one_change() -> None:
    """Began against stopped, exactly."""
    pairs = many(2)
    found = exact_changes(pairs.began, pairs.stopped)
    wanted = [
        exact_change(int(one), int(other))
        for one, other in zip(pairs.began, pairs.stopped, strict=True)
    ]
    assert found == pytest.approx(wanted)


@pytest.mark.parametrize("matters", [0.15, 0.3])
def test_verdicts_are_those_of_the_product(matters: float) -> None:
    """What is simulated is what `themekit waves` would say."""
    pairs = many(3)
    found = verdicts(pairs, matters)
    said = set()
    for at in range(len(found)):
        then, now, same = single(pairs, at)
        heard = [
            Heard(name, frozenset(map(str, range(int(side.size)))), frozenset(), frozenset())
            for name, side in (("1", then), ("2", now))
        ]
        waves = Waves(*heard, Share(then, ""), Share(now, ""), same, matters)
        word = waves.verdict_on(waves.change())
        assert WORDS[word] == found[at]
        said.add(word)
    assert said == set(WORDS)


def test_nobody_told_cannot_be_told() -> None:
    """A wave without a single story says nothing."""
    none, some = np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64)
    pairs = WavePairs(np.zeros(1), np.ones(1), np.zeros(1), np.full(1, 50.0),
                      none, none, none, none, some)  # fmt: skip
    assert verdicts(pairs, 0.15).tolist() == [CANNOT_TELL]
