"""What other programs export of coded passages is no transcript."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from themekit.reading import read_source
from themekit.reading.coding_exports import export_in_columns, export_in_text
from themekit.study import Strand

REPORTS = {
    "MAXQDA": "Coded Segments\nDocument name Code Segment\nP4 Money > Rent We pay too much.\n",
    "Taguette": "Taguette highlights\n"
    + "We pay too much.\nDocument: P2.odt Tags: Rent, Money\n\n" * 3,
    "NVivo": "<Files\\\\P1> - § 3 references coded  [2.13% Coverage]\n\n"
    + "".join(f"Reference {n} - 0.71% Coverage\n\nWe pay too much.\n\n" for n in (1, 2, 3)),
}
TABLES = {
    "Taguette": "id,document,tag,content",
    "MAXQDA": "Color,Comment,Document group,Document name,Code,Begin,End,Segment",
    "ATLAS.ti": "ID,Document,Quotation Name,Quotation Content,Codes",
    "Dedoose": "Excerpt Copy,Media Title,Codes Applied Combined",
}


@pytest.mark.parametrize("program", REPORTS)
def test_a_report_of_coded_passages_is_recognised(program: str) -> None:
    """By how it begins and what recurs in it."""
    assert export_in_text(REPORTS[program]) == program


@pytest.mark.parametrize("program", TABLES)
def test_a_table_of_coded_passages_is_recognised(program: str) -> None:
    """By its columns."""
    assert export_in_columns(TABLES[program].split(",")) == program


@pytest.mark.parametrize(
    "text",
    [
        "INT: Tell me of the coded segments.\n\nP1: Document: it was lost. Tags: none.\n",
        "We had 3 references and good coverage.\nReference 1 was mine.\n",
        "",
    ],
)
def test_a_transcript_is_no_report(text: str) -> None:
    """Words of the trade prove nothing."""
    assert export_in_text(text) == ""


def test_a_survey_is_no_table_of_coded_passages() -> None:
    """Some of the columns prove nothing either."""
    assert export_in_columns(["id", "document", "content", "why"]) == ""


def test_reading_an_export_warns_of_it(make_strand: Callable[..., Strand]) -> None:
    """Whoever names one as a source is told what it looks like."""
    _, problems = read_source(REPORTS["Taguette"].encode(), "a.txt", make_strand())
    assert str(problems[0]).startswith(
        "a.txt: it looks like passages coded in Taguette, not like the documents themselves (take"
    )
    assert problems[0].severity == "warning"


def test_a_text_of_many_blank_lines_is_looked_through_at_once() -> None:
    """Each line is looked at by itself, not with all that is blank below it."""
    start = time.process_time()
    assert export_in_text("INT: Why?\nP1: Well" + "\n" * 200_000 + "x") == ""
    assert time.process_time() - start < 2
