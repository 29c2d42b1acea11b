"""Large strands are corrected by whole cases that were drawn at random and read blind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from themekit.decisions import CodedStudy
from themekit.matrix import build_matrix
from themekit.records import CorrectedFigure, MatrixRow, Scores
from themekit.report.cells import Cell
from whole_drawn import SIZE, hand, large, read, says

if TYPE_CHECKING:
    from conftest import Building


def told(coded: CodedStudy, **how: Any) -> tuple[MatrixRow, tuple[CorrectedFigure, ...]]:
    """Return the row of code a in S, and the figures behind it."""
    matrix = build_matrix(coded, **how)
    row = next(one for one in matrix.rows if one.code_id == "a" and one.strand == "S")
    return row, tuple(one for one in matrix.corrected if one.code_id == "a")


def scored(coded: CodedStudy, chance: Any) -> CodedStudy:
    """Return a study with a machine's score of every passage."""
    names = tuple(one.id for one in coded.segments)
    values = np.array([[chance(name)] for name in names], dtype=np.float32)
    return replace(coded, scores=Scores(names, ("a",), values))


def test_a_large_strand_is_corrected_by_a_read_draw(empty: Building) -> None:
    """Share, number and interval are what the draw says of all; the words say of what."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 40))
    row, (figure,) = told(empty.coded())
    assert (row.basis, row.asked, figure.drawn, figure.read) == ("corrected", SIZE, 40, 40)
    assert row.share == pytest.approx(figure.found / 40)
    assert row.cases == round(figure.found / 40 * SIZE)
    assert row.share_low is not None
    assert row.share_high is not None
    assert row.share_low < 0.25 < row.share_high
    assert row.interval == "corrected 95 %: this material, had this reader read it all"
    assert row.found == figure.found


def test_the_cell_never_shows_a_number_that_the_share_does_not_make(empty: Building) -> None:
    """147 suggestions beside 22 % of 5,096 would be read as a count."""
    large(empty)
    for number in range(0, SIZE, 20):
        empty.suggest(f"d{number}/0")
    read(empty, "ada", hand(empty, "ada", 40))
    row, _ = told(empty.coded())
    assert Cell.of(row).text.startswith(f"about {row.cases} of 120 (")
    assert Cell.of(row).number == row.cases


def test_a_good_machine_narrows_the_interval(empty: Building) -> None:
    """Its scores of cases that it has not learned from stand for those that nobody read."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 40))
    plain, _ = told(empty.coded())
    good = scored(empty.coded(), lambda name: 0.9 if says(name) and name.endswith("/1") else 0.02)
    row, (figure,) = told(good)
    assert figure.by_machine
    assert row.share == pytest.approx(0.25, abs=0.02)
    assert width(row) < 0.7 * width(plain)


def width(row: MatrixRow) -> float:
    """Return the width of a row's interval."""
    assert row.share_low is not None
    assert row.share_high is not None
    return row.share_high - row.share_low


def test_a_machine_without_an_idea_has_no_say(empty: Building) -> None:
    """A constant changes nothing."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 40))
    plain, _ = told(empty.coded())
    row, (figure,) = told(scored(empty.coded(), lambda _name: 0.3))
    assert not figure.by_machine
    assert (row.share, row.share_low, row.share_high) == (
        plain.share,
        plain.share_low,
        plain.share_high,
    )


def test_drawn_passages_and_assisted_reading_never_enter(empty: Building) -> None:
    """Only whole cases of a draw of such, read without suggestions, let a share be estimated."""
    large(empty)
    draw = hand(empty, "ada", 40)
    read(empty, "ada", draw, mode="assisted")
    read(empty, "bo", replace(draw, draw="passages"))
    assert told(empty.coded())[0].basis == "mixed"


def test_small_strands_and_small_draws_are_not_estimated(empty: Building) -> None:
    """Fewer than 100 cases are read; fewer than 30 read say too little."""
    large(empty, size=99)
    read(empty, "ada", hand(empty, "ada", 40))
    assert told(empty.coded())[0].basis == "mixed"
    assert not told(empty.coded())[1]


def test_too_few_read_cases_leave_a_row_as_it_is(empty: Building) -> None:
    """29 of a large strand."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 40), skip=11)
    assert told(empty.coded())[0].basis == "mixed"


def test_what_was_read_wholly_is_exact(empty: Building) -> None:
    """The count is of all of it, and there is no interval."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", SIZE))
    row, figures = told(empty.coded())
    assert (row.basis, row.cases, row.share, row.share_low) == ("checked", 30, 0.25, None)
    assert figures == ()


def test_unread_cases_are_said_beside_the_interval(empty: Building) -> None:
    """They are not in it; what they could change is said."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 40), skip=3)
    row, (figure,) = told(empty.coded())
    assert (row.unread, figure.unread, figure.read) == (3, 3, 37)
    assert figure.share_if == pytest.approx((figure.found + 3) / 40)
    assert "3 of 40 drawn are unread: were it in all of these, " in row.interval


def test_each_reader_has_a_figure_of_what_both_read(empty: Building) -> None:
    """A strict reader's share is not another's; the row stays one."""
    large(empty)
    draw = hand(empty, "ada", 40)
    read(empty, "ada", draw)
    other = hand(empty, "bo", 40, overlap=1.0)
    for item in other.items:
        place = next(
            one.id
            for one in empty.segments.values()
            if (one.document, one.start) == (item.document, item.start)
        )
        empty.look("bo", place, outcome="nothing applies", mode="blind", draw=other.draw)
    _, figures = told(empty.coded())
    by_reader = {one.reader: one.found for one in figures}
    assert list(by_reader) == ["", "ada", "bo"]
    assert by_reader["ada"] > 0
    assert by_reader["bo"] == 0


def test_a_probability_sample_says_more_than_of_its_material(empty: Building) -> None:
    """Then the interval is wider: it adds who came into the sample."""
    large(empty, sample="probability")
    read(empty, "ada", hand(empty, "ada", 60))
    row, (figure,) = told(empty.coded())
    assert "probability sample" in row.interval
    assert width(row) == pytest.approx(width_of_wilson(figure.found, 60), abs=0.02)


def width_of_wilson(count: int, total: int) -> float:
    """Return the width of Wilson's interval."""
    from themekit.statistics import wilson

    low, high = wilson(count, total)
    return high - low


def test_outsiders_are_told_no_figures_of_readers(empty: Building) -> None:
    """The corrected row stands, who read what does not."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 60))
    row, figures = told(empty.coded(), public=True)
    assert (row.basis, figures, row.holding) == ("corrected", (), ())


def test_cases_without_anything_to_code_are_asked_and_say_nothing(empty: Building) -> None:
    """The share is of all who were asked."""
    large(empty)
    for number in range(SIZE, 2 * SIZE):
        empty.document(f"d{number}")
    read(empty, "ada", hand(empty, "ada", 40))
    row, (figure,) = told(empty.coded())
    assert row.asked == 2 * SIZE
    assert row.share == pytest.approx(figure.found / 40 / 2)
