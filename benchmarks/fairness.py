"""How often a machine that finds less of what one group says is named, and one that does not.

    python benchmarks/fairness.py [--draws 500]

Simulated: two groups, 60 uses of a code in each, one or several a person; the machine finds six in
ten of both, or three in ten of one. What is measured is `themekit.statistics.uneven`, as
fairness.csv uses it. Also with four groups, of which one is halved.
"""

from __future__ import annotations

import argparse

import numpy as np

from themekit.statistics.uneven import uneven

RECALL, HALVED, USES = 0.6, 0.3, 60
SETTINGS = (
    ("2 groups, a use a person", 2, 1),
    ("2 groups, 2 uses a person", 2, 2),
    ("4 groups, a use a person", 4, 1),
)


def named(rng: np.random.Generator, groups: int, each: int, lowest: float) -> tuple[bool, bool]:
    """Plant one study; return whether the first group is named, and whether any is."""
    people = USES // each
    group = np.repeat(np.arange(groups), people)
    rate = np.where(group == 0, lowest, RECALL)
    hits = rng.binomial(each, rate).astype(np.float64)
    found = uneven(hits, np.full(group.size, float(each)), group, seed=int(rng.integers(1 << 30)))
    return found[0].named, any(one.named for one in found)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=500)
    draws = parser.parse_args().draws
    rng = np.random.default_rng(20261128)
    print("| setting | halved: named (asked .90) | the same: named (asked .05 at most) |")
    print("|---|---|---|")
    for words, groups, each in SETTINGS:
        halved = [named(rng, groups, each, HALVED)[0] for _ in range(draws)]
        same = [named(rng, groups, each, RECALL)[1] for _ in range(draws)]
        print(f"| {words} | {np.mean(halved):.3f} | {np.mean(same):.3f} |")


if __name__ == "__main__":
    main()
