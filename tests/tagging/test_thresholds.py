"""From which score on a code is suggested."""

import numpy as np
import pytest

from themekit.tagging.thresholds import choose_thresholds, f1_curves, promised_f1


def drawn(share, rows=20_000, seed=0):
    """Return calibrated scores of one code and labels drawn from them."""
    rng = np.random.default_rng(seed)
    scores = rng.beta(share * 3, (1 - share) * 3, size=(rows, 1))
    return scores, (rng.random((rows, 1)) < scores).astype(float)


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_calibrated_scores_promise_the_f1_that_they_give(share):
    """Without any label the promised curve is the real one."""
    scores, y = drawn(share)
    looked = np.ones(y.shape)
    assert promised_f1(scores, looked) == pytest.approx(f1_curves(scores, y, looked), abs=0.03)


def test_a_rare_code_has_a_lower_threshold():
    """Half of the F1 that can be had is where a calibrated score should count."""
    rare, y = drawn(0.05)
    common, z = drawn(0.5)
    low, high = choose_thresholds(
        np.hstack([rare, common]), np.hstack([y, z]), np.ones((20_000, 2))
    )
    assert low < high


def test_a_code_that_nobody_looked_at_has_a_threshold():
    """Nothing is divided by nothing."""
    scores, y = drawn(0.2, rows=50)
    threshold = choose_thresholds(scores, y, np.zeros(y.shape))
    assert 0 < threshold[0] < 1
