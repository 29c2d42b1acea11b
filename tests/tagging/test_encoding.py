"""What the room asks of an encoder: sentences from the text's pass, words from the table."""

import io
from importlib import resources

import numpy as np
import pytest

from themekit.spans import Span
from themekit.tagging.concepts import concept_bank
from themekit.tagging.encoding import text_and_sentence_vectors, word_vectors
from themekit.tagging.shipped import bank_key, bank_texts, bank_vectors
from themekit.vectors import encoder_key, load_encoder

SENTENCES = [(Span(0, 8), Span(9, 18)), (Span(0, 6),)]
TEXTS = ["The bus. The soup.", "A meal"]


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
    whole, parts = text_and_sentence_vectors(OnePass(), TEXTS, SENTENCES)
    assert whole.shape == (2, 2)
    assert parts[:, 0].tolist() == [7, 7, 1]


def test_another_encoder_encodes_each_sentence(encoder):
    """An encoder of one method is enough."""
    whole, parts = text_and_sentence_vectors(encoder, TEXTS, SENTENCES)
    assert parts[0] == pytest.approx(encoder.encode(["The bus."])[0])
    assert parts[2] == pytest.approx(whole[1])


def test_words_come_from_the_table_where_there_is_one(encoder):
    """Else each word is encoded."""
    assert not word_vectors(OnePass(), ["bus"]).any()
    assert word_vectors(encoder, ["bus"]) == pytest.approx(encoder.encode(["bus"]))


def test_the_shipped_vectors_are_those_of_the_bundled_encoder():
    """If this fails, run benchmarks/tagger_bank.py: bank, model or algorithm has changed."""
    data = resources.files("themekit.tagging").joinpath("concepts.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        assert str(file["key"]) == bank_key(concept_bank(), encoder_key())
        assert len(file["vectors"]) == len(bank_texts(concept_bank()))


def test_another_encoder_makes_its_own_bank_vectors(encoder):
    """Shipped vectors mean nothing to another model."""
    text = bank_texts(concept_bank())[0]
    assert bank_vectors(encoder)[text] == pytest.approx(encoder.encode([text])[0])


@pytest.mark.models
def test_shipped_vectors_equal_encoded_ones():
    """Half precision keeps four digits."""
    encoder = load_encoder()
    texts = bank_texts(concept_bank())[:40]
    shipped = bank_vectors(encoder)
    assert np.array([shipped[text] for text in texts]) == pytest.approx(
        encoder.encode(texts), abs=5e-4
    )


@pytest.mark.models
def test_word_vectors_are_alike_for_words_that_mean_alike():
    """The table knows what words mean."""
    money, cash, dog = word_vectors(load_encoder(), ["money", "cash", "dog"])
    assert money @ cash > money @ dog + 0.1


def test_no_text_has_no_sentence():
    """A part of a study may hold nothing that is to be coded."""
    whole, parts = text_and_sentence_vectors(OnePass(), [], [])
    assert whole.shape == parts.shape == (0, 2)
