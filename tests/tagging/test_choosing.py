"""What to check next, and when to stop."""

import numpy as np
import pytest

from themekit.tagging import CodebookTagger
from themekit.tagging.learning_curve import macro_f1

UNSEEN = -np.ones((8, 3), dtype=int)


def test_only_texts_that_nobody_looked_at_are_chosen(tagger, texts):
    """A checked text is not offered again; fewer are left than asked for."""
    y = UNSEEN.copy()
    y[[0, 3]] = 0
    chosen = tagger.choose(texts, y, 20)
    assert sorted(chosen) == [1, 2, 4, 5, 6, 7]


def test_the_same_seed_gives_the_same_choice(tagger, texts):
    """An order that cannot be repeated cannot be defended."""
    one = tagger.choose(texts, UNSEEN, 5, seed=3)
    assert one.tolist() == tagger.choose(texts, UNSEEN, 5, seed=3).tolist()


def test_nobody_dominates_the_choice(tagger, texts):
    """With many people to choose from, a few texts come from several of them."""
    groups = ["talkative"] * 6 + ["quiet", "shy"]
    chosen = tagger.choose(texts, UNSEEN, 4, groups=groups)
    assert len({groups[row] for row in chosen}) >= 2


def test_every_fifth_is_drawn_at_random(tagger, texts):
    """The first of five differs from seed to seed; the worthiest does not."""
    firsts = {int(tagger.choose(texts, UNSEEN, 1, seed=seed)[0]) for seed in range(12)}
    assert len(firsts) > 3


def test_expected_gain_is_open_while_little_is_checked(tagger, texts, labels):
    """A curve needs points."""
    assert tagger.fit(texts, labels).expected_gain(texts, labels) is None


def test_expected_gain_falls_with_what_is_known(codebook, encoder, analyser):
    """Sixty texts that repeat themselves leave little to learn."""
    texts = ["The bus was late today.", "The soup was cold.", "I cannot pay the rent."] * 30
    y = np.eye(3, dtype=int)[[2, 1, 0] * 30]
    texts = [f"{text} {row}" for row, text in enumerate(texts)]
    tagger = CodebookTagger(codebook, encoder, analyser).fit(texts, y)
    gain = tagger.expected_gain(texts, y)
    assert gain is not None
    assert 0 <= gain < 0.1


def test_macro_f1_counts_looked_at_pairs_of_used_codes():
    """Pairs that nobody looked at, and codes that nobody found, do not count."""
    y = np.array([[1, -1, 0], [1, 1, 0]])
    assert macro_f1(np.array([[1, 1, 1], [0, 1, 0]]), y) == pytest.approx((2 / 3 + 1) / 2)
