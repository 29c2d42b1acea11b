"""Small stand-ins for encoder and analyser, and a codebook, shared by this room's tests."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import pytest

from themekit.codebook import Code, Codebook, TokenPattern
from themekit.tagging import CodebookTagger

DIMENSIONS = 48


@cache
def word_vector(word):
    """Return a direction that depends on the word's first five letters alone."""
    seed = int.from_bytes(hashlib.sha256(word[:5].encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=DIMENSIONS)


class BagEncoder:
    """Sums word vectors: texts that share words are alike."""

    key = "bag"
    dimensions = DIMENSIONS

    def __init__(self):
        self.encoded = 0

    def encode(self, texts):
        """Return unit vectors."""
        self.encoded += len(texts)
        rows = [
            sum((word_vector(w) for w in t.lower().replace(".", " ").split()), np.full(48, 1e-3))
            for t in texts
        ]
        out = np.array(rows).reshape(len(texts), DIMENSIONS)
        return (out / np.linalg.norm(out, axis=1, keepdims=True)).astype(np.float32)


class BlankAnalyser:
    """A blank English pipeline: lemmas are lower-case words without a final s."""

    key = "blank"

    def __init__(self):
        import spacy

        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("sentencizer")
        self.vocab = self._nlp.vocab

    def docs(self, texts):
        """Yield analysed documents."""
        for doc in self._nlp.pipe(texts):
            for token in doc:
                token.lemma_ = token.lower_.removesuffix("s") or token.lower_
            yield doc


def money_and_food():
    """Build a codebook of three codes with everything that a code can have."""
    return Codebook(
        "Small",
        "1",
        (),
        (
            Code(
                id="money",
                name="Money worries",
                path=("Money worries",),
                definition="Worry about bills, rent and money.",
                include=("cannot pay the rent",),
                exclude=("gifts of money",),
                examples=("I cannot pay my bills this month.",),
                near_misses=("I found money in the street.",),
                patterns=("pay bill", "rent"),
            ),
            Code(
                id="food",
                name="Food",
                path=("Food",),
                definition="What people eat and drink.",
                examples=("The soup was cold.",),
                patterns=(TokenPattern(((("LEMMA", "meal"),),)),),
            ),
            Code(id="transport", name="Transport", path=("Transport",)),
        ),
    )


TEXTS = (
    "I cannot pay my rent and my bills. The soup was good.",
    "The soup was cold and the meals were late.",
    "The bus did not come.",
    "I have no rent to pay, thank goodness.",
    "Nothing to say.",
    "I worry about bills and money every month.",
    "They gave us soup and bread.",
    "The bus was full and the driver was rude.",
)
LABELS = np.array(
    [[1, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
)


def many(count=60):
    """Return texts, labels and groups enough for cross-fitting."""
    texts = [f"{TEXTS[i % 8]} Person {i} said so." for i in range(count)]
    return texts, LABELS[np.arange(count) % 8], [f"P{i // 3}" for i in range(count)]


@pytest.fixture(scope="session")
def encoder():
    """Return an encoder without a model."""
    return BagEncoder()


@pytest.fixture(scope="session")
def analyser():
    """Return an analyser without a model."""
    return BlankAnalyser()


@pytest.fixture(scope="session")
def codebook():
    """Return a small codebook."""
    return money_and_food()


@pytest.fixture
def tagger(codebook, encoder, analyser):
    """Return a tagger that knows the codebook alone."""
    return CodebookTagger(codebook, encoder, analyser).fit([], [])


@pytest.fixture(scope="session")
def taught(codebook, encoder, analyser):
    """Return a tagger that learned from sixty checked texts."""
    texts, y, groups = many()
    return CodebookTagger(codebook, encoder, analyser).fit(
        texts, y, context=["What worries you?", "How was it?"] * 30, groups=groups
    )


@pytest.fixture(scope="session")
def checked():
    """Return what makes texts, labels and groups enough for cross-fitting."""
    return many


@pytest.fixture(scope="session")
def texts():
    """Return some texts."""
    return list(TEXTS)


@pytest.fixture(scope="session")
def labels():
    """Return what people said of them."""
    return LABELS
