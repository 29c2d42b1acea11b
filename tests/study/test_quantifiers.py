"""study.yaml says what few, some and most mean, so that a report's words can be checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.study import Quantifier, load_study, read_study

Make = Callable[..., Path]


def test_quantifiers_are_read_in_the_order_of_their_bounds(make: Make) -> None:
    """Percentages are shares too, and bounds may touch."""
    text = "strands: []\nquantifiers: {Most: [50 %, 100 %], few: [0, 0.25], some: [0.25, 0.5]}\n"
    assert load_study(make(text)).quantifiers == (
        Quantifier("few", 0, 0.25),
        Quantifier("some", 0.25, 0.5),
        Quantifier("most", 0.5, 1),
    )


def test_a_study_without_quantifiers_has_none(make: Make) -> None:
    """Then such words are undefined."""
    assert load_study(make("strands: []\n")).quantifiers == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("few: [0.5, 0.25]", "'few' should have two bounds from 0 to 1, the lower one first"),
        ("few: [0, 25]", "'few' should have two bounds from 0 to 1, the lower one first"),
        ("few: [0]", "'few' should have two bounds from 0 to 1, the lower one first"),
        ("few: a little", "'few' should have two bounds from 0 to 1, the lower one first"),
        ("1 in 4: [0, 0.25]", "'1 in 4' should be a word such as few or most"),
        ("some: [0.2, 0.5]", "the quantifiers 'most' and 'some' overlap"),
        ("MOST: [0.5, 1]", "the quantifier 'most' stands here twice"),
    ],
)
def test_a_wrong_quantifier_is_told_with_its_line(make: Make, line: str, message: str) -> None:
    """Bounds outside of 0 to 1, no bounds, words that are none, and overlaps are errors."""
    text = f"strands: []\nquantifiers:\n  most: [0.4, 1]\n  {line}\n"
    problems = read_study(make(text))[1]
    assert [(problem.line, problem.message) for problem in problems] == [(6, message)]
