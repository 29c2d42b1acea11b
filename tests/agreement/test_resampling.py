"""Intervals by resampling whole cases."""

from __future__ import annotations

import numpy as np
import pytest

from themekit import agreement
from themekit.agreement.resampling import bootstrap, interval_of_ratio, ratio

GENERATOR = np.random.default_rng(1)
TRUTH = GENERATOR.random(200) < 0.4
A = np.where(GENERATOR.random(200) < 0.85, TRUTH, ~TRUTH).astype(int).tolist()
B = np.where(GENERATOR.random(200) < 0.85, TRUTH, ~TRUTH).astype(int).tolist()


@pytest.mark.parametrize(
    "measure", [agreement.krippendorff_alpha, agreement.gwet_ac1, agreement.positive_agreement]
)
def test_an_interval_holds_its_value(measure) -> None:
    """From 40 cases of five units each."""
    found = measure([A, B], groups=[at // 5 for at in range(200)])
    assert found.interval.low < found.value < found.interval.high


def test_few_cases_have_no_interval() -> None:
    """Nineteen people say too little of others."""
    found = agreement.krippendorff_alpha([A, B], groups=[at % 19 for at in range(200)])
    assert found.interval is None
    assert found.no_interval == "19 of 20 cases"


def test_the_same_seed_gives_the_same_interval() -> None:
    """A number that changes with every look is none."""
    groups = [at // 5 for at in range(200)]
    once, again = (agreement.cohen_kappa(A, B, groups=groups, seed=3) for _ in range(2))
    assert once == again


def test_cases_that_talk_alike_widen_the_interval() -> None:
    """Units of one case are not independent: ten times the same unit is one unit."""
    often_a, often_b = (np.repeat(one[:40], 10).tolist() for one in (A, B))
    once = agreement.krippendorff_alpha([A[:40], B[:40]], groups=list(range(40)), seed=2)
    often = agreement.krippendorff_alpha(
        [often_a, often_b], groups=[at // 10 for at in range(400)], seed=2
    )
    assert once.interval
    assert often.interval
    width = [one.interval.high - one.interval.low for one in (once, often)]
    assert width[1] == pytest.approx(width[0], rel=0.1)


def test_a_code_used_once_has_no_interval() -> None:
    """Most resamples would miss it."""
    once = [1, *[0] * 39]
    found = agreement.krippendorff_alpha([once, once], groups=list(range(40)))
    assert found.value == 1
    assert "too rare" in found.no_interval


def test_people_who_never_differed_have_no_interval() -> None:
    """From 1 to 1 it would read as certain; of other cases it says nothing."""
    found = agreement.krippendorff_alpha([A, A], groups=[at // 5 for at in range(200)])
    assert (found.value, found.interval) == (1, None)
    assert "no two resamples differ" in found.no_interval


def test_cases_that_say_the_same_are_drawn_together_to_the_same_interval() -> None:
    """Of 60 cases with one of four pairs of sums, both ways of drawing agree within chance."""
    rng = np.random.default_rng(8)
    below = rng.integers(1, 3, 60).astype(float)
    above = rng.binomial(below.astype(int), 0.6).astype(float)
    together = interval_of_ratio(above, below, resamples=20_000)
    apart, _ = bootstrap(lambda of: ratio(*of.T), np.column_stack([above, below]), resamples=20_000)
    assert together is not None
    assert apart is not None
    assert together == pytest.approx(apart, abs=0.01)
    assert interval_of_ratio(above[:19], below[:19]) is None
