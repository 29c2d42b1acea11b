"""Shares of a finite set of cases, from a draw and a machine's scores."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from themekit.statistics.prevalence import Prevalence, Scored, prevalence

SIZE, DRAWN = 2000, 200


def material(share: float, missed: float = 0.0, alarms: float = 0.0) -> tuple[np.ndarray, ...]:
    """Return what is true of all cases, and what a machine with some mistakes says of them."""
    truth = np.zeros(SIZE)
    truth[: int(share * SIZE)] = 1
    machine = truth.copy()
    machine[: int(missed * share * SIZE)] = 0
    machine[SIZE - int(alarms * SIZE) :] = 1
    return truth, machine


def drawn(truth: np.ndarray, machine: np.ndarray, seed: int, size: int = DRAWN) -> Prevalence:
    """Draw, and estimate."""
    order = np.random.default_rng(seed).permutation(SIZE)
    scored = Scored(machine[order[:size]], machine[order[size:]])
    return prevalence(truth[order[:size]], SIZE, scored)


def coverage(truth: np.ndarray, machine: np.ndarray, rounds: int = 300) -> float:
    """Return how often the interval holds the truth."""
    share = truth.mean()
    found = (drawn(truth, machine, seed).interval for seed in range(rounds))
    return float(np.mean([one is not None and one.low <= share <= one.high for one in found]))


def test_without_a_machine_a_large_set_has_wilsons_interval() -> None:
    """Statsmodels says the same of a set so large that 60 of it take nothing away."""
    found = prevalence([1] * 12 + [0] * 48, size=10**9)
    assert found.interval == pytest.approx(proportion_confint(12, 60, method="wilson"), abs=1e-6)


def test_a_finite_set_narrows_it_as_more_cases_would() -> None:
    """300 of 1,000 tell as much as 300 * 999 / 700 of very many."""
    found = prevalence([1] * 60 + [0] * 240, size=1000)
    effective = 300 * 999 / 700
    same = proportion_confint(0.2 * effective, effective, method="wilson")
    assert found.interval == pytest.approx(same, abs=1e-9)


def test_a_full_reading_is_exact() -> None:
    """There is nothing to estimate, whatever the machine says."""
    found = prevalence([1, 1, 0, 0], 4, Scored([0.1] * 4, []))
    assert (found.share, found.interval, found.counts) == (0.5, None, (2, 2))


def test_a_population_is_never_known_exactly() -> None:
    """A probability sample that was read wholly has Wilson's interval of its size."""
    found = prevalence([1] * 20 + [0] * 80, 100, population=True)
    assert found.interval == pytest.approx(proportion_confint(20, 100, method="wilson"), abs=1e-9)


@pytest.mark.parametrize("machine", [np.full(SIZE, 0.3), 1 - material(0.2)[1]])
def test_a_constant_or_inverted_machine_costs_nothing(machine: np.ndarray) -> None:
    """It has no say: the interval is that without it."""
    truth = material(0.2)[0]
    for seed in range(20):
        found = drawn(truth, machine, seed)
        order = np.random.default_rng(seed).permutation(SIZE)
        assert found == prevalence(truth[order[:DRAWN]], SIZE)


@pytest.mark.parametrize(
    ("share", "missed", "alarms"),
    [(0.05, 0.1, 0.0), (0.1, 0.05, 0.002), (0.3, 0.0, 0.007), (0.3, 0.1, 0.05), (0.03, 0.2, 0.01)],
)
def test_it_holds_where_a_draw_shows_few_of_the_machines_mistakes(
    share: float, missed: float, alarms: float
) -> None:
    """Textbook intervals of this kind hold in fewer than 80 % here: no mistake seen is not none."""
    assert coverage(*material(share, missed, alarms)) >= 0.91


def test_a_machine_that_helps_narrows_the_interval() -> None:
    """With a tenth of its uses missed it is not much wider than a half."""
    truth, machine = material(0.2, 0.1)
    helped, alone = drawn(truth, machine, 1).interval, drawn(truth, np.zeros(SIZE), 1).interval
    assert helped is not None
    assert alone is not None
    assert helped.high - helped.low < 0.6 * (alone.high - alone.low)


def test_a_machine_that_helps_little_has_no_say() -> None:
    """Under a tenth of the width: then plain is better."""
    rng = np.random.default_rng(0)
    truth = material(0.2)[0]
    assert not any(drawn(truth, truth + rng.normal(0, 3, SIZE), seed).by_machine for seed in (1, 2))


def test_what_was_read_is_never_contradicted() -> None:
    """Of ten cases with seven read, of which four have it, between four and seven can."""
    found = prevalence([1] * 4 + [0] * 3, 10)
    assert found.interval is not None
    assert found.interval.low >= 0.4
    assert found.interval.high <= 0.7
    assert found.counts == (4, 7)


@pytest.mark.parametrize(("found", "size"), [([], 3), ([1, 0], 1), ([2], 3)])
def test_nonsense_is_refused(found: list[int], size: int) -> None:
    """Nothing drawn, more than there is, or no yes and no."""
    with pytest.raises(ValueError, match="no share can be made"):
        prevalence(found, size)


def test_scores_of_other_cases_are_refused() -> None:
    """They would be somebody else's."""
    with pytest.raises(ValueError, match="1 and 1 scores are not of 3 cases"):
        prevalence([1, 0], 3, Scored([0.1], [0.2]))
