"""How often the interval of the effect of showing suggestions tells the truth: 500 seeds a case.

Simulated coders read documents whose number of passages and suggestions differs, and who differ
among themselves; chance puts each coder's documents into two arms. Those who ignore suggestions
answer alike in both: the 95 % interval has to hold 0 in 93 to 97 % of studies. Those who accept all
of them say yes wherever one is shown: it has to exclude 0 in 95 % or more.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product

import numpy as np

from themekit.agreement.effect import Arm, Effect, effect_of_showing

SEEDS = 500
HOLDS = (0.93, 0.97)
EXCLUDES = 0.95


def study(seed: int, documents: int, coders: int, *, accepts: bool) -> Effect:
    """Simulate one study and return what is told of it."""
    generator = np.random.default_rng([seed, documents, coders, accepts])
    leaning = generator.normal(0, 0.5, coders)
    # As draws do it: of each coder's documents, mixed, every second one is in the other arm.
    places = np.array([generator.permutation(documents) for _ in range(coders)])
    turns = generator.integers(2, size=coders)
    arms = []
    for document in range(documents):
        pairs = int(generator.integers(2, 31))
        # Some documents are clearer than others, and some pairs in them: all coders see the same.
        clear = generator.normal(0.2, 0.7) + generator.normal(0, 0.8, pairs)
        for coder in range(coders):
            shown = bool((places[coder, document] + turns[coder]) % 2)
            likely = 1 / (1 + np.exp(-clear - leaning[coder]))
            yes = pairs if accepts and shown else int((generator.random(pairs) < likely).sum())
            arms.append(Arm(f"d{document}", f"c{coder}", shown, yes, pairs))
    return effect_of_showing(arms)


def measured(documents: int, coders: int, seeds: int) -> tuple[float, float]:
    """Return how often the interval holds 0 of those who ignore, and excludes it of the others."""
    holds = excludes = 0
    for seed in range(seeds):
        ignoring = study(seed, documents, coders, accepts=False).interval
        accepting = study(seed, documents, coders, accepts=True).interval
        holds += ignoring is not None and ignoring.low <= 0 <= ignoring.high
        excludes += accepting is not None and not accepting.low <= 0 <= accepting.high
    return holds / seeds, excludes / seeds


def main() -> int:
    """Print what is measured; 1 where it is not what it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    seeds = parser.parse_args().seeds
    fine = True
    print("documents  coders  ignore: holds 0  accept all: excludes 0")
    for documents, coders in product((20, 40, 80), (1, 3)):
        holds, excludes = measured(documents, coders, seeds)
        fine &= HOLDS[0] <= holds <= HOLDS[1] and excludes >= EXCLUDES
        print(f"{documents:9}  {coders:6}  {holds:15.1%}  {excludes:22.1%}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
