"""Tables to documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.errors import InputError, Problem
from themekit.reading.formats.csv_table import read
from themekit.reading.tables.survey import survey_documents
from themekit.records import Document
from themekit.spans import text_hash
from themekit.study import ClosedItem, Strand, WaveColumn

Make = Callable[..., Strand]


def survey(text: str, strand: Strand) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read a CSV text as a survey of that strand."""
    return survey_documents(read(text.encode(), "survey/s.csv"), strand, "survey/s.csv")


def answers(document: Document) -> list[tuple[str, str, str]]:
    """Return item, question and words of each answer."""
    return [(t.item, t.question, document.text[t.start : t.end]) for t in document.turns]


def test_survey_one_row_a_respondent(make_survey: Make) -> None:
    """The open answers make the text in the strand's order; the rest comes along."""
    strand = make_survey(
        name="VCS survey", slug="vcs-survey", open=("worry", "help"), case="org",
        closed=(ClosedItem("more", "More"),), attributes=("role",), wave="2021",
    )  # fmt: skip
    documents, problems = survey(
        "id,help,worry,org,more,role\nR07,A grant,Money,O1,agree,CEO\n", strand
    )
    assert problems == ()
    (found,) = documents
    assert (found.id, found.name, found.strand) == ("vcs-survey/R07", "R07", "VCS survey")
    assert (found.text, found.text_hash) == ("Money\n\nA grant", text_hash("Money\n\nA grant"))
    assert answers(found) == [("worry", "worry", "Money"), ("help", "help", "A grant")]
    assert (found.case, found.wave, found.source) == ("O1", "2021", "survey/s.csv")
    assert (found.closed, found.attributes) == ((("more", "agree"),), (("role", "CEO"),))


def test_survey_rows_know_where_they_stand(make_survey: Make) -> None:
    """By the line of a text, where an answer may go over several; by the row of a workbook."""
    strand = make_survey(open=("a",))
    text = 'id,a\nR1,"one\ntwo"\nR2,three\n'
    documents, _ = survey(text, strand)
    assert [one.place for one in documents] == ["line 2", "line 4"]
    book, _ = survey_documents(read(text.encode(), "s.xlsx"), strand, "s.xlsx")
    assert [one.place for one in book] == ["row 2", "row 4"]


def test_survey_keeps_an_empty_answer_as_an_empty_turn(make_survey: Make) -> None:
    """Who did not answer is counted, so the turn is there."""
    (found,), _ = survey("id,a,b\nR1,,Yes\n", make_survey(open=("a", "b")))
    assert [(t.start, t.end) for t in found.turns] == [(0, 0), (2, 5)]


def test_survey_answer_offsets_leave_out_outer_space(make_survey: Make) -> None:
    """The text stays as written; the turn is what was said."""
    (found,), _ = survey('id,text\nR1,"  so \n"\n', make_survey())
    assert (found.text, answers(found)[0][2]) == ("  so \n", "so")


def test_survey_long_format(make_survey: Make) -> None:
    """Rows of one id are one document, wherever they stand."""
    text = "id,q,text,g\nA,Why?,x,f\nB,Why?,y,m\nA,What could be better?,z,\n"
    documents, _ = survey(text, make_survey(question="q", attributes=("g",)))
    assert [document.name for document in documents] == ["A", "B"]
    assert answers(documents[0]) == [
        ("why", "Why?", "x"),
        ("what-could-be-better", "What could be better?", "z"),
    ]
    assert documents[0].attributes == (("g", "f"),)


def test_survey_long_format_second_answer_to_one_question(make_survey: Make) -> None:
    """It gets an item of its own, so that nothing is overwritten."""
    (found,), _ = survey("id,q,text\nA,Why?,x\nA,Why?,y\n", make_survey(question="q"))
    assert [item for item, _, _ in answers(found)] == ["why", "why-2"]


def test_survey_long_format_needs_an_id(make_survey: Make) -> None:
    """Without an id nobody knows which rows belong together."""
    with pytest.raises(InputError, match="needs the respondent's id"):
        survey("q,text\nWhy?,x\n", make_survey(id="", question="q"))


def test_survey_long_format_tells_of_differing_rows(make_survey: Make) -> None:
    """One respondent has one role; if rows differ, the first is taken and that is said."""
    text = "id,q,text,role\nA,1?,x,CEO\nA,2?,y,Chair\n"
    (found,), problems = survey(text, make_survey(question="q", attributes=("role",)))
    assert found.attributes == (("role", "CEO"),)
    assert "differ in 'role'" in problems[0].message


def test_survey_repeated_ids_are_kept_and_told(make_survey: Make) -> None:
    """The second V03 is V03#2, also where somebody is really called so."""
    documents, problems = survey("id,text\nV03,a\nV03#2,b\nV03,c\nV03,d\n", make_survey())
    assert [document.name for document in documents] == ["V03", "V03#2", "V03#3", "V03#4"]
    assert (problems[0].line, problems[0].severity) == (4, "warning")
    assert "'V03' is repeated (first in row 2); kept as 'V03#3'" in problems[0].message


def test_survey_missing_ids_are_named_by_row(make_survey: Make) -> None:
    """An answer without an id is not lost."""
    documents, problems = survey("id,text\n ,a\nB,b\n", make_survey())
    assert documents[0].id == "test/row-2"
    assert problems[0].message == "Row 2 has no id; kept as 'row-2'."


def test_survey_without_id_column_numbers_its_rows(make_survey: Make) -> None:
    """Anonymous surveys number their respondents."""
    documents, _ = survey("text\na\n\nb\n", make_survey(id=""))
    assert [document.name for document in documents] == ["R1", "R2"]


def test_survey_cleans_ids_for_paths(make_survey: Make) -> None:
    """A slash or a line end in an id would break the ids of segments."""
    documents, _ = survey('id,text\nA/1,a\n"B\n2",b\n', make_survey())
    assert [document.name for document in documents] == ["A-1", "B-2"]


def test_survey_missing_columns_are_all_told_with_the_nearest(make_survey: Make) -> None:
    """Every name in vain is told at once."""
    strand = make_survey(
        id="respondent",
        open=("main_wory",),
        closed=(ClosedItem("chanels", "C"),),
        attributes=("zzz",),
    )
    with pytest.raises(InputError) as caught:
        survey("respondent_id,main_worry,channels\n1,a,b\n", strand)
    assert [(p.message, p.hint) for p in caught.value.problems] == [
        ("The id column 'respondent' is not in the table.", "did you mean 'respondent_id'?"),
        ("The open column 'main_wory' is not in the table.", "did you mean 'main_worry'?"),
        ("The closed column 'chanels' is not in the table.", "did you mean 'channels'?"),
        (
            "The attribute column 'zzz' is not in the table.",
            "the columns are 'respondent_id', 'main_worry', 'channels'",
        ),
    ]


def test_survey_forgives_spaces_and_case_in_column_names(make_survey: Make) -> None:
    """Google Forms ends headers with a space or a line end; study.yaml need not."""
    (found,), _ = survey(
        'ID ,"What is  your\nworry?"\nR1,Money\n', make_survey(open=("what is your worry?",))
    )
    assert answers(found) == [("what-is-your-worry", "What is  your\nworry?", "Money")]


def test_survey_without_open_columns(make_survey: Make) -> None:
    """A table needs to be told where the answers are."""
    with pytest.raises(InputError, match="names no column of free text"):
        survey("id,text\n1,a\n", make_survey(open=()))


def test_survey_long_questions_of_the_same_beginning_stay_apart(make_survey: Make) -> None:
    """A key is cut, but not so that two questions become one."""
    first, second = (
        "Thinking about the last twelve months and your organisation, what " + end
        for end in ("helped?", "hindered?")
    )
    (found,), _ = survey(f'id,"{first}","{second}"\n1,a,b\n', make_survey(open=(first, second)))
    items = [item for item, _, _ in answers(found)]
    assert len(set(items)) == 2
    assert max(map(len, items)) < 70


@pytest.mark.parametrize(
    ("by", "wave"),
    [("day", "2021-09-03"), ("month", "2021-09"), ("quarter", "2021-Q3"), ("year", "2021")],
)
def test_survey_waves_from_a_date_column(by: str, wave: str, make_survey: Make) -> None:
    """Day first where both are possible."""
    strand = make_survey(wave=WaveColumn("date", by))  # type: ignore[arg-type]
    (found,), _ = survey("id,date,text\n1,03/09/2021,a\n", strand)
    assert found.wave == wave


def test_survey_dates_with_the_month_first_in_the_whole_column(make_survey: Make) -> None:
    """One date that can only be American makes the others so, and that is said."""
    strand = make_survey(wave=WaveColumn("date", "month"))
    documents, problems = survey("id,date,text\n1,04/05/2021,a\n2,9/30/2021 12:07 PM,b\n", strand)
    assert [document.wave for document in documents] == ["2021-04", "2021-09"]
    assert "month first" in problems[0].message


def test_survey_dates_that_are_none(make_survey: Make) -> None:
    """The wave stays empty, with a warning that names row and value."""
    documents, problems = survey(
        "id,date,text\n1,soon,a\n2,never,b\n", make_survey(wave=WaveColumn("date", "year"))
    )
    assert [document.wave for document in documents] == ["", ""]
    assert (
        problems[0].message
        == "Row 2 has no date that can be read ('soon'); its wave is left empty."
    )
    assert (problems[1].line, problems[1].severity) == (3, "warning")


def test_survey_rows_without_a_date_are_one_note(make_survey: Make) -> None:
    """Nothing is broken in an empty cell; how many there are is said once."""
    documents, problems = survey(
        "id,date,text\n1,2024-03-01,a\n2,,b\n3, ,c\n", make_survey(wave=WaveColumn("date", "year"))
    )
    assert [document.wave for document in documents] == ["2024", "", ""]
    (note,) = problems
    assert note.severity == "note"
    assert note.message == "No date in 'date': 2 documents are left without a wave."


def test_survey_warnings_beyond_a_screenful_are_counted(make_survey: Make) -> None:
    """A thousand repeated ids do not fill the screen."""
    _, problems = survey("id,text\n" + "A,x\n" * 101, make_survey())
    assert len(problems) == 21
    assert problems[-1].message == "The same holds for 80 more rows, from row 23 on."


QUALTRICS = """StartDate,ResponseId,Q1,Q2
Start Date,Response ID,"What is your main worry, and why?",How many staff?
"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"
2021-09-30 12:07:50,R_1a,Money,4
"""


def test_survey_qualtrics(make_survey: Make) -> None:
    """Three head rows: names to refer to, wording to show, and ids to pass over."""
    strand = make_survey(
        id="ResponseId",
        open=("Q1",),
        wave=WaveColumn("StartDate", "month"),
        closed=(ClosedItem("Q2", "Staff"),),
    )
    (found,), problems = survey(QUALTRICS, strand)
    assert answers(found) == [("q1", "What is your main worry, and why?", "Money")]
    assert (found.name, found.wave, found.closed) == ("R_1a", "2021-09", (("Q2", "4"),))
    assert problems[0].message == "Qualtrics export: 3 head rows."


def test_survey_qualtrics_with_two_head_rows(make_survey: Make) -> None:
    """An export without the ImportIds is known by its wordings."""
    text = "\n".join(line for line in QUALTRICS.split("\n") if "ImportId" not in line)
    (found,), _ = survey(text, make_survey(id="ResponseId", open=("Q1",)))
    assert answers(found)[0][1:] == ("What is your main worry, and why?", "Money")


def test_survey_surveymonkey(make_survey: Make) -> None:
    """Two head rows: the question once, its options below."""
    text = (
        "Respondent ID,Collector ID,Which channels do you use?,,What worries you?\n"
        ",,Telephone,Zoom,Open-Ended Response\n"
        "11,22,Telephone,,Money\n"
    )
    strand = make_survey(
        id="Respondent ID",
        open=("What worries you?",),
        closed=(ClosedItem("Which channels do you use?", "Channels"),),
    )
    (found,), _ = survey(text, strand)
    assert answers(found)[0][1:] == ("What worries you?", "Money")
    assert found.closed[0][1] == "Telephone"


def test_survey_google_forms(make_survey: Make) -> None:
    """Long headers, a time stamp with a zone, and choices joined by semicolons or commas."""
    text = (
        'Timestamp,"Which channels, if any, did you add? ",What is your main worry? Please say why.\n'
        '2021/09/30 3:04:05 pm GMT+1,"Telephone, Zoom","Money.\nAnd staff."\n'
    )
    strand = make_survey(
        id="", open=("What is your main worry? Please say why.",), wave=WaveColumn("Timestamp", "quarter"),
        closed=(ClosedItem("Which channels, if any, did you add?", "Channels"),),
    )  # fmt: skip
    (found,), _ = survey(text, strand)
    assert (found.wave, found.closed[0][1], answers(found)[0][2]) == (
        "2021-Q3",
        "Telephone, Zoom",
        "Money.\nAnd staff.",
    )


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=9
            ),
            min_size=2,
            max_size=2,
        ),
        max_size=6,
    )
)
def test_survey_turns_are_the_stripped_answers(given_answers: list[list[str]]) -> None:
    """Whatever is answered, each turn is exactly the answer without outer white space."""
    from themekit.reading.tables.table import Table

    rows = tuple(tuple(row) for row in given_answers)
    table = Table(("a", "b"), rows, tuple(range(2, len(rows) + 2)), ("a", "b"))
    strand = Strand(name="S", slug="s", kind="survey", sources=("*",), open=("a", "b"))
    documents, _ = survey_documents(table, strand, "s.csv")
    for document, row in zip(documents, rows, strict=True):
        assert [document.text[t.start : t.end] for t in document.turns] == [
            cell.strip() for cell in row
        ]


def test_a_slip_in_the_name_of_a_wave_makes_no_wave(make_survey: Make) -> None:
    """Case, spaces and a hyphen that does not break part no waves; an empty cell is told."""
    data = "id,text,when\n1,a,Baseline\n2,b,baseline \n3,c,Follow-up\n4,d,follow\u2011up\n5,e,\n"
    strand = make_survey(wave=WaveColumn("when", "name"))
    documents, problems = survey(data, strand)
    assert [one.wave for one in documents] == ["Baseline", "Baseline", "Follow-up", "Follow-up", ""]
    assert any("without a wave" in problem.message for problem in problems)
