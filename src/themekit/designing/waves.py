"""Two waves that might have been: who told, who was read, what readers and the machine found.

Everything is counted, never told person by person: so many answered, so many came back, so many
were read, in so many of them it was found. Who tells is drawn at random, with the chance that the
change says; a person's story is one of the study's own cases, with the machine's score of it.

The machine's part is drawn from a source of its own, so that a design with it and the same without
see the same people and the same readers: what parts them is the machine alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from themekit.designing.pilot import UNKNOWN, YES
from themekit.statistics.noticing import WavePairs
from themekit.statistics.prevalence import (
    LARGE,
    LEAST_DRAWN,
    LEAST_OF_EACH,
    stands_for_all,
    tuned,
    worth,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.designing.pilot import Pilot, Words
    from themekit.designing.versions import Versions
    from themekit.study import Change, Design

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


CHARGE = 4.0
"""Squared: so many standard errors above no correlation a machine has to be to be believed."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One code under one design, in every version of the study; arrays have a row a version.

    Attributes
    ----------
    finds, errs : arrays of shape (n_versions, 1)
        The chance that reading finds the code in the story of somebody who would tell it at full
        length, and of somebody who would not.
    steady, answers, returns : arrays of shape (n_versions, 1)
    has, has_not : arrays of shape (n_versions, n_cases)
        How likely each case is the story of such a person, if the code is found in it or not:
        weights before the share is known.
    found : array of shape (n_versions, n_cases)
        The chance that reading finds the code in a case.
    scores : array of shape (n_cases,) or None
        None where the machine has no say.
    proven : float
        In [0, 1]: how much of what scores seem to know of a case they are believed to know.
    """

    finds: Floats
    errs: Floats
    steady: Floats
    answers: Floats
    returns: Floats
    has: Floats
    has_not: Floats
    found: Floats
    scores: Floats | None
    proven: float = 1.0


class Read(NamedTuple):
    """One wave, many times over: who answered, how many were read, in how many it was found."""

    answered: Ints
    read: Ints
    found: Ints


def telling_of(pilot: Pilot, versions: Versions, code: int, design: Design) -> Telling:
    """Return what a design makes of a code.

    Parameters
    ----------
    pilot : Pilot
    versions : Versions
    code : int
        Its place in `pilot.codes`.
    design : Design
    """
    one_finds, one_errs = versions.finds[:, code, np.newaxis], versions.errs[:, code, np.newaxis]
    # What several readers differ on is settled: found if any of them found it, and wrongly only
    # where all of them did.
    finds, errs = 1 - (1 - one_finds) ** design.readers, one_errs**design.readers
    has, has_not = versions.yes[code], versions.no[code]
    told = pilot.kept(code, design.words)
    in_case = errs + (finds - errs) * told * (has.sum(axis=0) > 0)
    machine = design.machine and design.read < design.stories
    scores = pilot.scored(code, design.words) if machine else None
    return Telling(
        # Weights that sum to one do so but for rounding.
        finds=np.clip((has * in_case).sum(axis=1, keepdims=True), 0.0, 1.0),
        errs=errs,
        steady=np.clip(versions.steady[:, np.newaxis], 0.0, 1.0),
        answers=1 - _given(design.skips, versions.skips),
        returns=_given(design.returns, versions.returns),
        has=has,
        has_not=has_not,
        found=in_case,
        scores=scores,
        proven=0.0 if scores is None else _proven(pilot.holds[:, code], scores),
    )


def _proven(holds: Words, scores: Floats) -> float:
    """Return how much of what scores seem to know of so few cases goes beyond chance.

    By chance alone the scores of 60 cases seem to know something of each code. What is explained is
    lowered by what two standard errors of no correlation at all would explain; so a machine that
    knows nothing helps no design.
    """
    known = holds != UNKNOWN
    truth, said = (holds[known] == YES).astype(np.float64), scores[known]
    if len(said) < 2 or not truth.std() or not said.std():  # noqa: PLR2004
        return 0.0
    alike = float(np.corrcoef(truth, said)[0, 1])
    explained = alike**2
    real = explained - CHARGE * (1 - explained) / len(said)
    return float((real / explained) ** 0.5) if alike > 0 and real > 0 else 0.0


def _given(said: float | None, shown: Floats) -> Floats:
    return (shown if said is None else np.full_like(shown, said))[:, np.newaxis]


def waves_of(
    telling: Telling, design: Design, change: Change, draws: int, seed: tuple[int, ...]
) -> WavePairs:
    """Return pairs of waves that might have been, of shape (n_versions, draws).

    Parameters
    ----------
    telling : Telling
    design : Design
    change : Change
        Whose shares may be the same: then nothing changes.
    draws : int
        Pairs of waves in each version.
    seed : tuple of int
    """
    rng = np.random.default_rng([*seed, 0])
    shape = (len(telling.finds), draws)
    then, now, pairs = _counted(telling, design, change, rng, shape)
    helped = np.random.default_rng([*seed, 1])
    before, size_before = _shares(telling, then, change.before, helped)
    after, size_after = _shares(telling, now, change.after, helped)
    stayed, began, stopped, never = pairs
    fewer = np.minimum(then.read, now.read)
    return WavePairs(before, after, size_before, size_after, stayed, began, stopped, never, fewer)


def _counted(
    telling: Telling,
    design: Design,
    change: Change,
    rng: np.random.Generator,
    shape: tuple[int, int],
) -> tuple[Read, Read, tuple[Ints, Ints, Ints, Ints]]:
    """Draw who answered, who was read, and in whom it was found; the last of those read twice."""
    p_then, p_now = change.before, change.after
    chance_then, chance_now = (
        telling.errs + (telling.finds - telling.errs) * share for share in (p_then, p_now)
    )
    stories = np.full(shape, design.stories)
    answered_then = rng.binomial(stories, telling.answers)
    if not design.same_people:
        answered_now = rng.binomial(stories, telling.answers)
        read_then = np.minimum(design.read, answered_then)
        read_now = np.minimum(design.read, answered_now)
        then = Read(answered_then, read_then, rng.binomial(read_then, chance_then))
        now = Read(answered_now, read_now, rng.binomial(read_now, chance_now))
        nobody = np.zeros(shape, dtype=np.int64)
        return then, now, (nobody, nobody, nobody, nobody)
    comes = np.broadcast_to(telling.returns * telling.answers, shape)
    both_told = rng.binomial(answered_then, comes)
    answered_now = both_told + rng.binomial(stories - answered_then, comes)
    read_then = np.minimum(design.read, answered_then)
    read_now = np.minimum(design.read, answered_now)
    # Whoever was read the first time is read again if they came back; the rest is filled up.
    both = rng.hypergeometric(both_told, answered_then - both_told, read_then)
    pairs = _pairs(telling, p_then, p_now, both, rng)
    stayed, began, stopped, _ = pairs
    then = Read(
        answered_then, read_then, stayed + stopped + rng.binomial(read_then - both, chance_then)
    )
    now = Read(answered_now, read_now, stayed + began + rng.binomial(read_now - both, chance_now))
    return then, now, pairs


def _pairs(
    telling: Telling, then: float, now: float, both: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints, Ints]:
    """Draw in whom of those read twice it was found both times, only now, only then, never.

    So many as are steady tell the same again, but for the change itself; the others tell anew.
    """
    steady = telling.steady
    stays = steady * min(then, now) + (1 - steady) * then * now
    truth = {
        (1, 1): stays,
        (0, 1): now - stays,
        (1, 0): then - stays,
        (0, 0): 1 - then - now + stays,
    }
    chance = {1: telling.finds, 0: telling.errs}
    told = {
        (first, second): sum(
            share
            * (chance[was] if first else 1 - chance[was])
            * (chance[is_] if second else 1 - chance[is_])
            for (was, is_), share in truth.items()
        )
        for first in (0, 1)
        for second in (0, 1)
    }
    left, rest = both, np.ones_like(steady)
    drawn = []
    for outcome in ((1, 1), (0, 1), (1, 0)):
        part = np.clip(told[outcome] / np.maximum(rest, 1e-12), 0.0, 1.0)
        drawn.append(rng.binomial(left, part))
        left, rest = left - drawn[-1], rest - told[outcome]
    return drawn[0], drawn[1], drawn[2], left


def _shares(
    telling: Telling, wave: Read, share: float, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the share of each wave, and how many people it is worth."""
    read = np.maximum(wave.read, 1)
    plain = wave.found / read
    # As the product has it: a part that stands for nobody tells nothing.
    stands = (wave.read > 0) & stands_for_all(wave.read, wave.answered)
    size = np.where(stands, worth(wave.read, wave.answered), 0.0)
    if telling.scores is None:
        return plain, size
    may = (wave.answered >= LARGE) & (wave.read >= LEAST_DRAWN) & (wave.read < wave.answered)
    may &= np.minimum(wave.found, wave.read - wave.found) >= LEAST_OF_EACH
    for version in np.flatnonzero(may.any(axis=1)).tolist():
        at = np.flatnonzero(may[version])
        here = Read(*(one[version, at] for one in wave))
        corrected, left = _corrected(telling, version, share, here, rng)
        plain[version, at] = corrected
        size[version, at] = worth(here.read, here.answered, left)
    return np.clip(plain, 0.0, 1.0), size


def _corrected(
    telling: Telling, version: int, share: float, wave: Read, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw the machine's scores of who told, and return what the product makes of them."""
    scores = telling.scores
    assert scores is not None
    who = share * telling.has[version] + (1 - share) * telling.has_not[version]
    yes, no = who * telling.found[version], who * (1 - telling.found[version])
    with_it = _sums(rng, wave.found, _mixed(yes, who, telling.proven), scores)
    without = _sums(rng, wave.read - wave.found, _mixed(no, who, telling.proven), scores)
    others = _means(rng, wave.answered - wave.read, who, scores)
    mean = (with_it[0] + without[0]) / wave.read
    plain = wave.found / wave.read
    return tuned(
        wave.read,
        wave.answered,
        plain,
        spread=np.maximum((with_it[1] + without[1]) / wave.read - mean**2, 0.0),
        together=with_it[0] / wave.read - plain * mean,
        apart=others - mean,
    )


def _mixed(weights: Floats, all_weights: Floats, proven: float) -> Floats:
    """Return weights of which a part is that of any case: there the scores know nothing."""
    total = weights.sum()
    if total <= 0:
        return all_weights
    mixed: Floats = proven * weights / total + (1 - proven) * all_weights
    return mixed


def _sums(
    rng: np.random.Generator, number: Ints, weights: Floats, scores: Floats
) -> tuple[Floats, Floats]:
    """Return the sums of the scores, and of their squares, of so many cases drawn by weight."""
    total = weights.sum()
    if total <= 0:
        return np.zeros(len(number)), np.zeros(len(number))
    drawn = rng.multinomial(number, weights / total)
    return drawn @ scores, drawn @ scores**2


def _means(rng: np.random.Generator, number: Ints, weights: Floats, scores: Floats) -> Floats:
    """Return the mean score of so many cases drawn by weight: of many, as they are spread."""
    middle = float(weights @ scores)
    spread = float(weights @ (scores - middle) ** 2)
    found: Floats = middle + rng.standard_normal(len(number)) * np.sqrt(spread / number)
    return found
