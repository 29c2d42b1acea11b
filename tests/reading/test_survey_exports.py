"""Exports of survey tools: heads, ticks, rows that are no answers, several sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from themekit.errors import InputError, Problem
from themekit.reading import Table
from themekit.reading.formats import csv_table, xlsx_table
from themekit.reading.tables.survey import survey_documents
from themekit.reading.tables.talk_table import talk_doubt
from themekit.reading.tables.unfinished_rows import row_problems
from themekit.starting import TableGuess, guess_table
from themekit.starting.texts import talks_of
from themekit.study import Strand, WaveColumn

SAID = (
    "The waiting list was far too long and nobody ever phoned me back.",
    "Staff were kind, but the building is cold.",
    "I could not get an appointment that fitted around my shifts.",
    "They explained every form to me, which made a difference.",
    "Buses stop at six, so evening classes are out of reach.",
    "More laptops to borrow would help my children.",
)
ASKED = (
    "What changed for you this year?",
    "Who helped you most, and how?",
    "What would you tell somebody new?",
    "Is there anything that you still need?",
)
MakeBook = Callable[..., bytes]
MakeSurvey = Callable[..., Strand]
Rows = Sequence[Sequence[str]]


def table(head: Sequence[str], *rows: Sequence[str], above: Rows = ()) -> Table:
    """Read a table from its cells."""
    out = io.StringIO()
    csv.writer(out).writerows([*above, head, *rows])
    return csv_table.read(out.getvalue().encode(), "s.csv")


def six(make: Callable[[int, str], list[str]]) -> list[list[str]]:
    """Make six rows, each with an answer."""
    return [make(at, said) for at, said in enumerate(SAID)]


def doubts(found: Table, name: str) -> list[Problem]:
    """Return the doubts of a name that reading the table raises."""
    return [one for one in (*found.problems, *row_problems(found, "s.csv")) if one.doubt == name]


def named(guess: TableGuess, use: str) -> list[str]:
    """Return the columns of one use that are sure."""
    return [one.name for one in guess.columns if one.use == use and one.sure]


def options(guess: TableGuess, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the type of a closed question and its options."""
    item = next(one.item for one in guess.columns if one.name == name)
    assert item is not None
    return item.type, item.order


def test_old_qualtrics_names_stand_above_the_wordings() -> None:
    """V1 is the id by its wording, and the first respondent is no wording."""
    rows = six(lambda at, said: [f"R_{at}a", "Default", "Anonymous", f"2016-03-0{at + 1}", said])
    second = ["ResponseID", "ResponseSet", "Name", "EndDate", "What could have been better?"]
    found = table(["V1", "V2", "V3", "V9", "Q3"], second, *rows)
    guess = guess_table("s.csv", found)
    assert (len(found.rows), found.wordings[4]) == (6, "What could have been better?")
    assert (named(guess, "id"), named(guess, "date")) == (["V1"], ["V9"])
    assert found.problems[0].message == "Qualtrics export: 2 head rows."


def test_a_row_of_wordings_is_a_head_row() -> None:
    """It differs in kind from all rows below, whatever tool wrote it."""
    rows = six(lambda at, said: [f"P{at}", str(30 + at), "Yes" if at % 2 else "No", said])
    asked = ["Participant number", "How old are you?", "Did it help?", "What would you change?"]
    found = table(["pid", "q1", "q2", "q3"], asked, *rows)
    assert (len(found.rows), found.wordings) == (6, tuple(asked))


def test_a_first_respondent_is_no_wording() -> None:
    """An id of the same shape, a number among numbers, an answer that comes again."""
    rows = six(lambda at, said: [f"P{at}", str(30 + at), "Yes" if at % 2 else "No", said])
    rows[0][3] = "Why does nobody ever phone back?"
    assert len(table(["pid", "q1", "q2", "q3"], *rows).rows) == 6


@pytest.mark.parametrize(
    ("head", "first"),
    [
        (["age", "rooms", "worry"], ["prefer not to say", "prefer not to say", "None at all."]),
        (["name", "worry", ""], ["Ann", "I would like it to open on Sundays too", "seen by JB"]),
        (["often", "worry"], ["It depends on the season really", "Is that your business?"]),
    ],
)
def test_a_first_respondent_unlike_all_others_is_kept(head: list[str], first: list[str]) -> None:
    """Only a positive sign takes a row away; what is merely odd is doubted."""
    rows = [[("20", "31")[at % 2], ("2", "More tea")[len(first) == 2], "No"] for at in range(6)]
    found = table(head, first, *(row[: len(head)] for row in rows))
    assert len(found.rows) == 7
    assert doubts(found, "rows-not-answers")


def test_what_may_be_a_wording_is_doubted() -> None:
    """One cell that does not fit its column is not enough to leave a row out."""
    rows = six(lambda at, said: [str(30 + at), said])
    found = table(["q1", "q2"], ["your age in years", "tell us about it"], *rows)
    assert len(found.rows) == 7
    assert [one.line for one in doubts(found, "rows-not-answers")] == [2]


def test_titles_above_the_names_are_left_out_and_told() -> None:
    """They may fill one cell or the whole row with blanks."""
    rows = six(lambda at, said: [f"R{at}", str(30 + at), said])
    for title in (["Survey 2023 results"], ["Survey 2023 results", "", ""]):
        found = table(["id", "age", "what helped"], *rows, above=[title])
        assert (found.header, len(found.rows)) == (("id", "age", "what helped"), 6)
        assert "1 line above the column names left out" in found.problems[0].message


def test_names_in_two_rows_of_a_text_table() -> None:
    """Blanks beside a title are under it; the options of one title are one question."""
    rows = six(lambda at, said: [f"R{at}", str(30 + at), "1" if at % 2 else "0", "1", "0", said])
    above = [["", "About you", "Services used", "", "", "Your views"]]
    head = ["Respondent", "Age", "Housing", "Food", "Jobs", "What could be better?"]
    guess = guess_table("s.csv", table(head, *rows, above=above))
    assert guess.rows == 6
    assert options(guess, "Services used") == ("multi", ("Housing", "Food", "Jobs"))
    assert len(named(guess, "open")) == 1


def test_names_in_two_rows_that_cannot_be_told_are_explained(make_xlsx: MakeBook) -> None:
    """The hint says what to do, not only that cells are too many."""
    book = make_xlsx(S=[["id", "why", None], ["R1", "so", "x", "2"], ["R2", "no", "x", "3"]])
    with pytest.raises(InputError, match="names stand in two rows or in merged cells"):
        xlsx_table.read(book, "a.xlsx")


def test_redcap_people_are_cases_and_events_waves() -> None:
    """An id that repeats is the same person; ticks are one question with every option."""
    head = ["record_id", "redcap_event_name", "visit_date", "need___1", "need___2", "need___3"]
    rows = six(
        lambda at, said: [
            str(at // 2), ("baseline_arm_1", "month_3_arm_1")[at % 2], f"2024-0{at + 1}-01",
            str(at % 2), "1", "0", said,
        ]
    )  # fmt: skip
    guess = guess_table("s.csv", table([*head, "worry"], *rows))
    assert named(guess, "id") == named(guess, "case") == ["record_id"]
    assert named(guess, "event") == ["redcap_event_name"]
    assert named(guess, "date") == []
    assert options(guess, "need") == ("multi", ("1", "2", "3"))


def test_a_negative_option_of_redcap_is_shown_as_one() -> None:
    """``need____98`` is the option -98."""
    head = ["record_id", "need___1", "need____98", "worry"]
    rows = six(lambda at, said: [str(at), str(at % 2), str(1 - at % 2), said])
    assert options(guess_table("s.csv", table(head, *rows)), "need") == ("multi", ("1", "-98"))


@pytest.mark.parametrize(("beside", "use"), [("q3", "open"), ("q9", "closed")])
def test_a_text_column_is_an_other_text_beside_its_question_only(beside: str, use: str) -> None:
    """Elsewhere ``..._text`` is a column like any other."""
    head = ["id", beside, "q3_4_TEXT", "worry"]
    rows = six(lambda at, said: [str(at), "ab"[at % 2], ("a bus", "a van", "")[at % 3], said])
    guess = guess_table("s.csv", table(head, *rows * 2))
    assert "q3_4_TEXT" in named(guess, use)
    written = next(one.why for one in guess.columns if one.name == "q3_4_TEXT")
    assert ("beside 'Other'" in written) == (use == "open")


def test_redcap_labels_name_the_options() -> None:
    """Checked and Unchecked under 'question (choice=option)'."""
    head = ["Record ID", "Event Name", "Which? (choice=Housing)", "Which? (choice=Food)", "Why?"]
    rows = six(
        lambda at, said: [
            str(at // 2), ("Start", "Later")[at % 2], ("Checked", "Unchecked")[at % 2],
            "Unchecked", said,
        ]
    )  # fmt: skip
    found = table(head, *rows)
    assert [row[2] for row in found.rows[:2]] == ["Housing", "(none)"]
    assert options(guess_table("s.csv", found), "Which?")[1] == ("Housing", "Food")


def test_people_who_answer_again_bring_no_warning(make_survey: MakeSurvey) -> None:
    """Where id and case are one column, a note counts them; the events are the waves."""
    found = table(["id", "event", "text"], ["1", "first", "a"], ["1", "second", "b"])
    strand = make_survey(id="id", case="id", wave=WaveColumn("event", "name"))
    documents, problems = survey_documents(found, strand, "s.csv")
    assert [(one.name, one.case, one.wave) for one in documents] == [
        ("1", "1", "first"), ("1#2", "1", "second"),
    ]  # fmt: skip
    assert [one.severity for one in problems] == ["note"]


@pytest.mark.parametrize(
    ("first", "second", "other", "name"),
    [
        ("G1Q1[SQ001]. Which? [Housing]", "G1Q1[SQ002]. Which? [Food]",
         "G1Q1[other]. Which? [Other]", "G1Q1. Which?"),
        ("Which? [Housing]", "Which? [Food]", "Which? [Other]", "Which?"),
        ("Which? - Housing", "Which? - Food", "Which? - Other (please specify)", "Which?"),
        ("Which did you use?/Housing", "Which did you use?/Food", "Other", "Which did you use?"),
        ("Housing:Which did you use?", "Food:Which did you use?", "Other", "Which did you use?"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", [("1", "0"), ("x", ""), ("True", "False")])
def test_ticks_of_one_question_are_joined(
    first: str, second: str, other: str, name: str, mark: tuple[str, str]
) -> None:
    """Every option is listed, that nobody ticked too; what stands beside 'Other' is kept."""
    rows = six(lambda at, said: [mark[at % 2], mark[1], "Bus pass" if at == 4 else "", said])
    guess = guess_table("s.csv", table([first, second, other, "Why?"], *rows))
    assert options(guess, name) == ("multi", ("Housing", "Food"))
    assert other in named(guess, "open")


@pytest.mark.parametrize(
    ("first", "second", "marks"),
    [
        ("Do you have? [Car]", "Do you have? [Pet]", ("Yes", "No")),
        ("Which apply? - Car", "Which apply? - Pet", ("Yes", "No")),
        ("How safe? [Day]", "How safe? [Night]", ("1", "0")),
        ("Consent - data", "Consent - contact", ("TRUE", "FALSE")),
        ("household/heating", "household/internet", ("false", "true")),
    ],
)
def test_a_title_or_a_group_is_no_list_of_ticks(
    first: str, second: str, marks: tuple[str, str]
) -> None:
    """Each column has its own answer, unless several were asked for."""
    rows = six(lambda at, said: [str(at), marks[at % 2], marks[at // 2 % 2], said])
    assert table(["id", first, second, "Why?"], *rows).header[1:3] == (first, second)


def test_yes_and_no_are_ticks_where_a_tool_says_so() -> None:
    """LimeSurvey's codes tell it; who said No to all ticked none, who said nothing did not."""
    head = ["id", "G1Q1[SQ001]. Which? [Car]", "G1Q1[SQ002]. Which? [Pet]", "Why?"]
    cells = [("Yes", "No"), ("No", "No"), ("", ""), ("No", "Yes"), ("Yes", "Yes"), ("No", "No")]
    found = table(head, *six(lambda at, said: [str(at), *cells[at], said]))
    assert [row[1] for row in found.rows[:4]] == ["Car", "(none)", "", "Pet"]


def test_a_study_may_name_a_joined_column_by_its_old_name(make_survey: MakeSurvey) -> None:
    """Its cells are as the file has them."""
    rows = six(lambda at, said: [str(at), str(at % 2), "1", said])
    found = table(["id", "need___1", "need___2", "why"], *rows)
    strand = make_survey(id="id", open=("why",), attributes=("need___1", "need"))
    documents, _ = survey_documents(found, strand, "s.csv")
    assert documents[1].attributes == (("need___1", "1"), ("need", "1; 2"))


def test_a_list_of_the_same_ticks_does_not_count_twice() -> None:
    """KoboToolbox writes both; the question keeps the name of the list."""
    head = ["g/services", "g/services/housing", "g/services/food", "why", "_index", "_uuid"]
    rows = six(
        lambda at, said: [
            "food housing" if at % 2 else "food",
            str(at % 2),
            "1",
            said,
            str(at),
            f"u{at}",
        ]
    )
    found = table(head, *rows)
    assert found.header == ("g/services", "why", "_index", "_uuid")
    assert found.rows[1][0] == "housing; food"


def test_options_in_parentheses_beside_their_list_are_joined() -> None:
    """As Tally writes them; the list does not count again."""
    head = ["id", "Which?", "Which? (Housing)", "Which? (Food)", "Why?"]
    rows = six(
        lambda at, said: [
            str(at), "Housing, Food" if at % 2 else "Food", str(bool(at % 2)).lower(), "true", said,
        ]
    )  # fmt: skip
    assert options(guess_table("s.csv", table(head, *rows)), "Which?") == (
        "multi", ("Housing", "Food"),
    )  # fmt: skip


def test_a_list_that_says_something_else_is_kept() -> None:
    """Nothing is left out that the ticks do not say; the columns are doubted."""
    rows = six(lambda at, said: ["nothing at all", str(at % 2), "1", said])
    found = table(["s", "s/housing", "s/food", "why"], *rows)
    assert "s/housing" in found.header
    assert doubts(found, "options-over-columns")


def test_a_grid_of_ratings_is_no_list_of_ticks() -> None:
    """Each row of it stays a scale of its own."""
    head = ["G2[SQ001]. Agree? [Staff]", "G2[SQ002]. Agree? [Time]", "Why?"]
    rows = six(
        lambda at, said: [("Agree", "Disagree")[at % 2], ("Disagree", "Agree")[at % 2], said]
    )
    guess = guess_table("s.csv", table(head, *rows))
    assert [options(guess, name)[0] for name in head[:2]] == ["scale", "scale"]


def test_a_grid_with_one_other_answer_stays_a_grid() -> None:
    """Yes and No everywhere and one "Don't know" are answers, not ticks."""
    head = ["Do you have? [Garden]", "Do you have? [Car]", "Do you have? [Pet]", "Why?"]
    rows = six(lambda at, said: ["Yes", "No", "Don't know" if at == 2 else "Yes", said])
    assert table(head, *rows).header == tuple(head)


def test_numbered_columns_of_ticks_are_doubted() -> None:
    """q3_1, q3_2, q3_3 of 1 and 0 may be anything."""
    rows = six(lambda at, said: [str(at), str(at % 2), "0", "1", said])
    found = table(["id", "q3_1", "q3_2", "q3_3", "why"], *rows)
    assert "q3_1" in found.header
    assert "'q3'" in doubts(found, "options-over-columns")[0].message


def test_previews_and_tests_are_told_with_their_rows_and_kept() -> None:
    """By what a status says, by the head standing in the middle, by what was typed."""
    rows = six(lambda at, said: ["Survey Preview" if at == 1 else "IP Address", "a", said])
    rows += [["IP Address", "test", "test"], ["Status", "Q1", "Q2"]]
    found = table(["Status", "Q1", "Q2"], *rows)
    (doubt,) = doubts(found, "rows-not-answers")
    assert len(found.rows) == 8
    assert doubt.message.startswith("3 of 8 rows")
    assert "row 3: Status is 'Survey Preview'" in doubt.message
    assert "delete rows 3, 8 and 9 from a copy" in doubt.hint


@pytest.mark.parametrize(
    "cells",
    [
        ("", "asdf asdf"), ("", "qwerty"), ("", "Lorem ipsum dolor sit amet."), ("xxx", "aaa"),
        ("Dev (preview)", "It works"), ("test", "Testing"), ("test", "xxx"), ("", "This is a test."),
    ],
)  # fmt: skip
def test_a_row_that_somebody_typed_to_try_the_form_is_doubted(cells: tuple[str, str]) -> None:
    """Mashed keys are enough by themselves, a word such as test is not."""
    rows = six(lambda at, said: [str(at), f"Group {at}", said])
    found = table(["id", "name", "worry"], *rows, ["9", *cells])
    (doubt,) = doubts(found, "rows-not-answers")
    assert doubt.message.startswith("1 of 7 rows")
    assert "row 8: written to try it" in doubt.message


@pytest.mark.parametrize(
    "cells",
    [
        ("", "I passed the driving theory test"), ("x", "no"), ("ok", "x"), ("", "test"),
        ("", "xxx"), ("Mm", "hm"), ("Tess", "Tests"), ("no", "no"), ("", "WASD"),
    ],
)  # fmt: skip
def test_a_short_or_odd_answer_is_an_answer(cells: tuple[str, str]) -> None:
    """Nobody loses their row for a word."""
    rows = six(lambda at, said: [str(at), f"Group {at}", said])
    assert not doubts(table(["id", "name", "worry"], *rows, ["9", *cells]), "rows-not-answers")


def test_a_mark_in_many_rows_is_no_test() -> None:
    """Such as names that were taken out."""
    rows = six(lambda at, said: [str(at), "XXX", "XXX" if at % 2 else "Ann", said])
    assert not doubts(table(["id", "name", "carer", "worry"], *rows), "rows-not-answers")


def test_a_poor_row_from_the_address_of_a_test_is_doubted_too() -> None:
    """Whoever else shares the address, and answers, is not."""
    rows = six(lambda at, said: [str(at), f"10.0.0.{at % 2}", said])
    rows += [["7", "10.0.0.1", "asdf asdf"], ["8", "10.0.0.1", "test"], ["9", "10.0.0.7", "test"]]
    (doubt,) = doubts(table(["id", "IP Address", "worry"], *rows), "rows-not-answers")
    assert "delete rows 8 and 9 from a copy" in doubt.hint


@pytest.mark.parametrize(
    ("name", "whole", "part"),
    [
        ("Finished", "True", "False"), ("Finished", "1", "0"), ("Progress", "100", "45"),
        ("submitdate. Date submitted", "2024-03-01 10:00:00", ""), ("lastpage", "4", "2"),
        ("intake_complete", "2", "0"), ("Complete?", "Complete", "Incomplete"),
        ("Status", "Complete", "Partial"), ("_validation_status", "Approved", "Not Approved"),
    ],
)  # fmt: skip
def test_unfinished_rows_are_told_with_their_rows(name: str, whole: str, part: str) -> None:
    """Each tool says it in another column."""
    rows = six(lambda at, said: [str(at), part if at == 3 else whole, said])
    (doubt,) = doubts(table(["id", name, "why"], *rows), "rows-unfinished")
    assert doubt.line == 5
    assert doubt.message.startswith("1 of 6 rows")


def test_a_sign_that_holds_for_every_row_says_nothing() -> None:
    """Where nobody marks forms as complete, nobody is unfinished."""
    rows = six(lambda at, said: [str(at), "0", said])
    assert not doubts(table(["id", "intake_complete", "why"], *rows), "rows-unfinished")


def test_technical_columns_are_not_answers() -> None:
    """Ids and dates are chosen from among them, the rest is set aside with a reason."""
    head = ["id", "seed. Seed", "ipaddr. IP address", "__version__", "_index", "meta/instanceID"]
    rows = six(
        lambda at, said: [f"{at}", f"98{at}1", f"10.0.0.{at}", "v", str(at), f"u:{at}", said]
    )
    guess = guess_table("s.csv", table([*head, "why"], *rows))
    assert (named(guess, "id"), named(guess, "closed")) == (["id"], [])
    assert set(named(guess, "unused")) == set(head[1:])


@pytest.mark.parametrize(
    ("head", "id_", "date"),
    [
        (["id", "submitdate", "lastpage", "seed", "refurl", "interviewtime", "groupTime12",
          "G01Q02Time"], "id", "submitdate"),
        (["Response ID", "Date submitted", "Last page", "Seed", "Total time",
          "Group time: About you", "Question time: G01Q02"], "Response ID", "Date submitted"),
        (["CASE", "LASTDATA", "SERIAL", "QUESTNNR", "MODE", "TIME001", "TIME_SUM", "MISSREL"],
         "CASE", ""),
        (["lfdn", "datetime", "external_lfdn", "tester", "dispcode", "rts0001", "quality"],
         "lfdn", ""),
        (["#", "Submit Date (UTC)", "Response Type", "Start Date (UTC)", "Network ID", "Tags"],
         "#", "Submit Date (UTC)"),
        (["Submission ID", "Submission Date", "Submission IP", "Last Update Date"],
         "Submission ID", "Submission Date"),
        (["ObjectID", "CreationDate", "Creator", "Editor", "x", "y"], "ObjectID", "CreationDate"),
        (["KEY", "SubmissionDate", "meta-instanceName", "SubmitterName", "ReviewState", "Edits",
          "where-Latitude"], "KEY", "SubmissionDate"),
        (["formid", "received_on", "form_link", "username", "form.case.@case_id", "hq_user"],
         "formid", ""),
        (["Response ID", "Date Submitted", "Legacy Comments", "SessionID", "Country", "City"],
         "Response ID", "Date Submitted"),
    ],
)  # fmt: skip
def test_what_a_tool_wrote_is_no_answer(head: list[str], id_: str, date: str) -> None:
    """Beside others of the same tool, a name such as x is its own."""
    rows = six(
        lambda at, said: [
            f"{10 + at}", f"2024-03-0{at + 1} 10:00", *(f"{at % 2}" for _ in head[2:]), said, "ab"[at % 2],
        ]
    )  # fmt: skip
    guess = guess_table("s.csv", table([*head, "Why?", "Mode of travel"], *rows * 1))
    assert named(guess, "id")[:1] == [id_][: bool(id_)]
    assert named(guess, "open") == ["Why?"]
    assert named(guess, "closed") == ["Mode of travel"]
    if date:
        assert named(guess, "date") == [date]


def test_a_short_name_alone_is_no_tools() -> None:
    """An x of somebody's own survey is a question."""
    rows = six(lambda at, said: [str(at), "ab"[at % 2], said])
    assert named(guess_table("s.csv", table(["id", "x", "worry"], *rows)), "closed") == ["x"]


def test_sheets_of_the_same_columns_are_one_table(make_xlsx: MakeBook) -> None:
    """In any order of columns; a read-me is named, and each row knows its sheet."""
    book = make_xlsx(
        About=[["Answers by site. Do not edit."], ["Ask the office for the key."]],
        North=[["id", "why"], [1, SAID[0]], [2, SAID[1]]],
        South=[["Why", "id"], [SAID[2], 1], [SAID[3], None]],
    )
    found = xlsx_table.read(book, "a.xlsx")
    assert found.header == ("id", "why", "sheet")
    assert found.rows[2] == ("1", SAID[2], "South")
    assert (found.lines, found.sheets[2:]) == ((2, 3, 2, 3), ("South", "South"))
    assert "left out: 'About'" in found.problems[1].message


def test_problems_of_several_sheets_name_the_sheet(
    make_xlsx: MakeBook, make_survey: MakeSurvey
) -> None:
    """An id may begin anew on every sheet; a row without one is named with its sheet."""
    book = make_xlsx(A=[["id", "text"], [1, "a"]], B=[["id", "text"], [1, "b"], [None, "c"]])
    documents, problems = survey_documents(xlsx_table.read(book, "a.xlsx"), make_survey(), "a.xlsx")
    assert [one.name for one in documents] == ["1", "1 B", "row-3-B"]
    assert "Row 3 of sheet 'B' has no id" in "".join(one.message for one in problems)


def test_other_sheets_with_answers_are_doubted(make_xlsx: MakeBook) -> None:
    """Hidden ones and code lists are only named."""
    answers = [["id", "why", "age"], *([at, said, 20 + at] for at, said in enumerate(SAID))]
    staff = [["name", "comment"], *([f"S{at}", said] for at, said in enumerate(SAID))]
    found = xlsx_table.read(make_xlsx(Main=answers, Staff=staff, Codebook=staff[:4]), "a.xlsx")
    (doubt,) = doubts(found, "other-sheets")
    assert found.header == ("id", "why", "age")
    assert "'Staff'" in doubt.message
    assert "save 'Staff' as a file of its own" in doubt.hint


def test_answers_on_a_sheet_called_notes_are_read(make_xlsx: MakeBook) -> None:
    """What a sheet holds weighs more than its title."""
    rows = [[at, said, 20 + at] for at, said in enumerate(SAID)]
    book = make_xlsx(Notes=[["id", "why", "age"], *rows], Sheet2=[["k", "v"], ["a", "one two"]])
    assert len(xlsx_table.read(book, "a.xlsx").rows) == 6


@pytest.mark.parametrize("kept", [6, 3])
def test_a_copy_or_an_extract_of_a_sheet_is_not_read_again(make_xlsx: MakeBook, kept: int) -> None:
    """Nobody counts twice, and the sheet that is left out is told."""
    rows = [[at, said, 20 + at] for at, said in enumerate(SAID)]
    head = ["id", "why", "age"]
    found = xlsx_table.read(make_xlsx(Some=[head, *rows[:kept]], All=[head, *rows]), "a.xlsx")
    assert len(found.rows) == 6
    assert "it repeats rows" in doubts(found, "other-sheets")[0].message


def test_sheets_named_after_waves_make_waves(make_xlsx: MakeBook) -> None:
    """People who come on both keep their id with the sheet."""
    rows = [[at, said, 20 + at] for at, said in enumerate(SAID)]
    later = [[at, f"Later: {said}", age] for at, said, age in rows]
    book = make_xlsx(
        **{"Wave 1": [["id", "why", "age"], *rows], "Wave 2": [["id", "why", "age"], *later]}
    )
    guess = guess_table("a.xlsx", xlsx_table.read(book, "a.xlsx"))
    assert (named(guess, "id"), named(guess, "event")) == (["id"], ["sheet"])


def test_the_wordings_are_the_question_not_their_numbers() -> None:
    """Both columns are called like questions."""
    asked = ("What helped you?", "What would you change?")
    rows = six(lambda at, said: [f"P{at // 2}", str(at % 2 + 1), asked[at % 2], said])
    head = ["respondent", "question_id", "question_text", "answer"]
    assert named(guess_table("s.csv", table(head, *rows)), "question") == ["question_text"]


def by_question(person: str, question: str = "question_text", *more: str) -> Table:
    """Make a table of five people and four questions, sorted by question."""
    rows = [
        [f"C{who}", asked, str(number), f"2024-0{number}-0{who}", f"{said} ({number}.{who})"]
        for number, asked in enumerate(ASKED, 1)
        for who, said in enumerate(SAID[:5], 1)
    ]
    return table([person, question, "q_no", "typed in", "words", *more], *rows)


@pytest.mark.parametrize("person", ["resp", "who", "person_code", "carer", "P", "Nr", "Kürzel"])
def test_one_row_a_respondent_and_question_shows_whatever_its_columns_are_called(
    person: str,
) -> None:
    """A few wordings and some codes, each pair of them once; what else stands there is no answer."""
    guess = guess_table("s.csv", by_question(person))
    assert named(guess, "id") == [person]
    assert named(guess, "question") == ["question_text"]
    assert named(guess, "open") == ["words"]
    assert not talks_of("s.csv", by_question(person))


def test_questions_are_known_by_what_they_ask() -> None:
    """Not only by the name of their column."""
    assert named(guess_table("s.csv", by_question("resp", "Thema")), "question") == ["Thema"]


def test_recurring_topics_of_a_plain_survey_are_no_questions(make_survey: MakeSurvey) -> None:
    """Where people pick one of some statements, few of the possible pairs are there."""
    head = ["id", "ward", "question", "words"]
    rows = [
        [str(at), f"W{at * 7 % 12}", ASKED[at * at % 4], f"{SAID[at % 6]} ({at})"]
        for at in range(24)
    ]
    found = table(head, *rows)
    assert named(guess_table("s.csv", found), "question") == []
    _, problems = survey_documents(found, make_survey(id="id", open=("words",)), "s.csv")
    assert problems == ()


@pytest.mark.parametrize("id_", ["resp", None])
def test_a_row_a_question_read_as_a_row_a_respondent_is_doubted(
    id_: str | None, make_survey: MakeSurvey
) -> None:
    """Once for the table, not for each id that repeats; the hint has the lines to write."""
    strand = make_survey(id=id_, open=("question_text", "words"))
    _, problems = survey_documents(by_question("resp"), strand, "s.csv")
    (doubt,) = problems
    assert doubt.doubt == "row-a-question"
    assert "5 people in 'resp' seem to answer 4 questions in 'question_text'" in doubt.message
    assert "'id: resp' and 'question: question_text'" in doubt.hint


def test_a_row_a_question_is_not_doubted_to_be_a_talk(make_survey: MakeSurvey) -> None:
    """One table gets one advice, even where its column of people is called who."""
    strand = make_survey(id="who", open=("question_text", "words"))
    assert talk_doubt(by_question("who"), strand, "s.csv") == ()


def test_a_row_a_question_that_is_read_as_such_is_not_doubted(make_survey: MakeSurvey) -> None:
    """Nor are ids that repeat."""
    strand = make_survey(id="resp", question="question_text", open=("words",))
    documents, problems = survey_documents(by_question("resp"), strand, "s.csv")
    assert (len(documents), problems) == (5, ())


def test_answers_as_long_as_a_talk_are_doubted(make_survey: MakeSurvey) -> None:
    """Until the strand says that they are coded piece by piece."""
    found = table(["id", "text"], ["1", "word " * 150], ["2", "word " * 160])
    _, problems = survey_documents(found, make_survey(unit="answer"), "s.csv")
    assert [one.doubt for one in problems] == ["table-is-written-interview"]
    assert "unit: paragraph" in problems[0].hint
    assert not survey_documents(found, make_survey(unit="paragraph"), "s.csv")[1]


def test_blank_rows_are_counted() -> None:
    """Rows of separators alone are left out with a note."""
    found = table(["id", "text"], ["1", "a"], ["", ""], ["2", "b"])
    assert len(found.rows) == 2
    assert found.problems[-1].message == "1 blank row was left out."


@pytest.mark.shared
def test_shared_failing_inputs_are_read(shared: Path) -> None:
    """Each of the small exports gives its respondents, its id and its questions."""
    folder = shared / "data/failing"
    found = {}
    for path in (
        "qualtrics-legacy/in/export.csv", "qualtrics-preview-row/in/export.csv",
        "tick-columns/in/kobo/form.csv", "tick-columns/in/lime/results-survey.csv",
        "merged-header/in/answers.xlsx", "read-me-sheet-first/in/answers.xlsx",
    ):  # fmt: skip
        reader = xlsx_table if path.endswith("xlsx") else csv_table
        found[path.split("/")[0] + path[-8:]] = guess_table(
            path, reader.read((folder / path).read_bytes(), path)
        )
    assert {guess.rows for guess in found.values()} == {8}
    assert named(found["qualtrics-legacyport.csv"], "id") == ["V1"]
    preview, unfinished = found["qualtrics-preview-rowport.csv"].doubts
    assert ("row 4:" in preview, "row 7:" in unfinished) == (True, True)
    kobo, lime = found["tick-columnsform.csv"], found["tick-columnsrvey.csv"]
    assert options(kobo, "group_a/services") == ("multi", ("housing", "food", "jobs"))
    assert options(lime, "G1Q1. Which services have you used?") == (
        "multi", ("Housing advice", "Food bank", "Job club"),
    )  # fmt: skip
    merged = found["merged-headerers.xlsx"]
    assert options(merged, "Services used") == ("multi", ("Housing", "Food", "Jobs"))
    assert len(named(merged, "open")) == 2
    assert named(found["read-me-sheet-firsters.xlsx"], "attribute") == ["sheet"]
