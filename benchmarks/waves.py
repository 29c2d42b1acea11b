"""How often a change that was planted is covered and named, when reading drifts meanwhile.

    python benchmarks/waves.py [--shared ../shared] [--draws 500] [--size 300] [--bridge 60]
    python benchmarks/waves.py --size 40 --read 15 --bridge 0

People's codes of NHS comments (nhs_fft_neas) are what was said. A wave is drawn from the comments
so that a planted share of it has the code. It is read by a reader who misses some of it and finds
some that is not there; the later wave by another, or by the same one changed: how far both err is
drawn anew each time, between missing 5 % and 40 % and finding up to 5 % where there is none. What
one reading errs in is half of the time what the other errs in too. Of the earlier wave some are
read anew as the later one is read. With ``--steady`` the reader stays the same, and what is left is
chance in who tells. Everything else goes through the product: `drift_of`, `change_of` and the
verdicts. The truth is the change of the share that the later reader would find in either wave.

With ``--read`` people read only so many of each wave, whom chance chose: of those who return the
same. They stand for all as the product has it.

Three kinds of waves: other people, half of them the same, all the same. Three changes: none,
a rise that is read as .10, and one that is read as .20.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from themekit.matrix.change.heard import Heard, both_times
from themekit.matrix.change.reread import Drift
from themekit.matrix.change.verdicts import Compared, Waves, compare
from themekit.statistics.change import Pairs, drift_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

HERE = Path(__file__).resolve().parent
SETS = "data/coded/nhs_fft_neas/segments.csv"
NO_THEMES = {"Labelling not possible", "Not assigned"}
LEAST, MOST = 0.05, 0.5
MISSED, FOUND = (0.05, 0.4), (0.0, 0.05)
ALIKE = 0.5
"""How often what one reading errs in the other errs in too."""
MATTERS = 0.15
RISES = (0.0, 0.1, 0.2)
RETURNING = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Reader:
    """How a reader errs: the part missed, and the part found where there is none."""

    missed: float
    found: float

    def reads(self, said: Flags, luck: NDArray[np.float64]) -> Flags:
        """Return what is found; `luck` says how hard each comment is."""
        return np.where(said, luck >= self.missed, luck < self.found)

    def share(self, said: float) -> float:
        """Return the share that is found where a share was said."""
        return said * (1 - self.missed) + (1 - said) * self.found


@dataclass(frozen=True)
class Result:
    """A draw: what was planted, and what was told."""

    planted: float
    covered: bool
    verdict: str
    width: float


def shares(path: Path) -> dict[str, float]:
    """Return the codes that are neither rare nor everywhere, with the share that people found."""
    table = pd.read_csv(path, encoding="utf-8-sig")
    sets = table["codes"].fillna("").str.split("|").map(_stripped)
    names = set().union(*sets) - NO_THEMES - {""}
    every = {name: float(sets.map(lambda found, name=name: name in found).mean()) for name in names}
    return {name: every[name] for name in sorted(every) if LEAST <= every[name] <= MOST}


def _stripped(found: list[str]) -> set[str]:
    return {one.strip() for one in found}


def one_draw(
    rng: np.random.Generator, then: float, rise: float, same: float, about: Plan
) -> Result:
    """Plant a change, read both waves, read a part anew, and let the product tell."""
    early, late = (Reader(rng.uniform(*MISSED), rng.uniform(*FOUND)) for _ in range(2))
    early = late if about.steady else early
    now = then + rise / (1 - late.missed - late.found)
    said = rng.random(about.size) < then
    return_ = rng.random(about.size) < same
    # Of those who return some begin; nobody else changes.
    begins = rng.random(about.size) < (now - then) / (1 - then)
    later = np.where(return_, said | begins, rng.random(about.size) < now)
    luck = rng.random(about.size)
    again = np.where(rng.random(about.size) < ALIKE, luck, rng.random(about.size))
    before, after = early.reads(said, luck), late.reads(later, rng.random(about.size))
    anew = late.reads(said, again)
    found = _told(before, after, return_, anew, about)
    planted = late.share(now) - late.share(then)
    change = found.change
    assert change is not None
    covered = change.low <= planted <= change.high
    return Result(planted, covered, found.verdict, change.high - change.low)


@dataclass(frozen=True)
class Plan:
    """How many tell something in a wave, how many of them are read, and how many read anew."""

    size: int
    bridge: int
    read: int
    steady: bool = False


def _told(before: Flags, after: Flags, return_: Flags, anew: Flags, about: Plan) -> Compared:
    """Let the product compare two waves."""
    people = [f"p{at}" for at in range(about.size)]
    others = [
        one if back else f"q{at}"
        for at, (one, back) in enumerate(zip(people, return_, strict=True))
    ]
    first, second = _heard("1", people, before, about), _heard("2", others, after, about)
    was, new = before[: about.bridge], anew[: about.bridge]
    pairs = Pairs(
        int((was & new).sum()), int((new & ~was).sum()), int((was & ~new).sum()),
        int((~was & ~new).sum()),
    )  # fmt: skip
    drift = None
    if about.bridge:
        among, of_all = (drift_of(pairs, size) for size in (about.read, about.size))
        drift = Drift(of_all, among, 1.0, pairs, about.read)
    pair = both_times(first, second)
    shares = (one.part() or one.counted() for one in (first, second))
    return compare(Waves(first, second, *shares, pair, MATTERS, drift))


def _heard(wave: str, people: list[str], found: Flags, about: Plan) -> Heard:
    """Return a wave of which the first are read; chance made their order."""
    asked, read = frozenset(people), frozenset(people[: about.read])
    yes = frozenset(people[at] for at in np.flatnonzero(found)) & read
    drawn = read if len(read) < len(asked) else frozenset()
    return Heard(wave, asked, asked, yes, open=asked - read, drawn=drawn)


def rows(
    known: dict[str, float], draws: int, about: Plan, seed: int
) -> Iterator[tuple[object, ...]]:
    """Yield what came of it, by kind of waves and planted change, over all codes."""
    for same in RETURNING:
        for rise in RISES:
            rng = np.random.default_rng([seed, int(10 * same), int(10 * rise)])
            found = {
                code: [one_draw(rng, then, rise, same, about) for _ in range(draws)]
                for code, then in known.items()
            }
            every = [one for results in found.values() for one in results]
            least = [np.mean([one.covered for one in results]) for results in found.values()]
            told = [one.verdict for one in every]
            yield (
                {0.0: "other people", 0.5: "half the same", 1.0: "the same"}[same],
                f"{rise:.2f}",
                f"{np.mean([one.covered for one in every]):.3f}",
                f"{min(least):.3f}",
                f"{np.mean([one in ('rose', 'fell') for one in told]):.3f}",
                f"{np.mean([one == 'no change seen' for one in told]):.3f}",
                f"{np.median([one.width for one in every]):.3f}",
            )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--bridge", type=int, default=60)
    parser.add_argument("--read", type=int, default=0, help="of each wave; 0: all")
    parser.add_argument("--steady", action="store_true", help="one reader, who does not change")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    known = shares(given.shared / SETS)
    print(", ".join(f"{name} {share:.2f}" for name, share in known.items()))
    read = given.read or given.size
    about = Plan(given.size, min(given.bridge, read), read, steady=given.steady)
    head = ("waves", "rise", "covered", "least code", "named", "no change", "width")
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows(known, given.draws, about, given.seed):
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
