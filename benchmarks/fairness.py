"""How often a machine that finds less of what one group says is named, and one that does not.

    python benchmarks/fairness.py [--draws 4000]

Simulated: two groups, 60 uses of a code in each, one or several a person; the machine finds six in
ten of both, or three in ten of one. What is measured is `themekit.statistics.uneven`, as
fairness.csv uses it. Also with four groups, of which one is halved. And whether the difference that
is told as the smallest to be named eight times in ten is named so often. First: how long it takes.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from themekit.agreement.fairness import Groups, fairness
from themekit.agreement.given import Given, GivenOut
from themekit.agreement.said import Said
from themekit.agreement.tables import Frame
from themekit.events import Draw, DrawnItem
from themekit.statistics.uneven import Difference, uneven

RECALL, HALVED, USES = 0.6, 0.3, 60
PEOPLE, CODES = 1_000, 54
SETTINGS = (
    ("2 groups, a use a person", 2, 1),
    ("2 groups, 2 uses a person", 2, 2),
    ("4 groups, a use a person", 4, 1),
)


def planted(
    rng: np.random.Generator, groups: int, each: int, lowest: float
) -> tuple[Difference, ...]:
    """Plant one study, in which the machine finds less of what the first group says."""
    people = USES // each
    group = np.repeat(np.arange(groups), people)
    rate = np.where(group == 0, lowest, RECALL)
    hits = rng.binomial(each, rate).astype(np.float64)
    return uneven(hits, np.full(group.size, float(each)), group, seed=int(rng.integers(1 << 16)))


def seconds() -> float:
    """Return how long `fairness` takes of a large study: each person one passage, read whole."""
    rng = np.random.default_rng(1)
    codes = [f"c{number}" for number in range(CODES)]
    often = rng.uniform(0.02, 0.25, CODES)
    words, places, groups = [], {}, {}
    for number in range(PEOPLE):
        segment = f"s{number}"
        holds = rng.random(CODES) < often
        found = rng.random(CODES) < np.where(holds, RECALL, 0.05)
        suggested = tuple((code, 0.5) for code, one in zip(codes, found, strict=True) if one)
        item = DrawnItem(
            position=number, document=segment, text_hash="h", start=0, end=9,
            probability=float(rng.choice([0.2, 0.3, 0.5])), suggested=suggested,
        )  # fmt: skip
        draw = Draw(draw="d", coder="ana", mode="blind", method="random", items=(item,))
        places["d", "ana", segment] = Given(draw, item)
        groups[segment] = {f"a{of}": str(rng.integers(of + 2)) for of in range(5)}
        words += [
            Said(segment, code, "ana", bool(one), "blind", "", "d")
            for code, one in zip(codes, holds, strict=True)
        ]
    frame = Frame({}, {}, {code: code for code in codes}, {}, {}, {"ana": "researcher"})
    started = time.process_time()
    fairness(words, GivenOut(places, frozenset("d")), frame, Groups(groups))
    return time.process_time() - started


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=4000)
    draws = parser.parse_args().draws
    print(f"{PEOPLE:,} people, {CODES} codes, 5 attributes: {seconds():.1f} seconds of processor\n")
    rng = np.random.default_rng(20261128)
    print(
        "| setting | halved: named (asked .90) | the same: any named (asked .05 at most) "
        "| smallest difference told | a difference of that size: named (.80) |"
    )
    print("|---|---|---|---|---|")
    for words, groups, each in SETTINGS:
        halved = [planted(rng, groups, each, HALVED)[0].named for _ in range(draws)]
        same = [planted(rng, groups, each, RECALL) for _ in range(draws)]
        told = [one[0].smallest for one in same if one[0].smallest is not None]
        small = float(np.median(told))
        seen = [planted(rng, groups, each, RECALL - small)[0].named for _ in range(draws)]
        falsely = np.mean([any(one.named for one in found) for found in same])
        print(
            f"| {words} | {np.mean(halved):.3f} | {falsely:.3f} | {small:.2f} "
            f"| {np.mean(seen):.3f} |"
        )


if __name__ == "__main__":
    main()
