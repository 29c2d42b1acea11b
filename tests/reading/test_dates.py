"""Dates and waves."""

from __future__ import annotations

import datetime as dt

import pytest

from themekit.reading.dates import parse_date, writes_month_first

DAY = dt.date(2021, 9, 3)


@pytest.mark.parametrize(
    "text",
    ["2021-09-03", "2021-09-03T12:07:50Z", "2021-09-03 00:00:00", "2021/9/3 3:04:05 pm GMT+1", "03/09/2021", "3.9.2021",
     "03-09-21", "3 September 2021", "3rd Sep 2021", "Friday, 3 Sept. 2021", "September 3, 2021", "Sep 3rd 2021 10:00"],
)  # fmt: skip
def test_parse_date_reads_what_tools_write(text: str) -> None:
    """One day in a dozen ways."""
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2021", "99/99/2021", "2021-02-30", "12:30", "4", "03/09/20215", "3 Foo 2021"],
)
def test_parse_date_of_what_is_none(text: str) -> None:
    """No guess where there is no such day."""
    assert parse_date(text) is None


def test_parse_date_day_first_unless_impossible() -> None:
    """The thirteenth month does not exist."""
    assert parse_date("09/13/2021") == dt.date(2021, 9, 13)


@pytest.mark.parametrize(
    ("column", "answer"),
    [
        (["03/04/2021", "09/30/2021"], True),
        (["03/04/2021", "30/09/2021", "09/30/2021"], False),
        (["2021-09-30", ""], False),
    ],
)
def test_writes_month_first(column: list[str], answer: bool) -> None:
    """A column is American if something in it can be nothing else, and nothing in it is European."""
    assert writes_month_first(column) is answer
