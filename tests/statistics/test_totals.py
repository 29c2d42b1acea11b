"""Estimated totals: exact where all is read, honest where little is, never led by a bad machine."""

import numpy as np
import pytest

from themekit.statistics.totals import ENOUGH_DRAWN, estimated_total

UNITS = 2_000
DRAWS = 200


def material(share: float, *, informed: float = 1.0, seed: int = 1):
    """Return who holds a code, and the calibrated scores of a machine that knows so much of it."""
    generator = np.random.default_rng(seed)
    log_odds = np.log(share / (1 - share)) + generator.normal(0, 2 * informed, UNITS)
    scores = 1 / (1 + np.exp(-log_odds))
    scores *= share / scores.mean()
    holds = (generator.random(UNITS) < scores).astype(int)
    return holds, np.clip(scores, 0, 1)


def estimates(holds, scores, drawn: int, seeds: int = DRAWS):
    """Yield the estimate of each of many draws."""
    for seed in range(seeds):
        chosen = np.random.default_rng([seed, drawn]).permutation(UNITS)
        read, unread = chosen[:drawn], chosen[drawn:]
        found = int(holds[read].sum())
        yield estimated_total(found, scores[unread], scores[read], holds[read])


def test_what_is_read_wholly_is_counted() -> None:
    """Then there is nothing to estimate, and no interval."""
    assert estimated_total(7, [], [0.5] * 60, [1] * 7 + [0] * 53) == (7.0, None, None)


def test_nothing_is_estimated_from_no_draw() -> None:
    """The machine's word alone is no estimate."""
    with pytest.raises(ValueError, match="no draw"):
        estimated_total(0, [0.5], [], [])


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
@pytest.mark.parametrize("drawn", [ENOUGH_DRAWN, 300])
def test_intervals_hold_the_count_nearly_always(share: float, drawn: int) -> None:
    """In 200 draws at least 92 % of the 95 % intervals hold what all would have come to."""
    holds, scores = material(share)
    total = holds.sum()
    held = [one.low <= total <= one.high for one in estimates(holds, scores, drawn)]
    assert np.mean(held) >= 0.92


def test_good_scores_make_intervals_narrower() -> None:
    """What the machine explains needs no further draw."""
    holds, scores = material(0.2, informed=1.5)
    flat = np.full(UNITS, holds.mean())
    with_scores, without = (
        np.median([one.high - one.low for one in estimates(holds, given, 300, 40)])
        for given in (scores, flat)
    )
    assert with_scores < 0.9 * without


def test_an_inverted_machine_does_no_harm() -> None:
    """Its scores get no weight once the draw shows what they are worth."""
    holds, scores = material(0.2, informed=1.5)
    total = holds.sum()
    found = list(estimates(holds, scores.max() - scores, 300, 60))
    assert np.mean([one.low <= total <= one.high for one in found]) >= 0.9
    assert abs(np.mean([one.estimate for one in found]) / total - 1) < 0.1


def test_bounds_are_possible_numbers() -> None:
    """No fewer than were found, no more than there are, and none at all where none was drawn."""
    none = estimated_total(0, [0.01] * 900, [0.01] * 100, [0] * 100)
    assert none.low == 0
    assert 0 < none.estimate < none.high < 900
    chosen = estimated_total(3, [0.01] * 900, [0.01] * 100, [0] * 100)
    assert chosen.low == 3
    assert estimated_total(90, [0.9] * 10, [0.9] * 90, [1] * 90).high == 100
