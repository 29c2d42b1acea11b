"""What tellers placed themselves, as a reader meets it."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pytest

from themekit.records import PlacedPart, PlacedRow
from themekit.report import charts, matrix_tables, placed, triangle
from themekit.report.closed import group_closed, merge_groups

TRIAD = PlacedRow(
    "Stories", "2025-Q1", "t", "What mattered", "Demand", "triad",
    ("Being heard", "Being safe", "Being useful"),
    asked=22, placed=18, not_applicable=3, passed_by=1, impossible=0,
    parts=(
        PlacedPart("Being heard", 9, 0.52),
        PlacedPart("Being safe", 3, 0.30),
        PlacedPart("Being useful", 1, 0.18),
    ),
    between=5, on_edge=4, spread=1.1,
)  # fmt: skip
DYAD = replace(
    TRIAD, item="d", label="How much", form="dyad", labels=("too little", "too much"),
    parts=(PlacedPart("too much", 18, 0.63, 0.41, 0.8),), between=None, on_edge=None, spread=None,
)  # fmt: skip
STONES = replace(
    DYAD, item="s", label="Who", form="stones", labels=("Family", "Service"),
    parts=(
        PlacedPart("Family", 12, 0.3, 0.2, 0.4, 0.7, 0.6, 0.8),
        PlacedPart("Service", 2, 0.5, None, None, 0.5, None, None),
    ),
)  # fmt: skip


def test_three_states_are_said_apart() -> None:
    """Nobody is added to anybody."""
    assert placed.who(TRIAD) == "18 of 22 placed it; 3 said it does not apply; 1 passed it by"
    hidden = replace(TRIAD, not_applicable=None, passed_by=None, impossible=None)
    assert placed.who(hidden) == "18 of 22 placed it"


def test_a_triad_is_said_as_one_place_and_where_people_lie() -> None:
    """Its centre, then how many gave each corner more than half."""
    said = placed.where(TRIAD).replace("\u00a0", " ")
    assert said == (
        "Centre: Being heard 52 %, Being safe 30 %, Being useful 18 %. "
        "More than half at: Being heard 9, Being safe 3, Being useful 1; no corner more than half: 5"
    )
    assert "typically 3.0 times that of the centre" in placed.apart(TRIAD)
    assert "4 gave a corner nothing, counted as 0.65" in placed.apart(TRIAD)


def test_a_dyad_and_stones_are_said_by_their_medians() -> None:
    """A stone that few placed has no place."""
    said = placed.where(DYAD).replace("\u00a0", " ")
    assert said == "Median 63 % of the way from too little to too much"
    assert placed.apart(DYAD).replace("\u00a0", " ") == "the middle half from 41 % to 80 % along it"
    said = placed.where(STONES).replace("\u00a0", " ")
    assert "Family: placed by 12, median 30 % across and 70 % up" in said
    assert "Service: placed by fewer than 5" in said


def test_few_placings_have_no_place() -> None:
    """Nor a triangle."""
    few = replace(TRIAD, placed=4)
    assert placed.where(few) == placed.TOO_FEW
    assert list(placed.triangles("Demand", [few, DYAD])) == []


def test_the_triangle_says_in_words_all_that_it_shows() -> None:
    """Every count of a part, and the centre; no teller has a dot."""
    (chart,) = placed.triangles("Demand", [TRIAD])
    assert chart.kind == "triangle"
    assert [bar.text for bar in chart.bars] == ["9", "3", "1", "5"]
    for said in ("Being heard 52", "18 of 22 placed it", "no corner more than half: 5"):
        assert said in chart.description
    drawn = charts.svg(chart, "chart1")
    assert 'role="img"' in drawn
    assert "<desc" in drawn
    assert drawn.count(">9<") == 1
    alt.Chart.from_dict(charts.specification(chart))


def test_no_number_stands_on_the_mark_of_the_centre() -> None:
    """Also where most tellers lie at one corner, and so does the centre."""
    parts = [
        replace(one, middle=at) for one, at in zip(TRIAD.parts, (0.68, 0.18, 0.14), strict=True)
    ]
    (chart,) = placed.triangles("Demand", [replace(TRIAD, parts=tuple(parts))])
    found = triangle.laid_out(chart)
    (centre,) = found["centre"]
    assert (
        min(
            abs(one["y"] - centre["y"])
            for one in found["counts"]
            if abs(one["x"] - centre["x"]) < 14
        )
        >= 14
    )


@pytest.mark.parametrize("hidden", [True, False])
def test_counts_that_are_withheld_stand_nowhere(hidden: bool) -> None:
    """In the words and in the triangle alike."""
    parts = tuple(replace(one, n=None) for one in TRIAD.parts) if hidden else TRIAD.parts
    row = replace(TRIAD, parts=parts, between=None if hidden else 5)
    (chart,) = placed.triangles("Demand", [row])
    assert ("More than half" in placed.where(row)) is not hidden
    assert bool(chart.bars[0].text) is not hidden


def test_placed_questions_stand_with_the_closed_ones_of_their_section() -> None:
    """By strand and wave, also where there is no other question."""
    groups = group_closed([], [TRIAD, DYAD])
    (group,) = merge_groups([*groups["Demand"]])
    assert (group.strand, group.wave, group.items) == ("Stories", "2025-Q1", ())
    assert group.placed == (TRIAD, DYAD)


def test_the_table_tells_counts_and_places_apart() -> None:
    """Counts first; a place has no share of people."""
    rows = list(matrix_tables.closed_questions([], [TRIAD, DYAD, STONES]).rows)
    told = [dict(zip(matrix_tables.CLOSED_QUESTIONS, row, strict=True)) for row in rows]
    by_answer = {(one["item"], one["answer"]): one for one in told}
    assert by_answer["t", "placed"]["share"] == 18 / 21
    assert (by_answer["t", "passed by"]["n"], by_answer["t", "passed by"]["share"]) == (1, None)
    assert by_answer["t", "(centre) Being heard"]["share"] == 0.52
    assert by_answer["t", "(spread)"]["spread"] == 1.1
    median = by_answer["d", "(median) towards too much"]
    assert (median["share"], median["low"], median["high"]) == (0.63, 0.41, 0.8)
    assert by_answer["s", "(up) Family"]["share"] == 0.7
    assert {one["answered"] for one in told} == {21}
