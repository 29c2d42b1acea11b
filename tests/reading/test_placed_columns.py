"""Triads, dyads and stones in a table, and waves that its dates make."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from themekit.errors import InputError
from themekit.reading.formats.csv_table import read
from themekit.reading.tables.survey import survey_documents
from themekit.study import ClosedItem, Placing, Strand, WaveColumn

Make = Callable[..., Strand]
TRIAD = ClosedItem(
    "mattered",
    "What mattered",
    type="triad",
    placing=Placing(("A", "B", "C"), ("Heard", "Safe", "Useful"), not_applicable="NA"),
)


def test_what_tellers_placed_stays_as_the_table_has_it(make_survey: Make) -> None:
    """Column by column, not as shares: nothing of it is changed."""
    text = "id,text,A,B,C,NA\nS1,A story,50,30.0,20 %,\nS2,Another,,,,1\n"
    documents, _ = survey_documents(
        read(text.encode(), "s.csv"), make_survey(closed=(TRIAD,)), "s.csv"
    )
    assert [dict(one.closed) for one in documents] == [
        {"A": "50", "B": "30.0", "C": "20 %", "NA": ""},
        {"A": "", "B": "", "C": "", "NA": "1"},
    ]


def test_a_corner_that_is_no_column_is_told_with_the_nearest_name(make_survey: Make) -> None:
    """A triad's own name is no column and is not looked for."""
    text = "id,text,A,BB,C,NA\nS1,A story,50,30,20,\n"
    with pytest.raises(InputError, match=r"closed column 'B' is not in the table.*'BB'"):
        survey_documents(read(text.encode(), "s.csv"), make_survey(closed=(TRIAD,)), "s.csv")


def test_dates_in_two_orders_are_doubted_with_how_many_are_not_known(make_survey: Make) -> None:
    """Each order is shown by a date that can be read in no other."""
    days = ["30/09/2021", "8/31/2022", "7/12/2022", "5/5/2022", "1/2/2022"]
    lines = [f"S{at},Story {at},{day}" for at, day in enumerate(days)]
    text = "\n".join(["id,text,date", *lines]) + "\n"
    strand = make_survey(wave=WaveColumn("date", "quarter"))
    _, problems = survey_documents(read(text.encode(), "s.csv"), strand, "s.csv")
    (found,) = [one for one in problems if one.doubt == "dates-two-ways"]
    assert "(30/09/2021), some the month (8/31/2022): 2 rows could be either" in found.message


def test_a_last_wave_that_ends_early_is_doubted_when_it_is_read(make_survey: Make) -> None:
    """Only the reader sees the dates."""
    days = [*["2025-01-20", "2025-03-21"] * 6, *["2025-04-20", "2025-06-20"] * 5, "2025-07-10"]
    lines = [f"S{at},Story {at},{day}" for at, day in enumerate(days)]
    text = "\n".join(["id,text,date", *lines]) + "\n"
    strand = make_survey(wave=WaveColumn("date", "quarter"))
    _, problems = survey_documents(read(text.encode(), "s.csv"), strand, "s.csv")
    assert [one.doubt for one in problems if one.severity == "warning"] == ["wave-unfinished"]
