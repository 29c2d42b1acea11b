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


def test_a_few_words_that_answer_a_sentence_stay_with_it() -> None:
    """Neither is shown without the other."""
    text = f"{FILLER} Most of them had never been to us. 80% I would say. " + " ".join([FILLER] * 8)
    never = text.index("Most")
    for wanted in ("Most of them", "80% I"):
        at = text.index(wanted)
        said = excerpt(text, Span(at, at + 5), most=20).of(text)
        assert said.startswith(text[never : text.index("say.") + 4])


def test_all_of_the_evidence_is_kept() -> None:
    """However long it is."""
    at = LONG.index(CORE)
    assert excerpt(LONG, Span(0, at + len(CORE)), most=20).of(LONG) == LONG[: at + len(CORE)]


def test_a_part_does_not_begin_with_what_points_back() -> None:
    """Where there is no room for what it points back to."""
    text = f"{FILLER} They took a very long time over that one. {CORE} " + " ".join([FILLER] * 3)
    at = text.index(CORE)
    assert excerpt(text, Span(at, at + 5), most=19).of(text) == CORE
