"""Exported chats under the name of a text file."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.reading.formats import txt
from themekit.records import Extract


def read(text: str) -> Extract:
    """Read a text as a file of that name."""
    return txt.read(text.encode(), "chat.txt")


def said(found: Extract) -> list[tuple[str, float | None, str]]:
    """Return speaker, time and words of each turn."""
    return [(t.speaker, t.start_time, found.text[t.start : t.end]) for t in found.turns]


@pytest.mark.shared
def test_a_chat_with_lines_that_go_on(shared: Path) -> None:
    """A line without date and name belongs to the message before."""
    data = (shared / "data/failing/time-stamps/talks/chat.txt").read_bytes()
    found = txt.read(data, "chat.txt")
    assert [t.speaker for t in found.turns] == ["Interviewer", "Rosa"] * 4
    assert found.text[found.turns[1].start : found.turns[1].end].endswith("\nand one more thing.")


THREE = [("Ann", "Where to?"), ("Bo", "Home: by bus."), ("Ann", "And then?")]


@pytest.mark.parametrize(
    ("heads", "minutes"),
    [
        (["12/03/2021, 10:16 - {}: ", "12/03/2021, 10:17 - {}: ", "13/03/2021, 10:16 - {}: "], 1440),
        (["12.03.21, 10:16 - {}: ", "12.03.21, 10:17 - {}: ", "12.03.21, 10:26 - {}: "], 10),
        (["2021-03-12, 10:16 - {}: ", "2021-03-12, 10:17 - {}: ", "2021-03-12, 11:16 - {}: "], 60),
        (["3/12/21, 11:16\u202fAM - {}: ", "3/12/21, 11:17\u202fAM - {}: ", "3/12/21, 12:16\u202fPM - {}: "], 60),
        (["12/03/21, 11:16 a.m. - {}: ", "12/03/21, 11:17 a.m. - {}: ", "12/03/21, 1:16 p.m. - {}: "], 120),
        (["[12/03/2021, 10:16:05] {}: ", "[12/03/2021, 10:17:05] {}: ", "[12/03/2021, 10:18:05] {}: "], 2),
        (["\u200e[12.03.21, 10:16:05] ~\u202f{}: ", "[12.03.21, 10:17:05] {}: ", "[12.03.21, 10:18:05] ~\u202f{}: "], 2),
        (["{}, [12.03.2021 10:16]\n", "{}, [12.03.2021 10:17]\n", "{}, [12.03.2021 10:18]\n"], 2),
        (["10:16:05 From {} to Everyone : ", "10:17:05 From {} to Everyone : ", "10:18:05 From {} to Everyone : "], 2),
        (["23:59:05\t From  {} : ", "00:00:05\t From  {} : ", "00:01:05\t From  {} : "], 2),
        (["10:16:05 From {} To Everyone:\n\t", "10:17:05 From {} To Ann(Direct Message):\n\t", "10:18:05 From {} To Everyone:\n\t"], 2),
        (["00:16:05\t{}:\t", "00:17:05\t{}:\t", "00:18:05\t{}:\t"], 2),
        (["[12/03/2021 10:16] {}\n", "[12/03/2021 10:17] {}\n", "[12/03/2021 10:18] {}\n"], 2),
        (["[ 12/03/2021 10:16 ] {}: ", "[ 12/03/2021 10:17 ] {}: ", "[ 12/03/2021 10:18 ] {}: "], 2),
        (["2021-03-12 10:16:05 From {} to Everyone:\n\t", "2021-03-12 10:17:05 From {} to Everyone:\n\t", "2021-03-13 10:16:05 From {} to Everyone:\n\t"], 1440),
        (["from {} to everyone:    10:16 AM\n", "from {} to everyone:    11:16 AM\n", "from {} to everyone:    1:16 PM\n"], 180),
        (["2021-03-12 10:16:05 <{}> ", "2021-03-12 10:17:05 <{}> ", "2021-03-12 10:18:05 <{}> "], 2),
        (["2021\ub144 3\uc6d4 12\uc77c \uc624\uc804 11:16, {} : ", "2021\ub144 3\uc6d4 12\uc77c \uc624\ud6c4 12:16, {} : ", "2021\ub144 3\uc6d4 12\uc77c \uc624\ud6c4 1:16, {} : "], 120),
        (["[{}] [\uc624\uc804 11:16] ", "[{}] [\uc624\ud6c4 12:16] ", "[{}] [\uc624\ud6c4 1:16] "], 120),
    ],
)  # fmt: skip
def test_every_program_writes_heads_of_its_own(heads: list[str], minutes: int) -> None:
    """Whatever stands before a message, it is a turn, timed from the first one."""
    lines = [head.format(name) + words for head, (name, words) in zip(heads, THREE, strict=True)]
    found = said(read("\n".join(lines) + "\n"))
    assert [(name, words) for name, _, words in found] == THREE
    assert found[-1][1] == minutes * 60


@pytest.mark.parametrize("head", ["{} 2021-03-12 10:{}:05\n", "{} \u2014 03/12/2021 10:{} AM\n"])
def test_a_line_of_name_and_date_above_the_words(head: str) -> None:
    """Copied from chats that show names above messages, where at least two write again."""
    spoken = [*THREE, ("Bo", "I slept.")]
    text = "\n".join(head.format(who, 10 + n) + words for n, (who, words) in enumerate(spoken))
    found = said(read(text))
    assert [(name, words) for name, _, words in found] == spoken
    assert [start for _, start, _ in found] == [0, 60, 120, 180]


def test_the_program_s_own_messages_are_counted() -> None:
    """What nobody wrote is no turn, and a note says how much of it there was."""
    found = read(
        "12/03/2021, 10:15 - Messages and calls are end-to-end encrypted.\n"
        '12/03/2021, 10:15 - Ann created group "Centre: users"\n'
        "12/03/2021, 10:16 - Ann: Where to?\n"
        "12/03/2021, 10:17 - +44 7700 900123: <Media omitted>\n"
        "12/03/2021, 10:17 - +44 7700 900123: IMG-1.jpg (file attached)\nThe door.\n"
        "12/03/2021, 10:18 - Ann: This message was deleted\n"
        "12/03/2021, 10:19 - Ann: Thanks <This message was edited>\n"
    )
    assert [(s, w) for s, _, w in said(found)] == [
        ("Ann", "Where to?"),
        ("+44 7700 900123", "The door."),
        ("Ann", "Thanks"),
    ]
    assert found.notes[1:] == (
        "2 messages of the program itself left out.",
        "2 messages without words (pictures, files, calls, deleted ones) left out.",
    )


def test_what_an_iphone_marks_as_not_typed_is_left_out() -> None:
    """A mark of direction stands before pictures and notices; what is written beside stays."""
    found = read(
        "[12/03/21, 10:16:05\u202fPM] Ann: Where to?\n"
        "\u200e[12/03/21, 10:16:09\u202fPM] Bo: \u200eimage omitted\n"
        "[12/03/21, 10:17:05\u202fPM] Bo: Home \u200e<attached: 1-PHOTO.jpg>\nby bus\n"
        "[12/03/21, 10:17:09\u202fPM] Bo: \u200eBo added Cy\n"
        "[12/03/21, 10:18:05\u202fPM] Ann: Oh\n"
    )
    assert [w for _, _, w in said(found)] == ["Where to?", "Home\nby bus", "Oh"]


def test_notices_under_a_name_are_left_out() -> None:
    """Newer exports put the name of the group, or of whoever did it, before notices."""
    found = read(
        "[14.08.2024, 21:00:10] Our centre: Messages and calls are end-to-end encrypted. No one.\n"
        "[14.08.2024, 21:00:10] Ann: Ann created group \u201cOur centre\u201d\n"
        "[14.08.2024, 21:00:12] Ann: Where to?\n"
        "[14.08.2024, 21:00:20] Bo: plan.pdf \u2022 14 pages <attached: 0002-plan.pdf>\n"
        "[14.08.2024, 21:00:30] Bo: Ann knows.\n"
        "[14.08.2024, 21:00:40] Ann: Oh.\n"
    )
    assert [(s, w) for s, _, w in said(found)] == [
        ("Ann", "Where to?"),
        ("Bo", "Ann knows."),
        ("Ann", "Oh."),
    ]


def test_any_name_of_a_contact_is_a_sender() -> None:
    """People name their contacts as they like; only what quotes a group's name is a notice."""
    found = read(
        "12/03/2021, 10:16 - Ann: Where to?\n"
        "12/03/2021, 10:17 - Mum!! \U0001f338: Home.\n"
        '12/03/2021, 10:17 - Ann changed the subject to "Plan: B"\n'
        "12/03/2021, 10:18 - Ann: Oh.\n"
    )
    assert [t.speaker for t in found.turns] == ["Ann", "Mum!! \U0001f338", "Ann"]


def test_reactions_are_no_words() -> None:
    """Zoom writes a reaction as a message that repeats another person's words."""
    found = read(
        "10:16:05 From Ann To Everyone:\n\tWhere to?\n"
        '10:17:05 From Bo To Everyone:\n\tReacted to "Where to?" with \U0001f44d\n'
        "10:18:05 From Ann To Everyone:\n\tAnyone?\n"
        '10:19:05 From Bo To Everyone:\n\tReplying to "Anyone?"\n\t\n\tMe.\n'
    )
    assert [w for _, _, w in said(found)] == ["Where to?", "Anyone?", "Me."]
    assert "1 reaction to another message left out." in found.notes


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2021, 10:16 - Came to the centre: closed.\n12/03/2021, 11:30 - A woman: no key.\n",
        "12/03/2021, 10:16 - Note: it was cold.\n12/03/2021, 11:30 - Note: it was late.\n",
        "Visit 12/03/2021 10:16\nClosed.\nVisit 13/03/2021 11:30\nNo key.\n",
        "We met on 12/03/2021, 10:16 - Ann: was late.\nAnn: came again.\n",
        "00:00:05\tAnn\tWhere to?\n00:00:25\tBo\tHome.\n00:00:45\tAnn\tAnd then?\n",
        "[00:16] Ann: Where to?\n[00:17] Bo: Home.\n[00:18] Ann: And then?\n",
    ],
)
def test_diaries_and_typed_transcripts_stay_as_they_are(text: str) -> None:
    """A text that only looks a little like a chat is kept as it stands."""
    assert read(text).text == text


def test_a_message_dated_before_the_first_has_no_time() -> None:
    """Nothing begins before the beginning."""
    found = read(
        "12/03/2021, 10:16 - Ann: Where?\n12/03/2021, 10:17 - Bo: Home.\n"
        "12/03/1021, 10:18 - Ann: How?\n12/03/2021, 10:19 - Bo: By bus.\n"
    )
    assert [turn.start_time for turn in found.turns] == [0.0, 60.0, None, 180.0]
