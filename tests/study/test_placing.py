"""Triads, dyads and stones in study.yaml, and the cells of one teller."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.study import ClosedItem, Placing, load_study, number_in, placed_by, read_study

Make = Callable[..., Path]
HEAD = "strands:\n- name: S\n  kind: survey\n  sources: iv/*\n  open: [story]\n  closed:\n"
CORNERS = "corners: {A: Heard, B: Safe, C: Useful}"
TRIAD = ClosedItem(
    "t",
    "What mattered",
    type="triad",
    placing=Placing(("A", "B", "C"), ("Heard", "Safe", "Useful"), not_applicable="NA"),
)
POINT = ClosedItem(
    "t",
    "What mattered",
    type="triad",
    placing=Placing(("X", "Y"), ("Safe", "Useful", "Heard"), full=1.0, by_point=True),
)
DYAD = ClosedItem(
    "d",
    "How much",
    type="dyad",
    missing=("", "-"),
    placing=Placing(("d",), ("too little", "too much"), not_applicable_cells=("n/a",)),
)
STONES = ClosedItem(
    "s",
    "Who",
    type="stones",
    placing=Placing(("FX", "FY", "SX", "SY"), ("Family", "Service"), full=1.0),
)


def closed(make: Make, text: str) -> ClosedItem:
    """Read one closed question."""
    (strand,) = load_study(make(HEAD + text)).strands
    return strand.closed[0]


def test_a_triad_of_three_columns_is_read(make: Make) -> None:
    """Each column with the name of its corner."""
    item = closed(make, f"    t: {{type: triad, {CORNERS}, not_applicable: {{column: NA}}}}\n")
    assert item.placing == TRIAD.placing
    assert item.columns == ("A", "B", "C", "NA")


def test_a_triad_by_a_point_is_read(make: Make) -> None:
    """Its corners are named by where they lie, in whatever order they are written."""
    corners = "corners: {top: Heard, left: Safe, right: Useful}"
    item = closed(make, f"    t: {{type: triad, point: [X, Y], {corners}, full: 1}}\n")
    assert item.placing == POINT.placing


def test_a_dyad_and_stones_are_read(make: Make) -> None:
    """A dyad's name is its column; stones have two each."""
    item = closed(
        make, "    d: {type: dyad, ends: [too little, too much], not_applicable: [n/a]}\n"
    )
    assert item.placing == DYAD.placing
    stones = "stones: {Family: [FX, FY], Service: [SX, SY]}"
    item = closed(make, f"    s: {{type: stones, {stones}, full: 1}}\n")
    assert item.placing == STONES.placing


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{type: triad}", "a triad needs three corners"),
        ("{type: triad, corners: {A: a, B: b}}", "a triad needs three corners"),
        (
            "{type: triad, point: [X, Y], corners: {A: a, B: b, C: c}}",
            "write 'point: [X, Y]' and",
        ),
        ("{type: dyad, ends: [a]}", "a dyad needs its two ends"),
        ("{type: stones, stones: {a: [X]}}", "each of the stones needs a name and two columns"),
        ("{type: single, ends: [a, b]}", "'ends' is for questions of type dyad"),
        (f"{{type: dyad, ends: [a, b], {CORNERS}}}", "'corners' is for questions of type triad"),
        ("{type: dyad, ends: [a, b], order: [a]}", "'order' is not for questions of type dyad"),
        ("{type: dyad, ends: [a, b], full: none}", "'full' should be a number above 0"),
        ("{type: dyad, ends: [a, b], full: 0}", "'full' should be a number above 0"),
        ("{type: dyad, ends: [a, a]}", "the name 'a' stands twice in it"),
        ("{type: stones, stones: {a: [X, X]}}", "the column 'X' stands twice in it"),
        ("{type: dyad, ends: [a, b], not_applicable: {col: X}}", "write 'not_applicable: {column"),
    ],
)
def test_a_wrong_placing_is_one_clear_sentence(make: Make, text: str, words: str) -> None:
    """With the line and what would be right."""
    _, problems = read_study(make(HEAD + f"    t: {text}\n"))
    said = [problem for problem in problems if words in str(problem)]
    assert said, [str(problem) for problem in problems]
    assert (said[0].file, said[0].line) == ("study.yaml", 9)


def test_a_column_is_not_words_and_a_corner_at_once(make: Make) -> None:
    """One of the two is a slip."""
    text = HEAD + "    t: {type: triad, corners: {story: a, B: b, C: c}}\n"
    _, problems = read_study(make(text))
    assert "the column 'story' is open, and part of 't' too" in str(problems[0])


def test_a_misspelled_type_is_not_told_twice(make: Make) -> None:
    """Its corners are not called out of place as well."""
    _, problems = read_study(make(HEAD + f"    t: {{type: traid, {CORNERS}}}\n"))
    assert len(problems) == 1


def test_not_applicable_is_not_passed_by() -> None:
    """One is an answer, the other is none."""
    blank = {"A": "", "B": "", "C": ""}
    assert placed_by(TRIAD, {**blank, "NA": "1"}).state == "not applicable"  # type: ignore[union-attr]
    assert placed_by(TRIAD, {**blank, "NA": "0"}).state == "passed by"  # type: ignore[union-attr]
    assert placed_by(DYAD, {"d": "N/A"}).state == "not applicable"  # type: ignore[union-attr]
    assert placed_by(DYAD, {"d": "-"}).state == "passed by"  # type: ignore[union-attr]
    assert placed_by(DYAD, {"other": "x"}) is None


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (("50", "30", "20"), (0.5, 0.3, 0.2)),
        (("33", "33", "33"), (1 / 3, 1 / 3, 1 / 3)),
        (("33,3 %", "33,3 %", "33,4 %"), (0.333, 0.333, 0.334)),
        (("100", "0", "0"), (1, 0, 0)),
    ],
)
def test_three_shares_are_one_place(cells: tuple[str, str, str], shares: tuple[float, ...]) -> None:
    """Rounded to whole per cents they may come to 99 or 101."""
    found = placed_by(TRIAD, dict(zip("ABC", cells, strict=True)))
    assert found is not None
    assert found.state == "placed"
    assert found.places == pytest.approx(shares)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"A": "50", "B": "30", "C": "40"}, "50 + 30 + 40 = 120, not 100"),
        ({"A": "-10", "B": "70", "C": "40"}, "-10 is below 0"),
        ({"A": "50", "B": "50", "C": ""}, "a part of it is blank"),
        ({"A": "top", "B": "50", "C": "50"}, "'top' is no number"),
        ({"A": "50", "B": "30", "C": "20", "NA": "1"}, "it is placed, and said not to apply"),
    ],
)
def test_what_cannot_be_placed_says_why(cells: dict[str, str], why: str) -> None:
    """It is counted apart from all that can."""
    found = placed_by(TRIAD, cells)
    assert found is not None
    assert (found.state, found.why) == ("impossible", why)


@pytest.mark.parametrize(
    ("point", "shares"),
    [
        (("0", "0"), (1, 0, 0)),
        (("1", "0"), (0, 1, 0)),
        (("0.5", "1"), (0, 0, 1)),
        (("0.5", "0.5"), (0.25, 0.25, 0.5)),
    ],
)
def test_a_point_in_a_triangle_becomes_shares(
    point: tuple[str, str], shares: tuple[float, ...]
) -> None:
    """Of left, right and top."""
    found = placed_by(POINT, {"X": point[0], "Y": point[1]})
    assert found is not None
    assert found.places == pytest.approx(shares)


def test_a_point_outside_the_triangle_cannot_be() -> None:
    """Nor can one beyond the ends of a line."""
    assert placed_by(POINT, {"X": "0.9", "Y": "0.9"}).state == "impossible"  # type: ignore[union-attr]
    assert placed_by(DYAD, {"d": "120"}).why == "120 is not from 0 to 100"  # type: ignore[union-attr]


def test_a_stone_may_be_left_aside() -> None:
    """The others are placed all the same; half a place is none."""
    aside = {"FX": "0.2", "FY": "0.8", "SX": "", "SY": ""}
    found = placed_by(STONES, aside)
    assert found is not None
    assert found.places == (0.2, 0.8, None, None)
    assert placed_by(STONES, {**aside, "SX": "0.1"}).state == "impossible"  # type: ignore[union-attr]


def test_only_what_is_placed_can_be_read_so() -> None:
    """A question with answers is not."""
    with pytest.raises(ValueError, match="nobody places"):
        placed_by(ClosedItem("q", "q"), {"q": "yes"})


def test_numbers_are_read_as_people_write_them() -> None:
    """With a comma or a point, and with a per cent sign."""
    texts = ("33,3 %", " 0.5", "1,000.5", "", "nan")
    assert [number_in(text) for text in texts] == [33.3, 0.5, None, None, None]
