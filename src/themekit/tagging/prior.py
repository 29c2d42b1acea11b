"""The log-odds of a code from the codebook alone: shared weights of what is measured.

The weights are the same for every codebook. There are two columns of them: for a code that is
named or defined alone, and for one that is known by examples, which say better than any name what
it sounds like. A code with an example or two lies between (docs/tagger_tried.md says how they were
chosen).
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
    named, shown : tuple of float
        Of a code without examples and of one with enough of them: its log-odds on a text that is
        not like it, then weights in the order of `FEATURES`.
    competition : float
        Share of its crowd that a code is taken down by (`themekit.tagging.competition`).
    scale, shift : float
        Last line through the log-odds, so that scores are probabilities on the average codebook.
    threshold, doubt : float
        Scores from which a code is suggested, and from which it is uncertain.
    """

    named: tuple[float, ...]
    shown: tuple[float, ...]
    competition: float
    scale: float
    shift: float
    threshold: float
    doubt: float

    def by_code(self, shown: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each code's intercept and weights, of shape (n_codes, 1 + len(FEATURES)).

        Parameters
        ----------
        shown : array of shape (n_codes,)
            How far each code is known by examples, in [0, 1].
        """
        share = shown[:, None]
        return np.asarray((1.0 - share) * np.array(self.named) + share * np.array(self.shown))


def read_weights(data: Mapping[str, object]) -> PriorWeights:
    """Read weights as weights.json holds them."""
    columns = []
    for name in ("named", "shown"):
        column = data[name]
        assert isinstance(column, dict)
        columns.append(tuple(float(column[one]) for one in ("intercept", *FEATURES)))
    return PriorWeights(
        columns[0],
        columns[1],
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
    by = weights.by_code(profile.shown)
    for start in range(0, len(prepared), CHUNK):
        part = slice(start, start + CHUNK)
        measured = measure(profile, prepared[part])
        out[part] = by[:, 0]
        for weight, values in zip(by[:, 1:].T, measured, strict=True):
            out[part] += weight * values
    return out
