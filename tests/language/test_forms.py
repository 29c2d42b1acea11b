"""What a word can be found by."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from themekit.language import word_forms


def forms(word: str, pos: str, lemma: str = "", lang: str = "en") -> set[str]:
    """Return the forms of one analysed word."""
    doc = Doc(spacy.blank(lang).vocab, words=[word], pos=[pos], lemmas=[lemma or word.lower()])
    return word_forms(doc[0])


@pytest.mark.parametrize(
    ("word", "pos", "verb"),
    [
        ("Opening", "NOUN", "open"),
        ("housing", "NOUN", "house"),
        ("planning", "NOUN", "plan"),
        ("calling", "NOUN", "call"),
        ("tired", "ADJ", "tire"),
        ("worried", "ADJ", "worry"),
        ("related", "ADJ", "relate"),
    ],
)
def test_a_participle_is_found_by_its_verb_whatever_part_it_plays(
    word: str, pos: str, verb: str
) -> None:
    """An analysis calls it a noun or an adjective with a basic form of its own."""
    assert verb in forms(word, pos)


def test_a_word_is_found_by_itself_and_by_its_basic_form() -> None:
    """As the language model has it."""
    assert forms("Children", "NOUN", "child") == {"children", "child"}


@pytest.mark.parametrize(
    ("word", "pos", "other"),
    [
        ("evening", "NOUN", "even"),
        ("bed", "NOUN", "b"),
        ("string", "NOUN", "str"),
        ("helper", "NOUN", "help"),
        ("helpful", "ADJ", "help"),
        ("hoping", "VERB", "hop"),
        ("news", "NOUN", "new"),
    ],
)
def test_a_word_that_only_looks_alike_is_another(word: str, pos: str, other: str) -> None:
    """Neither words with such letters by chance nor words made from others."""
    assert other not in forms(word, pos)


def test_other_languages_have_what_their_model_says() -> None:
    """The endings are English."""
    assert forms("Training", "NOUN", "Training", "de") == {"training"}
