"""What showing suggestions does: how much oftener people say yes to what the machine suggests.

Whether suggestions are shown is drawn anew for each document and coder, so each of these is one
unit. Answers in one document are alike, whoever gives them: documents are the clusters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from themekit.agreement.ratings import Floats
from themekit.statistics import Interval

FEWEST = 20
"""Documents below which the effect is not measured."""
LEVEL = 0.95
TINY = 1e-10


@dataclass(frozen=True, slots=True)
class Arm:
    """What one coder said of what the machine would suggest in one document.

    Attributes
    ----------
    document, coder : str
    shown : bool
        Whether the suggestions were shown.
    yes, pairs : int
        Pairs of passage and code to which they said yes; of how many.
    """

    document: str
    coder: str
    shown: bool
    yes: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Effect:
    """How much the share of yes rises where suggestions are shown.

    Attributes
    ----------
    value : float or None
        Yes with suggestions minus yes without, in [-1, 1]; None where it is not measured.
    interval : Interval or None
        95 % interval of it.
    degrees : float or None
        Degrees of freedom of the interval.
    shown, blind : float or None
        Share of yes in each arm, over all pairs that count.
    documents, coders, pairs : int
        That counted.
    left_out : int
        Pairs of coders who had only one of the two arms.
    reason : str
        Why there is no value, or no interval.
    """

    value: float | None
    interval: Interval | None = None
    degrees: float | None = None
    shown: float | None = None
    blind: float | None = None
    documents: int = 0
    coders: int = 0
    pairs: int = 0
    left_out: int = 0
    reason: str = ""


def effect_of_showing(arms: Iterable[Arm], *, fewest: int = FEWEST) -> Effect:
    """Estimate the effect of showing suggestions, and its interval.

    Yes is regressed, pair by pair, on whether suggestions were shown and on who answers: each
    coder is compared with nobody but themselves. The interval is that of a cluster-robust variance
    with the correction for few clusters called CR2, and of a t distribution with Satterthwaite's
    degrees of freedom.

    Parameters
    ----------
    arms : iterable of Arm
    fewest : int
        Documents below which nothing is measured.

    References
    ----------
    R. M. Bell and D. F. McCaffrey, "Bias reduction in standard errors for linear regression with
    multi-stage samples", Survey Methodology 28 (2002), 169-181; J. E. Pustejovsky and E. Tipton,
    Journal of Business and Economic Statistics 36 (2018), 672-683.
    """
    found = [one for one in arms if one.pairs]
    kept = _with_both(found)
    pairs = sum(one.pairs for one in kept)
    counted = Effect(
        None,
        documents=len({one.document for one in kept}),
        coders=len({one.coder for one in kept}),
        pairs=pairs,
        left_out=sum(one.pairs for one in found) - pairs,
    )
    if counted.documents < fewest or not kept:
        told = f"not measured: {counted.documents} documents of {fewest}"
        return replace(counted, reason=told)
    value, variance, degrees = _regress(kept)
    told_of = replace(
        counted, value=value, shown=_share(kept, shown=True), blind=_share(kept, shown=False)
    )
    if variance < TINY**2 or not degrees:
        return replace(told_of, reason="no interval: documents do not differ enough")
    from scipy.stats import t

    half = float(t.ppf((1 + LEVEL) / 2, degrees)) * variance**0.5
    return replace(told_of, interval=Interval(value - half, value + half), degrees=degrees)


def _with_both(arms: list[Arm]) -> list[Arm]:
    """Return the arms of coders who had both kinds."""
    kinds: dict[str, set[bool]] = {}
    for one in arms:
        kinds.setdefault(one.coder, set()).add(one.shown)
    return [one for one in arms if len(kinds[one.coder]) > 1]


def _share(arms: list[Arm], *, shown: bool) -> float:
    chosen = [one for one in arms if one.shown == shown]
    return sum(one.yes for one in chosen) / sum(one.pairs for one in chosen)


def _regress(arms: list[Arm]) -> tuple[float, float, float]:
    """Return the effect, its variance and the degrees of freedom.

    All pairs of one arm have the same explaining values, so each arm is one row, stretched by the
    root of its pairs: cross products, and with them everything below, are those of the pairs.
    """
    coders = sorted({one.coder for one in arms})
    documents = sorted({one.document for one in arms})
    root = np.sqrt([one.pairs for one in arms])
    x = np.zeros((len(arms), len(coders) + 1))
    x[:, 0] = [one.shown for one in arms]
    x[np.arange(len(arms)), [1 + coders.index(one.coder) for one in arms]] = 1
    x *= root[:, np.newaxis]
    y = np.array([one.yes for one in arms]) / root
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    slope = bread @ x.T @ y
    residual = y - x @ slope
    member = np.array([documents.index(one.document) for one in arms])
    influence = np.zeros((len(arms), len(documents)))
    score = np.zeros(len(documents))
    for cluster in range(len(documents)):
        rows = np.flatnonzero(member == cluster)
        weight = _root_of_inverse(np.eye(rows.size) - hat[np.ix_(rows, rows)]) @ x[rows] @ bread[0]
        score[cluster] = residual[rows] @ weight
        influence[:, cluster] = (np.eye(len(arms))[:, rows] - hat[:, rows]) @ weight
    spread = influence.T @ influence
    degrees = float(np.trace(spread) ** 2 / np.sum(spread**2)) if spread.any() else 0.0
    return float(slope[0]), float(score @ score), degrees


def _root_of_inverse(matrix: Floats) -> Floats:
    """Return the inverse square root of a symmetric matrix; directions without any stay zero."""
    values, vectors = np.linalg.eigh(matrix)
    inverse = np.where(values > TINY, 1 / np.sqrt(np.maximum(values, TINY)), 0.0)
    found: Floats = (vectors * inverse) @ vectors.T
    return found
