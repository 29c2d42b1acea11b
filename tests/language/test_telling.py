"""How much words say alone."""

import pytest

from themekit.language import content_words, is_prose, leans, sentences_in, telling

WHOLE = (
    "We closed the list in January and I had to ring forty families to tell them that nobody would "
    "see their son before the summer."
)


@pytest.mark.parametrize(
    "text",
    [
        "No, it's fine.",
        "Yes, definitely.",
        "waiting lists",
        "a good contact in the CMHT",
        "The paramedics were very helpful",
        "Funders being flexible, most of them",
        "Did not answer",
        "",
        "- A and B, closer working from April 2020, joint discharge arrangements, still going on",
        "MODERATOR: Maybe try using the arrows that you get when using the search field there.",
    ],
)
def test_what_is_not_understood_alone_is_no_quotation(text: str) -> None:
    """Answers without their question, bare noun phrases, lists, words of whoever asks."""
    assert not telling(text).stands_alone


def test_an_answer_before_what_is_said_counts_for_nothing() -> None:
    """Only what follows it is weighed."""
    assert telling(f"No. {WHOLE}").score == telling(WHOLE).score
    assert telling(WHOLE).stands_alone


def test_what_somebody_asks_not_to_be_passed_on_is_not_chosen() -> None:
    """Whoever reads it may decide otherwise; the machine does not."""
    assert not telling(f"{WHOLE} You'll take that out, won't you?").stands_alone
    assert not telling(f"Off the record. {WHOLE}").stands_alone


def test_a_passage_says_more_than_a_line() -> None:
    """Longer words of somebody's own are worth more than a short remark."""
    assert telling(WHOLE).score > telling("They counted four hundred letters at the door.").score


def test_words_are_compared_by_their_beginnings() -> None:
    """What stands in every sentence is left out."""
    assert content_words("It was more complicated") == content_words("complications")


def test_sentences_end_at_their_signs_and_not_at_titles() -> None:
    """Nor at initials."""
    text = "Dr. Okafor rang. Did he come?  \u201cNo.\u201d He was ill."
    found = [span.of(text) for span in sentences_in(text)]
    assert found == ["Dr. Okafor rang.", "Did he come?", "\u201cNo.\u201d", "He was ill."]


@pytest.mark.parametrize(
    "text",
    [
        "# N05. A survey of people who use services and how they would like to be seen, 2020",
        "| time off because of stress that people had in the year before | 24% | 29% |",
        "Kept on file because our draft summary says that it rose early and we have to look again.",
    ],
)
def test_what_orders_a_text_or_speaks_of_the_work_on_it_is_nothing_said(text: str) -> None:
    """Headings, rows of tables, notes of whoever wrote the text."""
    assert not is_prose(text)
    assert telling(text) == (0.0, False)


def test_a_few_words_lean_on_what_stood_before_unless_somebody_does_something_in_them() -> None:
    """So does a longer sentence that begins with what points back."""
    assert leans("80% I would say.", shortly=True)
    assert not leans("We can't keep saying yes.", shortly=True)
    assert leans("That was the reason why we closed it.")
    assert not leans("That was the reason why we closed it.", shortly=True)


def test_words_that_send_the_asker_to_somebody_else_say_less() -> None:
    """They are somebody's all the same."""
    sent = telling(f"{WHOLE} But I don't know a lot about it, you'd want to speak to the nurse.")
    assert sent.stands_alone
    assert sent.score < telling(WHOLE).score
