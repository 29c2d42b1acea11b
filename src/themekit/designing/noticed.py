"""How often a change would be noticed, in which range that lies, and how small a change would be.

In every version of the study the same number of pairs of waves is drawn and judged as the product
judges them. Their mean is `noticed`. How the versions differ is what the study does not know of
itself; the part of it that comes from drawing alone is taken out, and the range holds 90 of 100
versions and the simulation's own error.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from themekit.designing.waves import telling_of, waves_of
from themekit.statistics.noticing import FELL, ROSE, verdicts
from themekit.study import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from themekit.designing.pilot import Pilot
    from themekit.designing.versions import Versions
    from themekit.designing.waves import Telling
    from themekit.study import Design, Designs

    Floats = NDArray[np.float64]

RANGE = 0.9
OFTEN = 0.8
"""How often the smallest change is noticed that a design can be relied on for."""
STEPS = 100
"""A change is looked for in hundredths."""
FINEST = 2000
"""Pairs of waves, as whose share the range is stated at its finest, however many were drawn."""
_ROUGH = 2000


class Chance(NamedTuple):
    """How often a change is told: the right way, with its range, and the wrong way."""

    noticed: float
    low: float
    high: float
    wrong_way: float


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a design makes of one change of one code.

    Attributes
    ----------
    code_id : str
    change : Change
    noticed, low, high : float
        Chance that a change is told, the right way; and its range.
    wrong_way : float
        Chance that it is told the wrong way.
    smallest : float or None
        The least change from the same share, the same way, that is noticed 8 times in 10; None
        where none is.
    """

    code_id: str
    change: Change
    noticed: float
    low: float
    high: float
    wrong_way: float
    smallest: float | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a design would have shown.

    Attributes
    ----------
    design : Design
    noticed : tuple of Noticed
        By change, then by code.
    false_alarms_year : float
        Changes told in a year, of all codes together, were nothing to change.
    """

    design: Design
    noticed: tuple[Noticed, ...]
    false_alarms_year: float


def noticed_by(
    pilot: Pilot,
    versions: Versions,
    plan: Designs,
    matters: Sequence[float],
    *,
    draws: int,
    seed: int,
) -> Iterator[Outlook]:
    """Yield what each design would have shown.

    Parameters
    ----------
    pilot : Pilot
        With the codes that are followed.
    versions : Versions
    plan : Designs
    matters : sequence of float
        The least change of each code that matters, in (0, 1).
    draws : int
        Pairs of waves drawn for each design, code and change.
    seed : int
    """
    for design in plan.designs:
        looks = [
            Look(telling_of(pilot, versions, at, design), design, matters[at], (seed, at))
            for at in range(len(pilot.codes))
        ]
        found = tuple(
            look.noticed(code, change, draws)
            for change in plan.changes
            for code, look in zip(pilot.codes, looks, strict=True)
        )
        own = versions.shares.mean(axis=0).tolist()
        alarms = sum(look.alarms(share) for look, share in zip(looks, own, strict=True))
        yield Outlook(design, found, alarms * plan.waves_a_year)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One code under one design.

    Attributes
    ----------
    telling : Telling
    design : Design
    matters : float
        The least change that matters, in (0, 1).
    seed : tuple of int
    """

    telling: Telling
    design: Design
    matters: float
    seed: tuple[int, ...]

    def noticed(self, code: str, change: Change, draws: int) -> Noticed:
        """Return what the design makes of a change."""
        chance = self.chance(change, draws)
        return Noticed(
            code, change, chance.noticed, chance.low, chance.high, chance.wrong_way,
            self._smallest(change),
        )  # fmt: skip

    def chance(self, change: Change, draws: int) -> Chance:
        """Return how often a change is noticed."""
        told = self._told(change, draws)
        right, wrong = (ROSE, FELL) if change.sign > 0 else (FELL, ROSE)
        each = (told == right).mean(axis=1)
        low, high = _range(each, told.shape[1])
        return Chance(float(each.mean()), low, high, float((told == wrong).mean()))

    def alarms(self, share: float) -> float:
        """Return the chance that a change is told between two waves in which nothing changed."""
        return float(np.isin(self._told(Change(share, share), _ROUGH), (ROSE, FELL)).mean())

    def _told(self, change: Change, draws: int) -> NDArray[np.int64]:
        each = max(1, -(-draws // len(self.telling.finds)))
        waves = waves_of(self.telling, self.design, change, each, self.seed)
        return verdicts(waves, self.matters)

    def _smallest(self, change: Change) -> float | None:
        """Return the least change that is noticed often, by halving; None where there is none."""
        most = round((1 - change.before if change.sign > 0 else change.before) * STEPS)
        if most < 1 or not self._often(change, most):
            return None
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._often(change, middle) else (middle, high)
        return high / STEPS

    def _often(self, change: Change, steps: int) -> bool:
        after = min(1.0, max(0.0, change.before + change.sign * steps / STEPS))
        wanted = ROSE if change.sign > 0 else FELL
        told = self._told(Change(change.before, after), _ROUGH)
        return bool((told == wanted).mean() >= OFTEN)


def _range(each: Floats, draws: int) -> tuple[float, float]:
    """Return the range of a chance that was found in every version from so many draws."""
    middle = float(each.mean())
    spread = float(each.var(ddof=1)) if len(each) > 1 else 0.0
    by_drawing = float((each * (1 - each)).mean()) / max(draws - 1, 1)
    # What differs between versions and is not the drawing's own noise.
    real = max(0.0, 1 - by_drawing / spread) ** 0.5 if spread > 0 else 0.0
    tail = (1 - RANGE) / 2
    ends = np.quantile(each, [tail, 1 - tail])
    told = min(len(each) * draws, FINEST)
    error = NormalDist().inv_cdf(1 - tail) * (middle * (1 - middle) / told) ** 0.5
    down, up = (((end - middle) * real) ** 2 + error**2 for end in ends.tolist())
    return max(0.0, middle - down**0.5), min(1.0, middle + up**0.5)


def one_a_change(found: Sequence[Noticed]) -> dict[Change, list[Noticed]]:
    """Return what was found, by change."""
    by_change: dict[Change, list[Noticed]] = {}
    for one in found:
        by_change.setdefault(one.change, []).append(one)
    return by_change
