"""A topic's label says something, or says that it does not."""

from themekit.topics import NO_LABEL
from themekit.topics.labels import label_of


def test_words_that_stand_in_talk_about_anything_name_nothing() -> None:
    """However telling they are of the topic by number."""
    words = ("it", "they", "just", "know", "go")
    assert label_of(words, [set(words)] * 10, words) == NO_LABEL


def test_words_that_few_of_its_texts_hold_name_nothing() -> None:
    """One person's stories are no topic."""
    texts = [{"hotel", "lease"}, *({f"word{n}"} for n in range(19))]
    assert label_of(("hotel", "lease"), texts, {"hotel"}) == NO_LABEL


def test_words_in_common_make_the_label_a_phrase_of_the_typical_passage_first() -> None:
    """At most three of them."""
    words = ("rent", "landlord", "food bank", "gas", "know")
    texts = [{"rent", "landlord", "food bank", "gas"}] * 8
    assert label_of(words, texts, {"food bank", "rent"}) == "food bank, rent, landlord"
