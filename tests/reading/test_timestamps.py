"""Stamps and labels in the shapes that programs and people write."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.reading import find_turns
from themekit.reading.formats import txt
from themekit.reading.speakers.timestamps import goes, seconds, stamps_within

SAID = (
    ("INT", "How did you come here?"),
    ("P4", "My neighbour told me, so I walked in."),
    ("INT", "What happened next?"),
    ("P4", "They gave me a form and I waited."),
)
# how a turn is written -> the time of the second turn, in seconds
SHAPES = {
    "[00.0{n}.00] {who}: {said}": 60.0,
    "[0{n}.00] [{who}] {said}": 60.0,
    "[[0:0{n}]]() **{who}:** {said}": 1.0,
    "[0:0{n}](#t=0{n}) {who}: {said}": 1.0,
    "#00:00:0{n}-5# {who}: {said}": 1.5,
    "00h0{n}m00s {who}: {said}": 60.0,
    "{who} (00:0{n}:00): {said}": 60.0,
    "[{who} 00:0{n}:00] {said}": 60.0,
    "({who}) {said}": None,
    "({who}, 00:0{n}:00) {said}": 60.0,
    "(00.0{n}.00) {who}: {said}": 60.0,
    "{{00:0{n}:00}} {who}: {said}": 60.0,
    "00:0{n}:00:12 {who}: {said}": 60.0,
    "{who}\n{said}": None,
    "**{who}**\n{said}": None,
    "{who}\u200b: {said}": None,
    "[00:0{n}:00]{who}: {said}": 60.0,
    "[00:0{n}:00 {who}] {said}": 60.0,
    "[{who}: 00:0{n}:00] {said}": 60.0,
    "{who}: 00:0{n}:00 {said}": 60.0,
    "**[00:0{n}:00] {who}:** {said}": 60.0,
    "[00:0{n}:00 \u2192 00:0{n}:30] {who}: {said}": 60.0,
    "[0{n}m 10s] {who}: {said}": 70.0,
    "{who} [{n}m10s]: {said}": 70.0,
    "[{n}'10\"] {who}: {said}": 70.0,
    "[{n}.5s] {who}: {said}": 1.5,
    "\u00a4<{n}500>{who}: {said}": 1.5,
    "00;00;0{n};12 - 00;00;0{n};20\n{who}\n{said}": 1.0,
    "{who}\n0{n}:00\n{said}": 60.0,
    "{who}\n10:0{n} AM\n{said}": 36_060.0,
    "00:00:0{n}.000,00:00:0{n}.900\n{who}: {said}": 1.0,
    "{who}\n00:0{n}:00:12\n{said}": 60.0,
    "{who}\uff0800:0{n}\uff09\uff1a{said}": 1.0,
    "\u3010{who}\u3011{said}": None,
    "### {who}\n{said}": None,
    "### {who} [00:0{n}:00]\n{said}": 60.0,
    "### 00:0{n}:00\n**{who}:** {said}": 60.0,
    ">> {who}: {said}": None,
    "{who}\u2014{said}": None,
    "{who}. {said}": None,
    "{who}  {said}": None,
    "[10:0{n} AM] {who}: {said}": 36_060.0,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_one_conversation_in_every_shape(shape: str) -> None:
    """Four turns, two speakers, the times, and no stamp in the words."""
    text = "\n\n".join(shape.format(n=n, who=who, said=said) for n, (who, said) in enumerate(SAID))
    turns = find_turns(text).turns
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in turns] == list(SAID)
    assert turns[1].start_time == SHAPES[shape]


@pytest.mark.parametrize(
    "labels", [("Q", "A"), ("SPEAKER_00", "SPEAKER_01"), ("Speaker 1", "Speaker 2")]
)
@pytest.mark.parametrize("sign", [".", ""])
def test_codes_need_no_colon(labels: tuple[str, str], sign: str) -> None:
    """Where most lines begin with one, and one asks or all are numbered voices."""
    text = "\n".join(f"{labels[n % 2]}{sign} {said}" for n, (_, said) in enumerate(SAID))
    turns = find_turns(text).turns
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in turns] == [
        (labels[n % 2], said) for n, (_, said) in enumerate(SAID)
    ]


def test_clocks_that_begin_every_line_are_no_words() -> None:
    """What video platforms show has a clock before each line and nobody's name."""
    text = "\n".join(f"0:{n:02d} and so it went on" for n in range(0, 50, 5))
    turns = find_turns(text).turns
    assert [turn.start_time for turn in turns] == list(range(0, 50, 5))
    assert {text[turn.start : turn.end] for turn in turns} == {"and so it went on"}


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("1:02:03.5", 3723.5), ("02:03", 123.0), ("00:00:08-1", 8.1), ("4.50", 4.5),
     ("1h02m03s", 3723.0), ("10:15 AM", 36_900.0), ("12:05 p.m.", 43_500.0), ("00:00:01,250", 1.25), ("00:01:02:24", 62.0)],
)  # fmt: skip
def test_clocks_are_seconds(clock: str, expected: float) -> None:
    """However a clock is written, it is one number."""
    assert seconds(clock) == pytest.approx(expected)


def test_a_stamp_that_ends_a_paragraph_ends_its_turn() -> None:
    """f4 writes when the words before were over: the first turn begins at 0."""
    text = "\n\n".join(
        f"{who}: {said} #00:00:0{2 * n + 2}-5#" for n, (who, said) in enumerate(SAID)
    )
    turns = find_turns(text).turns
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in turns] == list(SAID)
    assert [turn.start_time for turn in turns] == [0.0, 2.5, 4.5, 6.5]


def test_a_turn_of_two_stamped_paragraphs_is_parted_there() -> None:
    """No stamp stands in the words, and each part knows when it began."""
    text = "I: Why?  #00:00:02-0#\n\nB: First. #00:00:05-0#\n\nThen more. #00:00:09-0#\n"
    turns = find_turns(text).turns
    assert [(turn.speaker, text[turn.start : turn.end], turn.start_time) for turn in turns] == [
        ("I", "Why?", 0.0), ("B", "First.", 2.0), ("B", "Then more.", 5.0),
    ]  # fmt: skip


def test_a_stamp_within_a_paragraph_parts_it() -> None:
    """What stands before the stamp is not its time's; what stands behind is."""
    text = "INT: Why?\nP4: We met [00:01:10] at the hall, and [00:02:05] went home.\nINT: And?\n"
    found = [(turn.start_time, text[turn.start : turn.end]) for turn in find_turns(text).turns]
    assert found == [
        (None, "Why?"), (None, "We met"), (70.0, "at the hall, and"), (125.0, "went home."),
        (None, "And?"),
    ]  # fmt: skip


def test_a_line_of_time_alone_within_a_turn_is_no_words() -> None:
    """Programs set the time of every minute on a line of its own."""
    text = "INT: Why?\nP4: It was cold.\n00:01:00\nSo we left.\n00:02:00\nThat was it.\nINT: Yes?\n"
    said = [text[turn.start : turn.end] for turn in find_turns(text).turns]
    assert said == ["Why?", "It was cold.", "So we left.", "That was it.", "Yes?"]


@pytest.mark.parametrize(
    "prose",
    [
        "INT: When?\nP4: We open at 10:30 and close (16:45) most days.\nINT: And?\nP4: (10:30) is late.",
        "INT: When?\nP4: He said (0.4) well (1.2) no.\nINT: And?\nP4: It is 12.30 by now.",
        "INT: Odds?\nP4: John 3:16, and the odds were [5:1] then [2:1].\nINT: And?\nP4: Fine.",
        "INT: When?\nP4: From nine (9:00) until five (17:00), and never.\nINT: And?\nP4: No.",
        "INT: Which?\nP4: [1.12] and [2.15] of the plan, and [3.20].\nINT: And?\nP4: Also [4.10].",
        "INT: What?\nP4: Verses (Psalm 23:4) and [1:10] and (23:15).\nINT: And?\nP4: Yes.",
    ],
)
def test_times_that_people_speak_of_stay_in_their_words(prose: str) -> None:
    """Clocks that do not count up as a recording does are words."""
    assert len(find_turns(prose).turns) == 4


def test_one_clock_in_brackets_proves_nothing() -> None:
    """A recording stamps more than once."""
    assert stamps_within("We met at the hall (10:30) and went home.") == []


def test_question_and_answer_on_one_line_are_two_turns() -> None:
    """Where a whole document is written so."""
    text = "Q: What changed? A: We closed. It was sudden.\n\nQ: And then? A: We moved: next door."
    found = [(turn.speaker, text[turn.start : turn.end]) for turn in find_turns(text).turns]
    assert found == [
        ("Q", "What changed?"), ("A", "We closed. It was sudden."),
        ("Q", "And then?"), ("A", "We moved: next door."),
    ]  # fmt: skip


def test_numbered_questions_and_answers_on_one_line_are_two_speakers() -> None:
    """Q1, A1, Q2 and A2 are a question and an answer each."""
    text = "Q1: What changed? A1: We closed.\nQ2: And then? A2: We moved."
    assert [turn.speaker for turn in find_turns(text).turns] == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize(
    "answer",
    [
        "I told Rosa: go home.",
        "She was clear. Rosa: the best of us, I said.",
        "We had plan B: wait. And plan C: run.",
        "There were two things. Money: never enough. Time: even less.",
    ],
)
def test_a_colon_inside_an_answer_makes_no_speaker(answer: str) -> None:
    """Words before a colon are words, even a name that speaks elsewhere."""
    text = f"INT: Why?\nRosa: {answer}\nINT: And?\nRosa: {answer}\nINT: So?\nRosa: Yes.\n"
    turns = find_turns(text).turns
    assert [turn.speaker for turn in turns] == ["INT", "Rosa"] * 3


@pytest.mark.parametrize("form", ["Jose\u0301", "JOSÉ", "José\u200b", "\u200eJosé"])
def test_spellings_that_look_the_same_are_one_speaker(form: str) -> None:
    """Accents written in two ways, case and invisible marks part nobody."""
    text = f"INT: Why?\nJosé: One.\nINT: And?\n{form}: Two.\nINT: So?\nJosé: Three.\n"
    assert {turn.speaker for turn in find_turns(text).turns} == {"INT", "José"}


@pytest.mark.parametrize(
    "notes",
    [
        "Setting\nA hall.\n\nWhat I saw\nMany people.\n\nSetting\nA yard.\n\nWhat I saw\nFew people.\n",
        "Monday\nWe met.\n\nTuesday\nWe talked.\n\nMonday\nWe met again.\n\nTuesday\nNobody came.\n",
        "[laughs] We met.\n[pause] We talked.\n[laughs] So it was.\n[pause] Then we left.\n",
        "(laughs) We met.\n(pause) We talked.\n(laughs) So it was.\n(pause) Then we left.\n",
        "Agenda\n10:30 Coffee\n11:00 Talk\n12:30 Lunch\n13:30 Walk\n",
        "0:00 Welcome\n0:05 What changed?\n0:20 In groups\n0:50 Break\n1:00 Close\n",
        "09:00 We met.\n09:10 Ann told of funds.\n09:30 Bo asked.\n10:00 Lunch.\n10:30 The end.\n",
        "A. Closed.\nB. No lift.\nC. Nobody came.\n\nA. It rang.\nB. Nobody answered.\nC. It stopped.\n",
        "I. We met.\nII. We ate.\nIII. We left.\n\nI. We met.\nII. We ate.\nIII. We left.\n",
        "Q. Is it open?\nQ. Is it free?\nQ. Is it near?\nQ. Is it warm?\n",
        "NHS Staff were tired.\nGP Lines were busy.\nNHS Trusts waited.\nGP Doors were shut.\n",
        "\u3010Important\u3011Read this.\nNobody speaks.\n\u3010Important\u3011Read it again.\n",
        "Rosa\u2014my neighbour\u2014told me.\nShe came\u2014late.\nRosa\u2014who else\u2014went.\n",
    ],
)
def test_headings_marks_and_agendas_are_no_speakers(notes: str) -> None:
    """What stands alone on a line or in brackets is no name by that."""
    assert not any(turn.speaker for turn in find_turns(notes).turns)


def test_names_alone_on_lines_are_speakers_where_one_of_them_asks() -> None:
    """Names without a code: the questions show that they talk."""
    text = "\n".join(
        f"Ann Field\nWhat did you do then, number {n}?\nBo Marsh\nI went home.\nI slept."
        for n in range(3)
    )
    assert [turn.speaker for turn in find_turns(text).turns] == ["Ann Field", "Bo Marsh"] * 3


def test_minutes_stamped_without_speakers_keep_their_times() -> None:
    """Nobody is named, so nobody is a speaker; the stamps are no words all the same."""
    text = "[00:00:05] We met at noon.\n\n[00:01:10] Then we talked.\n\n[00:02:30] And left.\n"
    found = [
        (turn.speaker, turn.start_time, text[turn.start : turn.end])
        for turn in find_turns(text).turns
    ]
    assert found == [
        ("", 5.0, "We met at noon."), ("", 70.0, "Then we talked."), ("", 150.0, "And left."),
    ]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("dots.txt", [0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0]),
        ("otr.md", [0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0]),
        ("f4.txt", [0.0, 4.3, 8.1, 12.3, 16.1, 20.3, 24.1, 28.3]),
    ],
)
def test_shared_talks_of_three_programs(name: str, times: list[float], shared: Path) -> None:
    """QualCoder's, oTranscribe's and f4's stamps: eight turns, two speakers, no stamp in words."""
    path = shared / "data/failing/time-stamps/talks" / name
    extract = txt.read(path.read_bytes(), name)
    assert [turn.start_time for turn in extract.turns] == pytest.approx(times)
    assert len({turn.speaker for turn in extract.turns}) == 2
    assert not any(sign in extract.text[t.start : t.end] for t in extract.turns for sign in "#[]0")


def test_parts_of_a_turn_between_stamps_are_one_go() -> None:
    """Whoever is stamped in the middle has not spoken twice."""
    text = "INT: Why?\nP4: We met [00:01:10] at the hall, and [00:02:05] left.\nP4: Then more.\n"
    turns = find_turns(text).turns
    assert (len(turns), goes(text, turns)) == (5, 3)


def test_times_spoken_of_in_a_stamped_talk_stay_words() -> None:
    """They run against the recording's."""
    text = "[00:02] INT: How?\n[00:03] P4: Fine.\n[00:05] INT: Why?\n[00:09] P4: Sun (12:00). Rain (9:00).\n[00:20] INT: So?\n"
    said = [text[turn.start : turn.end] for turn in find_turns(text).turns]
    assert said == ["How?", "Fine.", "Why?", "Sun (12:00). Rain (9:00).", "So?"]


def test_headings_over_rhetorical_questions_are_no_speakers() -> None:
    """An account in sections is nobody's interview."""
    text = "Background\nI grew up here.\n\nFamily\nTwo sisters.\n\nWork\nI clean. Who would not be tired?\n\nFamily\nMy mother came.\n\nWork\nI lost it. What can you do?\n\nBackground\nHe was a miner.\n"
    assert not find_turns(text).turns


def test_sentences_before_times_of_day_are_no_speakers() -> None:
    """A field note tells when things happened."""
    text = "Case A came to the desk (10:15) with her daughter. She waited until noon and was told to\ncome back after lunch (13:30). Nobody came.\n"
    assert not find_turns(text).turns
