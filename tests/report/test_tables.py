"""Tables as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from themekit.records import (
    CaseRow,
    ClosedRow,
    Coding,
    Look,
    MatrixRow,
    Memo,
    QuestionRow,
    Segment,
    Suggestion,
)
from themekit.report import CodeInfo, csvtext, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report.csvtext import Cell

CODES = {"money": CodeInfo("money", "Money", "Funding")}


def read(data: bytes) -> list[list[str]]:
    """Read a CSV file back."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    """The cell starts with an apostrophe and is otherwise whole."""
    data = tables.csv_bytes(["text"], [[f"{start}cmd"]])
    assert read(data)[1] == [f"'{start}cmd"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-3, "-3"),
        (-0.25, "-0.25"),
        (1 / 3, "0.333333"),
        (1e-9, "0"),
        (-1e-9, "0"),
        (1e15, "1000000000000000"),
        (2.0, "2"),
        (True, "1"),
        (False, "0"),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
    ],
)
def test_numbers_are_plain_and_never_guarded(value: Cell, said: str) -> None:
    """Six decimals at most, no exponent, nothing for None."""
    assert csvtext.cell_text(value) == said


def test_file_starts_with_a_bom_and_ends_lines_with_lf() -> None:
    """Excel opens it as UTF-8; no CR is added."""
    assert tables.csv_bytes(["a", "b"], [["é", 1]]) == "\ufeffa,b\né,1\n".encode()


@pytest.mark.parametrize("text", ['a "b", c', "two\nlines", "a\rb", "שלום 🙂", "", "x\x00y"])
def test_any_text_comes_back(text: str) -> None:
    """Quotes, commas, line ends of any kind and other scripts survive."""
    data = tables.csv_bytes(["id", "text"], [["1", text], ["2", "after"]])
    assert read(data)[1:] == [["1", text], ["2", "after"]]


def test_a_lone_surrogate_does_not_stop_the_table() -> None:
    """What UTF-8 cannot hold becomes a question mark."""
    assert tables.csv_bytes(["a"], [["x\ud800"]]).endswith(b"x?\n")


def test_chunks_join_to_the_whole_and_stay_small() -> None:
    """A long table never stands in memory as one piece."""
    rows = [[f"{n}", "word " * 40] for n in range(5_000)]
    parts = list(tables.csv_chunks(["id", "text"], iter(rows)))
    assert len(parts) > 3
    assert max(map(len, parts)) < 300_000
    assert b"".join(parts) == tables.csv_bytes(["id", "text"], rows)


def test_segments_have_the_columns_of_the_contract() -> None:
    """Names and order as DESIGN.md section 5 has them."""
    found = Segment("a/1", "a", "h", 5, 9, "text", speaker="S", start_time=1.5, question="q")
    table = tables.segments(
        [found],
        strand_of={"a": "Interviews"},
        wave_of={"a": "2021"},
        case_of={"a/1": "C1"},
        status_of={"a/1": "coded"},
    )
    head, line = read(table.csv())
    assert ",".join(head) == (
        "segment_id,document,case,strand,wave,speaker,speaker_role,text_hash,start,end,start_time,"
        "question,status,skip_reason,text"
    )
    assert line == (
        [
            "a/1",
            "a",
            "C1",
            "Interviews",
            "2021",
            "S",
            "participant",
            "h",
            "5",
            "9",
            "1.5",
            "q",
            "coded",
            "",
            "text",
        ]
    )


def test_suggestions_have_the_columns_of_the_contract() -> None:
    """Code and theme are named beside the id."""
    found = Suggestion("a/1", "money", 0.5, "suggested", "during", 5, 9, "text", "b", "n", "x")
    head, line = read(tables.suggestions([found], codes=CODES).csv())
    assert ",".join(head) == (
        "segment_id,code,code_id,theme,period,score,status,evidence_start,evidence_end,evidence,"
        "because,nearest_example,against"
    )
    assert line[:8] == ["a/1", "Money", "money", "Funding", "during", "0.5", "suggested", "5"]


def test_codings_have_the_columns_of_the_contract() -> None:
    """A code that left the codebook keeps its id and has no name."""
    found = Coding("e1", "a", "a/1", "h", 5, 9, "gone", "Ann", "accept", memo="-why")
    head, line = read(tables.codings([found], codes=CODES).csv())
    assert ",".join(head) == (
        "event_id,document,segment_id,text_hash,start,end,code,code_id,coder,decision,stance,"
        "period,mode,draw,replaces,time,code_hash,memo"
    )
    assert (line[6], line[7], line[-1]) == ("", "gone", "'-why")


def test_looks_say_their_scope() -> None:
    """No list of codes means the whole codebook."""
    head, whole, some = read(
        tables.looks([Look("a/1", "h", "Ann"), Look("a/1", "h", "Ann", ("x", "y"))]).csv()
    )
    assert ",".join(head) == (
        "segment_id,text_hash,coder,scope,outcome,mode,draw,codebook_hash,time"
    )
    assert (whole[3], some[3]) == ("whole codebook", "x; y")


def test_memos_have_the_columns_of_the_contract() -> None:
    """Private is 1 or 0."""
    head, line = read(tables.memos([Memo("m", "code", "money", "Ann", "t", "text", True)]).csv())
    assert ",".join(head) == "memo_id,kind,target,author,time,private,text"
    assert line[5] == "1"


def test_theme_matrix_has_the_columns_of_the_contract(make_row: Callable[..., MatrixRow]) -> None:
    """Quotes are joined, what is not defined is empty."""
    found = make_row("Demand", "", "all", quotes=("a/1", "b/2"), share=None, segments=None)
    head, line = read(tables.theme_matrix([found]).csv())
    assert ",".join(head) == (
        "outline,section,theme,code,code_id,strand,asked,cases,share,share_low,share_high,"
        "interval,segments,quotes,against,disputed,checked_share,basis,suppressed"
    )
    assert line == (
        [
            "report",
            "Demand",
            "Demand",
            "",
            "",
            "all",
            "3",
            "0",
            "",
            "",
            "",
            "",
            "",
            "a/1; b/2",
            "0",
            "0",
            "0",
            "suggested",
            "0",
        ]
    )


def test_public_theme_matrix_names_no_segment(make_row: Callable[..., MatrixRow]) -> None:
    """The quotes' ids stay inside."""
    data = tables.theme_matrix([make_row("Demand", "", "all", quotes=("a/1",))], public=True).csv()
    assert b"a/1" not in data


def test_coding_matrix_has_attributes_then_codes() -> None:
    """1, 0 or nothing a code; a missing attribute is empty."""
    found = [
        CaseRow("C1", (("band", "small"), ("change", "-2")), (1, None)),
        CaseRow("C2", (("change", "0.5"),), (0, 1)),
    ]
    lines = read(tables.coding_matrix(found, codes=["Money", "Late"]).csv())
    assert lines == [
        ["case", "band", "change", "Money", "Late"],
        ["C1", "small", "-2", "1", ""],
        ["C2", "", "0.5", "0", "1"],
    ]


def test_coding_matrix_keeps_ids_that_look_like_numbers() -> None:
    """A numeric attribute is written as it stands; one word among them makes it text."""
    found = [CaseRow("C1", (("no", "007"), ("mix", "-5")), ()), CaseRow("C2", (("mix", "n"),), ())]
    lines = read(tables.coding_matrix(found, codes=[]).csv())
    assert lines[1] == ["C1", "007", "'-5"]


def test_codes_by_question_has_the_columns_of_the_contract() -> None:
    """One line an open question and code."""
    found = QuestionRow("S", "2021", "Worry?", "Money", "money", 30, 29, 14, 14 / 30, "suggested")
    head, line = read(tables.codes_by_question([found]).csv())
    assert ",".join(head) == "strand,wave,question,code,code_id,asked,answered,cases,share,basis"
    assert line[-2:] == ["0.466667", "suggested"]


def test_closed_questions_have_the_columns_of_the_contract() -> None:
    """One line an item and answer."""
    found = ClosedRow("S", "2021", "item", "Label", "Funding", "(positive)", 30, 29, 21, 21 / 29)
    head, line = read(tables.closed_questions([found]).csv())
    assert ",".join(head) == "strand,wave,item,section,answer,asked,answered,n,share"
    assert line[4:8] == ["(positive)", "30", "29", "21"]
