"""Whether what every group says is found as well is told so that nobody reads it otherwise."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from themekit.records import Fairness, Gap, GroupRates
from themekit.report import load_renderer
from themekit.report.fairness import FAIRNESS, HEADING, fairness_table, fairness_told

if TYPE_CHECKING:
    from conftest import Reported

NAMES = {"more-people": "More people", "money": "Money <b>"}
NOTHING = (None, None, None)


def group(
    name: str,
    recall: float,
    others: float,
    *,
    named: bool = False,
    code: str = "more-people",
    who: str = "machine",
    smallest: float | None = 0.245,
) -> GroupRates:
    """Build a group of 60 people by who asked them."""
    gap = Gap(others, named)
    rates = (recall, recall - 0.1, recall + 0.1)
    return GroupRates(
        code, who, "asked_by", name, 60, rates, NOTHING, smallest, "in words", gap
    )  # fmt: skip


UNEVEN = Fairness(
    (
        group("peers", 0.6, 0.6, code=""),
        group("staff", 0.6, 0.6, code=""),
        group("peers", 0.62, 0.31, named=True),
        group("staff", 0.31, 0.62, named=True),
    )
)


def test_a_difference_says_what_not_to_trust() -> None:
    """Once for both of two groups, from the side of the one of which less is found."""
    lines = fairness_told(UNEVEN, NAMES)
    assert lines[0] == (
        "Of passages in which people find “More people”, the machine finds about 3 in every 10 "
        "where asked by is “staff”, and about 6 in every 10 where it is “peers”: machine counts "
        "that compare these groups are not to be trusted."
    )
    assert sum("are not to be trusted" in line for line in lines) == 1


def test_it_is_said_of_how_many_comparisons_one_is_named() -> None:
    """A reader knows what chance alone would name."""
    lines = fairness_told(UNEVEN, NAMES)
    assert lines[1] == (
        "2 comparisons were made, and 1 shows a difference; where there is none at all, chance "
        "would show about 1."
    )


def test_as_many_as_chance_names_are_told_as_chance() -> None:
    """Of twenty comparisons one is named: it may be nothing."""
    codes = [f"c{number}" for number in range(20)]
    rows = [
        group(name, 0.6, 0.3 if code == "c0" else 0.6, named=code == "c0", code=code)
        for code in codes
        for name in ("peers", "staff")
    ]
    lines = fairness_told(Fairness(tuple(rows)), {})
    assert any("may be chance alone: check it before you tell of it" in line for line in lines)


def test_none_seen_says_what_may_have_gone_unseen() -> None:
    """Rounded up: a difference of .24 is not promised to be seen where .245 would be."""
    rows = tuple(replace(one, found=Gap(0.6, named=False)) for one in UNEVEN.rows)
    (line,) = fairness_told(Fairness(rows), NAMES)
    assert line == (
        "The machine, by asked by: “peers”; “staff”. All codes together: none seen; a difference "
        "under .25 may have gone unseen. Code by code: 1 of 1 code read could be compared; "
        "none seen; a difference under .25 may have gone unseen."
    )


@pytest.mark.parametrize(
    ("own", "rest", "said"),
    [
        (0.44, 0.36, ("about 44 in every 100", "about 36 in every 100")),
        (0.02, 0.58, ("about 2 in every 100", "about 58 in every 100")),
        (0.0, 0.58, ("the machine finds none where", "about 58 in every 100")),
        (0.3, 0.6, ("about 3 in every 10 ", "about 6 in every 10 ")),
    ],
)
def test_two_shares_that_differ_never_read_alike(
    own: float, rest: float, said: tuple[str, str]
) -> None:
    """And neither reads as nothing, or all, unless it is."""
    rows = (group("a", own, rest, named=True), group("b", rest, own, named=True))
    line = fairness_told(Fairness(rows), NAMES)[0]
    assert all(one in line for one in said)


def test_of_several_groups_the_one_that_differs_most_is_told() -> None:
    """The others are in the file; a comparison is one sentence."""
    rows = (
        group("a", 0.2, 0.6, named=True), group("b", 0.6, 0.4, named=True), group("c", 0.5, 0.5),
    )  # fmt: skip
    lines = fairness_told(Fairness(rows), NAMES)
    assert "where asked by is “a”, and about 6 in every 10 in the other groups together" in lines[0]
    assert "1 comparison was made, and 1 shows" in lines[1]


def test_what_was_not_compared_is_told() -> None:
    """Too many groups, and groups that are too small; these are not numbered by name."""
    small = replace(group("staff", 0, 0, code=""), cases=None, found=None, recall=NOTHING)
    found = Fairness((small, replace(small, group="peers")), (("home_area", "40 groups"),))
    (line,) = fairness_told(found, NAMES)
    assert line == (
        "Not compared: home area (40 groups); asked by (fewer than two groups of 20 people)."
    )


def test_a_role_is_told_as_a_role_and_to_nobody_outside() -> None:
    """Counts that rest on them are doubted, the machine's are not; outside it is of people."""
    rows = tuple(replace(one, who="peer") for one in UNEVEN.rows[2:])
    line = fairness_told(Fairness(rows), NAMES)[0]
    assert "in which other coders find “More people”, peer researchers find about 3" in line
    assert "counts that rest on peer researchers" in line
    assert fairness_told(Fairness(rows), NAMES, public=True) == ()


def test_outside_the_warning_stands_without_numbers() -> None:
    """Readers outside learn which machine counts not to trust, and nothing of how many people."""
    lines = fairness_told(UNEVEN, NAMES, public=True)
    assert lines[0] == (
        "The machine misses more of “More people” where asked by is “staff” than where it is "
        "“peers”: machine counts that compare these groups are not to be trusted."
    )
    assert not any("peers”; “staff" in line for line in lines)


def test_the_table_has_the_columns_of_the_file() -> None:
    """A row a group; what is withheld is empty."""
    header, *rows = fairness_table(UNEVEN).csv().decode("utf-8-sig").splitlines()
    assert tuple(header.split(",")) == FAIRNESS
    assert rows[3] == "more-people,machine,asked_by,staff,60,0.31,0.21,0.41,,,,0.245,in words"


def test_every_format_tells_of_it(inputs: Reported) -> None:
    """In the appendix on trust, also where nothing else of trust was measured."""
    model = inputs.with_about(fairness=UNEVEN).build()
    for kind in ("html", "md"):
        page = load_renderer(kind).render(model).decode()
        assert HEADING in page
        assert "where asked by is “staff”, and about 6 in every 10" in page
    book = openpyxl.load_workbook(io.BytesIO(load_renderer("xlsx").render(model)))
    cells = [cell.value for row in book["Groups"].iter_rows() for cell in row]
    assert {"asked_by", "staff", 0.31, 0.245} <= set(cells)


def test_a_report_for_outsiders_has_no_row_of_groups(inputs: Reported) -> None:
    """Its workbook has no such sheet, and its page no number of it."""
    model = inputs.with_about(fairness=UNEVEN).build(public=True)
    assert model.fair_rows == ()
    book = openpyxl.load_workbook(io.BytesIO(load_renderer("xlsx").render(model)))
    assert "Groups" not in book.sheetnames
    page = load_renderer("md").render(model).decode()
    assert "misses more of “More people”" in page
    assert "in every 10" not in page
