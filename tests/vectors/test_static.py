"""The fast encoder."""

from pathlib import Path

import numpy as np
import pytest

from themekit.vectors import load_encoder
from themekit.vectors.static import distil, static_weights
from themekit.vectors.weights import bundled_folder


def test_common_pieces_weigh_less_and_marks_nothing() -> None:
    """The first words of a vocabulary are its most frequent ones."""
    alone = np.random.default_rng(0).normal(size=(400, 6)).astype(np.float32)
    words = [False] * 3 + [True] * 397
    weights = static_weights(alone, words, 4)
    length = np.linalg.norm(weights, axis=1)
    assert weights.shape == (400, 4)
    assert not length[:3].any()
    assert length[3:23].mean() < 0.5 * length[-20:].mean()


@pytest.mark.models
@pytest.mark.slow
def test_the_distilled_encoder_is_one_like_any_other(tmp_path: Path) -> None:
    """It is loaded by its folder and knows which words mean alike."""
    distil(bundled_folder(), tmp_path / "fast", dimensions=64)
    encoder = load_encoder(str(tmp_path / "fast"))
    money, cash, dog = encoder.encode(["We ran out of money.", "No cash was left.", "My dog."])
    assert encoder.dimensions == 64
    assert money @ cash > money @ dog
