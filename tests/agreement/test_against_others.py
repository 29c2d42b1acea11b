"""Other programs reckon the same: irrCAC, statsmodels, krippendorff and scikit-learn as oracles."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np
import pytest

from themekit import agreement
from themekit.agreement.ratings import read_ratings

with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from irrCAC.raw import CAC


def made(seed: int, coders: int = 3, gaps: float = 0.2) -> np.ndarray[Any, Any]:
    """Return ratings, coders x units, who mostly see the same; not-a-number is a gap."""
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, 3, 40)
    seen = np.where(
        generator.random((coders, 40)) < 0.7, truth, generator.integers(0, 3, (coders, 40))
    ).astype(float)
    seen[generator.random(seen.shape) < gaps] = np.nan
    return seen


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("measure", "theirs"),
    [
        (agreement.gwet_ac1, "gwet"),
        (agreement.scott_pi, "fleiss"),
        (agreement.conger_kappa, "conger"),
        (agreement.brennan_prediger, "bp"),
        (agreement.krippendorff_alpha, "krippendorff"),
    ],
)
def test_irrcac_reckons_the_same_with_gaps(seed: int, measure: Any, theirs: str) -> None:
    """Three coders, forty units, a fifth of them missing."""
    import pandas as pd

    ratings = made(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Newer pandas leave gaps among the values that it finds by itself.
        found = CAC(pd.DataFrame(ratings.T), categories=[0.0, 1.0, 2.0])
        expected = getattr(found, theirs)()["est"]["coefficient_value"]
    assert measure(ratings.tolist()).value == pytest.approx(expected, abs=6e-6)


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_scikit_learn_reckons_the_same_kappa(weights: Any) -> None:
    """Plain and weighted."""
    from sklearn.metrics import cohen_kappa_score

    a, b = made(7, coders=2, gaps=0)
    ours = agreement.cohen_kappa(a.tolist(), b.tolist(), weights).value
    assert ours == pytest.approx(cohen_kappa_score(a, b, weights=weights))


def test_statsmodels_reckons_the_same_fleiss() -> None:
    """On counts without gaps."""
    from statsmodels.stats.inter_rater import fleiss_kappa

    counts = read_ratings(made(3, coders=5, gaps=0).tolist()).counts
    assert agreement.fleiss_kappa(counts).value == pytest.approx(fleiss_kappa(counts))


@pytest.mark.parametrize("seed", range(5))
def test_krippendorffs_package_reckons_the_same_of_categories(seed: int) -> None:
    """Three coders, with gaps: values and intervals come from a form of our own."""
    import krippendorff

    ratings = made(seed)
    theirs = krippendorff.alpha(reliability_data=ratings, level_of_measurement="nominal")
    found = agreement.krippendorff_alpha(ratings.tolist())
    assert found.value == pytest.approx(theirs, abs=1e-12)


def test_pooled_kappa_of_one_code_is_its_kappa() -> None:
    """And of several it is no mean of kappas."""
    a, b = [1, 1, 0, 0, 1, 0], [1, 0, 0, 0, 1, 0]
    assert agreement.pooled_kappa([(a, b)]).value == pytest.approx(
        agreement.cohen_kappa(a, b).value
    )
    # By hand: observed (5/6 + 6/6) / 2, expected (1/2 + 26/36) / 2.
    rare = [0, 0, 0, 0, 0, 1]
    expected = (11 / 12 - (0.5 + 26 / 36) / 2) / (1 - (0.5 + 26 / 36) / 2)
    assert agreement.pooled_kappa([(a, b), (rare, rare)]).value == pytest.approx(expected)
