"""Up to which event a tagger learns."""

import pytest

from themekit.decisions import learned_through


@pytest.mark.parametrize(
    ("number", "step"),
    [(0, 0), (9, 0), (10, 10), (199, 190), (200, 200), (249, 200), (250, 250), (3_033, 3_000)],
)
def test_steps_are_of_10_up_to_200_and_then_of_50(number: int, step: int) -> None:
    """The last step at or below the number: a function of the record alone."""
    assert learned_through(number) == step
