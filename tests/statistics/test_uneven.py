"""Whether a rate is the same in every group of people."""

from __future__ import annotations

import numpy as np
import pytest

from themekit.statistics.uneven import uneven

TWO = np.repeat([0, 1], 60)


def test_a_rate_halved_in_one_group_is_named() -> None:
    """18 of 60 found in one group and 36 of 60 in the other is beyond chance."""
    hits = np.concatenate([np.arange(60) < 18, np.arange(60) < 36]).astype(float)
    low, high = uneven(hits, np.ones(120), TWO)
    assert low.difference == pytest.approx(-0.3)
    assert low.named
    assert high.difference == pytest.approx(0.3)


def test_the_chance_is_that_of_fishers_exact_test_with_what_is_as_large_counted_half() -> None:
    """With a thing a person and two groups a deal is Fisher's: 12 and 21 of 30, mid-P of scipy."""
    from scipy.stats import fisher_exact, hypergeom

    hits = np.concatenate([np.arange(30) < 12, np.arange(30) < 21]).astype(float)
    found = uneven(hits, np.ones(60), np.repeat([0, 1], 30), deals=20_000)
    exact = fisher_exact([[12, 18], [21, 9]]).pvalue
    as_large = hypergeom(60, 33, 30).pmf([12, 21]).sum()
    assert found[0].chance == pytest.approx(exact - as_large / 2, abs=0.003)


def test_a_group_of_whom_nothing_was_to_be_found_has_no_difference() -> None:
    """Of three groups the second says nothing: the others are compared with one another."""
    hits = np.concatenate([np.arange(60) < 18, np.zeros(60), np.arange(60) < 36]).astype(float)
    trials = np.repeat([1.0, 0.0, 1.0], 60)
    low, nothing, high = uneven(hits, trials, np.repeat([0, 1, 2], 60))
    assert nothing.difference is None
    assert low.difference == pytest.approx(-high.difference if high.difference else 0)
    assert low.named


def test_one_person_who_says_much_does_not_count_as_many() -> None:
    """Forty things of one person, all missed, name no group of people."""
    hits, trials = np.ones(60), np.ones(60)
    hits[0], trials[0] = 0.0, 40.0
    (first, _) = uneven(hits, trials, np.repeat([0, 1], 30))
    assert first.difference is not None
    assert first.difference < -0.5
    assert not first.named


def test_the_smallest_difference_falls_as_more_is_read() -> None:
    """Four times as many people let half as large a difference be seen."""
    few = uneven(np.tile([0.0, 1.0], 60), np.ones(120), TWO)
    many = uneven(np.tile([0.0, 1.0], 240), np.ones(480), np.repeat([0, 1], 240))
    assert few[0].smallest is not None
    assert many[0].smallest is not None
    assert many[0].smallest == pytest.approx(few[0].smallest / 2, rel=0.1)


def test_several_groups_that_do_not_differ_are_rarely_named() -> None:
    """Of 200 sets of four equal groups about one in twenty names any; eight in 200 at least."""
    rng = np.random.default_rng(3)
    group = np.repeat(np.arange(4), 40)
    named = sum(
        any(one.named for one in uneven(rng.binomial(1, 0.6, 160) * 1.0, np.ones(160), group,
                                        deals=199, seed=number))
        for number in range(200)
    )  # fmt: skip
    assert 2 <= named <= 20


def test_a_group_alone_is_compared_with_nobody() -> None:
    """Of one group there is no difference to tell."""
    (only,) = uneven(np.ones(30), np.ones(30), np.zeros(30, dtype=np.int64))
    assert only.difference is None
    assert not only.named


def test_what_everybody_says_alike_tells_no_difference() -> None:
    """Where all is found of all no deal differs: nothing is named, and no smallest difference."""
    found = uneven(np.ones(40), np.ones(40), np.repeat([0, 1], 20))
    assert [one.named for one in found] == [False, False]
    assert found[0].smallest is None
