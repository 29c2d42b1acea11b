"""How a part of an earlier wave reads today: drift, as cases that were read anew tell it.

Of the people of the wave whose words were read to the end, chance gave some to whoever reads the
later wave, once more and unmarked. By how much more or fewer of them a code is found in now is
carried over to all of them (`themekit.statistics.change.drift_of`). Who said nothing that could be
read cannot be read otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from themekit.decisions import Flags, Ints, Reading
from themekit.matrix.change.heard import Heard, Hearing
from themekit.matrix.outlines import RowSpec
from themekit.statistics.change import Estimate, Pairs, drift_of


@dataclass(frozen=True, slots=True)
class Drift:
    """By how much a wave is read otherwise today.

    Attributes
    ----------
    estimate : Estimate
        Of the share of everybody asked; to be added to what stands.
    pairs : Pairs
        Cases read anew: found both times, only now, only then, never.
    of : int
        Cases of the wave that could have been drawn.
    by_coder : Estimate or None
        What of it is the coder's, where some were read under the description of that time; the
        rest is the changed description's. None where it did not change, or nobody read so.
    """

    estimate: Estimate
    pairs: Pairs
    of: int
    by_coder: Estimate | None = None


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Rereading:
    """Measures drift, code by code."""

    hearing: Hearing

    @cached_property
    def _earlier(self) -> Hearing:
        """Who told what before any bridge was adopted."""
        decisions = self.hearing.evidence.decisions
        if decisions.before_adopting is decisions:
            return self.hearing
        evidence = replace(self.hearing.evidence, decisions=decisions.before_adopting)
        return Hearing(self.hearing.coded, evidence)

    def drift(self, spec: RowSpec, strand: str, stands: Heard) -> Drift | None:
        """Return by how much a wave is read otherwise today; None where none of it was read anew.

        Parameters
        ----------
        spec : RowSpec
            What a code counts.
        strand : str
        stands : Heard
            Who tells it in the wave, as it stands.
        """
        reread = self.hearing.evidence.decisions.reread
        if reread is None or not stands.asked:
            return None
        then = self._then(spec, strand, stands)
        today = self._pairs(reread.today, spec, strand, then)
        if not today.number:
            return None
        part = len(then.settled) / len(then.asked)
        adopted = (len(then.yes) - len(stands.yes)) / len(stands.asked)
        found = _scaled(drift_of(today, len(then.settled)), part, adopted)
        former = self._pairs(reread.former, spec, strand, then, without=reread.today)
        by_coder = (
            _scaled(drift_of(former, len(then.settled)), part, 0.0) if former.number else None
        )
        return Drift(found, today, len(then.settled), by_coder)

    def _then(self, spec: RowSpec, strand: str, stands: Heard) -> Heard:
        """Return who tells it in the wave as it was read the first time."""
        if self._earlier is self.hearing:
            return stands
        waves = self._earlier.code(spec)[strand]
        return next(one for one in waves if one.wave == stands.wave)

    def _pairs(
        self,
        reading: Reading,
        spec: RowSpec,
        strand: str,
        then: Heard,
        without: Reading | None = None,
    ) -> Pairs:
        """Return how the cases that were read anew to the end fared."""
        units = self.hearing.evidence.units
        number = self.hearing.occasions[strand][then.wave]
        here = units.codable & (units.occasion == number)
        looked = reading.looked.of_all(spec.codes)
        if without is not None:
            looked = looked & ~without.looked.of_all(spec.codes)
        read = self._cases(here & looked) - self._cases(here & ~looked)
        said = _any(reading.yes, spec.codes, len(units)) & here & looked
        drawn, now = read & then.settled, self._cases(said)
        return Pairs(
            stayed=len(drawn & then.yes & now),
            began=len(drawn & now - then.yes),
            stopped=len(drawn & then.yes - now),
            never=len(drawn - now - then.yes),
        )

    def _cases(self, segments: Flags) -> frozenset[str]:
        units, people = self.hearing.evidence.units, self.hearing.evidence.people
        numbers = np.unique(units.case[segments])
        return frozenset(people.cases[at].id for at in numbers.tolist() if at >= 0)


def _any(pairs: Ints, codes: tuple[int, ...], size: int) -> Flags:
    """Return in which segments one of some codes stands."""
    found = np.zeros(size, dtype=bool)
    for code in codes:
        low, high = np.searchsorted(pairs, [code * size, (code + 1) * size])
        found[pairs[low:high] - code * size] = True
    return found


def _scaled(one: Estimate, part: float, more: float) -> Estimate:
    """Return an estimate of a part of all as one of all, moved by what is known already."""
    return Estimate(*(part * value + more for value in one))
