"""The same text twice, and lines that stand nearly everywhere."""

from __future__ import annotations

import random

import pytest

from sensing import across, answers, row, talk, talks, within, written
from themekit.reading.sense import doubts_in
from themekit.records import Document
from themekit.study import Strand

LONG = (
    "We waited eleven weeks for the first call and nobody could tell us why it took so long. "
    "When the worker came she sat with us for an hour and listened, and from then on somebody "
    "rang every Tuesday, which was the one thing in that winter we could rely on."
)
CREDIT = "Transcribed by https://otter.ai for the project"


def other(seed: int, count: int = 80) -> str:
    """Return words that nobody else says."""
    draw = random.Random(seed)
    letters = "abcdefghiklmnoprstuvw"
    return " ".join("".join(draw.choices(letters, k=6)) for _ in range(count))


def interview(said: str, number: int, suffix: str = "txt") -> Document:
    """Build an interview with one long answer."""
    return talk(("INT", "How was the winter?"), ("P1", said), source=f"talks/P{number}.{suffix}")


# -- same-text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "again",
    [
        LONG,
        LONG.upper().replace(",", "").replace(". ", " - "),
        LONG.replace("eleven", "twelve"),
        "\n".join(LONG.split(". ")),
    ],
)
def test_a_text_that_comes_twice_is_doubted(again: str) -> None:
    """Word for word, with other punctuation, or with a word put right."""
    documents = [interview(LONG, 1), interview(other(2), 2), interview(again, 3, "docx")]
    (found,) = across(talks(), *documents)["same-text"]
    assert (found.file, "talks/P1.txt" in found.message) == ("talks/P3.docx", True)


def test_a_text_is_known_again_in_another_kind_of_strand() -> None:
    """Labels and layout are not its words."""
    plain = written(LONG, source="talks/P9.pdf")
    assert "same-text" in across(talks(kind="notes"), interview(LONG, 1), plain)


def test_a_shared_guide_makes_no_texts_alike() -> None:
    """What the interviewer asks everybody is not counted, nor a question quoted in the answer."""
    asked = ("INT", LONG)
    documents = [
        talk(asked, ("P1", f"{other(at)} you ask how the winter was"), source=f"talks/P{at}.txt")
        for at in range(6)
    ]
    assert across(talks(), *documents) == {}


def test_short_texts_may_be_alike() -> None:
    """Two people who say next to nothing."""
    assert (
        across(talks(), interview("It was fine, thanks.", 1), interview("It was fine, thanks.", 2))
        == {}
    )


def test_a_long_row_that_comes_twice_is_doubted() -> None:
    """Somebody sent the form twice, or a table was pasted twice."""
    rows = [row("R1", LONG), row("R2", other(1)), row("R3", LONG), row("R4", "Fine.")]
    (found,) = across(answers(), *rows)["same-text"]
    assert "row 'R3' repeats the long answers of row 'R1'" in found.message


def test_a_row_of_another_file_is_named_with_its_file() -> None:
    """The wave before was pasted into the next."""
    rows = [row(f"A{at}", f"{LONG} {at} {other(at)}", source="one.csv") for at in range(3)]
    again = [row(f"B{at}", f"{LONG} {at} {other(at)}", source="two.csv") for at in range(3)]
    (found,) = across(answers(), *rows, *again)["same-text"]
    assert (found.file, "3 rows" in found.message, "of one.csv" in found.message) == (
        "two.csv", True, True,
    )  # fmt: skip


@pytest.mark.parametrize("said", ["Yes.", "Don't know", "The waiting time was too long.", ""])
def test_short_answers_repeat(said: str) -> None:
    """As they do in every survey."""
    rows = [row(f"R{at}", said) for at in range(50)]
    found = across(answers(), *rows)
    assert "same-text" not in found


@pytest.mark.parametrize("kind", ["interview", "notes"])
def test_a_text_pasted_twice_into_its_file_is_doubted(kind: str) -> None:
    """Every answer counts twice."""
    said = [("P1", f"{other(at, 12)}.") for at in range(5)]
    document = talk(*said, *said, ("P1", other(9, 12)))
    if kind == "notes":
        document = written(document.text)
    assert within(talks(kind=kind), document).keys() == {"same-text"}


def test_a_phrase_that_somebody_repeats_is_not_a_text_pasted_twice() -> None:
    """Nor is a refrain between many other lines."""
    said = [("P1", other(at, 12)) for at in range(12)]
    refrain = ("P1", "It was the best thing that ever happened to me.")
    assert within(talks(), talk(*said, refrain, refrain, refrain, refrain)) == {}


# -- boilerplate --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda at: interview(f"{other(at)}\n\n{CREDIT}", at),
        lambda at: interview(f"This call is being recorded for training.\n{other(at)}", at),
        lambda at: interview(f"{other(at, 900)}\nConfidential draft of the study team, page {at}\n{other(at + 50, 900)}\nConfidential draft of the study team, page {at + 1}\n{other(at + 99, 900)}", at),
    ],
)  # fmt: skip
def test_lines_that_stand_in_most_documents_are_doubted(make) -> None:
    """At the end, at the beginning, or at the foot of each page."""
    found = across(talks(), *map(make, range(5)))["boilerplate"]
    assert len(found) == 5
    assert "skip: [" in found[0].hint


def test_lines_that_study_yaml_skips_are_not_doubted() -> None:
    """Once it is mended it is silent."""
    documents = [interview(f"{other(at)}\n{CREDIT}", at) for at in range(5)]
    assert across(talks(skip=("transcribed by",)), *documents) == {}


@pytest.mark.parametrize(
    "line", ["Yes.", "I don't know.", "Thank you very much.", "No, not really, no."]
)
def test_what_everybody_says_is_not_boilerplate(line: str) -> None:
    """Short answers are common."""
    assert across(talks(), *(interview(f"{other(at)}\n{line}", at) for at in range(6))) == {}


@pytest.mark.parametrize(
    "answer", ["Yes, I agree to be recorded for this.", "No, I have never been there before."]
)
def test_what_a_participant_answers_each_time_is_not_boilerplate(answer: str) -> None:
    """A go of its own is an answer, however alike."""
    documents = [
        talk(
            ("INT", "May we?"),
            ("P1", answer),
            ("INT", "So?"),
            ("P1", other(at)),
            source=f"talks/P{at}.txt",
        )
        for at in range(5)
    ]
    assert across(talks(), *documents) == {}


def test_the_voice_of_a_recording_is_boilerplate() -> None:
    """It speaks once in each call."""
    documents = [
        talk(
            ("Voice", "This call is being recorded."), ("P1", other(at)), source=f"talks/P{at}.txt"
        )
        for at in range(5)
    ]
    assert len(across(talks(), *documents)["boilerplate"]) == 5


def test_a_line_of_some_documents_is_not_boilerplate() -> None:
    """Two of six is not most, and two documents are too few to tell."""
    some = [interview(other(at) + (f"\n{CREDIT}" if at < 2 else ""), at) for at in range(6)]
    assert across(talks(), *some) == {}
    assert across(talks(), *some[:2]) == {}


def test_the_guide_in_interviews_without_speakers_is_not_boilerplate() -> None:
    """That no speakers were found is told already."""
    documents = [
        written(f"What helped you most in the last winter?\n{other(at)}", f"talks/P{at}.txt")
        for at in range(5)
    ]
    assert across(talks(), *documents) == {}


def test_a_line_that_most_answers_hold_is_doubted() -> None:
    """A form's own text, or what a program writes below each answer."""
    rows = [
        row(f"R{at}", f"{other(at, 4)}\nSent from my phone with the survey app") for at in range(9)
    ]
    found = within(answers(), *rows)["boilerplate"]
    assert "skip: [Sent from my phone with the]" in found.hint
    assert within(answers(skip=("sent from my phone",)), *rows) == {}


def test_a_common_short_answer_is_no_boilerplate() -> None:
    """Most say the same few words."""
    assert within(answers(), *(row(f"R{at}", "Very good service") for at in range(9))) == {}


@pytest.mark.parametrize("strand", [talks(), answers()])
def test_sources_without_words_do_no_harm(strand: Strand) -> None:
    """Nothing repeats in nothing."""
    assert across(strand, row("R1", "", source="a.csv"), row("R2", "", source="b.csv")) == {}


def test_copies_of_one_text_are_no_boilerplate() -> None:
    """They are told as the same text, or hold more in common than a footer."""
    lines = "\n".join(f"{other(at, 9)}." for at in range(3))
    found = across(talks(), *(interview(lines, at, suffix) for at, suffix in enumerate("abcd")))
    assert found.keys() == {"same-text"}
    stamped = (
        interview("\n".join(f"{at}x{no} {line}" for no, line in enumerate(lines.split("\n"))), at)
        for at in range(4)
    )
    assert across(talks(), *stamped) == {}


def test_documents_of_one_table_of_talk_are_doubted_once() -> None:
    """With how many they are."""
    documents = [talk("Long.", source="talks.csv"), talk("Cold.", source="talks.csv")]
    (found,) = doubts_in(documents, talks(), "talks.csv")
    assert "so it is with 2 documents of the file" in found.message
