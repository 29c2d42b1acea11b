"""What the tagger is told beside each segment."""

from themekit.records import Segment
from themekit.segmenting.surroundings import surroundings


def unit(number: int, text: str, **more: str) -> Segment:
    """Return a segment of one transcript, in its place."""
    document = more.pop("document", "talk")
    start = 100 * number
    return Segment(
        f"{document}/{number:04d}", document, "h", start, start + len(text), text, **more
    )  # type: ignore[arg-type]


def test_talk_is_told_with_its_question_and_the_words_before_and_after() -> None:
    """A line each; a question right before counts twice; the interviewer is heard, not tagged."""
    ask = unit(1, "How is\nmoney?", skip_reason="interviewer")
    first = unit(2, "Short.", question="How is\nmoney?")
    second = unit(3, "Always short.", question="How is\nmoney?")
    assert surroundings([ask, first, second]) == {
        "talk/0002": "How is money?\nHow is money?\nAlways short.",
        "talk/0003": "How is money?\nShort.",
    }


def test_marks_are_not_heard() -> None:
    """A laugh before the answer says nothing of what was asked."""
    ask = unit(1, "[laughs] How is money?", skip_reason="interviewer")
    said = unit(2, "Short.", question="[laughs] How is money?")
    assert surroundings([ask, said]) == {"talk/0002": "How is money?\nHow is money?"}


def test_documents_do_not_hear_each_other() -> None:
    """The last words of one interview are not before the first of the next."""
    found = surroundings([unit(1, "One."), unit(1, "Two.", document="other")])
    assert found == {"talk/0001": "", "other/0001": ""}


def test_an_answer_of_a_survey_is_told_with_its_question_alone() -> None:
    """Another answer of the same person is about something else."""
    rows = [unit(1, "Rent.", item="worry", question="What worries you?"),
            unit(2, "Soup.", item="good", question="What is good?")]  # fmt: skip
    assert surroundings(rows) == {"talk/0001": "What worries you?", "talk/0002": "What is good?"}


def test_units_that_nobody_is_to_hear_are_passed_over() -> None:
    """A laugh, a title, or somebody who has withdrawn: the words beyond are the neighbour's."""
    rows = [unit(1, "One."), unit(2, "[laughs]", skip_reason="no speech"), unit(3, "Three."),
            unit(4, "", skip_reason="withdrawn"), unit(5, "Five.")]  # fmt: skip
    assert surroundings(rows)["talk/0003"] == "One.\nFive."
