"""Tables that keep a talk to documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from themekit.errors import InputError, Problem
from themekit.reading import build_table, read_source
from themekit.reading.tables.talk_table import read_talks
from themekit.records import Document
from themekit.study import Strand, TurnColumns

Make = Callable[..., Strand]
HEAD = "start,speaker,text\n"
TALK = HEAD + (
    "0:00:01,INT,How did you find the service?\n"
    "0:00:05,P1,It was my sister\n"
    "0:00:09,P1,who told me.\n"
    "0:00:12,INT,And then?\n"
    '0:00:15,P1,"They rang, in a week."\n'
)


def read(
    content: str | bytes, strand: Strand, name: str = "talks/V01.csv"
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read a table."""
    return read_source(content.encode() if isinstance(content, str) else content, name, strand)


def said(document: Document) -> list[tuple[str, str, float | None]]:
    """Return who said what, and when."""
    return [
        (turn.speaker, document.text[turn.start : turn.end], turn.start_time)
        for turn in document.turns
    ]


def told(problems: tuple[Problem, ...], severity: str = "note") -> str:
    """Return all messages of one severity."""
    return "\n".join(one.message for one in problems if one.severity == severity)


def test_rows_of_one_speaker_in_a_row_are_one_turn(make_strand: Make) -> None:
    """At the time of the first; laid out as lines, the document called after its file."""
    (document,), problems = read(TALK, make_strand())
    assert document.id == "test/V01"
    assert document.text.split("\n")[:2] == [
        "INT: How did you find the service?",
        "P1: It was my sister who told me.",
    ]
    assert said(document) == [
        ("INT", "How did you find the service?", 1.0),
        ("P1", "It was my sister who told me.", 5.0),
        ("INT", "And then?", 12.0),
        ("P1", "They rang, in a week.", 15.0),
    ]
    note = "Read as a talk, a row a turn: speaker 'speaker', text 'text', start 'start'."
    assert told(problems) == note


def test_named_columns_are_read_whatever_they_look_like(make_strand: Make) -> None:
    """No guess is made, none is told; names are compared as everywhere."""
    table = "X,Y,Z\n1,Rain,a\n2,Wind,b\n"
    strand = make_strand(columns=TurnColumns(text=" y ", speaker="z"))
    (document,), problems = read(table, strand)
    assert said(document) == [("a", "Rain", None), ("b", "Wind", None)]
    assert told(problems) == "Columns of the talk that are left out: 'X'."


def test_a_named_column_that_is_not_there_is_an_error_with_the_nearest(make_strand: Make) -> None:
    """Every one of them, at once."""
    strand = make_strand(columns=TurnColumns(text="txt", speaker="Speakr"))
    with pytest.raises(InputError) as caught:
        read(TALK, strand)
    assert [str(problem) for problem in caught.value.problems] == [
        "talks/V01.csv:1: The text column 'txt' is not in the table. (did you mean 'text'?)",
        (
            "talks/V01.csv:1: The speaker column 'Speakr' is not in the table. "
            "(did you mean 'speaker'?)"
        ),
    ]


def test_columns_of_a_table_without_header_are_named_by_their_place(make_strand: Make) -> None:
    """The first row is a turn then, in study.yaml too."""
    strand = make_strand(columns=TurnColumns(text="column 3", speaker="column 2"))
    (document,), _ = read(TALK.removeprefix(HEAD), strand)
    assert said(document)[0] == ("INT", "How did you find the service?", None)


def test_columns_that_cannot_be_told_are_an_error_with_the_line_to_write(
    make_strand: Make,
) -> None:
    """A survey in a strand of interviews: its columns, and both ways out."""
    survey = "id,age,What helped?\n1,40,The people there\n2,50,Nothing at all\n3,60,Bus fare\n"
    with pytest.raises(InputError, match="the columns are 'id', 'age', 'What helped\\?'") as caught:
        read(survey, make_strand())
    hint = caught.value.problems[0].hint
    assert "columns: {speaker: ..., text: ...}" in hint
    assert "'kind: survey'" in hint


def test_whispers_milliseconds_and_quotation_marks_are_read(make_strand: Make) -> None:
    """It writes no quotes around its cells, so that a mark is part of the text."""
    table = (
        "start\tend\ttext\n"
        '0\t4000\t"So, how did you come here?\n'
        '4000\t8000\tthank you" said the other, and that they had come by bus.\n'
        "8000\t12000\tIt took the two of them an hour and a half in the rain and the traffic.\n"
        "12000\t15000\tNobody met them.\n"
    )  # fmt: skip
    (document,), _ = read(table, make_strand(), "V01.tsv")
    first, second = said(document)
    assert first[1].startswith('"So, how did you come here? thank you" said')
    assert (first[2], second) == (0.0, ("", "Nobody met them.", 12.0))


def test_a_quoted_cell_of_a_tab_separated_table_stays_quoted() -> None:
    """Where each mark is closed in its own cell, it quotes."""
    from themekit.reading.formats.csv_table import read as read_csv

    table = read_csv(b'a\tb\n"one ""two"""\tthree\n', "t.tsv")
    assert table.rows == (('one "two"', "three"),)


def test_a_workbooks_times_are_times(make_strand: Make, make_xlsx: Callable[..., bytes]) -> None:
    """Excel keeps them as times of day, lengths of time or fractions of a day."""
    for made in (dt.time, lambda h, m, s: dt.timedelta(hours=h, minutes=m, seconds=s)):
        rows = [
            ["Start", "Speaker", "Text"],
            [made(0, 0, 1), "INT", "How did you find the service?"],
            [made(0, 0, 5), "P1", "It was my sister who told me."],
            [made(0, 1, 2), "INT", "And then?"],
        ]
        (document,), _ = read(make_xlsx(Talk=rows), make_strand(), "V01.xlsx")
        assert [start for _, _, start in said(document)] == [1.0, 5.0, 62.0]


def test_minutes_that_a_spreadsheet_took_for_hours_are_minutes(
    make_strand: Make, make_xlsx: Callable[..., bytes]
) -> None:
    """Who types 1:05 for a minute and five seconds gets five past one."""
    rows: list[list[object]] = [["Time", "Speaker", "Text"]]
    times = [dt.time(0, 1), dt.time(0, 5), dt.time(0, 12), dt.time(1, 2)]
    for at, (time, who) in enumerate(zip(times, ["INT", "P1"] * 2, strict=True)):
        rows.append([time, who, f"That is what was said in turn {at}."])
    (document,), _ = read(make_xlsx(Talk=rows), make_strand(), "V01.xlsx")
    assert [start for _, _, start in said(document)] == [1.0, 5.0, 12.0, 62.0]


def test_a_blank_speaker_goes_on_with_the_one_before(make_strand: Make) -> None:
    """As in sheets whose cells are joined; how often is told."""
    (document,), problems = read(TALK.replace("0:00:09,P1", "0:00:09,"), make_strand())
    assert said(document)[1] == ("P1", "It was my sister who told me.", 5.0)
    assert "In 1 row nobody is named: read as going on with the speaker before." in told(problems)


def test_where_only_the_interviewer_is_named_the_rest_is_somebody_elses(make_strand: Make) -> None:
    """Their words are not the interviewer's."""
    (document,), _ = read(TALK.replace(",P1,", ",,"), make_strand())
    assert [who for who, _, _ in said(document)] == ["INT", "", "INT", ""]


def test_labels_in_the_words_are_found_where_no_column_has_them(make_strand: Make) -> None:
    """As whisper.cpp writes them."""
    table = "start,end,text\n" + "".join(
        f"{at * 4000},{at * 4000 + 4000},INT: And what did you do then?\n"
        if at % 2 == 0
        else f"{at * 4000},{at * 4000 + 4000},P1: I went there again the next day.\n"
        for at in range(6)
    )
    (document,), _ = read(table, make_strand())
    assert said(document)[:2] == [
        ("INT", "And what did you do then?", 0.0),
        ("P1", "I went there again the next day.", 4.0),
    ]


def test_a_time_beside_the_name_is_when_the_turn_starts(make_strand: Make) -> None:
    """Where no column has the times."""
    table = "Speaker,Transcript\n" + "".join(
        f"{who} (0:00:{at * 5:02}),That is what {who} said.\n"
        for at, who in enumerate(("Ann Field", "Bo Marsh", "Ann Field", "Bo Marsh"))
    )
    (document,), _ = read(table, make_strand())
    assert [(who, start) for who, _, start in said(document)] == [
        ("Ann Field", 0.0), ("Bo Marsh", 5.0), ("Ann Field", 10.0), ("Bo Marsh", 15.0),
    ]  # fmt: skip


def test_speech_without_full_stops_is_cut_all_the_same(make_strand: Make) -> None:
    """Not every machine writes them; no turn is endless."""
    rows = "".join(
        f"{at * 4000}\t{at * 4000 + 4000}\tand so they went on and on\n" for at in range(90)
    )
    (document,), _ = read("start\tend\ttext\n" + rows, make_strand(), "V01.tsv")
    assert max(len(words) for _, words, _ in said(document)) < 700
    assert len(document.turns) == 4


def test_pieces_in_scripts_without_spaces_are_joined_without(make_strand: Make) -> None:
    """Chinese and Japanese; Korean has spaces."""
    strand = make_strand(columns=TurnColumns(text="b", speaker="a"))
    (document,), _ = read("a,b\n甲,我去了\n甲,医院\n乙,저는\n乙,갔어요\n", strand)
    assert [words for _, words, _ in said(document)] == ["我去了医院", "저는 갔어요"]


def test_times_of_day_count_from_the_first_message(make_strand: Make) -> None:
    """A chat's clock does not say how long it has gone on."""
    table = "Time,From,To,Message\n" + "".join(
        f"10:{at:02}:30,{who},Everyone,That is what {who} wrote.\n"
        for at, who in enumerate(("Ann", "Bo", "Ann", "Bo"))
    )
    (document,), _ = read(table, make_strand())
    assert [start for _, _, start in said(document)] == [0.0, 60.0, 120.0, 180.0]


def test_f4s_stamps_end_their_turns(make_strand: Make) -> None:
    """So each turn starts where the one before ends."""
    table = (
        "Sprecher;Text;Zeit\nI;Wie war das damals?;#00:00:04-2#\nB;Das war schwer.;#00:00:08-1#\n"
    )
    (document,), problems = read(table + "I;Und dann?;#00:00:09-0#\n", make_strand())
    assert [start for _, _, start in said(document)] == [0.0, 4.2, 8.1]
    assert "end 'Zeit'" in told(problems)


def test_rows_without_words_are_told(make_strand: Make) -> None:
    """They are no turns; with none left there is an error."""
    (document,), problems = read(TALK + "0:00:20,P1,\n0:00:25,INT, \n", make_strand())
    assert len(document.turns) == 4
    assert "2 rows without words left out." in told(problems)
    with pytest.raises(InputError, match="'text' holds no words"):
        read(HEAD + "1,INT,\n", make_strand(columns=TurnColumns(text="text")))


def test_several_talks_of_one_file_are_documents_of_their_own(make_strand: Make) -> None:
    """Called as the column says; a blank cell goes on with the talk before."""
    table = "session,speaker,text\n" + "".join(
        f"{name if at == 0 else ''},{who},That is what {who} said.\n"
        for name in ("N/1", "N2")
        for at, who in enumerate(("INT", "P1", "INT", "P1"))
    )
    columns = TurnColumns(text="text", speaker="speaker", document="session")
    documents, _ = read(table, make_strand(columns=columns))
    assert [(one.id, len(one.turns)) for one in documents] == [("test/N-1", 4), ("test/N2", 4)]


def test_rows_that_stand_speaker_by_speaker_are_put_in_their_order(make_strand: Make) -> None:
    """As an export of tiers has them; and so is a log with the newest message first."""
    lines = TALK.removeprefix(HEAD).splitlines(keepends=True)
    expected = said(read(TALK, make_strand())[0][0])
    tiers = sorted(lines, key=lambda line: line.split(",")[1])
    (document,), problems = read(HEAD + "".join(tiers), make_strand())
    assert said(document) == expected
    assert "5 rows put in the order of their times" in told(problems)
    (document,), _ = read(HEAD + "".join(reversed(lines)), make_strand())
    assert said(document) == expected


def test_where_only_ends_are_told_a_turn_starts_at_the_end_before(make_strand: Make) -> None:
    """The first at the start of the recording."""
    columns = TurnColumns(text="text", speaker="speaker", end="start")
    (document,), _ = read(TALK, make_strand(columns=columns))
    assert [start for _, _, start in said(document)] == [0.0, 1.0, 9.0, 12.0]


def test_times_that_cannot_be_read_are_warned_of(make_strand: Make) -> None:
    """The turns are read all the same."""
    columns = TurnColumns(text="text", speaker="speaker", start="speaker")
    (document,), problems = read(TALK, make_strand(columns=columns))
    assert len(document.turns) == 4
    assert "'speaker' holds no times that can be read" in told(problems, "warning")


def test_the_lines_of_a_cell_stay_lines(make_strand: Make) -> None:
    """Only the white space around them goes; a sign of its own joins the word before."""
    table = 'speaker,text\nINT,"One  line\n\n  and another"\nP1,Yes\nP1,.\nINT,Good?\n'
    (document,), _ = read(table, make_strand())
    assert [words for _, words, _ in said(document)] == ["One line\nand another", "Yes.", "Good?"]


def test_a_survey_that_is_a_talk_is_doubted(make_survey: Make) -> None:
    """With the lines of study.yaml that mend it."""
    _, problems = read(TALK, make_survey(id="", open=("text",)))
    (doubt,) = [problem for problem in problems if problem.doubt]
    assert (doubt.doubt, doubt.severity) == ("table-is-talk", "warning")
    assert "'columns: {speaker: speaker, text: text, start: start}'" in doubt.hint
    assert "'kind: interview'" in doubt.hint


def test_a_survey_is_not_doubted(make_survey: Make) -> None:
    """Nor is one that leaves the talk aside."""
    survey = "id,text\n1,The people there\n2,Nothing at all\n3,Bus fare\n"
    assert not any(problem.doubt for problem in read(survey, make_survey())[1])
    assert not any(one.doubt for one in read(TALK, make_survey(id="", open=("speaker",)))[1])


def test_column_names_alone_are_no_talk(make_strand: Make) -> None:
    """The error says of what there is no row."""
    with pytest.raises(InputError, match="no row of turns"):
        read(HEAD, make_strand())


CELL = st.text(st.sampled_from("ab .?:\n\u00a0\u4e00\ud55c1INTP"), max_size=12)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12))
def test_every_word_of_every_row_is_in_just_one_turn(rows: list[tuple[str, str, str]]) -> None:
    """In the order of the rows, and nothing else is."""
    table = build_table(enumerate([("start", "who", "words"), *rows, ("", "", "end")], 1), "t.csv")
    columns = TurnColumns(text="words", speaker="who", start="start")
    ((_, extract),), _ = read_talks(table, columns, "t.csv")
    turns = "".join(extract.text[turn.start : turn.end] for turn in extract.turns)
    named = any(map(str.isalnum, "".join(who for _, who, words in rows if words.strip())))
    if not named:  # labels in the words are taken off
        return
    assert "".join(turns.split()) == "".join("".join(row[2] for row in table.rows).split())


def workbook(*titles: str, head: tuple[str, ...] = ("start", "speaker", "text")) -> bytes:
    """Return a workbook with a talk a sheet, each from its own beginning."""
    book = Workbook()
    for number, title in enumerate(titles):
        sheet = book.create_sheet(title)
        sheet.append(head)
        for at, words in enumerate(("How was it?", "Long and cold.", "And then?", "Spring came.")):
            who = "INT" if at % 2 == 0 else f"P{number}"
            sheet.append((f"0:00:{at * 5 + 1:02}", who, words))
    book.remove(book.worksheets[0])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("columns", [None, TurnColumns("text", "speaker", "start")])
def test_each_sheet_of_the_same_columns_is_a_talk(
    make_strand: Make, columns: TurnColumns | None
) -> None:
    """A document a sheet under the sheet's name, and a note tells so."""
    strand = make_strand(columns=columns)
    documents, problems = read(workbook("Ana", "Ben"), strand, "talks/all.xlsx")
    assert [(one.id, len(one.turns)) for one in documents] == [("test/Ana", 4), ("test/Ben", 4)]
    assert [one.turns[0].start_time for one in documents] == [1.0, 1.0]
    assert "Each of 2 sheets is a document: 'Ana', 'Ben'." in told(problems)


def test_where_only_ends_are_told_a_talk_begins_anew(make_strand: Make) -> None:
    """The first turn of a sheet starts at nought, not where the sheet before ended."""
    strand = make_strand(columns=TurnColumns("text", "speaker", end="end"))
    data = workbook("Ana", "Ben", head=("end", "speaker", "text"))
    documents, _ = read(data, strand, "talks/all.xlsx")
    assert [[turn.start_time for turn in one.turns] for one in documents] == [[0, 1, 6, 11]] * 2


@pytest.mark.parametrize(
    "title", ["Transcript", "Transcript,", "Interview 4 with a nurse", "A talk (synthetic),\n"]
)
def test_a_title_above_the_names_of_a_talks_columns_is_no_turn(
    make_strand: Make, title: str
) -> None:
    """Even of two columns; it is told."""
    rows = ("speaker,text", "INT,How was it?", "P1,Long and cold.", "INT,And then?", "P1,Spring.")
    (document,), problems = read("\n".join((title, *rows)), make_strand())
    assert [turn.speaker for turn in document.turns] == ["INT", "P1", "INT", "P1"]
    assert "1 line above the column names left out" in told(problems)
