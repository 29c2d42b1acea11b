"""Text to turns by the labels at line starts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.reading.speakers.turns import find_turns


def said(text: str) -> list[tuple[str, str]]:
    """Return speaker and words of each turn."""
    return [(turn.speaker, text[turn.start : turn.end]) for turn in find_turns(text).turns]


SHAPES = {
    "colon": "INT: How?\nV01: Well.\nINT: And?\nV01: Ok.",
    "no space after the colon": "INT:How?\nV01:Well.\nINT:And?\nV01:Ok.",
    "label alone on its line": "INT:\nHow?\n\nV01:\nWell.\n\nINT:\nAnd?\n\nV01:\nOk.",
    "number": "1. INT: How?\n2. V01: Well.\n3. INT: And?\n4. V01: Ok.",
    "number in brackets": "[1] INT: How?\n[2] V01: Well.\n[3] INT: And?\n[4] V01: Ok.",
    "number in parentheses": "(1) INT: How?\n(2) V01: Well.\n(3) INT: And?\n(4) V01: Ok.",
    "number with leading zeros": "#001 INT: How?\n#002 V01: Well.\n#003 INT: And?\n#004 V01: Ok.",
    "Zoom chat": "00:01:01\t From  INT  to  Everyone : How?\n00:02:01\t From  V01  to  Everyone : Well.\n00:03:01\t From  INT  to  Everyone : And?\n00:04:01\t From  V01  to  Everyone : Ok.",
    "Trint": "INT [00:00:01]\nHow?\n\nV01 [00:00:05]\nWell.\n\nINT [00:00:10]\nAnd?\n\nV01 [00:01:40]\nOk.",
    "Trint, time first": "[00:00:01.21]\nINT\nHow?\n\n[00:00:05.00]\nV01\nWell.\n\n[00:00:10.01]\nINT\nAnd?\n\n[00:01:40.00]\nV01\nOk.",
    "line number": "  1 INT: How?\n  2 V01: Well.\n  3 INT: And?\n  4 V01: Ok.",
    "dash": "INT – How?\nV01 – Well.\nINT - And?\nV01 – Ok.",
    "tab": "INT\tHow?\nV01\tWell.\nINT\tAnd?\nV01\tOk.",
    "square brackets": "[INT] How?\n[V01] Well.\n[INT] And?\n[V01] Ok.",
    "time before": "[00:00:01] INT: How?\n[00:00:05] V01: Well.\n[00:01] INT: And?\n00:01:40 V01: Ok.",
    "time before, no colon": "[00:00:01] INT How?\n[00:00:05] V01 Well.\n[00:01:00] INT And?\n[00:01:40] V01 Ok.",
    "time within": "INT (00:00:01): How?\nV01 (00:00:05): Well.\nINT [0:10]: And?\nV01 00:01:40: Ok.",
    "time within, no colon": "INT [00:00:01] How?\nV01 [00:00:05] Well.\nINT [00:10] And?\nV01 [00:01:40] Ok.",
    "Otter": "INT  0:01\nHow?\n\nV01  0:05\nWell.\n\nINT  0:10\nAnd?\n\nV01  1:40\nOk.",
    "time, name, then words": "00:00:01 INT\nHow?\n00:00:05 V01\nWell.\n00:00:10 INT\nAnd?\n00:01:40 V01\nOk.",
    "Teams": "0:0:1.0 --> 0:0:3.4\nINT\nHow?\n0:0:5.0 --> 0:0:6.0\nV01\nWell.\n0:0:10.0 --> 0:0:11.0\nINT\nAnd?\n0:1:40.0 --> 0:1:42.0\nV01\nOk.",
    "Zoom": "[INT] 00:00:01\nHow?\n\n[V01] 00:00:05\nWell.\n\n[INT] 00:00:10\nAnd?\n\n[V01] 00:01:40\nOk.",
    "Markdown": "**INT:** How?\n\n**V01**: Well.\n\n**INT:** And?\n\n**V01:** Ok.",
    "lower case": "int: How?\nv01: Well.\nint: And?\nv01: Ok.",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_turns_in_every_shape_that_people_use(shape: str) -> None:
    """The same conversation is found in each shape."""
    found = [(speaker.upper(), words) for speaker, words in said(SHAPES[shape])]
    assert found == [("INT", "How?"), ("V01", "Well."), ("INT", "And?"), ("V01", "Ok.")]


@pytest.mark.parametrize(
    "shape", ["Otter", "time, name, then words", "Teams", "Zoom", "time within"]
)
def test_turns_take_the_time_along(shape: str) -> None:
    """A time beside a name is the start of that turn, in seconds."""
    assert [turn.start_time for turn in find_turns(SHAPES[shape]).turns] == [1, 5, 10, 100]


@pytest.mark.parametrize(
    "prose",
    [
        "We met in May.\nNote: the money ran out.\nOne thing: no staff.\nThen it rained.\nNote: again.\n",
        "I asked: why now?\nHe said: because.\nI asked: really?\nHe said: yes.\n",
        "See http://a.example\nhttp://b.example\nhttps://c.example\n",
        "Programme\nWelcome 10:00\nJane opens.\nLunch 12:30\nIn the hall.\nTalks 13:30\nMany.",
        "\teg:DataUse comment\n\teg:Risk write clearer\nT1\n\tSort events - add tooltip\n",
        "Milk - two pints\nBread - one\nMilk - again\nA long line about something else here\nand more\nand more\nand more\nand more",
        "As in Mark 4:20 we see,\nand so on.\nThe score was 3:16 then.\n",
        "[laughs]\nI went home.\n[pause]\nAnd then I slept.\n[laughs]\nIt was late by then.\nVery late.",
    ],
)
def test_turns_leave_prose_alone(prose: str) -> None:
    """Words before a colon, a dash or a time do not make a speaker."""
    assert find_turns(prose).turns == ()


def test_turns_of_empty_text() -> None:
    """Nothing said, no turns."""
    assert find_turns("").turns == ()


def test_turn_holds_several_paragraphs_up_to_the_last_word() -> None:
    """Lines without a label go on with the turn; blank lines at its end do not count."""
    text = "INT: How?\nV01: Well.\n\nThen it changed.\n\n\nINT: And?\nV01: Ok.\n\n"
    assert said(text)[1] == ("V01", "Well.\n\nThen it changed.")


def test_turns_keep_what_stands_before_the_first_label() -> None:
    """A title belongs to nobody and is not lost."""
    assert said("Interview three\n\nINT: How?\nV01: Well.\nINT: And?")[0] == ("", "Interview three")


def test_turns_leave_out_the_head_of_facts() -> None:
    """In a block of 'Key: value' at the top 'Interviewer: Jane Smith' is no speech."""
    head = "Date: 3 May 2021\nInterviewer: Jane Smith\nLocation: Zoom"
    text = f"{head}\n\nInterviewer: How are you?\nParticipant: Fine.\nInterviewer: And?\nParticipant: So."
    assert said(text)[:2] == [("", head), ("Interviewer", "How are you?")]


def test_turns_leave_out_a_notice_between_a_title_and_the_facts() -> None:
    """A word that comes once, with a sentence behind it, is a head's where its facts follow."""
    head = "Interview 1 - meals\nNOTICE: invented. Nobody said this.\nDate: 3 March   Place: centre"
    assert said(f"{head}\nI: How?\nP1: Well.\nI: And?\nP1: So.")[:2] == [("", head), ("I", "How?")]


def test_turns_leave_out_a_long_line_of_facts_below_a_notice() -> None:
    """Facts that stand side by side in one line are a head's, too."""
    facts = "Date: 3 March 2026   Place: family centre   Transcribed by: a company of the town"
    head = f"Interview 1 - meals\nNOTICE: invented. Nobody said this.\n{facts}"
    assert said(f"{head}\nI: How?\nP1: Well.\nI: And?\nP1: So.")[0] == ("", head)


def test_turns_keep_who_speaks_once_before_all_others() -> None:
    """A welcome at the beginning is speech where no facts follow."""
    text = "CHAIR: Welcome to you all here.\nINT: How?\nP1: Well.\nINT: And?\nP1: So."
    assert said(text)[0] == ("CHAIR", "Welcome to you all here.")


def test_turns_keep_note_inside_what_was_said() -> None:
    """In a transcript too, 'Note:' and 'One thing:' stay words."""
    text = "Q: Why?\nA: Money.\nQ: And?\nA: Staff.\nNote: all of them.\nOne thing: rent."
    assert said(text)[-1] == ("A", "Staff.\nNote: all of them.\nOne thing: rent.")


def test_turns_know_a_role_that_speaks_once() -> None:
    """In a roundtable, a label of the same kind counts though it comes once."""
    text = "CHAIR: Welcome.\nFOOD BANK: Thanks.\nCHAIR: And you?\nHOUSING OFFICER: I agree.\nFunding: that is it.\nFOOD BANK: Yes."
    assert [speaker for speaker, _ in said(text)][3] == "HOUSING OFFICER"
    assert said(text)[3][1].endswith("Funding: that is it.")


def test_turns_know_a_numbered_speaker_who_speaks_once() -> None:
    """Participant 7 is a speaker where Participants 1 and 2 are."""
    text = "Participant 1: a\nb\nc\nParticipant 2: d\ne\nParticipant 1: f\nParticipant 7: g\nh\nParticipant 2: i"
    assert ("Participant 7", "g\nh") in said(text)


def test_turns_with_only_the_interviewer_labelled() -> None:
    """Then what follows the labelled line is somebody else's answer, and that is said."""
    text = "INT: How?\nIt was fine.\nThen more.\nINT: Why?\nBecause."
    assert said(text) == [
        ("INT", "How?"),
        ("", "It was fine.\nThen more."),
        ("INT", "Why?"),
        ("", "Because."),
    ]
    assert "Only 'INT' is labelled" in find_turns(text).notes[0]


def test_turns_report_a_slip_of_the_pen() -> None:
    """A label that comes once and nearly is another is kept, and named."""
    text = "Dan: a\nParticipant: b\nDan: c\nParticpant: d\nDan: e\nParticipant: f"
    assert find_turns(text).notes == (
        "The label 'Particpant' occurs once; perhaps a slip for 'Participant'.",
    )


def test_turns_keep_a_label_without_words() -> None:
    """A turn in which nothing was written is empty, not missing."""
    assert said("INT: How?\nV01:\nINT: And?\nV01: Ok.")[1] == ("V01", "")


def test_turns_take_bold_names_without_a_colon() -> None:
    """A name in bold needs no colon where the format knows bold."""
    text = "Jane How are you?\nOmar Fine.\nJane Good.\nOmar Yes."
    leads = {0: 4, 18: 4, 29: 4, 40: 4}
    assert [turn.speaker for turn in find_turns(text, leads).turns] == [
        "Jane",
        "Omar",
        "Jane",
        "Omar",
    ]


LINES = st.sampled_from(
    ["INT: How?", "V01: Well.", "INT:", "[00:01:02] V01: so", "and on", "", "  ", "Jane  0:03", "\u00a0x",
     "Note: no", "[INT] yes", "V01 – no", "00:01:23", "INT\tyes", "3. INT: a", "é: ü", "A" * 200],
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=30), max_size=30))
def test_turns_lie_inside_in_order_apart_and_stripped(lines: list[str]) -> None:
    """Whatever the text, turns are ordered ranges of it that do not meet, without outer space."""
    text = "\n".join(lines).replace("\r", "")
    at = 0
    for turn in find_turns(text).turns:
        assert at <= turn.start <= turn.end <= len(text)
        assert text[turn.start : turn.end] == text[turn.start : turn.end].strip()
        at = turn.end


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["INT", "V01", "NHS trust"]),
            st.sampled_from(["so it went", "yes.", "well"]),
        ),
        min_size=6,
        max_size=20,
    )
)
def test_turns_bring_back_what_was_written_down(turns: list[tuple[str, str]]) -> None:
    """A conversation written as 'Name: words' comes back as it was."""
    everyone = [("INT", "how"), ("V01", "so"), ("NHS trust", "no")] * 2 + turns
    assert said("\n".join(f"{name}: {words}" for name, words in everyone)) == everyone


def test_a_first_speaker_who_speaks_once_is_not_taken_for_a_title() -> None:
    """Whoever opens a talk and then falls silent is heard."""
    text = "Ann: I waited nine months on the waiting list.\nBob: So did I.\nCat: Not me, not at all.\nBob: Lucky.\n"
    assert [turn.speaker for turn in find_turns(text).turns] == ["Ann", "Bob", "Cat", "Bob"]


def test_turns_of_numbered_questions_and_answers_have_two_speakers() -> None:
    """``Q1: A1: Q2: A2:`` is one who asks and one who answers."""
    text = "Q1: What changed?\nA1: A great deal.\nQ2: And then?\nA2: It rained for a week.\n"
    assert [speaker for speaker, _ in said(text)] == ["Q", "A", "Q", "A"]


def test_turns_of_people_called_a1_and_q2_stay_theirs() -> None:
    """Codes that come back are people."""
    text = "A1: It was late.\nQ2: Was it?\nA1: It was.\nQ2: I see.\n"
    assert [speaker for speaker, _ in said(text)] == ["A1", "Q2", "A1", "Q2"]


OTTER = """\
Interview 3
Mon, Mar 4, 2024 10:02AM • 32:10

SUMMARY KEYWORDS
funding, staff

SPEAKERS
Jane Smith, Speaker 2

Jane Smith  00:02
So what changed?

Speaker 2  00:09
A great deal.

Jane Smith  00:20
And then?

Speaker 2  01:02
Then it rained.

Transcribed by https://otter.ai
"""


def test_turns_of_an_otter_export_leave_out_its_head_and_foot() -> None:
    """The date is no speaker, and the service's own line is nobody's words."""
    found = said(OTTER)
    assert found[0][0] == ""
    assert found[1:] == [
        ("Jane Smith", "So what changed?"), ("Speaker 2", "A great deal."),
        ("Jane Smith", "And then?"), ("Speaker 2", "Then it rained."),
    ]  # fmt: skip


def test_turns_names_end_without_control_characters() -> None:
    """Found by fuzzing: a label keeps no white space of whatever kind around it."""
    text = "INT\x1e: How?\nP2\x1e: Well.\nINT\x1e: And?\nP2\x1e: Ok."
    assert {speaker for speaker, _ in said(text)} == {"INT", "P2"}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("\n".join(f"[{mark}] That was day {n} of all." for n, mark in enumerate(("laughs", "pause", "laughs", "sighs", "pause"))), set()),
        ("\n".join(f"[INT] How was day {n}?\n[laughs]\n[P1] <sighs> Day {n} was long." for n in range(4)), {"INT", "P1"}),
    ],
)  # fmt: skip
def test_a_transcriber_s_mark_that_begins_a_line_speaks_for_nobody(
    text: str, speakers: set[str]
) -> None:
    """Laughter in brackets is set as names in brackets are, and is none."""
    assert {turn.speaker for turn in find_turns(text).turns} == speakers


@pytest.mark.parametrize("blank", [" ", "\t", "\n"])
def test_a_last_turn_of_much_white_space_is_read_at_once(blank: str) -> None:
    """The credit of a service stands in the last lines; nothing before them is searched for it."""
    text = f"INT: Why?\nP1: So.\nINT: And?\nP1: Well{blank * 200_000}x\n"
    start = time.process_time()
    assert len(find_turns(text).turns) == 4
    assert time.process_time() - start < 1
