"""Which tables keep a talk, and in which columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from themekit.reading import Table, build_table
from themekit.reading.tables.talk_columns import recognise
from themekit.study import TurnColumns

ASKED = ("How did you find the service?", "And what happened then?", "What would you change?")
SAID = ("It was my sister who told me.", "They rang me back in a week.", "I would open it later.")
TALK = [line for pair in zip(ASKED, SAID, strict=True) for line in pair]
COMMENTS = (
    "It was good.", "The staff were kind and they listened.", "Why is it so far away?",
    "I waited for six weeks and nobody rang.", "More buses would help people like me.",
    "Nothing to add really thank you.", "Please keep the cafe open at weekends.",
)  # fmt: skip


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Build a table as the readers do."""
    return build_table(enumerate([list(header), *map(list, rows)], 1), "talk.csv")


def talk(header: str, *columns: Sequence[str]) -> Table:
    """Build a table of six turns from its columns; the last holds what was said."""
    return table(header.split("|"), list(zip(*columns, TALK, strict=True)))


def found(given: Table) -> TurnColumns | None:
    """Return the columns of a talk, if the table keeps one."""
    recognised = recognise(given)
    return recognised.columns if recognised else None


WHO = ["INT", "P1"] * 3
CLOCKS = ["0:00:01", "0:00:05", "0:00:12", "0:00:15", "0:00:21", "0:00:26"]
MILLISECONDS = ["0", "4000", "9000", "12500", "18000", "23000"]
ENDS = ["4000", "9000", "12500", "18000", "23000", "30000"]
SPANS = ["0:00.0 - 0:04.1", "0:04.1 - 0:09.0", "0:09.0 - 0:12.5", "0:12.5 - 0:18.0",
         "0:18.0 - 0:23.0", "0:23.0 - 0:30.0"]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        (talk("start|end|text", MILLISECONDS, ENDS), TurnColumns("text", "", "start", "end")),
        (
            talk("start|end|speaker|text", MILLISECONDS, ENDS, ["SPEAKER_00", "SPEAKER_01"] * 3),
            TurnColumns("text", "speaker", "start", "end"),
        ),
        (talk("Timespan|Speaker|Content", SPANS, WHO), TurnColumns("Content", "Speaker", "Timespan")),
        (talk("Speaker|Timestamp|Transcript", WHO, CLOCKS),
         TurnColumns("Transcript", "Speaker", "Timestamp")),
        (talk("Speaker|Text", WHO), TurnColumns("Text", "Speaker")),
        (talk("Sprecher|Beginn|Inhalt", ["I", "B"] * 3, CLOCKS),
         TurnColumns("Inhalt", "Sprecher", "Beginn")),
        (talk("Intervenant|Début|Texte", ["Enq", "Rép"] * 3, CLOCKS),
         TurnColumns("Texte", "Intervenant", "Début")),
        (talk("说话人|时间|内容", ["访", "受"] * 3, CLOCKS), TurnColumns("内容", "说话人", "时间")),
        (talk("वक्ता|समय|पाठ", ["क", "ख"] * 3, CLOCKS), TurnColumns("पाठ", "वक्ता", "समय")),
        (talk("ผู้พูด|เวลา|ข้อความ", ["ก", "ข"] * 3, CLOCKS), TurnColumns("ข้อความ", "ผู้พูด", "เวลา")),
        (talk("seconds|Name|Utterance", ["0", "5", "10", "15", "20", "25"], ["Maria", "Joan"] * 3),
         TurnColumns("Utterance", "Name", "seconds")),
        (talk("Speaker|Comment", ["Moderator", "P1", "P2", "P3", "P4", "P5"]),
         TurnColumns("Comment", "Speaker")),
        (talk("kto|kdy|co", ["INT", "R1"] * 3, CLOCKS), TurnColumns("co", "kto", "kdy")),
        (talk("No.|Q or A|Notes 2|wording", [*"123456"], ["Q", "A"] * 3, ["", "", "x", "", "", ""]),
         TurnColumns("wording", "Q or A")),
        (talk("sent_at|sender|message",
              [f"2021-03-12 10:16:{at:02}" for at in (1, 4, 9, 31, 40, 55)], ["agent", "guest"] * 3),
         TurnColumns("message", "sender", "sent_at")),
        (talk("speakerName|startTime|endTime|confidence|sentence", WHO, CLOCKS,
              [*CLOCKS[1:], "0:00:30"], ["0.91", "0.8", "0.77", "0.9", "0.95", "0.99"]),
         TurnColumns("sentence", "speakerName", "startTime", "endTime")),
    ],
)  # fmt: skip
def test_a_row_a_turn_is_recognised_whatever_its_columns_are_called(
    given: Table, columns: TurnColumns
) -> None:
    """Whisper, WhisperX, NVivo, Trint, hand-made sheets in several languages, a support log."""
    assert found(given) == columns


def test_a_table_of_words_one_by_one_is_a_talk() -> None:
    """Amazon's and Azure's tables have a row a word."""
    rows = [
        (f"{at / 2:.1f}", f"{at / 2 + 0.4:.1f}", f"spk_{at // 5 % 2}", word)
        for at, word in enumerate(" ".join(TALK).split())
    ]
    given = table(["start_time", "end_time", "speaker_label", "content"], rows)
    assert found(given) == TurnColumns("content", "speaker_label", "start_time", "end_time")


@pytest.mark.parametrize("first", ["0:00:01", "1"])
def test_a_first_row_that_is_a_turn_is_no_header(first: str) -> None:
    """By its time or by its label; the row is kept as the first turn."""
    times = [first, *CLOCKS[1:]] if ":" in first else [str(at) for at in (1, 5, 12, 15, 21, 26)]
    first_row, *rows = zip(times, WHO, TALK, strict=True)
    recognised = recognise(table(first_row, rows))
    assert recognised is not None
    assert recognised.columns == TurnColumns("column 3", "column 2", "column 1")
    assert recognised.table.rows[0] == first_row
    assert recognised.table.lines[:2] == (1, 2)


def test_words_that_begin_with_who_says_them_need_no_column_of_speakers() -> None:
    """They are found in the words later."""
    words = [f"{who}: {said}" for who, said in zip(WHO, TALK, strict=True)]
    assert found(table(["Transcript"], [[said] for said in words])) == TurnColumns("Transcript")


def test_the_talks_of_a_table_are_looked_for_in_all_of_it() -> None:
    """The first may be longer than what is judged otherwise; ids may be numbers."""
    rows = [("1", WHO[at % 6], TALK[at % 6]) for at in range(700)]
    rows += [("2", WHO[at % 6], TALK[at % 6]) for at in range(50)]
    given = table(["Interview", "Speaker", "Text"], rows)
    assert found(given) == TurnColumns("Text", "Speaker", document="Interview")


def test_a_log_of_many_talks_may_name_a_person_in_each() -> None:
    """More than any one talk could have."""
    rows = [
        (f"T{ticket}", ("Support", f"Customer {ticket}")[at % 2], said)
        for ticket in range(60)
        for at, said in enumerate(TALK)
    ]
    given = table(["ticket", "author", "body"], rows)
    assert found(given) == TurnColumns("body", "author", document="ticket")


def test_several_talks_of_one_table_are_told_apart_by_what_comes_in_blocks() -> None:
    """A column of interviews is one; a column of topics is none, nor one that alternates."""
    ids, topics = ["V01"] * 6 + ["V02"] * 6, ["start", "end"] * 6
    rows = list(zip(ids, topics, WHO * 2, TALK * 2, strict=True))
    given = table(["interview", "topic", "speaker", "text"], rows)
    assert found(given) == TurnColumns("text", "speaker", document="interview")


def test_of_a_talk_and_its_translation_what_was_said_is_read() -> None:
    """The other column is named, so that a person can choose it."""
    rows = [(who, said.upper(), said) for who, said in zip(WHO, TALK, strict=True)]
    recognised = recognise(table(["Speaker", "Original", "English translation"], rows))
    assert recognised is not None
    assert recognised.columns.text == "Original"
    assert recognised.beside == ("English translation",)


def comments(*columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Return rows of a survey: the columns, repeated as long as needed, and comments."""
    return [
        (*(column[at % len(column)] for column in columns), COMMENTS[at % len(COMMENTS)])
        for at in range(21)
    ]


DAYS = [f"2021-03-{day:02} 10:{day}:00" for day in range(10, 31)]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["Timestamp", "Speaker", "Rating", "Comments"],
         comments(DAYS, ["Smith", "Jones", "Patel"], ["3", "5", "4", "1"])),
        (["time", "gender", "comment"], comments([f"{h:02}:31:11" for h in range(24)], ["f", "m"])),
        (["from", "to", "activity", "notes"],
         comments([f"{h:02}:00" for h in range(24)], [f"{h:02}:59" for h in range(24)], ["eat"])),
        (["participant", "date", "text"], comments(["P1", "P2", "P3"], DAYS)),
        (["respondent", "question", "text", "more"],
         comments(["R1", "R1", "R2", "R2", "R3", "R3"], ["What was good?", "What was bad?"], ["x"])),
        (["Who are you answering for?", "In your own words, what happened?"],
         comments(["Myself", "Someone else"])),
        (["Who are you?", "message"], comments(["Patient", "Carer"])),
        (["participant", "theme", "speaker", "text"],
         comments(["P1", "P2"], ["cost", "staff", "place"], ["INT", "P1"])),
        (["Role", "Organisation", "text"], comments(["Nurse", "GP", "Manager"], ["Trust A"])),
        (["id", "codes", "document_id", "text"],
         comments([f"e{at}" for at in range(21)], ["x"], [f"d{at // 4}" for at in range(21)])),
        (["id", "StartDate", "EndDate", "region", "text"],
         comments([f"e{at}" for at in range(21)], DAYS, DAYS, ["N", "S"])),
        (["start", "end", "behaviour", "what I saw"],
         comments([f"{at * 20}.5" for at in range(21)], [f"{at * 20 + 9}.5" for at in range(21)],
                  ["play", "rest"])),
        (["rating", "feeling", "text"], comments(["1", "2", "5"], ["2", "3", "7"])),
        (["ward", "message"], comments(["A1", "B2", "C3"])),
    ],
)  # fmt: skip
def test_a_survey_is_no_talk(header: list[str], rows: list[tuple[str, ...]]) -> None:
    """Feedback on speakers, diaries, long surveys, coded sets, observations, ratings."""
    assert found(table(header, rows)) is None


def test_a_table_of_hundreds_of_columns_is_not_even_looked_at() -> None:
    """Nobody keeps a talk in so many."""
    rows = [[*row, *["x"] * 300] for row in zip(WHO, TALK, strict=True)]
    header = ["speaker", "text", *(f"q{at}" for at in range(300))]
    assert found(table(header, rows)) is None


def test_messages_of_as_many_people_are_no_talk() -> None:
    """A contact form holds a message of each; nobody takes turns."""
    rows = [(f"Person {at}", COMMENTS[at % 7]) for at in range(20)]
    assert found(table(["from", "message"], rows)) is None


def test_two_numbers_of_a_respondent_are_no_times() -> None:
    """The size of a household is mostly smaller than an age."""
    rows = [(str(at % 4 + 1), str(20 + 3 * at), COMMENTS[at % 7]) for at in range(9)]
    assert found(table(["household", "age", "comment"], rows)) is None
