"""The concept bank's vectors are shipped with the package."""

import io
from importlib import resources

import numpy as np
import pytest

from themekit.tagging.concepts import bank_key, bank_texts, bank_vectors, concept_bank
from themekit.vectors import encoder_key, load_encoder


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
