"""What the codebook's author and checked passages say of how common a code is, and of wording."""

from dataclasses import replace

import numpy as np
import pytest

from themekit.codebook import Codebook
from themekit.errors import UsageError
from themekit.tagging import CodebookTagger
from themekit.tagging.calibration import Calibration, to_shares
from themekit.tagging.learner import CALIBRATED, PENALTIES, penalties_for
from themekit.tagging.trust import verdicts

from .conftest import many


def expecting(codebook, frequency):
    """Return a codebook whose first code is expected so often."""
    first, *rest = codebook.codes
    return Codebook("Small", "1", (), (replace(first, frequency=frequency), *rest))


def test_a_code_that_is_expected_often_scores_higher(codebook, encoder, analyser, texts):
    """And one that is expected rarely lower, whatever a text says."""
    often, unsaid, rarely = (
        CodebookTagger(expecting(codebook, one), encoder, analyser).fit([], []).predict_proba(texts)
        for one in ("often", "", "rarely")
    )
    assert (often[:, 0] > unsaid[:, 0]).all()
    assert (unsaid[:, 0] > rarely[:, 0]).all()


def test_an_explanation_tells_what_its_author_expects(codebook, encoder, analyser, texts):
    """As one term of the exact sum."""
    tagger = CodebookTagger(expecting(codebook, "rarely"), encoder, analyser).fit([], [])
    told = tagger.explain(texts[:1])[0]["money"]
    assert next(part for part in told.parts if part.kind == "frequency").weight < 0
    assert told.base + sum(part.weight for part in told.parts) == pytest.approx(told.log_odds)


def test_few_checked_passages_draw_shares_to_what_the_codebook_says():
    """A code that thirty passages do not hold is none that never comes."""
    assert penalties_for(CALIBRATED - 1).intercept > PENALTIES.intercept
    assert penalties_for(CALIBRATED).intercept == PENALTIES.intercept


def test_random_draws_say_how_common_a_code_is():
    """What was chosen holds it more often; the share of the draws wins, shrunken."""
    rows = 80
    drawn = np.arange(rows) < 40
    y = np.zeros((rows, 1))
    y[40:70] = 1.0
    even = Calibration(1.0, 0.0, np.zeros(1))
    shifted = to_shares(even, np.zeros((rows, 1)), y, np.ones((rows, 1)), drawn)
    share = 1 / (1 + np.exp(-shifted.shift[0]))
    assert share == pytest.approx(20 * 0.5 / (40 + 20))


@pytest.mark.parametrize("drawn", [None, np.ones(80, bool), np.arange(80) < 10])
def test_without_enough_random_draws_nothing_is_shifted(drawn):
    """Too few say nothing, and where all were drawn the calibration knows already."""
    even = Calibration(1.0, 0.0, np.zeros(1))
    grid = np.zeros((80, 1))
    assert to_shares(even, grid, grid, np.ones((80, 1)), drawn) is even


def test_drawn_is_one_a_text(tagger):
    """With its shape in the message."""
    with pytest.raises(UsageError, match="drawn has shape"):
        tagger.fit(["A bus."], np.zeros((1, 3)), drawn=[True, False])


def test_a_verdict_says_where_wording_does_not_find_a_code(codebook, encoder, analyser):
    """And which checked passage shows what an example should sound like."""
    texts, labels, groups = many()
    tagger = CodebookTagger(codebook, encoder, analyser).fit(texts, labels, groups=groups)
    learned = tagger.learned_
    blind = replace(learned, worded=np.zeros_like(learned.worded))
    unfound, found = (
        verdicts(codebook, blind)[0],
        verdicts(codebook, replace(blind, worded=blind.y == 1))[0],
    )
    assert "Its wording alone finds 0 of" in unfound.advice
    assert learned.y[unfound.example, 0] == 1
    assert found.example is None
    assert "wording" not in found.advice
