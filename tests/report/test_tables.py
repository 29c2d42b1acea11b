"""Tables as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy
from themekit.events import Coder, Coding, Draw, DrawnItem, Event, Look, Memo, VersionedCode
from themekit.records import (
    CaseRow,
    ClosedRow,
    CorrectedFigure,
    MatrixRow,
    QuestionRow,
    Reason,
    Segment,
    Suggestion,
)
from themekit.report import csvtext, tables
from themekit.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report.csvtext import Cell

CODES = {"money": Code("money", "Money", "Funding")}


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
    because = (Reason("name", "money"), Reason("concept", "Debt"))
    found = Suggestion("a/1", "money", 0.5, "suggested", "during", 5, 9, "text", because)
    head, line = read(tables.suggestions(coded(), [found]).csv())
    assert ",".join(head) == (
        "segment_id,code,code_id,theme,period,score,status,evidence_start,evidence_end,evidence,"
        "because,nearest_example,against"
    )
    assert line[:8] == ["a/1", "Money", "money", "Funding", "during", "0.5", "suggested", "5"]
    assert line[8:] == [
        "9",
        "text",
        (
            "its meaning is close to the name 'Money'; sounds like talk about 'Debt', a subject "
            "close to this code"
        ),
        "",
        "",
    ]


def coded(*events: Event) -> CodedStudy:
    """Build a study of one segment in which people did something."""
    return CodedStudy(
        Study(Path("study"), "S", Path("codebook.yaml")),
        Codebook("C", codes=tuple(CODES.values())),
        segments=(Segment("a/1", "a", "h", 5, 9, "text"),),
        events=events,
    )


AT: dict[str, Any] = {"document": "a", "text_hash": "h", "start": 5, "end": 9}
TEXTS = {"h": "some text here"}


def test_codings_have_the_columns_of_the_contract() -> None:
    """A code that left the codebook keeps its id and has no name."""
    found = Coding(
        number=1, event_id="e1", coder="ann", code_id="gone", replaces=("x", "y"), memo="-w", **AT
    )
    head, line = read(tables.codings(coded(found), texts=TEXTS).csv())
    assert ",".join(head) == (
        "number,event_id,act,document,segment_id,text_hash,start,end,quote,prefix,suffix,code,"
        "code_id,coder,decision,holds,settles,stance,period,mode,draw,score_shown,model,origin,"
        "entered_by,replaces,after,time,code_hash,meaning_hash,codebook_hash,memo"
    )
    cells = dict(zip(head, line, strict=True))
    assert [cells[name] for name in ("segment_id", "quote", "prefix", "suffix")] == [
        "a/1", "text", "some ", " here",
    ]  # fmt: skip
    assert [cells[name] for name in ("code", "code_id", "replaces", "memo")] == [
        "", "gone", "x y", "'-w",
    ]  # fmt: skip


def test_event_on_a_text_that_is_not_kept_brings_its_own_quote() -> None:
    """Its segment stays empty where it lies on none."""
    found = Coding(number=1, event_id="e", text_hash="old", quote="q", prefix="p", suffix="s")
    line = read(tables.codings(coded(found), texts=TEXTS).csv())[1]
    assert (line[4], line[8:11]) == ("", ["q", "p", "s"])


def test_looks_say_their_codes_and_not_that_they_upset() -> None:
    """No list of codes means the whole codebook; upsetting goes out as skipped."""
    whole = Look(number=1, event_id="l1", coder="ann", outcome="upsetting", **AT)
    some = Look(number=2, event_id="l2", coder="ann", codes=("x", "y"), **AT)
    head, first, second = read(tables.looks(coded(whole, some), texts=TEXTS).csv())
    assert ",".join(head) == (
        "number,event_id,act,document,segment_id,text_hash,start,end,quote,coder,codes,outcome,"
        "mode,draw,origin,entered_by,replaces,after,time,codebook_hash"
    )
    assert (first[10:12], second[10:12]) == (["", "skipped"], ["x; y", "coded"])


def test_coders_have_the_columns_of_the_contract() -> None:
    """One line a coder."""
    head, line = read(tables.coders([Coder("p", "P (invented)", "peer", "Pi")]).csv())
    assert (head, line[2:]) == (["coder", "name", "role", "credit"], ["peer", "Pi"])


def test_draws_have_a_row_a_passage() -> None:
    """The draw's own columns come first, then the passage."""
    items = (DrawnItem(position=0, **AT, stratum="s", probability=0.5), DrawnItem(position=1, **AT))
    found = Draw(number=3, coder="ann", draw="d1", frame_size=9, items=items)
    head, first, second = read(tables.draws([found]).csv())
    assert ",".join(head) == (
        "draw,number,coder,mode,round,purpose,method,frame,frame_hash,frame_size,seed,position,"
        "document,text_hash,start,end,stratum,probability"
    )
    assert (first[-1], second[-1], second[11]) == ("0.5", "", "1")


def test_codebooks_have_the_columns_of_the_contract() -> None:
    """One line a code of a version."""
    head, line = read(tables.codebooks([VersionedCode("b", "money", "Money", "c", "m")]).csv())
    assert ",".join(head) == "codebook_hash,code_id,code,code_hash,meaning_hash"
    assert line == ["b", "money", "Money", "c", "m"]


def test_memos_have_the_columns_of_the_contract() -> None:
    """Private is 1 or 0."""
    memo = Memo(event_id="m", about="code", target="money", coder="ann", text="t", private=True)
    head, line = read(tables.memos([memo]).csv())
    assert ",".join(head) == "memo_id,kind,target,author,time,private,text"
    assert line == ["m", "code", "money", "ann", "", "1", "t"]


def test_theme_matrix_has_the_columns_of_the_contract(make_row: Callable[..., MatrixRow]) -> None:
    """Quotes are joined, what is not defined is empty."""
    found = make_row("Demand", "", "all", quotes=("a/1", "b/2"), share=None, segments=None)
    head, line = read(tables.theme_matrix([found]).csv())
    assert ",".join(head) == (
        "outline,section,theme,code,code_id,strand,asked,cases,cases_if,share,share_low,share_high,"
        "interval,segments,quotes,against,disputed,both_stand,checked_share,basis,estimate,"
        "estimate_low,estimate_high,suppressed,wave,unread,found,raised_asked,raised_unasked,"
        "by_role,suggested"
    )
    cells = dict(zip(head, line, strict=True))
    assert (cells["quotes"], cells["share"], cells["suppressed"]) == ("a/1; b/2", "", "0")


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
    assert ",".join(head) == (
        "strand,wave,question,code,code_id,asked,answered,cases,share,basis,prompted,found"
    )
    assert line[-4:] == ["0.466667", "suggested", "", "0"]


def test_closed_questions_have_the_columns_of_the_contract() -> None:
    """One line an item and answer."""
    found = ClosedRow("S", "2021", "item", "Label", "Funding", "(positive)", 30, 29, 21, 21 / 29)
    head, line = read(tables.closed_questions([found]).csv())
    assert (
        ",".join(head) == "strand,wave,item,section,answer,asked,answered,n,share,low,high,spread"
    )
    assert line[4:8] == ["(positive)", "30", "29", "21"]


def test_each_readers_own_figure_stands_in_a_row() -> None:
    """Behind a corrected row stand all who read, then each reader alone."""
    figure = CorrectedFigure(
        "report", "Demand", "Demand", "more-people", "Survey", "", "",
        asked=500, drawn=120, read=118, found=40, share=0.34, share_low=0.28, share_high=0.41,
        by_machine=True, unread=2, share_if=0.35,
    )  # fmt: skip
    table = tables.corrected([figure, replace(figure, reader="ada", by_machine=False)])
    head, both, ada = read(table.csv())
    assert (both[head.index("reader")], ada[head.index("reader")]) == ("all", "ada")
    assert (both[head.index("by_machine")], ada[head.index("by_machine")]) == ("yes", "no")
    assert both[head.index("share_low")] == "0.28"
