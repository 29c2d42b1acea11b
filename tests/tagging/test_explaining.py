"""Explanations are the model itself, taken apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themekit.tagging.counterfactual import would_change
from themekit.tagging.records import Part

WORDS = [
    "rent",
    "bills",
    "money",
    "soup",
    "meals",
    "cold",
    "bus",
    "driver",
    "no",
    "not",
    "pay",
    "worry",
    "nothing",
    "month",
]


@pytest.mark.parametrize("which", ["tagger", "taught"])
def test_parts_sum_to_the_log_odds_that_decided(which, texts, request):
    """Base + parts is the log-odds to 1e-9, with and without anything learned."""
    tagger = request.getfixturevalue(which)
    explained = tagger.explain(texts, context=["What worries you?"] * len(texts))
    decided = tagger.decision_function(texts, context=["What worries you?"] * len(texts))
    for row, codes in enumerate(explained):
        for column, one in enumerate(codes.values()):
            assert one.base + sum(p.weight for p in one.parts) == pytest.approx(
                one.log_odds, abs=1e-9
            )
            assert one.log_odds == pytest.approx(decided[row, column], abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ".", ","]), max_size=25))
def test_the_sum_holds_for_any_text(taught, words):
    """Whatever is said, the parts sum up and every span lies in the text."""
    text = " ".join(words)
    decided = taught.decision_function([text])[0]
    for column, one in enumerate(taught.explain([text])[0].values()):
        assert one.base + sum(p.weight for p in one.parts) == pytest.approx(
            decided[column], abs=1e-9
        )
        assert all(0 <= part.start <= part.end <= len(text) for part in one.parts)


def test_the_score_is_the_logistic_of_the_log_odds(taught, texts):
    """The explanation's score is the one that predict_proba gives."""
    scores = taught.predict_proba(texts)
    for row, codes in enumerate(taught.explain(texts)):
        assert [one.score for one in codes.values()] == pytest.approx(list(scores[row]), abs=1e-12)


def test_every_code_is_explained_by_its_id_in_codebook_order(taught):
    """One explanation a code."""
    assert list(taught.explain(["Rent."])[0]) == ["money", "food", "transport"]


def test_a_pattern_is_a_part_with_its_place(tagger):
    """The part of a pattern points to the words that it matched."""
    text = "It is hard. We could not sleep because the rent went up."
    part = next(p for p in tagger.explain([text])[0]["money"].parts if p.kind == "pattern")
    assert part.text == "rent"
    assert text[part.start : part.end] == "rent"
    assert part.weight > 0


def test_a_negated_pattern_is_said_so_and_counts_less(tagger):
    """'no rent' is no evidence of worry about rent."""
    parts = tagger.explain(["There is no rent on it."])[0]["money"].parts
    kinds = {part.kind: part.weight for part in parts}
    assert "pattern" not in kinds
    affirmed = tagger.explain(["There is rent on it."])[0]["money"].parts
    weight = next(part.weight for part in affirmed if part.kind == "pattern")
    assert kinds["negated pattern"] < weight


def test_the_nearest_example_is_named(tagger):
    """The part of an example quotes the example."""
    parts = tagger.explain(["I cannot pay my bills."])[0]["money"].parts
    assert "I cannot pay my bills this month." in {p.text for p in parts if p.kind == "example"}


def test_a_near_miss_counts_against(tagger):
    """What the codebook calls a near miss lowers the log-odds."""
    parts = tagger.explain(["He found money in the street yesterday."])[0]["money"].parts
    part = next(part for part in parts if part.kind == "near miss")
    assert part.text == "I found money in the street."
    assert part.weight < 0


def test_learned_words_are_parts_with_their_place(taught):
    """What checked segments taught about a word points to the word."""
    text = "The driver was rude."
    words = [p for p in taught.explain([text])[0]["transport"].parts if p.kind == "word"]
    assert {text[p.start : p.end].lower() for p in words} >= {"driver"}


def test_would_change_names_the_smallest_part_that_suffices(codebook):
    """Of two parts that each carry the decision, the smaller is the smallest thing."""
    parts = [Part("pattern", "rent", 0, 4, 3.0), Part("key words", "Money", 0, 4, 1.5)]
    line = would_change(
        parts, 1.0, codebook.codes[0], {"pattern": 0.5, "pattern alone": 0.5, "example": 1.0}
    )
    assert line == "It would not be suggested without this: its words are near to 'Money'."


def test_would_change_says_so_where_no_single_thing_would(codebook):
    """A decision that stands on many legs is said to."""
    parts = [Part("pattern", "rent", 0, 4, 0.5)]
    assert would_change(
        parts, 1.0, codebook.codes[0], {"pattern": 0.5, "pattern alone": 0.5, "example": 1.0}
    ).startswith("No single thing")
    assert would_change(
        parts, -9.0, codebook.codes[0], {"pattern": 0.5, "pattern alone": 0.5, "example": 1.0}
    ).startswith("No single thing")


def test_would_change_names_what_stopped_a_code(codebook):
    """A near miss that alone keeps a code from being suggested is named."""
    parts = [Part("near miss", "I found money.", 0, 4, -2.0)]
    assert "like the near miss 'I found money.'" in would_change(
        parts, -1.0, codebook.codes[0], 1.0
    )


def test_would_change_comes_true(tagger):
    """Taking the named part away turns the decision."""
    found = 0
    for text in ("Rent.", "Rent and money.", "The rent is due.", "Rent is a worry."):
        one = tagger.explain([text])[0]["money"]
        if one.would_change.startswith("It would not be suggested without"):
            margin = one.log_odds - np.log(one.threshold / (1 - one.threshold))
            assert any(0 <= margin < part.weight for part in one.parts)
            found += 1
    assert found
