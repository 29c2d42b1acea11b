"""A model's part-of-speech rules, looked up instead of matched anew."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from themekit.language.ruling import remember_rules

RULES = (
    ([[{"TAG": "NN"}]], {"POS": "NOUN"}, 0),
    ([[{"TAG": "VB"}]], {"POS": "VERB"}, 0),
    ([[{"TAG": {"IN": ["VB", "VBP"]}, "LOWER": "like"}]], {"LEMMA": "like"}, 0),
    ([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "go"}, 0),
    ([[{"TAG": "NN", "LOWER": "us"}], [{"LOWER": "let"}, {"LOWER": "us"}]], {"POS": "PRON"}, 0),
)
SAID = (
    (["I", "like", "care"], ["PRP", "VBP", "NN"]),
    (["Like", "gon", "na", "care"], ["NN", "VB", "NN", "NN"]),
    (["let", "us", "like", "us"], ["VB", "NN", "VB", "NN"]),
    ([], []),
)


def model(*rules: tuple[Any, Any, int]) -> Any:
    """Return a pipeline with an attribute ruler alone."""
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    for patterns, attributes, index in rules:
        ruler.add(patterns, attributes, index)
    return nlp


def read(nlp: Any, words: list[str], tags: list[str]) -> list[tuple[str, str]]:
    """Return part of speech and lemma of each word."""
    doc = nlp.get_pipe("attribute_ruler")(Doc(nlp.vocab, words=words, tags=tags))
    return [(token.pos_, token.lemma_) for token in doc]


@pytest.mark.parametrize(("words", "tags"), SAID)
def test_remembered_rules_say_what_matched_rules_say(words: list[str], tags: list[str]) -> None:
    """A token that was seen before, or never, gets what the ruler itself would give it."""
    nlp = model(*RULES)
    remember_rules(nlp)
    for earlier in SAID[:2]:
        read(nlp, *earlier)
    assert read(nlp, words, tags) == read(model(*RULES), words, tags)


def test_rules_are_looked_up_after_the_first_time() -> None:
    """The second token of a kind is not matched again."""
    nlp = model(*RULES)
    remember_rules(nlp)
    matcher = nlp.get_pipe("attribute_ruler").matcher
    read(nlp, *SAID[0])
    matcher._single = None
    assert read(nlp, *SAID[0])[2][0] == "NOUN"


def test_rules_that_ask_for_more_are_left_alone() -> None:
    """A pattern on the shape of a word may not be remembered by its tag and letters."""
    nlp = model(([[{"SHAPE": "dd"}]], {"POS": "NUM"}, 0))
    before = nlp.get_pipe("attribute_ruler").matcher
    remember_rules(nlp)
    assert nlp.get_pipe("attribute_ruler").matcher is before


def test_a_model_without_rules_stays_as_it_is() -> None:
    """Not every language has an attribute ruler."""
    nlp = spacy.blank("en")
    remember_rules(nlp)
    assert nlp.pipe_names == []
