"""The log-odds of a code from the codebook alone: shared weights of what is measured.

The weights are the same for every codebook. benchmarks/tagger_weights.py makes them from coded
data sets and says how they generalise to a set that was left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from themekit.tagging.measures import FEATURES, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from themekit.tagging.profile import Profile
    from themekit.tagging.records import Prepared

CHUNK = 4096
_SCALARS = ("competition", "scale", "shift", "threshold", "doubt")


@dataclass(frozen=True, slots=True)
class PriorWeights:
    """Shared weights.

    Attributes
    ----------
    intercept : float
        Log-odds of a code on a text that is not like it.
    weights : tuple of float
        In the order of `FEATURES`.
    competition : float
        Share of its crowd that a code is taken down by (`themekit.tagging.competition`).
    scale, shift : float
        Last line through the log-odds, so that scores are probabilities on the average codebook.
    threshold, doubt : float
        Scores from which a code is suggested, and from which it is uncertain.
    """

    intercept: float
    weights: tuple[float, ...]
    competition: float
    scale: float
    shift: float
    threshold: float
    doubt: float


def read_weights(data: Mapping[str, object]) -> PriorWeights:
    """Read weights as weights.json holds them."""
    weights = data["weights"]
    assert isinstance(weights, dict)
    return PriorWeights(
        float(str(data["intercept"])),
        tuple(float(weights[name]) for name in FEATURES),
        **{name: float(str(data[name])) for name in _SCALARS},
    )


@cache
def prior_weights() -> PriorWeights:
    """Return the weights that come with themekit."""
    text = resources.files("themekit.tagging").joinpath("weights.json").read_text("utf-8")
    return read_weights(json.loads(text))


def prior_log_odds(
    weights: PriorWeights, profile: Profile, prepared: Prepared
) -> NDArray[np.float64]:
    """Return the log-odds from the codebook alone, of shape (n_texts, n_codes)."""
    out = np.empty((len(prepared), len(profile.meaning)))
    by = np.array(weights.weights)
    for start in range(0, len(prepared), CHUNK):
        part = slice(start, start + CHUNK)
        measured = measure(profile, prepared[part])
        out[part] = np.tensordot(by, measured, axes=1) + weights.intercept
    return out
