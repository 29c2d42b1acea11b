"""Which part of a long passage is quoted."""

from themekit.language import content_words
from themekit.report.excerpts import MOST_WORDS, excerpt, marked
from themekit.spans import Span

FILLER = "We talked about the weather and the bus for quite a long while that day."
CORE = "The waiting list went up to ninety families."
LONG = " ".join([FILLER] * 6 + [CORE] + [FILLER] * 6)


def test_a_passage_that_is_short_enough_is_quoted_whole() -> None:
    """Without white space around it."""
    assert excerpt("  One. Two. ").of("  One. Two. ") == "One. Two."


def test_a_long_passage_is_cut_at_sentences_around_its_evidence() -> None:
    """As many as there is room for, the one that carries the code among them."""
    at = LONG.index(CORE)
    part = excerpt(LONG, Span(at, at + len(CORE)))
    said = part.of(LONG)
    assert CORE in said
    assert said.startswith("We talked")
    assert said.endswith(".")
    assert len(said.split()) <= MOST_WORDS


def test_without_evidence_the_words_of_the_code_tell_where_it_is() -> None:
    """The sentence with most of them."""
    assert CORE in excerpt(LONG, about=content_words("families on a waiting list")).of(LONG)


def test_one_whole_sentence_is_kept_however_long() -> None:
    """No word of it is cut."""
    endless = "and then " * 100 + "we stopped."
    assert excerpt(endless).of(endless) == endless


def test_what_was_left_out_is_marked() -> None:
    """On the side where it stood."""
    whole = Span(0, 20)
    assert marked("words", Span(5, 20), whole) == "[…] words"
    assert marked("words", Span(0, 10), whole) == "words […]"
    assert marked("words", whole, whole) == "words"
