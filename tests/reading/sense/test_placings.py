"""Cells of triads, dyads and stones that nobody can have placed."""

from __future__ import annotations

from sensing import answers, row, within
from themekit.study import ClosedItem, Placing

TRIAD = ClosedItem(
    "t", "What mattered", type="triad", placing=Placing(("A", "B", "C"), ("a", "b", "c"))
)
DYAD = ClosedItem("d", "How much", type="dyad", placing=Placing(("d",), ("little", "much")))


def triad(name: str, *cells: str) -> object:
    """Build a row with three corners."""
    return row(name, "A story.", closed=dict(zip("ABC", cells, strict=True)))


def test_corners_that_do_not_sum_are_doubted() -> None:
    """With the row and what they come to."""
    rows = [triad("S1", "50", "30", "20"), triad("S2", "50", "30", "40")]
    found = within(answers(closed=(TRIAD,)), *rows)["corners-do-not-sum"]  # type: ignore[arg-type]
    assert "of 'What mattered', 1 row cannot be what somebody placed" in found.message
    assert "row 'S2': 50 + 30 + 40 = 120, not 100" in found.message


def test_shares_of_one_are_told_with_the_line_that_mends_it() -> None:
    """Where most rows come to 1 the file counts so."""
    rows = [triad(f"S{at}", "0.5", "0.3", "0.2") for at in range(4)]
    found = within(answers(closed=(TRIAD,)), *rows)["corners-do-not-sum"]  # type: ignore[arg-type]
    assert "write 'full: 1' under 't'" in found.hint
    assert "and 1 more" in found.message


def test_a_place_beyond_the_ends_is_doubted() -> None:
    """So is a word where a number should be."""
    rows = [row("S1", "A.", closed={"d": "140"}), row("S2", "B.", closed={"d": "left"})]
    found = within(answers(closed=(DYAD,)), *rows, row("S3", "C.", closed={"d": "30"}))
    assert "140 is not from 0 to 100" in found["cannot-be-placed"].message
    assert "'left' is no number" in found["cannot-be-placed"].message


def test_what_is_placed_or_not_is_not_doubted() -> None:
    """Blank cells are nobody's slip."""
    rows = [triad("S1", "50", "30", "20"), triad("S2", "", "", "")]
    assert within(answers(closed=(TRIAD,)), *rows) == {}  # type: ignore[arg-type]
