"""Wilson's interval against published figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.statistics import wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (27, 30, 0.7438, 0.9654),
    ],
)
def test_wilson_published(count: int, total: int, low: float, high: float) -> None:
    """The first four are Newcombe's examples (1998, table I, method 3)."""
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


def test_wilson_level() -> None:
    """A 99 % interval of half of 100 is that of z = 2.5758."""
    assert wilson(50, 100, level=0.99) == pytest.approx((0.37528, 0.62472), abs=5e-6)


def test_wilson_ends_are_exact() -> None:
    """Of nobody starts at exactly 0, of everybody ends at exactly 1."""
    assert (wilson(0, 7).low, wilson(7, 7).high) == (0.0, 1.0)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 3), (4, 3)])
def test_wilson_no_share(count: int, total: int) -> None:
    """Counts that make no share are refused."""
    with pytest.raises(ValueError, match=f"of {count} out of {total}"):
        wilson(count, total)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_wilson_level_range(level: float) -> None:
    """A level outside (0, 1) is refused by name."""
    with pytest.raises(ValueError, match=f"not at {level}"):
        wilson(1, 2, level=level)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_contains_share(pair: tuple[int, int]) -> None:
    """The share lies in its interval, and the interval in [0, 1]."""
    count, total = pair
    interval = wilson(count, total)
    assert 0 <= interval.low <= count / total <= interval.high <= 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_mirror(pair: tuple[int, int]) -> None:
    """Those who did not are the mirror of those who did."""
    count, total = pair
    did, did_not = wilson(count, total), wilson(total - count, total)
    assert (1 - did_not.high, 1 - did_not.low) == pytest.approx(did)
