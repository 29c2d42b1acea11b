"""Cases of the literature and of other programs, T1 to T10, each to its published digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from themekit import agreement
from themekit.agreement import Agreement

Row = list[Any]


def read(*lines: str) -> list[Row]:
    """Return one row a coder; a star is a gap."""
    return [[None if one == "*" else int(one) for one in line.split()] for line in lines]


def coders(table: Sequence[Sequence[int]]) -> tuple[Row, Row]:
    """Return two coders' ratings that make a cross table, the first in its rows."""
    pairs = [
        (row, column)
        for row, line in enumerate(table)
        for column, times in enumerate(line)
        for _ in range(times)
    ]
    return [one for one, _ in pairs], [other for _, other in pairs]


def value(found: Agreement, digits: int = 6) -> float:
    """Return a value that is there, rounded."""
    assert found.value is not None
    return round(found.value, digits)


FOUR = read(
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
ABSTRACTORS = coders([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_t1_alpha_of_four_observers(level: Any, expected: float) -> None:
    """Krippendorff's four observers of twelve units, with gaps."""
    assert value(agreement.krippendorff_alpha(FOUR, level)) == expected


@pytest.mark.parametrize(
    ("measure", "expected", "digits"),
    [
        (agreement.gwet_ac1, 0.77544, 5),
        (agreement.scott_pi, 0.76117, 5),
        (agreement.brennan_prediger, 0.77273, 5),
        (agreement.percent, 0.818182, 6),
    ],
)
def test_t1_other_coefficients(measure: Any, expected: float, digits: int) -> None:
    """What irrCAC's documentation gives for the same data."""
    assert value(measure(FOUR), digits) == expected


def test_t1_conger_tells_coders_apart() -> None:
    """It is the published one with the single last value where irrCAC's data have it."""
    moved = [list(row) for row in FOUR]
    moved[1][11], moved[2][11] = None, 3
    assert value(agreement.conger_kappa(moved), 5) == 0.76282


def test_t1_fleiss_from_counts_with_gaps() -> None:
    """The same data as counts, with units that fewer people saw."""
    counts = [[sum(row[unit] == one for row in FOUR) for one in range(1, 6)] for unit in range(12)]
    assert value(agreement.fleiss_kappa(counts), 5) == 0.76117


def test_t1_a_unit_with_one_value_does_not_count() -> None:
    """Whoever gave the last unit its only value, alpha is the same, and the unit is left out."""
    moved = [list(row) for row in FOUR]
    moved[1][11], moved[2][11] = None, 3
    found = agreement.krippendorff_alpha(moved)
    assert value(found) == 0.743421
    assert (found.n, found.excluded) == (11, 1)
    assert value(agreement.krippendorff_alpha([row[:11] for row in FOUR])) == 0.743421


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.691358), ("interval", 0.810845)])
def test_t2_three_coders_with_many_gaps(level: Any, expected: float) -> None:
    """The example of three coders and fifteen units."""
    rows = read(
        "* * * * * 3 4 1 2 1 1 3 3 * 3",
        "1 * 2 1 3 3 4 3 * * * * * * *",
        "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
    )
    assert value(agreement.krippendorff_alpha(rows, level)) == expected


@pytest.mark.parametrize(
    ("measure", "expected", "digits"),
    [
        (agreement.percent, 0.89, 6),
        (agreement.scott_pi, 0.7962397, 7),
        (agreement.gwet_ac1, 0.8493305, 7),
        (agreement.brennan_prediger, 0.835, 6),
        (agreement.krippendorff_alpha, 0.7972585, 7),
        (agreement.conger_kappa, 0.7964094, 7),
    ],
)
def test_t3_formulas_are_not_mixed_up(measure: Any, expected: float, digits: int) -> None:
    """On one table kappa, pi and alpha differ in the third digit."""
    assert value(measure(ABSTRACTORS), digits) == expected


@pytest.mark.parametrize(
    ("weights", "expected", "digits"),
    [(None, 0.7964094, 7), ("linear", 0.842902, 6), ("quadratic", 0.892157, 6)],
)
def test_t3_cohens_kappa_and_its_weights(weights: Any, expected: float, digits: int) -> None:
    """Plain, linear and quadratic weights."""
    assert value(agreement.cohen_kappa(*ABSTRACTORS, weights), digits) == expected


def test_t3_the_interval_of_kappa() -> None:
    """From .680 to .913 at a standard error of .0589."""
    interval = agreement.cohen_kappa(*ABSTRACTORS).interval
    assert interval is not None
    assert (round(interval.low, 2), round(interval.high, 2)) == (0.68, 0.91)
    assert (interval.high - interval.low) / 2 / 1.96 == pytest.approx(0.0589, abs=0.0007)


def test_t4_a_coder_who_never_uses_a_category() -> None:
    """SAS's example: kappa, its standard error and its interval."""
    found = agreement.cohen_kappa(*coders([[0, 4, 1], [0, 8, 0], [0, 1, 5]]))
    assert value(found, 4) == 0.4842
    assert found.interval is not None
    assert [round(bound, 4) for bound in found.interval] == [0.2137, 0.7547]
    assert (found.interval.high - found.interval.low) / 2 / 1.959964 == pytest.approx(
        0.1380, abs=5e-5
    )


def test_t5_fleiss_of_ten_units_and_fourteen_raters() -> None:
    """The example of many textbooks."""
    assert value(agreement.fleiss_kappa(FLEISS)) == 0.209931


def test_t5_alpha_on_the_same_counts() -> None:
    """Alpha allows for the sample's size and is a little higher."""
    rows = [[at for at, times in enumerate(line) for _ in range(times)] for line in FLEISS]
    ratings = [list(one) for one in zip(*rows, strict=True)]
    assert value(agreement.krippendorff_alpha(ratings)) == 0.215574


DIAGNOSES = read(
    "4 2 2 5 2 1 3 1 1 5 1 1 2 1 2 3 1 1 2 1 5 2 2 1 1 2 1 2 1 5",
    "4 2 3 5 2 1 3 1 1 5 4 2 2 4 2 3 1 1 2 3 5 4 2 1 4 2 1 2 3 5",
    "4 2 3 5 2 3 3 3 4 5 4 4 2 4 4 3 1 1 4 3 5 4 4 4 4 2 1 4 3 5",
    "4 5 3 5 4 3 3 3 4 5 4 4 3 4 4 3 4 1 4 5 5 4 5 4 4 2 1 4 3 5",
    "4 5 3 5 4 3 5 3 4 5 4 4 3 4 4 3 5 1 4 5 5 4 5 4 4 2 5 4 3 5",
    "4 5 5 5 4 3 5 4 4 5 4 4 3 4 5 5 5 2 4 5 5 4 5 4 5 4 5 4 3 5",
)
SIX = [
    [0, 0, 0, 6, 0],
    [0, 3, 0, 0, 3],
    [0, 1, 4, 0, 1],
    [0, 0, 0, 0, 6],
    [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2],
    [2, 0, 3, 1, 0],
    [2, 0, 0, 4, 0],
    [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0],
    [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0],
    [1, 0, 0, 5, 0],
    [0, 2, 0, 3, 1],
]


def spread(counts: list[list[int]]) -> list[Row]:
    """Return ratings that make some counts, coder by coder."""
    rows = [[at for at, times in enumerate(line) for _ in range(times)] for line in counts]
    return [list(one) for one in zip(*rows, strict=True)]


def test_t5_fleiss_of_thirty_patients_and_six_psychiatrists() -> None:
    """Fleiss's own example of 1971."""
    counts = [[sum(row[at] == one for row in DIAGNOSES) for one in range(1, 6)] for at in range(30)]
    assert value(agreement.fleiss_kappa(counts), 7) == 0.4302445
    assert value(agreement.scott_pi(DIAGNOSES), 7) == 0.4302445


def test_t5_six_raters_of_fifteen_patients() -> None:
    """The distribution of six raters in irrCAC: Fleiss, AC1 and alpha."""
    assert value(agreement.fleiss_kappa(SIX), 7) == 0.4139265
    assert value(agreement.gwet_ac1(spread(SIX)), 7) == 0.4448007
    assert value(agreement.krippendorff_alpha(spread(SIX)), 7) == 0.4204384


def test_t6_a_unit_that_one_person_saw_changes_nothing() -> None:
    """Two dresses seen by several, with and without a third seen by one."""
    two = [["yes", "yes"], ["no", "no"], ["no", None]]
    three = [["yes", "yes", None], ["no", "no", None], ["no", None, "no"]]
    assert value(agreement.krippendorff_alpha(two)) == -0.333333
    assert value(agreement.krippendorff_alpha(three)) == -0.333333


GAPS = [[1, 1, 2], [1, 1, None], [None, 1, 2]]


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_t6_gaps_are_no_category(gap: Any) -> None:
    """Three people who agree wherever they are present agree wholly."""
    rows = [[gap if one is None else one for one in row] for row in GAPS]
    assert value(agreement.krippendorff_alpha(rows)) == 1.0


def test_t6_a_gap_written_as_a_word_is_a_word() -> None:
    """Whoever counts gaps as a category gets another number, which is why None is for gaps."""
    rows = [[one or "*" for one in row] for row in GAPS]
    assert value(agreement.krippendorff_alpha(rows)) == 0.333333


SETS = [
    ("ab", "abcd", 0.5, 0.666667),
    ("ab", "bc", 0.666667, 0.888889),
    ("ab", "abc", 0.333333, 0.555556),
    ("ab", "cd", 1, 1),
    ("", "", 0, 0),
    ("", "a", 1, 1),
]


@pytest.mark.parametrize(("one", "other", "by_jaccard", "by_masi"), SETS)
def test_t7_distances_of_sets(one: str, other: str, by_jaccard: float, by_masi: float) -> None:
    """Exact thirds, not the rounded weights of older programs; nothing and nothing are alike."""
    for first, second in ((set(one), set(other)), (set(other), set(one))):
        assert round(agreement.jaccard(first, second), 6) == by_jaccard
        assert round(agreement.masi(first, second), 6) == by_masi


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.558824), ("jaccard", 0.622642), ("masi", 0.602273)]
)
def test_t7_alpha_over_sets(level: Any, expected: float) -> None:
    """Two coders and eight units: exact match, Jaccard, MASI."""
    one, two = (
        [frozenset(codes) for codes in line.split()]
        for line in ("a ab b ab c bc a c", "a a b ab bc bc b c")
    )
    assert value(agreement.krippendorff_alpha([one, two], level)) == expected


def test_t7_nothing_against_nothing_is_agreement() -> None:
    """The commonest pair in a transcript neither fails nor counts as a difference."""
    rows = [[frozenset(), frozenset(), frozenset("a")]] * 2
    assert value(agreement.krippendorff_alpha(rows, "masi")) == 1.0
    assert value(agreement.krippendorff_alpha(rows, "jaccard")) == 1.0


T8 = {
    "one": {"c": [(225, 70), (370, 30)], "k": [(180, 60), (300, 50)]},
    "two": {"c": [(220, 80), (355, 20), (400, 20)], "k": [(180, 60), (300, 50)]},
}


def test_t8_alpha_over_spans() -> None:
    """Krippendorff's continuum of 300: observed and expected, by code and joint."""
    found = agreement.unitizing_alpha(T8, 150, 300)
    c, k = found.disagreements["c"], found.disagreements["k"]
    assert (round(c.observed, 6), round(c.expected, 6)) == (0.014444, 0.053222)
    assert round(k.expected, 6) == 0.048979
    assert value(found.by_code["c"], 4) == 0.7286
    assert value(found.by_code["k"]) == 1.0
    assert round(found.value or 0, 6) == pytest.approx(0.858665, abs=1.5e-6)


def test_t9_eighty_five_per_cent_may_be_little() -> None:
    """NVivo's 1,000 characters: 85 % agreement, and a kappa of .318."""
    a, b = coders([[800, 50], [100, 50]])
    assert value(agreement.percent([a, b])) == 0.85
    assert value(agreement.cohen_kappa(a, b)) == 0.318182


def test_t10_quick_sanity() -> None:
    """Six units: Cohen, Scott and alpha all differ; Fleiss of two coders is Scott, not Cohen."""
    a, b = [0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 0]
    assert value(agreement.cohen_kappa(a, b)) == 0.666667
    assert value(agreement.scott_pi([a, b])) == 0.657143
    assert value(agreement.krippendorff_alpha([a, b])) == 0.685714
    counts = [[2 - one - other, one + other] for one, other in zip(a, b, strict=True)]
    assert value(agreement.fleiss_kappa(counts)) == 0.657143
