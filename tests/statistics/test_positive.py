"""Positive agreement, against values reckoned by hand."""

import pytest

from themekit.statistics import positive_agreement


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [((8, 10, 12), 16 / 22), ((0, 3, 4), 0.0), ((5, 5, 5), 1.0), ((0, 0, 0), None)],
)
def test_it_is_twice_the_common_uses_of_all_uses(
    counts: tuple[int, int, int], wanted: float | None
) -> None:
    """Where neither applies the code there is nothing to agree on."""
    assert positive_agreement(*counts) == wanted


def test_more_common_uses_than_uses_are_refused() -> None:
    """The counts are those of other units then."""
    with pytest.raises(ValueError, match="cannot be among"):
        positive_agreement(5, 4, 9)
