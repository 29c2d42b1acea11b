"""Shares that come to a whole."""

from __future__ import annotations

from itertools import combinations
from math import exp, log
from statistics import variance

import pytest

from themekit.statistics.compositions import centre, spread, without_zeros

PLACED = [(0.7, 0.2, 0.1), (0.1, 0.6, 0.3), (0.25, 0.25, 0.5), (0.9, 0.05, 0.05)]


def test_the_centre_is_the_closed_geometric_mean() -> None:
    """Reckoned by hand: the roots of .08 and .08 and of .01, closed."""
    found = centre([(0.8, 0.1, 0.1), (0.1, 0.8, 0.1)])
    assert found == pytest.approx((0.2828427 / 0.6656854, 0.2828427 / 0.6656854, 0.1 / 0.6656854))


def test_the_centre_does_not_depend_on_the_unit_of_a_corner() -> None:
    """Perturbing all by one composition moves the centre by it (Aitchison 1982)."""
    by = (0.2, 0.3, 0.5)

    def moved(shares: tuple[float, ...]) -> tuple[float, ...]:
        products = [share * step for share, step in zip(shares, by, strict=True)]
        return tuple(product / sum(products) for product in products)

    assert centre([moved(one) for one in PLACED]) == pytest.approx(moved(centre(PLACED)))


def test_the_spread_is_the_mean_variance_of_the_log_ratios_of_three() -> None:
    """The total variance is the sum of all log-ratio variances, divided by the number of parts."""
    ratios = [
        variance([log(one[a] / one[b]) for one in PLACED]) for a, b in combinations(range(3), 2)
    ]
    found = spread(PLACED)
    assert found is not None
    assert found**2 == pytest.approx(sum(ratios) / 3)


def test_one_alone_has_no_spread_and_equals_have_none() -> None:
    """Of one nothing can be said; two at one place lie no way apart."""
    assert spread(PLACED[:1]) is None
    assert spread([PLACED[0]] * 2) == pytest.approx(0)
    told = spread([(0.5, 0.25, 0.25), (0.25, 0.5, 0.25)])
    assert told is not None
    assert exp(told) > 1


def test_zeros_are_replaced_and_the_ratios_of_the_others_stay() -> None:
    """As scikit-bio documents it: (0.2, 0.4, 0.4, 0) with 1/16 becomes (3, 6, 6, 1) sixteenths."""
    found = without_zeros((0.2, 0.4, 0.4, 0.0), 1 / 16)
    assert found == pytest.approx((0.1875, 0.375, 0.375, 0.0625))
    assert without_zeros((0.2, 0.3, 0.5)) == (0.2, 0.3, 0.5)
    assert without_zeros((1.0, 0.0, 0.0)) == pytest.approx((0.987, 0.0065, 0.0065))


@pytest.mark.parametrize("shares", [(0.5, 0.4, 0.2), (-0.1, 0.6, 0.5)])
def test_what_is_no_composition_is_refused(shares: tuple[float, ...]) -> None:
    """It would have a centre all the same."""
    with pytest.raises(ValueError, match="come to 1"):
        without_zeros(shares)


def test_a_replacement_that_takes_everything_is_refused() -> None:
    """The other shares would vanish."""
    with pytest.raises(ValueError, match="leaves nothing"):
        without_zeros((1.0, 0.0, 0.0), 0.5)
