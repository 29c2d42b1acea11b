"""What is asked of an encoder: sentences from the text's pass, words from the table."""

import numpy as np
import pytest

from support import WordEncoder
from themekit.spans import Span
from themekit.vectors import encode_parts, word_vectors

SENTENCES = [(Span(0, 8), Span(9, 18)), (Span(0, 6),)]
TEXTS = ["The bus. The soup.", "A meal"]


@pytest.fixture
def encoder() -> WordEncoder:
    """Return an encoder of one method."""
    return WordEncoder()


class OnePass:
    """An encoder that can pool parts; it counts what it was asked."""

    key, dimensions = "one pass", 2

    def encode(self, texts):
        """Refuse: nothing has to be encoded beside the texts."""
        raise AssertionError(texts)

    def encode_spans(self, texts, spans):
        """Return ones for texts, and numbers for parts."""
        count = sum(map(len, spans))
        return np.ones((len(texts), 2), np.float32), np.full((count, 2), 7, np.float32)

    def word_vectors(self, words):
        """Return zeros."""
        return np.zeros((len(words), 2), np.float32)


def test_parts_are_pooled_where_the_encoder_can_do_so():
    """Only a text of several sentences has parts; a single sentence has the text's vector."""
    whole, parts, inner = encode_parts(OnePass(), TEXTS, SENTENCES)
    assert inner.shape == (2, 0)
    assert whole.shape == (2, 2)
    assert parts[:, 0].tolist() == [7, 7, 1]


def test_another_encoder_encodes_each_sentence(encoder):
    """An encoder of one method is enough."""
    whole, parts, inner = encode_parts(encoder, TEXTS, SENTENCES)
    assert inner.shape == (2, 0)
    assert parts[0] == pytest.approx(encoder.encode(["The bus."])[0])
    assert parts[2] == pytest.approx(whole[1])


def test_words_come_from_the_table_where_there_is_one(encoder):
    """Else each word is encoded."""
    assert not word_vectors(OnePass(), ["bus"]).any()
    assert word_vectors(encoder, ["bus"]) == pytest.approx(encoder.encode(["bus"]))


def test_no_text_has_no_sentence():
    """A part of a study may hold nothing that is to be coded."""
    whole, parts, _ = encode_parts(OnePass(), [], [])
    assert whole.shape == parts.shape == (0, 2)
