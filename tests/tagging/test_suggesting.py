"""Suggestions: what is proposed, on what evidence, and against what."""

from __future__ import annotations

import numpy as np

from themekit.codebook import TokenPattern
from themekit.tagging.reasons import pattern_words, short


def test_suggested_and_predicted_are_the_same(taught, texts):
    """A tag is `suggested` exactly where predict says 1; below that it is `uncertain`."""
    predicted = taught.predict(texts)
    scores = taught.predict_proba(texts)
    for row, tags in enumerate(taught.suggest(texts)):
        assert {tag.code for tag in tags if tag.status == "suggested"} == set(
            np.flatnonzero(predicted[row])
        )
        assert all(tag.score == scores[row, tag.code] for tag in tags)
        uncertain = [tag for tag in tags if tag.status == "uncertain"]
        assert all(tag.score < taught.learned_.thresholds[tag.code] for tag in uncertain)
        assert all(tag.score >= taught.learned_.doubts[tag.code] for tag in uncertain)


def test_the_likeliest_code_comes_first(taught, texts):
    """Tags of a text are in the order of their scores."""
    for tags in taught.suggest(texts):
        assert [tag.score for tag in tags] == sorted((tag.score for tag in tags), reverse=True)


def test_evidence_of_a_pattern_is_what_it_matched(tagger):
    """The span covers the pattern's words."""
    text = "It is hard. The rent went up again."
    tag = next(tag for tag in tagger.suggest([text])[0] if tag.code == 0)
    assert text[tag.start : tag.end] == "rent"
    assert "matches the pattern 'rent'" in tag.because


def test_evidence_without_a_pattern_is_the_strongest_sentence(tagger):
    """Of several sentences the one about the code is shown, without white space around it."""
    text = "We went home at nine.  The soup was cold today.  Then it rained."
    tag = next(tag for tag in tagger.suggest([text])[0] if tag.code == 1)
    assert text[tag.start : tag.end] == "The soup was cold today."


def test_a_pattern_inside_a_mark_suggests_nothing(tagger):
    """Nobody spoke of a meal where the transcriber only heard one being eaten."""
    heard, said = tagger.suggest(["Oh yes. [inaudible, phone rings]", "Oh yes."])
    assert [(tag.code, tag.start) for tag in heard] == [(tag.code, tag.start) for tag in said]


def test_marks_move_no_evidence(tagger):
    """Evidence is told by its place in the text as it stands."""
    text = "[chuckles] Well (laughs) the rent went up [crosstalk 00:12:01] again."
    tag = next(tag for tag in tagger.suggest([text])[0] if tag.code == 0)
    assert text[tag.start : tag.end] == "rent"


def test_marks_change_no_score(tagger):
    """What was heard beside the words is not said: the scores are those of the words."""
    marked, plain = tagger.predict_proba(
        ["The soup [laughs] was cold. (sighs)", "The soup was cold."],
        ["[pause] And then?", "And then?"],
    )
    assert np.allclose(marked, plain)


def test_the_nearest_example_of_the_codebook_is_shown(tagger):
    """A reviewer sees what the passage is compared with."""
    tag = next(tag for tag in tagger.suggest(["The soup was cold today."])[0] if tag.code == 1)
    assert tag.nearest_example == "The soup was cold."


def test_a_checked_segment_stands_in_where_the_codebook_has_no_example(taught):
    """The nearest checked segment with the code is shown instead."""
    tag = next(tag for tag in taught.suggest(["The bus did not come."])[0] if tag.code == 2)
    assert tag.nearest_example.startswith("The bus did not come.")


def test_what_nearly_stopped_a_suggestion_is_shown(tagger):
    """A near miss that counted against the code is quoted."""
    text = "I found money in the street, but rent and bills worry me."
    tag = next(tag for tag in tagger.suggest([text])[0] if tag.code == 0)
    assert tag.against == "like the near miss 'I found money in the street.'"


def test_token_patterns_are_told_in_words():
    """Alternatives stand with bars between them."""
    pattern = TokenPattern(((("LEMMA", ("rent", "bill")),), (("LOWER", "due"),)))
    assert pattern_words(pattern) == "rent|bill due"


def test_long_reasons_are_cut_at_a_word():
    """A reason stays one line."""
    line = short("word " * 60)
    assert len(line) < 100
    assert line.endswith("word ...")
