"""What is added up once by case is what the definition says of every resample, unit by unit."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import pytest

from themekit import agreement
from themekit.agreement.alpha import pooled_alpha
from themekit.agreement.resampling import RESAMPLES, TAIL
from themekit.agreement.sets import _codes_of, _distances, _jaccard, _masi
from themekit.agreement.unitizing import _by_chance, _disagreement, _merged, _sections

CODES = "abc"
Measure = Callable[..., agreement.Agreement]


def made(seed: int, coders: int, values: Sequence[Any]) -> tuple[list[list[Any]], list[str]]:
    """Return ratings of 30 cases of one to three units, with gaps, and the case of each unit."""
    chance = random.Random(seed)
    groups = [f"case {at}" for at in range(30) for _ in range(chance.randint(1, 3))]
    chance.shuffle(groups)
    truth = [chance.choice(values) for _ in groups]
    ratings = [
        [
            None
            if chance.random() < 0.1
            else one
            if chance.random() < 0.7
            else chance.choice(values)
            for one in truth
        ]
        for _ in range(coders)
    ]
    return ratings, groups


def shared(ratings: list[list[Any]], groups: list[str]) -> tuple[list[list[Any]], list[str]]:
    """Keep the units of which two people or more said something."""
    kept = [at for at in range(len(groups)) if sum(row[at] is not None for row in ratings) > 1]
    return [[row[at] for at in kept] for row in ratings], [groups[at] for at in kept]


def by_definition(
    measure: Callable[[list[list[Any]]], float | None], ratings: list[list[Any]], groups: list[str]
) -> tuple[float, float]:
    """Write every resample out, unit by unit, and measure it as if it were a study."""
    names = list(dict.fromkeys(groups))
    units = {name: [at for at, one in enumerate(groups) if one == name] for name in names}
    draws = np.random.default_rng(0).multinomial(
        len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES
    )
    found = []
    for draw in draws:
        chosen = [
            at for name, times in zip(names, draw, strict=True) for at in units[name] * int(times)
        ]
        found.append(measure([[row[at] for at in chosen] for row in ratings]))
    told = [one for one in found if one is not None]
    low, high = np.percentile(told, [TAIL, 100 - TAIL])
    return float(low), float(high)


OF_CATEGORIES: list[tuple[Measure, int]] = [
    (agreement.percent, 3),
    (agreement.scott_pi, 3),
    (agreement.conger_kappa, 3),
    (agreement.gwet_ac1, 3),
    (agreement.brennan_prediger, 3),
    (agreement.krippendorff_alpha, 3),
    (agreement.positive_agreement, 3),
    (lambda rows, **more: agreement.cohen_kappa(*rows, **more), 2),
    (lambda rows, **more: agreement.cohen_kappa(*rows, "quadratic", **more), 2),
]


@pytest.mark.parametrize(("measure", "coders"), OF_CATEGORIES)
def test_a_resample_is_measured_as_a_study_of_its_own(measure: Measure, coders: int) -> None:
    """Two values, three coders with gaps; Cohen's kappa of two."""
    ratings, groups = shared(*made(5, coders, (0, 1)))
    interval = measure(ratings, groups=groups).interval
    assert interval
    # All of one case: a value alone.
    expected = by_definition(
        lambda rows: measure(rows, groups=[0] * len(rows[0])).value, ratings, groups
    )
    assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-12)


def far(one: frozenset[str], other: frozenset[str], level: str) -> float:
    """Return the distance of two sets as it is written in the papers."""
    if one == other:
        return 0.0
    likeness = len(one & other) / len(one | other)
    if level == "jaccard":
        return 1 - likeness
    part = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - likeness * (part if one & other else 0)


def alpha(ratings: list[list[Any]], level: str) -> float | None:
    """Return Krippendorff's alpha by its definition: every two values of a unit, and of all."""
    units = [[one for one in unit if one is not None] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    observed = sum(
        far(one, other, level) / (len(unit) - 1) for unit in units for one in unit for other in unit
    )
    said = [one for unit in units for one in unit]
    expected = sum(far(one, other, level) for one in said for other in said)
    return 1 - (len(said) - 1) * observed / expected if expected else None


SETS = [frozenset(code for code in CODES if number & 1 << "abc".index(code)) for number in range(8)]


@pytest.mark.parametrize("level", ["jaccard", "masi"])
@pytest.mark.parametrize("seed", range(3))
def test_alpha_of_sets_is_the_definitions(level: Any, seed: int) -> None:
    """Three coders, with gaps; with cases as without."""
    ratings, groups = made(seed, 3, SETS)
    found = agreement.krippendorff_alpha(ratings, level, groups=groups)
    assert found.value == pytest.approx(alpha(ratings, level), abs=1e-12)
    alone = agreement.krippendorff_alpha(ratings, level)
    assert (alone.value, alone.n) == (pytest.approx(found.value, abs=1e-12), found.n)


@pytest.mark.parametrize("level", ["jaccard", "masi"])
def test_a_resample_of_sets_is_measured_as_a_study_of_its_own(
    level: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Distances added up between cases are those between their units."""
    monkeypatch.setattr("themekit.agreement.sets.AT_A_TIME", 3)
    ratings, groups = shared(*made(7, 2, SETS))
    interval = agreement.krippendorff_alpha(ratings, level, groups=groups).interval
    assert interval
    expected = by_definition(
        lambda rows: agreement.krippendorff_alpha(rows, level).value, ratings, groups
    )
    assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("level", "distance"), [("jaccard", _jaccard), ("masi", _masi)])
def test_distances_of_all_sets_are_those_of_every_two(level: str, distance: Any) -> None:
    """Nothing and nothing, one in the other, crossing, and apart."""
    ((_, found),) = _distances(_codes_of(SETS), distance)
    expected = [[far(one, other, level) for other in SETS] for one in SETS]
    assert found == pytest.approx(np.array(expected), abs=1e-15)


def test_pooled_alpha_of_a_resample_is_that_of_a_study_of_its_own() -> None:
    """Two codes, of which the second was not asked about everywhere."""
    first, groups = shared(*made(1, 2, (0, 1)))
    second = [row[::-1] for row in first]
    part = len(groups) // 2
    codes: list[tuple[list[list[Any]], list[Hashable]]] = [
        (first, list(groups)),
        ([row[:part] for row in second], list(groups[:part])),
    ]
    interval = pooled_alpha(codes).interval
    assert interval

    def pooled(rows: list[list[Any]]) -> float | None:
        by_code = [[[one for of, one in row if of == code] for row in rows] for code in (0, 1)]
        return pooled_alpha([(rated, [0] * len(rated[0])) for rated in by_code]).value

    # Units of both codes side by side, each with the code that it is of.
    marked = [
        [*((0, one) for one in mine), *((1, one) for one in theirs[:part])]
        for mine, theirs in zip(first, second, strict=True)
    ]
    expected = by_definition(pooled, marked, [*groups, *groups[:part]])
    assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_spans_that_meet_are_all_that_differ(seed: int) -> None:
    """Walking two texts side by side finds what comparing every two sections finds."""
    chance = random.Random(seed)
    length, coders = 60, 3
    sections = []
    for _ in range(coders):
        spans = [
            (at, chance.randint(1, 9)) for at in chance.sample(range(50), chance.randint(0, 5))
        ]
        sections.append(_sections(_merged(spans, 0, length), 0, length))
    observed = sum(
        apart(one, other)
        for at, mine in enumerate(sections)
        for theirs in sections[:at] + sections[at + 1 :]
        for one in mine
        for other in theirs
    )
    found = _disagreement(sections, length)
    assert found.observed == pytest.approx(observed / (coders * (coders - 1) * length**2))
    assert _by_chance(sections, coders * length, length) == pytest.approx(
        by_chance(sections, coders * length, length)
    )


def apart(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    """Return the squared distance of two sections, by the four cases of its definition."""
    (begin, end, marked), (start, stop, also) = one, other
    if marked and also and begin < stop and start < end:
        return (begin - start) ** 2 + (end - stop) ** 2
    if marked and not also and start <= begin and end <= stop:
        return (end - begin) ** 2
    if also and not marked and begin <= start and stop <= end:
        return (stop - start) ** 2
    return 0


def by_chance(sections: Any, whole: int, length: int) -> float:
    """Return expected disagreement as its formula is printed, gap by gap."""
    marked = [end - begin for one in sections for begin, end, used in one if used]
    gaps = [end - begin for one in sections for begin, end, used in one if not used]
    total = sum(
        (len(marked) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in marked
    )
    norm = whole * (whole - 1) - sum(size * (size - 1) for size in marked)
    return 2 * total / (length * norm) if marked else 0.0
