"""Figures and terms in words."""

from __future__ import annotations

import pytest

from themekit.report import words


@pytest.mark.parametrize(
    ("cases", "asked", "said"),
    [
        (6, 7, "6 of 7"),
        (18, 19, "18 of 19"),
        (18, 20, "18 of 20 (90\u00a0%)"),
        (27, 30, "27 of 30 (90\u00a0%)"),
        (0, 0, "not asked"),
        (1200, 5096, "1,200 of 5,096 (24\u00a0%)"),
        (None, 30, "\u2013"),
    ],
)
def test_percentage_stands_only_where_twenty_were_asked(
    cases: int | None, asked: int | None, said: str
) -> None:
    """Counts come first and always with their denominator."""
    assert words.count_and_share(cases, asked) == said


def test_suppressed_figure_is_withheld_in_words() -> None:
    """A withheld cell says so, whatever numbers it is given."""
    assert words.count_and_share(3, 30, suppressed=True) == "withheld"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 1000, "under 1\u00a0%"),
        (999, 1000, "over 99\u00a0%"),
        (1, 200, "1\u00a0%"),
        (25, 1000, "3\u00a0%"),
        (0, 30, "0\u00a0%"),
    ],
)
def test_percent_rounds_half_up_and_never_to_nothing_or_all(
    part: int, whole: int, said: str
) -> None:
    """A share that is not 0 or 1 never reads so."""
    assert words.percent(part, whole) == said


def test_clean_keeps_offsets() -> None:
    """A forbidden character is replaced one for one."""
    dirty = "a\x00b\x0bc\ud800d\ufffee\tf\ng"
    assert words.clean(dirty) == "a\ufffdb\ufffdc\ufffdd\ufffde\tf\ng"


def test_trims_mark_the_cut() -> None:
    """What was left out is marked and words stay whole."""
    assert words.trim_end("one two three", 8) == "one two […]"
    assert words.trim_start("one two three", 9) == "[…] three"
    assert words.trim_end("short", 8) == words.trim_start("short", 8) == "short"


def test_humanise_makes_a_heading_of_an_outline() -> None:
    """Hyphens become spaces, the first letter a capital."""
    assert words.humanise("executive-summary") == "Executive summary"
