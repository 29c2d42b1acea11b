"""Changes of shares, against published and otherwise reckoned numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import xlogy
from scipy.stats import norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep

from themekit.statistics.change import (
    NO_DRIFT,
    Estimate,
    Pairs,
    Side,
    change_beyond,
    change_of,
    drift_of,
    exact_change,
    likeness,
)
from themekit.statistics.intervals import score_interval, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.mark.parametrize(("began", "stopped"), [(13, 0), (5, 1), (7, 1), (4, 4), (0, 0), (1, 9)])
def test_who_began_and_stopped_is_tested_as_elsewhere(began: int, stopped: int) -> None:
    """The exact test of McNemar gives what statsmodels gives."""
    elsewhere = mcnemar([[20, began], [stopped, 9]], exact=True).pvalue
    assert exact_change(began, stopped) == pytest.approx(elsewhere)


def test_numbers_of_people_are_not_below_nobody() -> None:
    """A number below 0 is no number of people."""
    with pytest.raises(ValueError, match="no people"):
        exact_change(-1, 2)


def test_other_people_give_the_published_interval() -> None:
    """Newcombe 1998: 56 of 70 less 48 of 80 is 0.2 (0.0524 to 0.3339)."""
    found = change_of(Side(48 / 80, 80), Side(56 / 70, 70))
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize("counts", [(4, 40, 15, 29), (0, 30, 6, 41), (20, 25, 3, 60)])
def test_other_people_give_what_statsmodels_gives(counts: tuple[int, int, int, int]) -> None:
    """Its 'newcomb' interval for two independent shares is the same."""
    then, size, now, later = counts
    low, high = confint_proportions_2indep(now, later, then, size, method="newcomb", compare="diff")
    found = change_of(Side(then / size, size), Side(now / later, later))
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_the_same_people_give_the_published_interval() -> None:
    """Bentur 2009, in Fagerland 2014: 1 both, 1 only before, 7 only after, 12 never."""
    pairs = Pairs(stayed=1, began=7, stopped=1, never=12)
    found = change_of(Side(2 / 21, 21), Side(8 / 21, 21), pairs)
    assert found == pytest.approx((0.2857, 0.0260, 0.5070), abs=1e-3)


def test_whoever_returns_makes_the_interval_narrower() -> None:
    """The more alike the same people are both times, the less who tells can matter."""
    others = change_of(Side(0.5, 40), Side(0.6, 40))
    same = change_of(Side(0.5, 40), Side(0.6, 40), Pairs(stayed=20, began=4, stopped=0, never=16))
    some = change_of(Side(0.5, 40), Side(0.6, 40), Pairs(stayed=10, began=2, stopped=0, never=8))
    widths = [one.high - one.low for one in (same, some, others)]
    assert widths == sorted(widths)


def test_likeness_of_people_who_are_all_alike_is_not_defined() -> None:
    """It counts as none."""
    assert likeness(Pairs(never=12)) == 0.0


def test_drift_moves_the_change_and_widens_it() -> None:
    """What the earlier wave would be read as today is what is compared."""
    plain = change_of(Side(0.3, 300), Side(0.5, 300))
    moved = change_of(Side(0.3, 300), Side(0.5, 300), drift=Estimate(0.1, 0.02, 0.18))
    assert moved.value == pytest.approx(0.1)
    assert moved.high - moved.low > plain.high - plain.low
    assert change_of(Side(0.3, 300), Side(0.5, 300), drift=NO_DRIFT) == plain


def test_drift_is_exact_once_all_was_read_anew() -> None:
    """Then nothing is estimated."""
    assert drift_of(Pairs(6, 3, 1, 30), size=40) == pytest.approx((0.05, 0.05, 0.05))


def test_a_bridge_without_a_difference_still_leaves_some_drift_possible() -> None:
    """Sixty alike do not show that none of 300 differs."""
    found = drift_of(Pairs(12, 0, 0, 48), size=300)
    assert found.value == 0.0
    assert found.low < 0 < found.high


@pytest.mark.parametrize(("pairs", "size"), [(Pairs(), 10), (Pairs(never=11), 10)])
def test_drift_needs_cases_that_were_read_anew(pairs: Pairs, size: int) -> None:
    """None, or more than there are, give none."""
    with pytest.raises(ValueError, match="no drift"):
        drift_of(pairs, size)


def test_a_change_needs_tellers_and_shares() -> None:
    """A wave in which nobody told anything, and a share above 1, are refused."""
    with pytest.raises(ValueError, match="nobody told"):
        change_of(Side(0.0, 0), Side(0.5, 10))
    with pytest.raises(ValueError, match="not both shares"):
        change_of(Side(0.5, 10), Side(1.2, 10))


def test_score_interval_of_whole_numbers_is_wilsons() -> None:
    """At a whole number of people both are the same."""
    assert score_interval(0.9, 30) == pytest.approx(wilson(27, 30))


def test_planted_change_is_covered_although_reading_drifted() -> None:
    """A small cousin of benchmarks/waves.py: 300 told, 60 read anew, 200 draws."""
    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(200):
        then, now = rng.random(300) < 0.2, rng.random(300) < 0.35
        read_then = np.where(then, rng.random(300) < 0.7, rng.random(300) < 0.02)
        again = np.where(then, rng.random(300) < 0.9, rng.random(300) < 0.05)
        read_now = np.where(now, rng.random(300) < 0.9, rng.random(300) < 0.05)
        was, new = read_then[:60], again[:60]
        pairs = Pairs(*(int(n.sum()) for n in (was & new, new & ~was, was & ~new, ~was & ~new)))
        drift = drift_of(pairs, 300)
        found = change_of(Side(read_then.mean(), 300), Side(read_now.mean(), 300), drift=drift)
        truth = (0.35 - 0.2) * (0.9 - 0.05)
        covered += found.low <= truth <= found.high
    assert 0.9 <= covered / 200 <= 0.99


@pytest.mark.parametrize(("began", "stopped"), [(13, 0), (6, 0), (5, 0), (10, 2), (20, 8), (5, 1)])
def test_without_drift_what_goes_beyond_it_is_mcnemars(began: int, stopped: int) -> None:
    """With Edwards' correction, as statsmodels has it."""
    table = [[7, stopped], [began, 20]]
    wanted = mcnemar(table, exact=False, correction=True).pvalue
    assert change_beyond(Pairs(7, began, stopped, 20), NO_DRIFT) == pytest.approx(wanted)


@pytest.mark.parametrize("drift", [-0.3, -0.1, 0.0, 0.15, 0.4])
@pytest.mark.parametrize("pairs", [Pairs(12, 9, 4, 30), Pairs(0, 3, 0, 12), Pairs(20, 0, 11, 2)])
def test_the_variance_under_a_drift_is_that_of_the_likeliest_changes(
    pairs: Pairs, drift: float
) -> None:
    """Tango's root is where the likelihood is largest, found by search."""
    stayed, began, stopped, never = pairs

    def unlikely(stop: float) -> float:
        start, rest = stop + drift, 1 - 2 * stop - drift
        return -(xlogy(began, start) + xlogy(stopped, stop) + xlogy(stayed + never, rest))

    bounds = (max(0.0, -drift) + 1e-9, (1 - drift) / 2 - 1e-9)
    stop = minimize_scalar(unlikely, bounds=bounds, method="bounded", options={"xatol": 1e-9}).x
    variance = pairs.number * (2 * stop + drift - drift**2)
    more = abs(began - stopped - pairs.number * drift)
    wanted = 2 * norm.cdf(-max(0.0, more - 1) / variance**0.5)
    found = change_beyond(pairs, Estimate(drift, drift, drift))
    assert found == pytest.approx(wanted, abs=1e-3)


def test_what_is_left_open_of_drift_makes_chance_likelier() -> None:
    """As many began; how reading drifted is known less well."""
    pairs = Pairs(45, 30, 15, 60)
    sure, unsure = (change_beyond(pairs, Estimate(-0.1, -0.1 - at, -0.1 + at)) for at in (0, 0.1))
    assert sure < unsure < change_beyond(pairs, Estimate(0.05, -0.05, 0.15))


def test_nobody_who_returned_goes_beyond_nothing() -> None:
    """It is refused."""
    with pytest.raises(ValueError, match="nobody told anything both times"):
        change_beyond(Pairs(), NO_DRIFT)


def test_the_same_people_differ_beyond_drift_as_often_as_chance_allows() -> None:
    """Nothing changed, and today's reader finds less: 300 draws of 150 people, 60 of 300 anew."""
    rng = np.random.default_rng(3)
    named = 0
    for _ in range(300):
        told = rng.random(300) < 0.4
        then, again = (np.where(told, rng.random(300) < found, 0) > 0 for found in (0.9, 0.6))
        later = np.where(rng.random(150) < 0.5, told[:150], rng.random(150) < 0.4)
        now = later & (rng.random(150) < 0.6)
        anew = rng.permutation(300)[:60]
        drift = drift_of(_pairs(then[anew], again[anew]), 300)
        named += change_beyond(_pairs(then[:150], now), drift) < 0.05
    assert named / 300 <= 0.07


def _pairs(then: NDArray[np.bool_], now: NDArray[np.bool_]) -> Pairs:
    counts = (then & now, now & ~then, then & ~now, ~then & ~now)
    return Pairs(*(int(one.sum()) for one in counts))
