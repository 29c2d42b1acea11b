"""Suggesting only where a stated precision has held."""

import copy
import sys
from dataclasses import replace

import numpy as np
import pytest

from themekit.errors import UsageError
from themekit.tagging import CodebookTagger
from themekit.tagging.precision import NEVER, holding_precision


@pytest.fixture
def learned(taught):
    """Return what was learned, with left-out scores and decisions made by hand."""
    scores = np.tile(np.linspace(0.01, 0.99, 100)[:, None], (1, 3))
    y = np.zeros((100, 3), dtype=np.int8)
    y[50:, 0] = 1  # right from .5 on
    y[::2, 1] = 1  # right every other time, whatever the score
    y[:92, 2] = -1  # hardly looked at
    return replace(taught.learned_, left_out=scores, y=y, thresholds=np.full(3, 0.2))


def test_the_threshold_rises_to_where_the_precision_held(learned):
    """No further than needed: at a lower threshold of the grid it did not hold."""
    raised = holding_precision(learned, 0.9).thresholds[0]
    scores, y = learned.left_out[:, 0], learned.y[:, 0]
    assert (y[scores >= raised] == 1).mean() >= 0.9
    assert 0.4 < raised < 0.5


def test_a_code_that_never_held_it_is_uncertain_at_most(learned):
    """There were enough suggestions to know."""
    assert holding_precision(learned, 0.9).thresholds[1] == NEVER


def test_where_the_data_do_not_allow_it_the_threshold_stays(learned):
    """Eight segments say nothing about a precision."""
    assert holding_precision(learned, 0.9).thresholds[2] == 0.2


def test_a_lower_precision_than_held_changes_nothing(learned):
    """Thresholds are raised, never lowered."""
    assert holding_precision(learned, 0.1).thresholds == pytest.approx(learned.thresholds)


def test_the_tagger_suggests_less_and_stays_unsure_of_the_rest(
    codebook, encoder, analyser, texts, labels
):
    """What falls below the raised threshold is called uncertain."""
    many, y = texts * 6, np.tile(labels, (6, 1))
    free = CodebookTagger(codebook, encoder, analyser).fit(many, y)
    strict = CodebookTagger(codebook, encoder, analyser, precision=1.0).fit(many, y)
    assert strict.predict_proba(texts) == pytest.approx(free.predict_proba(texts))
    assert (strict.predict(texts) <= free.predict(texts)).all()
    assert (strict.learned_.thresholds >= free.learned_.thresholds).all()


@pytest.mark.parametrize("precision", [0, -0.5, 1.5])
def test_a_precision_is_a_share(codebook, encoder, analyser, precision):
    """Anything else is refused before work begins."""
    with pytest.raises(UsageError, match="precision is"):
        CodebookTagger(codebook, encoder, analyser, precision=precision).fit([], [])


def test_explanations_still_say_what_would_change(codebook, encoder, analyser, learned, texts):
    """A threshold that no score reaches has log-odds all the same."""
    tagger = CodebookTagger(codebook, encoder, analyser)
    tagger.fit([], [])
    tagger.learned_ = replace(tagger.learned_, thresholds=np.full(len(codebook.codes), NEVER))
    for told in tagger.explain(texts[:2]):
        assert all("log-odds below" in one.would_change for one in told.values())


def test_the_expected_gain_leaves_the_models_where_they_are(codebook, encoder, analyser):
    """What a run hands over (caches, progress, an engine) cannot be copied and need not be."""
    encoder, analyser = copy.copy(encoder), copy.copy(analyser)
    encoder.progress = analyser.engine = sys
    texts = [f"{word} number {n}" for n in range(30) for word in ("money", "food")]
    y = np.array([[n % 2, 1 - n % 2, 0] for n in range(60)])
    tagger = CodebookTagger(codebook, encoder, analyser).fit(texts, y)
    assert tagger.expected_gain(texts, y) >= 0
