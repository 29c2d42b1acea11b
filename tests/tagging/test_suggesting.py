"""Suggestions: what is proposed, on what evidence, and against what."""

from __future__ import annotations

import pickle

import numpy as np

from themekit.codebook import words_at
from themekit.records import Reason
from themekit.spans import text_hash
from themekit.tagging import Checked
from themekit.tagging.reasons import short


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
    assert ("pattern", "money", 1) in [(one.kind, one.source, one.place) for one in tag.because]


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
    words = "The soup was cold."
    assert tag.nearest_example == Reason("example", "food", 0, 0, len(words), text_hash(words))


def test_a_checked_segment_stands_in_where_the_codebook_has_no_example(taught):
    """The nearest checked segment with the code is shown instead."""
    tag = next(tag for tag in taught.suggest(["The bus did not come."])[0] if tag.code == 2)
    assert isinstance(tag.nearest_example, Checked)
    near = taught.learned_.texts[tag.nearest_example.text]
    assert near.startswith("The bus did not come.")


def test_what_nearly_stopped_a_suggestion_is_shown(tagger):
    """A near miss that counted against the code is pointed to."""
    text = "I found money in the street, but rent and bills worry me."
    tag = next(tag for tag in tagger.suggest([text])[0] if tag.code == 0)
    words = "I found money in the street."
    assert tag.against == Reason("near miss", "money", 0, 0, len(words), text_hash(words))


def test_an_exclusion_is_told_by_its_place_among_the_exclusions(tagger):
    """Near misses come before exclusions where a code is measured, and are not counted among them."""
    text = "These are gifts of money for rent and bills."
    tag = next(tag for tag in tagger.suggest([text])[0] if tag.code == 0)
    assert (tag.against.kind, tag.against.place) == ("exclude", 0)
    assert tag.against.text_hash == text_hash("gifts of money")


def test_what_is_negated_is_told_as_a_pattern(tagger):
    """The pattern that was found behind a negator speaks against the code."""
    text = "Bills and money worry me, but I have no rent to pay."
    tag = next(one for one in tagger.suggest([text])[0] if one.code == 0)
    assert (tag.against.kind, tag.against.source, tag.against.place) == (
        "negated pattern",
        "money",
        1,
    )


def test_reasons_point_to_where_their_words_stand(tagger, texts, codebook):
    """Code, list and place lead to words of the hash that is told."""
    listed = [
        one
        for tags in tagger.suggest(texts)
        for tag in tags
        for one in (*tag.because, tag.nearest_example, tag.against)
        if one is not None and one.text_hash
    ]
    assert {one.kind for one in listed} >= {"example", "negated pattern"}
    for one in listed:
        words = words_at(codebook.by_id(one.source), one.kind, one.place)
        assert text_hash(words) == one.text_hash
        assert (one.start, one.end) == (0, len(words))


def test_reasons_hold_nobodys_words(taught):
    """A checked text is told by its number, so that its words are in no other record."""
    found = taught.suggest(["The bus did not come and the driver was rude.", "The soup was cold."])
    because = [one for tags in found for tag in tags for one in tag.because]
    assert any(isinstance(one, Checked) for one in because)
    assert "Person" in taught.learned_.texts[0]
    assert "Person" not in repr(found)


def test_tags_can_travel_to_another_process(taught, texts):
    """Workers hand them over; equal reasons are one object on the other side too."""
    found = taught.suggest(texts)
    assert pickle.loads(pickle.dumps(found)) == found


def test_long_reasons_are_cut_at_a_word():
    """A reason stays one line."""
    line = short("word " * 60)
    assert len(line) < 100
    assert line.endswith("word ...")
