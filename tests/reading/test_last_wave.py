"""The last wave of a table that is still being collected."""

from __future__ import annotations

from datetime import date

import pytest

from themekit.reading.tables.last_wave import Round, unfinished

WHOLE = {
    "2025-Q1": Round(40, date(2025, 3, 21)),
    "2025-Q2": Round(34, date(2025, 6, 19)),
}


@pytest.mark.parametrize(
    "last", [Round(15, date(2025, 8, 14)), Round(30, date(2025, 7, 30)), Round(1, date(2025, 9, 1))]
)
def test_a_wave_that_ends_early_with_fewer_rows_is_doubted(last: Round) -> None:
    """With its last date, and what the others have."""
    found = unfinished({**WHOLE, "2025-Q3": last}, "quarter", "stories.csv")
    assert found is not None
    assert (found.doubt, found.file, found.severity) == (
        "wave-unfinished", "stories.csv", "warning",
    )  # fmt: skip
    assert f"The wave 2025-Q3 ends on {last.last}, earlier in its quarter" in found.message
    assert "they have 34 or more" in found.message


@pytest.mark.parametrize(
    "last",
    [
        Round(29, date(2025, 9, 18)),
        Round(10, date(2025, 9, 18)),
        Round(40, date(2025, 7, 30)),
        Round(1, date(2031, 8, 1)),
    ],
)
def test_a_wave_that_is_only_smaller_or_only_shorter_is_not(last: Round) -> None:
    """People leave; a round may be quick; a slip in the year is another doubt."""
    assert unfinished({**WHOLE, "2025-Q3": last}, "quarter", "stories.csv") is None


@pytest.mark.parametrize("by", ["day", "name"])
def test_waves_without_an_end_are_never_unfinished(by: str) -> None:
    """Nobody knows when they would end."""
    rounds = {**WHOLE, "x": Round(2, date(2025, 7, 3))}
    assert unfinished(rounds, by, "stories.csv") is None  # type: ignore[arg-type]


def test_one_wave_alone_cannot_be_told() -> None:
    """Nothing says how long a round takes."""
    assert unfinished({"2025": Round(4, date(2025, 2, 1))}, "year", "stories.csv") is None
    assert unfinished({}, "year", "stories.csv") is None


def test_a_stray_row_is_no_earlier_wave() -> None:
    """It would make every other wave look whole."""
    stray = {"2024-Q4": Round(1, date(2024, 10, 2)), **WHOLE}
    assert (
        unfinished({**stray, "2025-Q3": Round(15, date(2025, 8, 14))}, "quarter", "s") is not None
    )
