"""A fitted tagger without its models, and the suggestions that it makes with any that are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import expit

from themekit.tagging.kit import Kit
from themekit.tagging.patterns import PatternMatcher
from themekit.tagging.prior import prior_log_odds, prior_weights
from themekit.tagging.suggesting import tags

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.codebook import Codebook
    from themekit.language import Analyser
    from themekit.tagging.learner import Learned
    from themekit.tagging.profile import Profile
    from themekit.tagging.records import Prepared, Tag
    from themekit.vectors import Encoder


DECIMALS = 6
"""Of a score that is kept."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a tagger knows: it can be pickled, and another process goes on with it.

    Attributes
    ----------
    key : str
        Of the kit that it was fitted with.
    state : str
        Hash of everything that influences what it says.
    """

    codebook: Codebook
    profile: Profile
    learned: Learned
    key: str
    state: str

    def kit(self, encoder: Encoder, analyser: Analyser) -> Kit:
        """Return the tagger's tools around another process's models, which have to be like ones."""
        matcher = PatternMatcher(self.codebook, analyser)
        return Kit(self.codebook, encoder, analyser, matcher, self.profile, self.key)


def proposed(
    kit: Kit, learned: Learned, prepared: Prepared
) -> tuple[list[tuple[Tag, ...]], NDArray[np.float32]]:
    """Return, per text, the codes that are suggested or uncertain, likeliest first, and all scores.

    Scores are rounded as far as the shape of a product of matrices might tell in them.
    """
    scores = expit(log_odds(kit, learned, prepared))
    return tags(kit, learned, prepared, scores), rounded(scores)


def rounded(scores: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return scores as they are kept: the same bytes however texts were parted."""
    return scores.round(DECIMALS).astype("float32")


def log_odds(kit: Kit, learned: Learned, prepared: Prepared) -> NDArray[np.float64]:
    """Return calibrated log-odds of shape (n_texts, n_codes)."""
    prior = prior_log_odds(prior_weights(), kit.profile, prepared)
    return learned.log_odds(prior, prepared)
