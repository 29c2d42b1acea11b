"""General knowledge of what people talk about: concepts and how they sound in people's own words.

A code's name is a noun phrase written by a researcher; a segment is speech. The bank bridges the
two: its labels are worded like codes and its sentences like segments, so a code borrows the
sentences of the concepts whose labels are like its name. It was written by hand for this purpose,
and it is the same for every study. Its vectors by the bundled encoder come with themekit, so that
no study has to make them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from themekit.spans import parts_hash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.vectors import Encoder

    Vectors = NDArray[np.float32]

FILE = "concepts.npz"


@dataclass(frozen=True, slots=True)
class ConceptBank:
    """Concepts, the phrases that name them and sentences that voice them.

    Attributes
    ----------
    names : tuple of str
        First label of each concept.
    labels, label_owner : tuple of str, tuple of int
        All labels, and the concept of each.
    sentences, sentence_owner : tuple of str, tuple of int
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    label_owner: tuple[int, ...]
    sentences: tuple[str, ...]
    sentence_owner: tuple[int, ...]


def read_bank(text: str) -> ConceptBank:
    """Read concepts: a line ``# label; label`` opens one, the lines under it are its sentences."""
    names: list[str] = []
    labels: list[tuple[int, str]] = []
    sentences: list[tuple[int, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            found = [label.strip() for label in line[1:].split(";")]
            labels += [(len(names), label) for label in found]
            names.append(found[0])
        else:
            sentences.append((len(names) - 1, line))
    return ConceptBank(
        tuple(names),
        tuple(label for _, label in labels),
        tuple(owner for owner, _ in labels),
        tuple(sentence for _, sentence in sentences),
        tuple(owner for owner, _ in sentences),
    )


@cache
def concept_bank() -> ConceptBank:
    """Return the bank that comes with themekit."""
    text = resources.files("themekit.tagging").joinpath("concepts.txt").read_text("utf-8")
    return read_bank(text)


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
