"""What a number of segments is worth to a reader."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from themekit.records import MatrixRow, ThemeMatrix, Trust
from themekit.report.counting import Counting, counting_of, estimated, trust_by_code, trusted


def cell(**about: Any) -> MatrixRow:
    """Return a cell of one code."""
    made = MatrixRow(
        outline="report", section="Demand", theme="Demand", code="More people",
        code_id="more-people", strand="Survey", asked=30, cases=9, cases_if=9, share=None,
        share_low=None, share_high=None, interval="", segments=9, quotes=(), against=None,
        disputed=0, both_stand=0, checked_share=0.1, basis="mixed",
    )  # fmt: skip
    return replace(made, **about)


def trust(*counts: int) -> Trust:
    """Return drawn, suggested, held, uses and missed of the code."""
    return Trust("more-people", *counts)


def test_what_nobody_checked_is_a_number_of_suggestions() -> None:
    """It enters no sentence, and the reader is told what would change that."""
    few = counting_of(cell(basis="suggested", segments=147, suggested=147))
    assert few == Counting("suggested", "147 suggested", "check its 147 suggestions")
    assert not few.enters
    many = counting_of(cell(basis="suggested", segments=1_470, suggested=1_470))
    assert many.words == "1,470 suggested"
    assert many.change == "draw 100 at random and check them"


def test_what_was_read_wholly_counts() -> None:
    """Whatever is known of the suggestions: none of them is in it."""
    found = counting_of(cell(basis="checked", segments=1_145, suggested=0), trust(60, 20, 1, 9, 8))
    assert (found.state, found.words, found.enters) == ("counted", "1,145", True)


def test_an_estimate_is_said_with_its_interval() -> None:
    """In steps that do not promise more than it knows; the bounds are rounded outwards."""
    about = {"basis": "mixed", "segments": 160, "suggested": 120, "estimate": 1_128.4}
    found = counting_of(cell(**about, estimate_low=983.0, estimate_high=1_287.0))
    assert found == Counting("estimated", "about 1,130 (980 to 1,290)")
    assert found.enters
    small = cell(estimate=62.4, estimate_low=11.0, estimate_high=140.0)
    assert estimated(small) == "about 62 (11 to 140)"
    large = cell(estimate=23_456.0, estimate_low=20_140.0, estimate_high=27_001.0)
    assert estimated(large) == "about 23,500 (20,100 to 27,100)"
    assert estimated(cell(estimate=12.0)) == "12"
    assert estimated(cell()) == ""


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (3, "not counted: 1 in 4 of its suggestions holds"),
        (5, "not counted: 5 of 12 of its suggestions hold"),
        (0, "not counted: none of 12 of its suggestions holds"),
    ],
)
def test_suggestions_that_do_not_hold_are_not_counted(held: int, said: str) -> None:
    """Fewer than half of ten or more that were drawn: also an estimate does not stand for it."""
    about = {"basis": "mixed", "segments": 147, "suggested": 143, "estimate": 200.0}
    found = counting_of(cell(**about), trust(60, 12, held, 9, 2))
    assert (found.state, found.words) == ("not counted", said)
    assert found.change == "check the other 143, or sharpen its definition"
    assert not found.enters


@pytest.mark.parametrize("known", [trust(9, 9, 1, 1, 0), trust(60, 9, 1, 1, 0), None])
def test_of_fewer_than_ten_nothing_is_said(known: Trust | None) -> None:
    """Of nine drawn, or nine suggested, one alone would decide."""
    found = counting_of(cell(basis="mixed", segments=10, suggested=9), known)
    assert (found.state, found.words) == ("suggested", "9 suggested, 1 found by people")
    assert found.change == "check the other 9"


def test_a_partly_read_row_counts_where_people_or_its_suggestions_hold_it() -> None:
    """Half of it by people's word, or suggestions of which half are known to hold."""
    assert counting_of(cell(basis="mixed", segments=10, suggested=5)).enters
    held = counting_of(cell(basis="mixed", segments=10, suggested=9), trust(60, 12, 6, 9, 3))
    assert (held.state, held.words) == ("counted", "10")


def test_a_reflexive_study_counts_people_alone() -> None:
    """Nothing is suggested there."""
    assert counting_of(cell(basis="suggested", segments=3), reflexive=True).state == "counted"


def test_trust_is_said_in_a_sentence() -> None:
    """How many suggestions hold and how many passages are missed, or that it is not measured."""
    assert trusted(trust(60, 12, 9, 20, 11)) == (
        "9 of 12 suggestions hold in the 60 passages drawn; 11 of 20 passages are missed"
    )
    assert trusted(trust(60, 0, 0, 0, 0)) == (
        "in the 60 passages drawn, neither suggested nor found"
    )
    assert trusted(trust(60, 0, 0, 4, 4)) == (
        "nothing was suggested in the 60 passages drawn; 4 of 4 passages are missed"
    )
    assert trusted(trust(60, 3, 0, 0, 0)) == (
        "0 of 3 suggestions hold in the 60 passages drawn; no person found it there"
    )
    assert trusted(trust(9, 5, 4, 4, 0)) == trusted(None) == "not measured"


def test_what_a_draw_did_not_find_has_an_upper_bound_alone() -> None:
    """Nobody reads that there are about six passages of what nobody found."""
    row = cell(basis="mixed", segments=3, suggested=3, found=0, estimate=5.6, estimate_low=0.0,
               estimate_high=16.4)  # fmt: skip
    assert counting_of(row).words == "at most 17"


def test_trust_is_found_by_code() -> None:
    """A row's code names it."""
    known = trust(60, 12, 9, 20, 11)
    assert trust_by_code(ThemeMatrix(trust=(known,))) == {"more-people": known}
