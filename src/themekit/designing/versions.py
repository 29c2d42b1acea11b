"""How else a study's few cases might have come out: versions of what it knows of itself.

A study of 60 cases knows its readers, its machine and its people roughly. Everything that follows
is worked out in 100 versions of it, each as likely as the others:

- which cases: each version gives them other weights (the Bayesian bootstrap), those with the code
  and those without apart;
- how readers differ: the chance that another reader finds a code where the first did, and where the
  first did not. Few cases were read by two, so codes borrow from each other: each code's chance
  comes from a beta distribution whose middle and width are learned from all of them;
- how far people who come back tell the same again, how many come back, and how many do not answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln

from themekit.designing.pilot import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from themekit.designing.pilot import Pilot

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

VERSIONS = 100
LEAST_BACK = 20
"""People who came back, under which it is assumed how far they tell the same again."""
ASSUMED_STEADY = (0.3, 0.7)
ASSUMED_RETURNS = (0.7, 0.9)
FOUND_BEFORE, WRONG_BEFORE = (4.0, 1.0), (1.0, 9.0)
"""What is likely, before anything was read by two, of the chances to find and to find wrongly."""
_MIDDLES = (np.arange(60) + 0.5) / 60
_WIDTHS = np.array([3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 200.0, 400.0])


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """Versions of what a study knows of itself, by code.

    Attributes
    ----------
    yes, no : tuple of arrays of shape (n_versions, n_cases)
        A code each: the weight of every case among those with the code, and without; each sums to
        1, and is 0 for the others.
    finds, errs : arrays of shape (n_versions, n_codes)
        The chance that another reader finds a code where the first did, and did not.
    shares : array of shape (n_versions, n_codes)
        Of cases with the code.
    steady, skips, returns : arrays of shape (n_versions,)
        How far those who come back tell the same again; the share who do not answer; the share of
        those of the wave before who do in the next.
    notes : tuple of (name, words)
        What of this is assumed: ``steady``, ``returns`` or ``skips``, and in words.
    """

    yes: tuple[Floats, ...]
    no: tuple[Floats, ...]
    finds: Floats
    errs: Floats
    shares: Floats
    steady: Floats
    skips: Floats
    returns: Floats
    notes: tuple[tuple[str, str], ...] = ()

    def of(self, codes: Sequence[int]) -> Versions:
        """Return the same of some of the codes, by their places."""
        at = list(codes)
        return replace(
            self,
            yes=tuple(self.yes[one] for one in at),
            no=tuple(self.no[one] for one in at),
            finds=self.finds[:, at],
            errs=self.errs[:, at],
            shares=self.shares[:, at],
        )

    def __len__(self) -> int:
        """Return the number of versions."""
        return len(self.finds)


def versions_of(
    pilot: Pilot, seed: int, number: int = VERSIONS, steady: float | None = None
) -> Versions:
    """Return versions of what a study knows of itself.

    Parameters
    ----------
    pilot : Pilot
        Of all codes that readers were asked about, those too that nobody follows: each tells how
        readers differ.
    seed : int
    number : int
        At least 1.
    steady : float, optional
        How far those who come back tell the same again, where that is not to be taken from the
        study, in [0, 1].

    References
    ----------
    D. B. Rubin, "The Bayesian bootstrap", Annals of Statistics 9 (1981), 130-134. Borrowing: the
    beta-binomial model of A. Gelman et al., Bayesian Data Analysis, 3rd edition (2013), chapter 5.
    Designs simulated before they are carried out: G. Blair, J. Cooper, A. Coppock and M. Humphreys,
    "Declaring and diagnosing research designs", American Political Science Review 113 (2019),
    838-859.
    """
    rng = np.random.default_rng([seed, 19])
    yes = tuple(_weights(rng, pilot.holds[:, at] == YES, number) for at in range(len(pilot.codes)))
    no = tuple(_weights(rng, pilot.holds[:, at] == NO, number) for at in range(len(pilot.codes)))
    counts = np.array([_read_twice(pilot, at) for at in range(len(pilot.codes))]).reshape(-1, 4)
    found, told = _steady(pilot, rng, number)
    returns, also = _returns(pilot, rng, number)
    known = [(pilot.yes(at), pilot.read(at)) for at in range(len(pilot.codes))]
    shares = np.stack([rng.beta(hits + 0.5, of - hits + 0.5, number) for hits, of in known], axis=1)
    skips, silent = _skips(pilot, rng, number)
    return Versions(
        yes=yes,
        no=no,
        finds=_borrowed(counts[:, :2], FOUND_BEFORE, rng, number),
        errs=_borrowed(counts[:, 2:], WRONG_BEFORE, rng, number),
        shares=shares,
        steady=found if steady is None else np.full(number, steady),
        skips=skips,
        returns=returns,
        notes=tuple(
            (name, words)
            for name, words in (("steady", told), ("returns", also), ("skips", silent))
            if words
        ),
    )


def _weights(rng: np.random.Generator, which: NDArray[np.bool_], number: int) -> Floats:
    """Return weights of some of the cases, a row a version."""
    drawn = rng.exponential(size=(number, len(which))) * which
    total = drawn.sum(axis=1, keepdims=True)
    return np.asarray(drawn / np.where(total > 0, total, 1.0), dtype=np.float64)


def _read_twice(pilot: Pilot, code: int) -> tuple[int, int, int, int]:
    """Return where the first found a code: found by the other, of so many; then where not."""
    first, other = pilot.holds[:, code], pilot.second[:, code]
    twice = other != UNKNOWN
    has, has_not = twice & (first == YES), twice & (first == NO)
    found = other == YES
    return (
        int((has & found).sum()),
        int(has.sum()),
        int((has_not & found).sum()),
        int(has_not.sum()),
    )


def _borrowed(
    counts: Ints, before: tuple[float, float], rng: np.random.Generator, number: int
) -> Floats:
    """Return chances of every code, a row a version, each drawn towards those of the others."""
    middle, width = (one.ravel() for one in np.meshgrid(_MIDDLES, _WIDTHS, indexing="ij"))
    first, second = middle * width, (1 - middle) * width
    fits = (before[0] - 1) * np.log(middle) + (before[1] - 1) * np.log1p(-middle)
    for found, of in counts.tolist():
        fits += betaln(first + found, second + of - found) - betaln(first, second)
    belief = np.exp(fits - fits.max())
    at = rng.choice(len(belief), size=number, p=belief / belief.sum())
    found, of = counts[:, 0], counts[:, 1]
    drawn: Floats = rng.beta(first[at, np.newaxis] + found, second[at, np.newaxis] + of - found)
    return drawn


def _steady(pilot: Pilot, rng: np.random.Generator, number: int) -> tuple[Floats, str]:
    """Return how far those who come back tell the same again, and what of it is assumed."""
    then, now = _twice_told(pilot)
    if len(then) < LEAST_BACK:
        words = (
            f"Fewer than {LEAST_BACK} people told in two waves that were read: of those who come "
            "back 3 to 7 in 10 are assumed to tell the same again."
        )
        return rng.uniform(*ASSUMED_STEADY, number), words
    known = (then != UNKNOWN) & (now != UNKNOWN)
    weight = rng.dirichlet(np.ones(len(then)), number)
    total = np.maximum(weight @ known, 1e-9)
    before, after = (
        weight @ ((then == YES) & known) / total,
        weight @ ((now == YES) & known) / total,
    )
    both = weight @ ((then == YES) & (now == YES)) / total
    chance, most = before * after, np.minimum(before, after)
    found = (both - chance).sum(axis=1) / np.maximum((most - chance).sum(axis=1), 1e-9)
    return np.clip(found, 0.0, 1.0), ""


def _twice_told(pilot: Pilot) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Return what holds in cases of the same person in a wave, and in the next of theirs."""
    order = np.lexsort((pilot.wave, pilot.person))
    same = pilot.person[order][1:] == pilot.person[order][:-1]
    return pilot.holds[order[:-1][same]], pilot.holds[order[1:][same]]


def _returns(pilot: Pilot, rng: np.random.Generator, number: int) -> tuple[Floats, str]:
    if not pilot.returned + pilot.left:
        words = "Nobody was asked twice so far: 7 to 9 in 10 are assumed to come back."
        return rng.uniform(*ASSUMED_RETURNS, number), words
    return rng.beta(pilot.returned + 0.5, pilot.left + 0.5, number), ""


def _skips(pilot: Pilot, rng: np.random.Generator, number: int) -> tuple[Floats, str]:
    if not pilot.asked:
        return np.zeros(number), "All who are asked are assumed to answer."
    silent = pilot.asked - pilot.answered
    return rng.beta(silent + 0.5, pilot.answered + 0.5, number), ""
