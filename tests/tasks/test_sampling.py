"""Random choices: how many come from where, and that nothing else has a say in them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.tasks.sampling import in_fixed_order, in_strata, seeded, whole


@given(
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=5),
    share=st.floats(0, 1.2),
    seed=st.integers(0, 10_000),
)
def test_each_stratum_gets_its_share_give_or_take_one(
    sizes: list[int], share: float, seed: int
) -> None:
    """Nothing twice, nothing from elsewhere, as many as are wanted and there."""
    things = [f"{name} {at}" for name, size in enumerate(sizes) for at in range(size)]
    size = int(share * len(things))
    found = in_strata(things, size, lambda one: one.split()[0], seeded(seed, "x"))
    assert len(found) == len(set(found)) == min(size, len(things))
    counts = Counter(one.split()[0] for one in found)
    for name, of in enumerate(sizes):
        wanted = min(size, len(things)) * of / len(things)
        assert abs(counts[str(name)] - wanted) < 1.0000001


def test_every_thing_has_the_same_chance_whatever_its_stratum() -> None:
    """A stratum of one among eleven is drawn as often as any other."""
    things = ["a 0", *(f"b {at}" for at in range(10))]
    seen = Counter[str]()
    for seed in range(4000):
        seen.update(in_strata(things, 3, lambda one: one[0], seeded(seed)))
    assert all(seen[one] / 4000 == pytest.approx(3 / 11, abs=0.03) for one in things)


def test_a_whole_number_is_right_on_average() -> None:
    """It is one of the two beside what is expected."""
    found = [whole(2.3, seeded(seed)) for seed in range(4000)]
    assert set(found) == {2, 3}
    assert sum(found) / 4000 == pytest.approx(2.3, abs=0.03)


@given(st.sets(st.text(max_size=5), max_size=30), st.sets(st.text(max_size=5), max_size=30))
def test_what_is_added_leaves_the_order_of_the_rest(some: set[str], more: set[str]) -> None:
    """So people meet whose passages are not all the same."""
    both = in_fixed_order(some | more, 3, "x")
    assert [one for one in both if one in some] == in_fixed_order(some, 3, "x")


def test_another_seed_makes_another_order() -> None:
    """And another purpose too."""
    keys = [str(at) for at in range(50)]
    orders = [
        in_fixed_order(keys, 1, "x"),
        in_fixed_order(keys, 2, "x"),
        in_fixed_order(keys, 1, "y"),
    ]
    assert len({tuple(one) for one in orders}) == 3
