"""Vectors of the concept bank that come with themekit, so that no study has to make them."""

from __future__ import annotations

import io
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from themekit.spans import parts_hash
from themekit.tagging.concepts import ConceptBank, concept_bank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.vectors import Encoder

    Vectors = NDArray[np.float32]

FILE = "concepts.npz"


def bank_texts(bank: ConceptBank) -> list[str]:
    """Return the distinct texts of a bank in a fixed order."""
    return sorted({*bank.labels, *bank.sentences})


def bank_key(bank: ConceptBank, encoder_key: str) -> str:
    """Return what tells whether vectors are those of this bank by this encoder."""
    return parts_hash(encoder_key, *bank_texts(bank))


def bank_vectors(encoder: Encoder) -> dict[str, Vectors]:
    """Return the vector of every text of the bank: from the package, else by the encoder."""
    bank = concept_bank()
    texts = bank_texts(bank)
    key, held = _shipped()
    vectors = held if key == bank_key(bank, encoder.key) else encoder.encode(texts)
    return dict(zip(texts, vectors, strict=True))


@cache
def _shipped() -> tuple[str, Vectors]:
    """Return the key and the vectors that come with themekit."""
    data = resources.files("themekit.tagging").joinpath(FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return str(file["key"]), file["vectors"].astype(np.float32)
