"""Likeness to checked texts."""

import numpy as np
import pytest

from themekit.tagging import kernel
from themekit.tagging.kernel import read_kernel


def units(rows=30, width=5, seed=0):
    """Return texts and unit vectors."""
    vectors = np.random.default_rng(seed).normal(size=(rows, width))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [f"text {row}" for row in range(rows)], vectors.astype(np.float32)


def test_columns_are_the_centred_kernel():
    """What is learned from has inner products that are the kernel's own."""
    texts, vectors = units()
    found, turn = read_kernel(texts, vectors)
    likeness = np.exp(-((vectors[:, None] - vectors[None]) ** 2).sum(axis=2))
    columns = (found.likeness(vectors) + found.middle) @ turn
    assert columns @ columns.T == pytest.approx(kernel.SCALE**2 * likeness, abs=1e-3)


def test_the_mean_likeness_of_the_checked_texts_is_nothing():
    """Centred, so that an intercept says what it seems to say."""
    texts, vectors = units()
    found, _ = read_kernel(texts, vectors)
    assert found.likeness(vectors).mean(axis=0) == pytest.approx(0, abs=1e-12)


def test_landmarks_are_few_distinct_and_the_same_in_any_order(monkeypatch):
    """Which texts stand for the others does not depend on the order."""
    monkeypatch.setattr(kernel, "LANDMARKS", 10)
    texts, vectors = units()
    texts[1] = texts[0]
    one, _ = read_kernel(texts, vectors)
    other, _ = read_kernel(texts[::-1], vectors[::-1])
    assert [texts[row] for row in one.landmarks] == [texts[29 - row] for row in other.landmarks]
    assert len({texts[row] for row in one.landmarks}) == 10
