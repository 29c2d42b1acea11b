"""How a part of an earlier wave reads today: drift, as cases that were read anew tell it.

Of the people of the wave whose words were read to the end, chance gave some to whoever reads the
later wave, once more and unmarked. By how much more or fewer of them a code is found in now is
carried over to all of them (`themekit.statistics.change.drift_of`). Who said nothing that could be
read cannot be read otherwise.

What a machine suggests has its part in how people read who see it. That part is no estimate: what
it suggested then was kept with what was given out, and what it suggests now is known of everything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from themekit.decisions import Flags, Ints, Reading
from themekit.matrix.change.heard import Heard, Hearing
from themekit.matrix.outlines import RowSpec
from themekit.statistics.change import Estimate, Pairs, drift_of


class Machine(NamedTuple):
    """Of how many people whom somebody read with suggestions a machine suggests a code.

    Attributes
    ----------
    then, now : int
        When they were given out the first time; today.
    of : int
        People who were read with suggestions.
    """

    then: int
    now: int
    of: int


@dataclass(frozen=True, slots=True)
class Drift:
    """By how much a wave is read otherwise today.

    Attributes
    ----------
    estimate : Estimate
        Of the share of everybody asked.
    among : Estimate
        The same of those who were read the first time, as a share of them: to be added to what
        stands, where what their share leaves open of all the others is reckoned beside it.
    part : float
        Which part of everybody asked they are, or stand for.
    pairs : Pairs
        Cases read anew: found both times, only now, only then, never.
    of : int
        Cases of the wave that could have been drawn.
    by_coder : Estimate or None
        What of it is the coder's, where some were read under the description of that time; the
        rest is the changed description's. None where it did not change, or nobody read so.
    machine : Machine or None
        None where nobody read the wave with suggestions.
    coders : frozenset of str
        Ids of those who read it anew.
    """

    estimate: Estimate
    among: Estimate
    part: float
    pairs: Pairs
    of: int
    by_coder: Estimate | None = None
    machine: Machine | None = None
    coders: frozenset[str] = frozenset()

    @property
    def moves(self) -> Estimate:
        """By how much the share of everybody asked moves, its interval that of those read alone."""
        return _scaled(self.among, self.part, 0.0)


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
        return replace(self.hearing, evidence=evidence)

    def drift(
        self, spec: RowSpec, strand: str, stands: Heard, end: str, *, for_all: bool = False
    ) -> Drift | None:
        """Return by how much a wave is read otherwise than it was; None where none was read anew.

        Parameters
        ----------
        spec : RowSpec
            What a code counts.
        strand : str
        stands : Heard
            Who tells it in the wave, as it stands.
        end : str
            The later wave, beside which it was read anew.
        for_all : bool
            Whether those of the wave who were read stand for all who told something: then how they
            are read otherwise does so too.

        Notes
        -----
        Where a part stands for all, chance draws twice: whom to read, and whom of them to read
        anew. The second draw leaves open what `Drift.among` says of those read; the first is in the
        share itself, so that adding the interval of `Drift.estimate` would count it twice (C.-E.
        Sarndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling, Springer 1992, ch. 9).
        """
        round_ = list(self.hearing.occasions[strand]).index(end) + 1
        reread = self.hearing.evidence.decisions.reread.get(round_)
        if reread is None or not stands.asked:
            return None
        then = self._then(spec, strand, stands)
        today = self._pairs(reread.today, spec, strand, then)
        if not today.number:
            return None
        read, of = len(then.settled), len(then.answered if for_all else then.settled)
        part = of / len(then.asked)
        adopted = (len(then.yes) - len(stands.yes)) / read
        among = _scaled(drift_of(today, read), 1.0, adopted)
        found = _scaled(drift_of(today, of), part, part * adopted)
        former = self._pairs(reread.former, spec, strand, then, without=reread.today)
        by_coder = _scaled(drift_of(former, of), part, 0.0) if former.number else None
        machine = self._machine(spec, strand, then.wave)
        return Drift(found, among, part, today, read, by_coder, machine, reread.coders)

    def _machine(self, spec: RowSpec, strand: str, wave: str) -> Machine | None:
        """Return of whom a machine suggested a code then, and suggests it now."""
        units = self.hearing.evidence.units
        codes = {self.hearing.coded.codebook.codes[at].id for at in spec.codes}
        number = self.hearing.occasions[strand][wave]
        suggesting = self.hearing.suggesting
        shown = {at: had for at, had in suggesting.shown.items() if units.occasion[at] == number}
        if not shown:
            return None
        then, now, every = np.zeros((3, len(units)), dtype=bool)
        for at, had in shown.items():
            every[at], then[at] = True, not codes.isdisjoint(had)
            now[at] = not codes.isdisjoint(suggesting.now.get(units.ids[at], ()))
        return Machine(*(len(self._cases(one)) for one in (then, now, every)))

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
