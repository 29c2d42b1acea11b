"""What no number can be said of is not said as one."""

from __future__ import annotations

from typing import Any

import pytest

from themekit import agreement

MEASURES = [
    agreement.conger_kappa,
    agreement.scott_pi,
    agreement.gwet_ac1,
    agreement.krippendorff_alpha,
    lambda rows: agreement.cohen_kappa(*rows),
    lambda rows: agreement.pooled_kappa([rows]),
]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("said", [0, 1])
def test_a_code_that_nobody_or_everybody_used_has_no_coefficient(measure: Any, said: int) -> None:
    """Neither 0 nor 1: there is nothing to tell from chance."""
    found = measure([[said] * 5, [said] * 5])
    assert found.value is None
    assert "everybody said the same" in found.reason
    assert found.n == 5


@pytest.mark.parametrize("measure", [*MEASURES, agreement.percent, agreement.brennan_prediger])
def test_coders_who_share_no_unit_have_no_coefficient(measure: Any) -> None:
    """Two people, each with units of their own."""
    found = measure([[0, 1, None, None], [None, None, 1, 0]])
    assert found.value is None
    assert "two people" in found.reason
    assert (found.n, found.excluded) == (0, 4)


def test_positive_agreement_of_a_code_that_nobody_used_is_not_defined() -> None:
    """Where nobody applied it there is no positive rating to agree on."""
    found = agreement.positive_agreement([[0, 0], [0, 0]])
    assert (found.value, found.reason) == (None, "nobody applied it")


def test_positive_agreement_of_three_people_adds_their_pairs_up() -> None:
    """Yes, yes, no on one unit: one pair of three says yes twice."""
    assert agreement.positive_agreement([[1], [1], [0]]).value == pytest.approx(2 / 4)


def test_one_coder_has_no_agreement() -> None:
    """Alone nobody agrees or disagrees."""
    assert agreement.krippendorff_alpha([[1, 0, 1]]).value is None
    assert agreement.unitizing_alpha({"one": {"c": [(0, 5)]}}, 0, 9).reason == "one coder alone"


def test_units_that_one_person_saw_are_counted_as_left_out() -> None:
    """Every result says of how many units it is, and of how many not."""
    found = agreement.percent([[1, 0, 1, None], [1, 1, None, None]])
    assert (found.value, found.n, found.excluded) == (0.5, 2, 2)


def test_spans_that_nobody_marked_have_no_alpha() -> None:
    """Two people who read a text and marked nothing."""
    found = agreement.unitizing_alpha({"one": {"c": []}, "two": {"c": []}}, 0, 100)
    assert (found.value, found.reason) == (None, "nobody marked it")


def test_a_span_outside_the_text_is_refused() -> None:
    """It would be reckoned as something else."""
    with pytest.raises(ValueError, match="is not in the text"):
        agreement.unitizing_alpha({"one": {"c": [(90, 20)]}, "two": {}}, 0, 100)


def test_rows_of_different_lengths_are_refused() -> None:
    """A unit would be compared with another."""
    with pytest.raises(ValueError, match="rows differ in length"):
        agreement.percent([[1, 0], [1]])


def test_a_level_that_does_not_fit_is_refused() -> None:
    """Sets are compared as sets only."""
    with pytest.raises(ValueError, match="compares sets of codes"):
        agreement.krippendorff_alpha([["a", "b"], ["b", "b"]], "masi")
    with pytest.raises(ValueError, match="level is one of"):
        agreement.krippendorff_alpha([["a", "b"], ["b", "b"]], "cosine")  # type: ignore[arg-type]
