"""What a study knows too little of to simulate anything, and what would supply it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from themekit.codebook import Code
from themekit.designing import LEAST_READ, LEAST_TWICE, LEAST_YES, Pilot
from themekit.errors import Problem
from themekit.names import typed
from themekit.workflows.piloting import Piloting

NEEDED = f"{LEAST_READ}, {LEAST_TWICE} and {LEAST_YES} are needed to simulate anything"
_NAMED = 3


class Known(NamedTuple):
    """How many cases were wholly read for a code, by two, and have it."""

    read: int
    twice: int
    yes: int

    @classmethod
    def of(cls, pilot: Pilot, code: int) -> Known:
        """Return what is known of a code."""
        return cls(pilot.read(code), pilot.twice(code), pilot.yes(code))

    @property
    def enough(self) -> bool:
        """Whether anything can be simulated."""
        least = zip(self, (LEAST_READ, LEAST_TWICE, LEAST_YES), strict=True)
        return all(known >= needed for known, needed in least) and self.yes < self.read

    def said(self, code: Code) -> str:
        """Say that a code is left out, and why."""
        return (
            f"'{code.name}' is left out: {self.read:,} cases are read, {self.twice:,} of them by "
            f"two, and {self.yes:,} have it; {NEEDED}."
        )


def refusals(
    file: str,
    piloting: Piloting,
    known: Mapping[Code, Known],
    lines: Mapping[Code, int | None],
) -> list[Problem]:
    """Return what is known too little of: codes that the same would supply are told together.

    Parameters
    ----------
    file : str
        designs.yaml, as the user typed it.
    piloting : Piloting
    known : mapping of Code to Known
        Those of which it is too little.
    lines : mapping of Code to line
        Where the file names them.
    """
    together: dict[tuple[str, str], list[Code]] = {}
    for code, one in known.items():
        together.setdefault((_lacking(one), _way_out(piloting, one)), []).append(code)
    found = []
    for (lacking, hint), codes in together.items():
        names = ", ".join(f"'{code.name}'" for code in codes[:_NAMED])
        more = f" and {len(codes) - _NAMED} more codes" if len(codes) > _NAMED else ""
        found.append(Problem(file, lines.get(codes[0]), f"{names}{more}: {lacking}", hint))
    return found


def _lacking(known: Known) -> str:
    if known.yes == known.read and known.read >= LEAST_READ:
        return "every case that was read has it"
    return (
        f"{known.read:,} cases are wholly read, {known.twice:,} of them by two, and "
        f"{known.yes:,} have it; {NEEDED}"
    )


def _way_out(piloting: Piloting, known: Known) -> str:
    """Return what would supply it: a line to be typed, where there is one."""
    told = len(piloting.cases)
    names = [*piloting.names(), "NAME", "NAME"]
    more = max(LEAST_READ - known.read, 0)
    if known.yes < LEAST_YES:
        # As often as in what was read so far; of a code that nobody found yet, as many once more.
        rate = known.yes / known.read if known.yes else LEAST_YES / LEAST_READ
        more = max(more, ceil((LEAST_YES - known.yes) / rate))
    if known.yes == known.read and known.read >= LEAST_READ:
        return "choose a code that some have and some have not"
    if told < LEAST_READ:
        return f"only {told:,} were told here so far: try again once the next wave is in"
    if more and known.read >= told:
        return f"all {told:,} that were told are read: choose a code that more of them have"
    if more > told - known.read:
        return f"only {told:,} were told here: choose a code that more of them have, or ask more"
    line = f"themekit coders {typed(str(piloting.coded.study.root))} hand-out"
    strand = f"--strand {typed(piloting.strand.name)}"
    if more:
        return f"{line} {typed(names[0])} --cases {more} {strand}"
    missing = LEAST_TWICE - known.twice
    return f"{line} {typed(names[1])} --cases {missing} --overlap 1 {strand}"
