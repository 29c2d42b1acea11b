"""A quotation is found where it stands, and guesses are told apart from what is sure."""

import time

from themekit.decisions.finding import find
from themekit.spans import Span

TEXT = (
    "Money ran out in June. We asked the council for help, and nobody wrote back for weeks. "
    "Money ran out again. Then a neighbour lent us the hall."
)


def test_words_that_stand_there_once_are_surely_found() -> None:
    """Exact and unique needs nothing else."""
    found = find("a neighbour lent us", "", "", TEXT)
    assert found
    assert found.sure
    assert found.span.of(TEXT) == "a neighbour lent us"


def test_words_that_stand_there_twice_are_found_by_what_is_around_them() -> None:
    """Prefix and suffix say which of the two is meant."""
    found = find("Money ran out", "weeks. ", " again", TEXT)
    assert found
    assert found.sure
    assert found.span == Span(TEXT.rindex("Money"), TEXT.rindex("Money") + 13)


def test_words_that_stand_there_twice_are_not_guessed_at() -> None:
    """Without anything around them, neither is taken."""
    assert find("Money ran out", "", "", TEXT) is None


def test_words_that_were_corrected_since_are_doubtful() -> None:
    """One word in a dozen changed: probably here, but a person has to say so."""
    found = find("We asked the borough for help, and nobody wrote back for weeks", "", "", TEXT)
    assert found
    assert not found.sure
    assert found.span.of(TEXT).startswith("We asked the council")
    assert found.span.of(TEXT).endswith("for weeks")


def test_a_changed_first_word_belongs_to_the_place() -> None:
    """The place found is as long as the quotation."""
    found = find("They asked the council for help, and nobody wrote back", "", "", TEXT)
    assert found
    assert found.span.of(TEXT).startswith("We asked")


def test_words_that_stand_nowhere_are_not_found() -> None:
    """Nor are empty ones."""
    assert find("The trains were late every single morning", "", "", TEXT) is None
    assert find("  ", "", "", TEXT) is None


def test_two_places_that_are_as_like_are_not_guessed_at() -> None:
    """Whichever was taken could be the wrong one."""
    text = "We ran out of money early in June. " * 2
    assert find("We ran out of cash early in June", "", "", text) is None


def test_a_long_text_is_looked_through_quickly() -> None:
    """A book of 100,000 words takes well under a second."""
    text = " ".join(f"word{number % 997} other{number % 89}" for number in range(50_000))
    quote = " ".join(text.split()[40_000:40_060]).replace("word", "wordy", 3)
    started = time.perf_counter()
    find(quote, "", "", text)
    assert time.perf_counter() - started < 2
