"""The parts of a codebook that peers are asked about one at a time."""

from __future__ import annotations

import pytest

from themekit.codebook import Code, Codebook, Theme
from themekit.tasks.readers import Reader
from themekit.tasks.sections import next_section, sections_of


def book(**sizes: int) -> Codebook:
    """Return a codebook with so many codes in each theme."""
    codes = [
        Code(f"{theme}{at}", f"{theme} {at}", theme)
        for theme, n in sizes.items()
        for at in range(n)
    ]
    return Codebook("b", themes=tuple(Theme(theme) for theme in sizes), codes=tuple(codes))


@pytest.mark.parametrize(
    ("number", "sizes"), [(1, [1]), (8, [8]), (9, [5, 4]), (17, [6, 6, 5]), (24, [8, 8, 8])]
)
def test_a_long_theme_is_cut_into_parts_of_near_equal_size(number: int, sizes: list[int]) -> None:
    """None has more than eight codes, and their order is the codebook's."""
    found = sections_of(book(Money=number))
    assert [len(one) for one in found] == sizes
    assert [code for one in found for code in one] == [f"Money{at}" for at in range(number)]


def test_every_theme_is_a_section_and_codes_without_one_are_another() -> None:
    """Every code is in exactly one."""
    codes = (*book(Demand=2, Money=3).codes, Code("free", "Free"))
    found = sections_of(Codebook("b", themes=(Theme("Demand"), Theme("Money")), codes=codes))
    assert found == (("Demand0", "Demand1"), ("Money0", "Money1", "Money2"), ("free",))


def test_sections_take_turns_over_all_who_are_handed_out_to_at_once() -> None:
    """They are asked the same, so that what they say can be compared."""
    first, second = sections_of(book(Demand=2, Money=3))
    bo, cy = Reader("bo"), Reader("cy")
    assert next_section((first, second), [bo, cy]) == first
    bo.sections[first] = 1
    assert next_section((first, second), [bo, cy]) == second
    cy.sections[second] = 2
    assert next_section((first, second), [bo, cy]) == first
