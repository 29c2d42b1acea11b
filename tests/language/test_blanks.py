"""Empty answers are told from short ones."""

import pytest

from themekit.language import no_answer


@pytest.mark.parametrize(
    "text",
    ["n/a", "N/A.", "na", "Nothing.", "nothing at all", "None", "-", "...", "", "  \n", "Did not answer",
     "No comment", "not applicable", "nil", "didn’t answer", "Nothing really", "nothing to add",
     "can't think of anything", "prefer not to say", "?", "No answer"],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_no_answer(text: str) -> None:
    """Blank cells, dashes and the usual words for nothing are no answer."""
    assert no_answer(text) == "no answer"


@pytest.mark.parametrize(
    "text",
    ["Nothing could be better", "nothing special, we rang each other up", "No", "None of the staff listened",
     "Nothing but praise", "NA meetings helped", "Na na na, it was fun", "Money", "Not enough staff",
     "The blank looks", "It was nothing like I expected"],
)  # fmt: skip
def test_an_answer_that_only_begins_with_nothing_is_an_answer(text: str) -> None:
    """Only the whole answer decides."""
    assert no_answer(text) == ""


@pytest.mark.parametrize(
    "text", ["Don't know", "dont know", "I don’t really know", "not sure", "No idea!", "DK"]
)
def test_not_knowing_is_told_apart_from_not_answering(text: str) -> None:
    """Somebody who does not know did answer, and is counted as such."""
    assert no_answer(text) == "does not know"
