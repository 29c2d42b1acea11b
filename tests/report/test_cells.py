"""How a figure is said: what was found, what is unread, and of how many people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from themekit.records import NOT_POOLED, NOT_SAID, MatrixRow
from themekit.report import overview, words
from themekit.report.cells import Cell
from themekit.report.counting import counting_of

Make = Callable[..., MatrixRow]


@pytest.fixture
def cell(make_row: Make) -> Callable[..., Cell]:
    """Hand out a function that makes a cell of a strand."""

    def made(basis: str, asked: int, cases: int, *, kind: str = "", **more: Any) -> Cell:
        about = {name: more.pop(name) for name in ("own_words", "direct") if name in more}
        share = cases / asked if asked else None
        about["counting"] = None
        row = make_row(
            "T", "A", "S", **{
                "basis": basis, "asked": asked, "cases": cases, "cases_if": cases, "share": share,
                "found": cases, "unread": 0, **more,
            },
        )  # fmt: skip
        about["counting"] = counting_of(row)
        return Cell.of(row, kind=kind, **about)

    return made


@pytest.mark.parametrize(
    ("figures", "said", "beside"),
    [
        (("mixed", 12, 9, {"unread": 2}), "found in 9 of 12", ("2 unread",)),
        (("mixed", 12, 0, {"unread": 2}), "not found in 10 read", ("2 unread",)),
        (("mixed", 12, 0, {"unread": 12}), "not found in what was read", ("12 unread",)),
        (
            ("mixed", 12, 4, {"found": 3, "unread": 2}),
            "found in 3 of 12",
            ("2 unread; in 1 of them the machine suggests it",),
        ),
        (
            ("mixed", 12, 4, {"found": 3, "unread": 1}),
            "found in 3 of 12",
            ("1 unread, where the machine suggests it",),
        ),
        (("mixed", 12, 4, {"cases_if": 6, "unread": 1}), "found in 4 to 6 of 12", ("1 unread",)),
        (("checked", 12, 0, {}), "none of 12", ()),
        (("checked", 12, 9, {}), "9 of 12", ()),
        (("checked", 30, 0, {}), "none of 30", ()),
        (("checked", 30, 27, {}), "27 of 30 (90\u00a0%)", ()),
        (("mixed", 30, 27, {"unread": 1}), "found in 27 of 30", ("1 unread",)),
        (("suggested", 30, 27, {"segments": 41, "suggested": 41}), "41 suggested", ()),
        (("suggested", 30, 0, {"segments": 0, "suggested": 0}), "nothing suggested", ()),
    ],
)
def test_a_figure_says_what_was_read(
    cell: Callable[..., Cell], figures: Any, said: str, beside: tuple[str, ...]
) -> None:
    """Nobody says none, or a share of few, before everything is read."""
    basis, asked, cases, more = figures
    made = cell(basis, asked, cases, **more)
    assert (made.text, made.doubts) == (said, beside)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (("mixed", 12, 9, {"unread": 2}), "9 of 12 so far"),
        (("mixed", 12, 4, {"cases_if": 6, "unread": 1}), "4 to 6 of 12 so far"),
        (("mixed", 12, 0, {"unread": 2}), "not found so far"),
        (("checked", 12, 9, {}), "9 of 12"),
        (("checked", 12, 0, {}), "none of 12"),
        (("checked", 2, 2, {}), "raised"),
        (("checked", 4, 0, {}), "not raised"),
        (("mixed", 4, 0, {"unread": 1}), "not raised so far"),
        (("checked", 4, 0, {"cases_if": 1}), "people disagree"),
        (("checked", 22, 3, {"kind": "group"}), "3 speakers"),
        (("checked", 22, 1, {"kind": "group", "cases_if": 3}), "1 to 3 speakers"),
        (("mixed", 22, 0, {"kind": "group", "unread": 3}), "not raised so far"),
        (("suggested", 30, 27, {"segments": 41, "suggested": 41}), "41 suggested"),
    ],
)
def test_in_a_table_of_all_codes_a_figure_is_a_word_or_two(
    cell: Callable[..., Cell], figures: Any, said: str
) -> None:
    """With the same care: no none before everything is read, no count of fewer than five."""
    basis, asked, cases, more = figures
    assert overview.figure(cell(basis, asked, cases, **more)) == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (("checked", 2, 2, {}), "raised, by one or both of 2 people"),
        (("checked", 4, 0, {}), "not raised by any of 4 people"),
        (("mixed", 4, 0, {"unread": 1}), "not raised in what was read of 4 people"),
        (("mixed", 4, 0, {"unread": 4}), "not raised in what was read of 4 people"),
        (("checked", 4, 0, {"cases_if": 1}), "people disagree whether it was raised"),
        (("checked", 5, 2, {}), "2 of 5"),
    ],
)
def test_of_fewer_than_five_it_was_raised_or_not(
    cell: Callable[..., Cell], figures: Any, said: str
) -> None:
    """A count of so few is one of persons."""
    basis, asked, cases, more = figures
    assert cell(basis, asked, cases, **more).text == said


@pytest.mark.parametrize(
    ("cases", "upto", "said"),
    [(3, 3, "raised by 3 speakers"), (1, 1, "raised by 1 speaker"), (0, 0, "not raised"),
     (1, 3, "raised by 1 to 3 speakers")],
)  # fmt: skip
def test_a_group_has_speakers_and_no_denominator(
    cell: Callable[..., Cell], cases: int, upto: int, said: str
) -> None:
    """Its members hear each other: nobody was asked one by one."""
    assert cell("checked", 22, cases, cases_if=upto, kind="group").text == said


CORRECTED = {
    "share_low": 0.23, "share_high": 0.381, "unread": 40, "found": 12,
    "interval": "corrected 95 %: this material; 40 of 100 drawn are unread: were it in all, 57 %",
}  # fmt: skip


def test_an_estimate_stands_with_its_interval_and_what_is_unread(
    cell: Callable[..., Cell],
) -> None:
    """Beside it: how many of the drawn are unread, and what if it were in all of these."""
    made = cell("corrected", 400, 123, **CORRECTED)
    assert made.text == "about 123 of 400 (31\u00a0%, 23 to 38)"
    assert made.doubts == ("40 of 100 drawn are unread: were it in all, 57 %",)


def test_what_a_draw_found_in_nobody_is_said_with_an_upper_bound(
    cell: Callable[..., Cell],
) -> None:
    """No nought stands there: not everybody was read."""
    found = CORRECTED | {"share_low": 0.0, "share_high": 0.052, "found": 0}
    made = cell("corrected", 400, 0, **found)
    assert made.text == "none found among those drawn: at most 5\u00a0% of 400"
    assert overview.figure(made) == "at most 5\u00a0%"


def test_own_words_and_closed_answers_are_two_figures(cell: Callable[..., Cell]) -> None:
    """Each says what it counts; none reads as the denial of the other."""
    direct = ("asked directly (“More complicated needs”): 26 of 30 (87\u00a0%)",)
    made = cell("checked", 30, 0, own_words=True, direct=direct)
    assert made.text == "none of 30 raised it in their own words"
    assert made.details == direct
    assert cell("checked", 30, 3, own_words=True).text == (
        "raised by 3 of 30 (10\u00a0%) in their own words"
    )


@pytest.mark.parametrize(
    ("asked", "unasked", "said"),
    [(9, 3, "9 only when asked, 3 by themselves"), (9, 0, "only when asked"),
     (0, 3, "by themselves"), (0, 0, ""), (None, None, "")],
)  # fmt: skip
def test_asked_is_told_from_raised(asked: int | None, unasked: int | None, said: str) -> None:
    """Both figures are labelled; one that is nobody's is left out."""
    assert words.raised(asked, unasked, counted=True) == said


def test_roles_that_differ_stand_beside_the_figure(cell: Callable[..., Cell]) -> None:
    """11 to 14 of 30: peers find 11, researchers 14."""
    made = cell("checked", 30, 11, cases_if=14, by_role=(("peer", 11), ("researcher", 14)))
    assert made.count == "11 to 14 of 30"
    assert made.doubts == ("peer researchers 11, researchers 14",)


def test_waves_and_notes_are_said_in_words(cell: Callable[..., Cell]) -> None:
    """Nothing is counted over waves, and notes say what others wrote."""
    nothing = {"cases_if": None, "share": None, "unread": None, "found": None}
    for interval, said in (
        (NOT_POOLED, "by wave"),
        (NOT_SAID, "written about in 5 segments"),
    ):
        row = cell("checked", 5, 0, segments=5, **nothing).row
        told = Cell.of(_without(row, interval))
        assert (told.text, told.share_text) == (said, "")


def _without(row: MatrixRow, interval: str) -> MatrixRow:
    return replace(row, cases=None, asked=None, interval=interval)


def test_what_a_survey_did_not_ask_about_is_not_told_as_silence(cell: Callable[..., Cell]) -> None:
    """Where no question asks about a code and nobody raises it, both are said."""
    asked = cell("checked", 30, 0)
    assert replace(asked, unprompted=True).text == "not asked about it; none of 30"
    assert replace(cell("checked", 30, 3), unprompted=True).text == cell("checked", 30, 3).text
