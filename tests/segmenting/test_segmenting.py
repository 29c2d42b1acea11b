"""Documents are cut into units; nothing said is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.records import Document, Segment, Turn
from themekit.segmenting import Settings, segment_document
from themekit.segmenting.splitting import words_in
from themekit.spans import Span, text_hash
from themekit.study import likely_interviewers


def sentences(text: str) -> list[Span]:
    """Cut after full stops: enough to test what is done with sentences."""
    return [Span(*match.span()) for match in re.finditer(r"[^.]*\.|[^.]+", text)]


def transcript(*turns: tuple[str, str]) -> Document:
    """Build an interview from (speaker, words)."""
    text, found = "", []
    for speaker, said in turns:
        text += f"{speaker}: " if speaker else ""
        found.append(Turn(len(text), len(text) + len(said), speaker))
        text += said + "\n"
    return Document(
        "interviews/P1", "P1", "Interviews", "P1.txt", text, text_hash(text), tuple(found)
    )


def cut(
    document: Document, unit: str = "turn", interviewer: tuple[str, ...] = ("INT",)
) -> tuple[Segment, ...]:
    """Segment with the simple sentences above."""
    return segment_document(document, Settings(unit, interviewer), sentences)


def test_a_turn_is_a_segment_with_its_question_and_what_went_before() -> None:
    """The interviewer's last words are the question, the turn before is context."""
    found = cut(transcript(("INT", "How was it?"), ("P1", "Fine."), ("P2", "Not for me.")))
    assert [one.id for one in found] == [
        "interviews/P1/0001",
        "interviews/P1/0002",
        "interviews/P1/0003",
    ]
    assert (found[1].text, found[1].question, found[1].before) == (
        "Fine.",
        "How was it?",
        "How was it?",
    )
    assert (found[2].question, found[2].before) == ("How was it?", "Fine.")


def test_where_only_the_interviewer_is_labelled_the_lines_between_are_answers() -> None:
    """They were counted as standing before the first speaker, and nothing was coded."""
    found = cut(
        transcript(
            ("", "A title"), ("INT", "How was it?"), ("", "Fine."), ("INT", "Why?"), ("", "Well.")
        )
    )
    assert [(one.text, one.skip_reason) for one in found] == [
        ("A title", "before the first speaker"),
        ("How was it?", "interviewer"),
        ("Fine.", ""),
        ("Why?", "interviewer"),
        ("Well.", ""),
    ]


def test_turns_without_any_label_are_coded() -> None:
    """Subtitles name nobody, and nobody's first words can come before them."""
    found = cut(transcript(("", "How was it?"), ("", "Fine.")))
    assert [one.skip_reason for one in found] == ["", ""]


def test_the_interviewer_is_read_and_not_coded() -> None:
    """What the interviewer says is counted, with its reason."""
    found = cut(transcript(("INT", "How was it?"), ("P1", "Fine.")))
    assert [(one.speaker_role, one.skip_reason) for one in found] == [
        ("interviewer", "interviewer"), ("participant", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["INT", "Interviewer 2", "Q", "Facilitator", "moderator_1"])
def test_usual_labels_of_interviewers_are_known(label: str) -> None:
    """A study that names no interviewer still does not code the questions."""
    assert likely_interviewers([label, "P1", "NHS trust"]) == (label,)


def test_a_long_turn_is_cut_at_sentence_ends_into_parts_of_about_100_words() -> None:
    """No part is cut inside a sentence, and none is a stub."""
    said = " ".join(f"This is sentence number {n} of a long answer indeed." for n in range(30))
    found = cut(transcript(("P1", said)))
    assert len(found) == 3
    assert all(80 <= words_in(one.text) <= 120 for one in found)
    assert all(one.text.endswith(".") for one in found)
    assert found[1].before == found[0].text[-400:]


def test_a_turn_a_little_over_100_words_stays_whole() -> None:
    """A stub of ten words would help nobody."""
    assert len(cut(transcript(("P1", "word " * 119 + "end.")))) == 1


@pytest.mark.parametrize(
    ("unit", "count"), [("document", 1), ("paragraph", 2), ("sentence", 4), ("turn", 1)]
)
def test_each_unit_cuts_as_it_says(unit: str, count: int) -> None:
    """Turn, paragraph, sentence and document each give their number of segments."""
    document = transcript(("P1", "One. Two.\nThree. Four."))
    assert len(cut(document, unit)) == count


@pytest.mark.parametrize("said", ["[inaudible 00:12:31]", "(laughs)", "...", "[crosstalk] -"])
def test_a_turn_without_speech_is_skipped_with_a_reason(said: str) -> None:
    """Nothing was said, and that is counted."""
    assert cut(transcript(("P1", said)))[0].skip_reason == "no speech"


@pytest.mark.parametrize(
    "said", ["[manager]", "(well, sort of)", "[laughs] Yes.", "[name] (sighs)"]
)
def test_a_turn_of_words_in_brackets_is_coded(said: str) -> None:
    """A name that was taken out and an aside are what somebody said."""
    assert cut(transcript(("P1", said)))[0].skip_reason == ""


def test_marks_are_not_counted_as_words() -> None:
    """A turn is not cut because somebody laughed in it."""
    assert words_in("Well [pause 3 s] I (laughs) went.") == 3
    said = "[long pause] ".join(f"This is sentence number {n} of many. " for n in range(18))
    assert len(cut(transcript(("P1", said)))) == 1


def test_words_before_the_first_speaker_are_not_coded() -> None:
    """A title is nobody's opinion."""
    found = cut(transcript(("", "Interview of 3 May"), ("P1", "Fine.")))
    assert [one.skip_reason for one in found] == ["before the first speaker", ""]


def survey(*answers: str) -> Document:
    """Build one respondent's answers."""
    text, turns = "", []
    for number, answer in enumerate(answers):
        text += "\n\n" if number else ""
        turns.append(
            Turn(
                len(text), len(text) + len(answer), question=f"Question {number}", item=f"q{number}"
            )
        )
        text += answer
    return Document("survey/R1", "R1", "Survey", "s.csv", text, text_hash(text), tuple(turns))


def test_each_answer_is_a_unit_named_after_its_question() -> None:
    """An answer's id says whose it is and to what; the question is its context."""
    found = cut(survey("Too long a wait", "n/a", ""), "answer")
    assert [one.id for one in found] == ["survey/R1/q0", "survey/R1/q1", "survey/R1/q2"]
    assert [one.skip_reason for one in found] == ["", "no answer", "no answer"]
    assert found[0].question == "Question 0"


def test_answers_can_be_cut_into_sentences() -> None:
    """Parts of an answer are numbered under it."""
    found = cut(survey("One. Two."), "sentence")
    assert [one.id for one in found] == ["survey/R1/q0/01", "survey/R1/q0/02"]


words = st.text(alphabet="ab .\n[]()é\u2028", max_size=60)


@given(st.lists(st.tuples(st.sampled_from(["INT", "P1", "", "P2"]), words), max_size=6),
       st.sampled_from(["turn", "paragraph", "sentence", "document"]))  # fmt: skip
def test_segments_cover_what_was_said_and_do_not_overlap(
    turns: list[tuple[str, str]], unit: str
) -> None:
    """Whatever the text: in order, apart, each equal to its range, no word left out."""
    document = transcript(*turns)
    found = cut(document, unit)
    covered = 0
    for one in found:
        assert one.start >= covered
        assert one.text == document.text[one.start : one.end]
        covered = one.end
    seen = set().union(*(range(one.start, one.end) for one in found))
    for turn in document.turns:
        for place in range(turn.start, turn.end):
            assert place in seen or document.text[place].isspace()
    assert len({one.id for one in found}) == len(found)


def test_lines_to_skip_are_units_that_are_not_coded() -> None:
    """What stands around them is coded."""
    found = segment_document(
        transcript(("P1", "Fine.\nTranscribed by Otter\nWell."), ("P2", "Transcribed by Otter")),
        Settings("turn", (), ("transcribed by",)),
        sentences,
    )
    assert [(one.id[-4:], one.text, one.skip_reason) for one in found] == [
        ("0001", "Fine.", ""),
        ("0002", "Transcribed by Otter", "boilerplate"),
        ("0003", "Well.", ""),
        ("0004", "Transcribed by Otter", "boilerplate"),
    ]


def test_an_answer_keeps_its_id_without_the_lines_to_skip() -> None:
    """They get ids of their own."""
    found = segment_document(
        survey("Sent from my phone\nFine.", "Sent from my phone"),
        Settings("answer", (), ("sent from",)),
        sentences,
    )
    assert [(one.id.split("/", 2)[2], one.skip_reason) for one in found] == [
        ("q0/skipped-1", "boilerplate"),
        ("q0", ""),
        ("q1/skipped-1", "boilerplate"),
    ]
