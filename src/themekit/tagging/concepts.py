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

from themekit.spans import Span, parts_hash
from themekit.vectors import encode_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.vectors import Encoder

    Vectors = NDArray[np.float32]

FILE = "concepts.npz"
MARKS = "+-~"


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
    marks : tuple of str
        Of each concept ``+`` (its sentences sound good), ``-`` (bad), ``~`` (they stand beside
        the matter) or nothing.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    label_owner: tuple[int, ...]
    sentences: tuple[str, ...]
    sentence_owner: tuple[int, ...]
    marks: tuple[str, ...]

    def marked(self, marks: str) -> list[int]:
        """Return which sentences are of concepts with one of some marks."""
        return [at for at, owner in enumerate(self.sentence_owner) if self.marks[owner] in marks]


def read_bank(text: str) -> ConceptBank:
    """Read concepts: a line ``# label; label`` opens one, the lines under it are its sentences.

    A mark may stand right after the ``#``: ``+``, ``-`` or ``~``.
    """
    names: list[str] = []
    marks: list[str] = []
    labels: list[tuple[int, str]] = []
    sentences: list[tuple[int, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            mark = line[1] if line[1] in MARKS else " "
            found = [label.strip() for label in line[1:].lstrip(MARKS).split(";")]
            marks.append(mark)
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
        tuple(marks),
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
    key, held, _ = _shipped()
    vectors = held if key == bank_key(bank, encoder.key) else encoder.encode(texts)
    return dict(zip(texts, vectors, strict=True))


def toned_texts(bank: ConceptBank) -> list[str]:
    """Return the sentences that sound good or bad, in their order."""
    return [bank.sentences[at] for at in bank.marked("+-")]


def bank_tones(encoder: Encoder) -> tuple[Vectors, NDArray[np.float64]]:
    """Return the middle layer of those sentences, and 1 for good or -1 for bad."""
    bank = concept_bank()
    key, _, inner = _shipped()
    if key != bank_key(bank, encoder.key):
        inner = inner_vectors(encoder, toned_texts(bank))
    marks = [bank.marks[bank.sentence_owner[at]] for at in bank.marked("+-")]
    return inner, np.array([1.0 if mark == "+" else -1.0 for mark in marks])


def inner_vectors(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Return texts' vectors of the encoder's middle layer; no columns where it shows none."""
    return encode_parts(encoder, texts, [(Span(0, len(text)),) for text in texts])[2]


@cache
def _shipped() -> tuple[str, Vectors, Vectors]:
    """Return the key, the vectors and the middle layers that come with themekit."""
    data = resources.files("themekit.tagging").joinpath(FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        names = ("vectors", "inner")
        return str(file["key"]), *(file[name].astype(np.float32) for name in names)
