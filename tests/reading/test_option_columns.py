"""Questions with several answers, spread over columns by the survey tool."""

from __future__ import annotations

from themekit.reading import Table
from themekit.reading.formats.csv_table import read


def table(*lines: str) -> Table:
    """Read a table."""
    return read("\n".join(lines).encode(), "s.csv")


MONKEY = (
    "Respondent ID,Which channels?,,,Demand?,Why?",
    ",Telephone,Zoom,Other (please specify),Response,Open-Ended Response",
)


def test_surveymonkey_options_become_one_column() -> None:
    """Ticks of one question stand in one cell; what people wrote under 'Other' stays apart."""
    found = table(*MONKEY, "1,Telephone,Zoom,,More,x", "2,,Zoom,by post,Less,y", "3,,,,More,z")
    assert found.header == (
        "Respondent ID", "Which channels?", "Which channels? - Other (please specify)", "Demand?", "Why?",
    )  # fmt: skip
    assert [row[1] for row in found.rows] == ["Telephone; Zoom", "Zoom", ""]
    assert [row[2] for row in found.rows] == ["", "by post", ""]
    assert found.problems[-1].message == (
        "Options ticked in columns of their own were joined by ';': 'Which channels?'."
    )


def test_surveymonkey_ratings_stay_columns() -> None:
    """A grid of ratings is no list of ticks."""
    found = table(*MONKEY, "1,Often,Never,,More,x", "2,Never,Never,,Less,y")
    assert "Which channels? - Telephone" in found.header


def test_qualtrics_options_become_one_column() -> None:
    """The columns Q1_1, Q1_2 of an export with split values are the question Q1."""
    found = table(
        "StartDate,ResponseId,Q1_1,Q1_2,Q2",
        "Start Date,Response ID,Which? - Selected Choice - Telephone,Which? - Selected Choice - Zoom,Why?",
        '"{""ImportId"":""s""}","{""ImportId"":""r""}","{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}"',
        "2021-09-30 10:00:00,R_1,Telephone,Zoom,So",
        "2021-09-30 10:00:00,R_2,,Zoom,No",
    )
    assert found.header == ("StartDate", "ResponseId", "Q1", "Q2")
    assert found.wordings[2] == "Which?"
    assert [row[2] for row in found.rows] == ["Telephone; Zoom", "Zoom"]


def test_options_that_hold_a_semicolon_stay_columns() -> None:
    """Joined they could not be told apart again."""
    found = table(
        "Respondent ID,Which?,", ",Day; evening,Night", '1,"Day; evening",Night', "2,,Night"
    )
    assert found.header == ("Respondent ID", "Which? - Day; evening", "Which? - Night")
