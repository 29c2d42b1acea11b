"""What was simulated, in sentences."""

from __future__ import annotations

import pytest

from themekit.designing import Noticed, Outlook, sentences
from themekit.designing.said import how_often
from themekit.study import Change, Design

RISE = Change(0.3, 0.45)


def outlook(design: Design, *chances: float) -> Outlook:
    """Return a design that notices a rise of some codes so often."""
    found = (Noticed(f"c{at}", RISE, one, one, one, 0.0, None) for at, one in enumerate(chances))
    return Outlook(design, tuple(found), 0.0)


def test_a_change_is_one_sentence() -> None:
    """In quarters; what only a machine parts is told once."""
    (said,) = sentences(
        [
            outlook(Design("all 40 read", 40, 40), 0.2),
            outlook(Design("15 read", 40, 15), 0.14),
            outlook(Design("15 read, machine", 40, 15, machine=True), 0.15),
        ],
        4,
    )
    assert said == (
        "30 to 45\u00a0%: all 40 read, 1 quarter in 5; 15 read, 1 in 7, machine or not (simulated)"
    )


def test_a_machine_that_helps_is_told_apart() -> None:
    """It is another design then."""
    (said,) = sentences(
        [
            outlook(Design("60 read", 300, 60), 0.4),
            outlook(Design("60 read, machine", 300, 60, machine=True), 0.6),
        ],
        12,
    )
    assert "60 read, 2 months in 5; 60 read, machine, 3 in 5" in said


def test_of_several_codes_it_is_the_mean() -> None:
    """And says so."""
    (said,) = sentences([outlook(Design("all", 40, 40), 0.1, 0.3)], 4)
    assert said.endswith("all, 1 quarter in 5 (simulated; the mean of 2 codes)")


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "never"), (0.01, "hardly ever"), (0.05, "1 in 20"), (0.5, "1 in 2"), (0.8, "4 in 5"),
     (0.9, "9 in 10"), (1.0, "nearly always")],
)  # fmt: skip
def test_chances_are_said_as_people_do(chance: float, said: str) -> None:
    """In small numbers."""
    assert how_often(chance) == said
