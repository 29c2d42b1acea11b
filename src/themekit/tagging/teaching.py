"""What a tagger knows after people checked texts: the codebook's word, and what they said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from themekit.tagging.learner import Learned, learn, untaught
from themekit.tagging.precision import holding_precision
from themekit.tagging.prior import prior_log_odds, prior_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.tagging.kit import Kit
    from themekit.tagging.records import Prepared


def teach(
    kit: Kit,
    prepared: Prepared,
    labels: NDArray[np.int8],
    groups: Sequence[str] | None,
    precision: float | None,
    *,
    deeper: bool,
    drawn: NDArray[np.bool_] | None = None,
) -> Learned:
    """Learn from those texts that somebody looked at.

    Parameters
    ----------
    labels : array of shape (n_texts, n_codes)
        1, 0, or -1 where nobody looked.
    groups : sequence of str or None
        Who said each text.
    precision, deeper
        As `CodebookTagger` has them.
    drawn : array of bool of shape (n_texts,) or None
        Which of them were drawn at random; None for all.
    """
    seen = np.flatnonzero((labels >= 0).any(axis=1))
    weights = prior_weights()
    if not len(seen):
        return untaught(weights, labels.shape[1], kit.profile.meaning.shape[1])
    kept = prepared[seen]
    prior = prior_log_odds(weights, kit.profile, kept)
    who = None if groups is None else [str(groups[int(row)]) for row in seen]
    random = None if drawn is None else drawn[seen]
    encoder = kit.encoder if deeper else None
    learned = learn(weights, prior, kept, labels[seen], who, encoder, random)
    return learned if precision is None else holding_precision(learned, precision)
