"""Headings, references and fillers, told by their form."""

import pytest

from themekit.tagging.apart import asks_back, is_filler, is_heading, is_reference, stand_apart

WRITTEN = "The service opened in May.\nIt closed again in June."
TALK = "And how did that go?\nAnd how did that go?\nWe moved on."


@pytest.mark.parametrize(
    ("text", "context"),
    [("# Looking after staff", ""), ("2.1 Findings on waiting", ""), ("Aims of the day", WRITTEN)],
)
def test_a_heading_is_told_by_its_mark_or_its_form(text, context):
    """A number or a hash is enough; form counts between other words of a text."""
    assert is_heading(text, context)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("More staff", "What would help?"),
        ("More staff", ""),
        ("More staff", TALK),
        ("We need more staff", WRITTEN),
        ("It rained.", WRITTEN),
        ("1. More staff", "What would help?"),
    ],
)
def test_a_short_answer_is_no_heading(text, context):
    """Where a question stands around it, or nothing at all, a few words may be an answer."""
    assert not is_heading(text, context)


def test_an_entry_of_a_list_of_references_is_told_by_its_signs():
    """A year and initials; one sign alone is none."""
    assert is_reference("Miller, A. B. (2019). On waiting. Example Press.")
    assert is_reference("Report on waiting, 2020, pp. 12. https://example.org/waiting")
    assert not is_reference("I came in 2019, and nothing was like before.")


def test_a_word_that_only_shows_attention_is_filler_in_talk():
    """As the only answer to a survey's question it is an answer."""
    assert is_filler("Right, okay.", TALK)
    assert not is_filler("No.", "How could we improve?")
    assert not is_filler("No money.", TALK)


def test_whoever_asks_back_has_not_answered_yet():
    """A question counts for less than a heading, for it may say something, too."""
    assert asks_back("Was that our trust?", TALK)
    asked, filler, said = stand_apart(["Was that ours?", "Right.", "We closed."], [TALK] * 3)
    assert filler == 1.0 > asked > said == 0.0
