"""A date years away from all others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sensing import across, answers, row
from themekit.reading.sense.waves import year_of
from themekit.study import WaveColumn


def dated(*waves: str, source: str = "answers.csv") -> list:
    """Build a row a wave."""
    return [
        row(f"{source[0].upper()}{at}", "Fine.", wave=wave, source=source)
        for at, wave in enumerate(waves)
    ]


@pytest.mark.parametrize(
    ("by", "waves"),
    [
        ("quarter", ("2021-Q2",) * 5 + ("2012-Q2",)),
        ("year", ("2021", "2021", "2022", "2202", "2022")),
        ("day", ("2021-03-01", "2021-03-04", "1900-01-01", "2021-05-30", "2021-06-01")),
        ("month", ("2020-11",) * 30 + ("1970-01",) * 3),
    ],
)
def test_a_date_years_away_is_doubted(by: str, waves: tuple[str, ...]) -> None:
    """A slip of the pen silently makes a wave."""
    strand = answers(wave=WaveColumn("date", by))
    (found,) = across(strand, *dated(*waves))["far-date"]
    odd = min(set(waves), key=waves.count) if by != "day" else "1900-01-01"
    odd = "2202" if by == "year" else odd
    assert odd in found.message
    assert "'A" in found.message


def test_the_row_of_a_date_years_away_is_told_with_its_place() -> None:
    """So that it is found at once in a long table."""
    rows = [
        replace(one, place=f"line {at}") for at, one in enumerate(dated(*["2021"] * 9, "1904"), 2)
    ]
    (found,) = across(answers(wave=WaveColumn("date", "year")), *rows)["far-date"]
    assert found.message.startswith("line 11 ('A9') falls in '1904'")
    assert found.line == 11


def test_a_file_whose_dates_are_all_wrong_is_doubted() -> None:
    """It is seen only beside the other files of the strand."""
    strand = answers(wave=WaveColumn("date", "year"))
    rows = dated(*["2021"] * 30) + dated("1904", "1904", source="b.csv")
    (found,) = across(strand, *rows)["far-date"]
    assert found.file == "b.csv"


@pytest.mark.parametrize(
    "waves",
    [
        ("2015",) * 10 + ("2021",) * 10,
        ("2019", "2020", "2021", "2022"),
        ("2021", "2021", "2019"),
        ("before", "after", "long after", "2021"),
        ("2021", "2023", "2021", "2021", "2021"),
    ],
)
def test_waves_of_a_long_study_are_not_doubted(waves: tuple[str, ...]) -> None:
    """People were asked again years later."""
    assert across(answers(wave=WaveColumn("date", "year")), *dated(*waves)) == {}


def test_a_wave_that_study_yaml_names_is_meant() -> None:
    """Only dates of the table can be slips."""
    assert across(answers(wave="1921"), *dated(*["1921"] * 5)) == {}


def test_parts_of_years_are_ordered() -> None:
    """So that gaps can be measured."""
    assert [year_of(wave) for wave in ("2021", "2021-Q3", "2021-07", "2021-07-31", "spring")] == [
        2021.0, 2021.5, 2021.5, 2021.5, None,
    ]  # fmt: skip
