"""Where tellers placed their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.records import PlacedRow
from themekit.study import ClosedItem, Placing

if TYPE_CHECKING:
    from conftest import Building

TRIAD = ClosedItem(
    "t",
    "What mattered",
    section="T",
    type="triad",
    placing=Placing(("A", "B", "C"), ("Heard", "Safe", "Useful"), not_applicable="NA"),
)
DYAD = ClosedItem("d", "How much", type="dyad", placing=Placing(("d",), ("little", "much")))
STONES = ClosedItem(
    "s", "Who", type="stones", placing=Placing(("FX", "FY", "SX", "SY"), ("Family", "Service"))
)
CELLS = {
    "t": ("A", "B", "C", "NA"),
    "d": ("d",),
    "s": ("FX", "FY", "SX", "SY"),
}


def placed(
    study: Building, item: ClosedItem, *waves: list[tuple[str, ...]], public: bool = False
) -> tuple[PlacedRow, ...]:
    """Return the rows of an item whose cells tellers filled in as given, wave by wave."""
    study.strands.clear()
    study.strand(closed=(item,))
    for at, rows in enumerate(waves, 1):
        for number, cells in enumerate(rows):
            pairs = tuple(zip(CELLS[item.column], cells, strict=False))
            study.document(f"R{at}-{number}", closed=pairs, wave=f"2025-Q{at}")
    return study.build(public=public).placed


def test_three_states_are_counted_apart(study: Building) -> None:
    """Who said that it does not apply answered; who passed it by did not."""
    (row,) = placed(
        study, TRIAD,
        [("50", "30", "20"), ("", "", "", "1"), ("", "", "", ""), ("", "", ""), ("50", "50", "50")],
    )  # fmt: skip
    assert (row.asked, row.placed, row.not_applicable, row.passed_by, row.impossible) == (
        5, 1, 1, 2, 1,
    )  # fmt: skip


def test_a_triad_has_one_centre_and_counts_of_where_tellers_lie(study: Building) -> None:
    """The centre lies where nobody is: beside it stands how many lie at which corner."""
    (row,) = placed(study, TRIAD, [("80", "10", "10"), ("10", "80", "10"), ("40", "40", "20")])
    assert [part.n for part in row.parts] == [1, 1, 0]
    assert row.between == 1
    middles = [part.middle for part in row.parts]
    assert sum(filter(None, middles)) == pytest.approx(1)
    assert middles[0] == middles[1]
    assert row.spread is not None
    assert row.spread > 0


def test_a_corner_without_anything_is_counted_and_has_a_ratio(study: Building) -> None:
    """A ratio to nothing has no size."""
    (row,) = placed(study, TRIAD, [("100", "0", "0"), ("50", "50", "0"), ("40", "30", "30")])
    assert row.on_edge == 2
    assert all(part.middle for part in row.parts)


def test_waves_are_never_joined(study: Building) -> None:
    """Each has its own centre, also one in which nobody placed it."""
    first, second = placed(study, TRIAD, [("80", "10", "10")], [("", "", "")])
    assert (first.wave, first.placed, second.wave, second.placed) == ("2025-Q1", 1, "2025-Q2", 0)
    assert first.parts[0].middle == pytest.approx(0.8)
    assert second.parts[0].middle is None


def test_a_dyad_has_a_median_and_quartiles(study: Building) -> None:
    """As shares of the way to the far end."""
    (row,) = placed(study, DYAD, [("0",), ("25",), ("50",), ("75",), ("100",)])
    (part,) = row.parts
    assert (part.label, part.n) == ("much", 5)
    assert (part.middle, part.low, part.high) == (0.5, 0.25, 0.75)


def test_each_stone_lies_where_those_who_placed_it_put_it(study: Building) -> None:
    """Who left it aside moves it nowhere."""
    (row,) = placed(study, STONES, [("10", "90", "", ""), ("30", "70", "50", "50")])
    family, service = row.parts
    assert (family.n, family.middle, family.up) == (2, pytest.approx(0.2), pytest.approx(0.8))
    assert (service.n, service.middle, service.low) == (1, 0.5, None)


def test_ordinary_questions_are_not_among_them(study: Building) -> None:
    """And what is placed is not among the questions with answers."""
    placed(study, TRIAD, [("50", "30", "20")])
    assert study.build().closed == ()


# -- in public ----------------------------------------------------------------------------------


def test_what_four_placed_in_some_wave_is_left_out(study: Building) -> None:
    """In every wave: the others would tell of it."""
    row = ("50", "30", "20")
    assert placed(study, TRIAD, [row] * 9, [row] * 4, public=True) == ()


def test_few_who_did_not_place_it_are_not_told(study: Building) -> None:
    """Nor is one of three states that would follow from the others."""
    rows = [("50", "30", "20")] * 9 + [("", "", "", "1")] * 2 + [("", "", "")] * 6
    (found,) = placed(study, TRIAD, rows, public=True)
    assert (found.asked, found.placed) == (17, 9)
    assert (found.not_applicable, found.passed_by, found.impossible) == (None, None, None)


def test_few_at_a_corner_are_not_told(study: Building) -> None:
    """The centre of all stays."""
    rows = [("80", "10", "10")] * 9 + [("10", "80", "10")] * 2
    (found,) = placed(study, TRIAD, rows, public=True)
    assert [part.n for part in found.parts] == [None] * 3
    assert found.between is None
    assert found.parts[0].middle is not None


def test_nobodys_own_place_is_told(study: Building) -> None:
    """The median of five is one of them: it is rounded, and five have no quartiles."""
    places = ("11", "21", "32", "43", "54")
    (found,) = placed(study, DYAD, [(one,) for one in places], public=True)
    assert (found.parts[0].middle, found.parts[0].low) == (0.3, None)


def test_a_stone_that_few_placed_has_no_place(study: Building) -> None:
    """The other has."""
    rows = [("10", "90", "", "")] * 6 + [("30", "70", "50", "50")] * 2
    (found,) = placed(study, STONES, rows, public=True)
    assert found.parts[0].n == 8
    assert (found.parts[1].n, found.parts[1].middle) == (None, None)
