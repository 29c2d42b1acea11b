"""What each part of a codebook does to suggestions: names, definitions, examples, near misses.

Sets that people coded wholly (``../shared/data/coded``, or ``--data``) with nothing checked: the
codebook alone, first only its names, then with definitions, then with examples and near misses
taken from people who are not in the test. A near miss is a passage that the codebook with examples
scores high and people did not code so. Precision and recall are of what is suggested.

    python benchmarks/codebook_parts.py [--seeds 2]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

MEASURE = Path(__file__).resolve().parents[2] / "shared" / "measure"
SETS = ("daacs", "serdif", "nhs_neas")
FEW, MANY, MISSES = 3, 10, 3
POOL = 600
"""Passages among which near misses are looked for."""


def main() -> None:
    """Print one row a codebook, the mean of sets and seeds, and one a set."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2)
    options.add_argument("--measure", type=Path, default=MEASURE)
    options.add_argument("--sets", nargs="+", default=SETS, choices=SETS)
    chosen = options.parse_args()
    sys.path.insert(0, str(chosen.measure))
    import coded_sets

    print("| codebook | " + " | ".join(chosen.sets) + " | mean: mAP | precision | recall |")
    print("|---" * (len(chosen.sets) + 4) + "|")
    found: dict[str, dict[str, list[tuple[float, float, float]]]] = {}
    for name in chosen.sets:
        data = coded_sets.load(name)
        for seed in range(chosen.seeds):
            for what, figures in of_a_split(data, *coded_sets.split(data, seed)):
                found.setdefault(what, {}).setdefault(name, []).append(figures)
    for what, sets in found.items():
        means = [np.mean(sets[name], axis=0) for name in chosen.sets]
        each = " | ".join(f"{mean[0]:.3f}" for mean in means)
        told = " | ".join(f"{value:.3f}" for value in np.mean(means, axis=0))
        print(f"| {what} | {each} | {told} |", flush=True)


def of_a_split(data: Any, train: Any, test: Any) -> list[tuple[str, tuple[float, float, float]]]:
    """Measure every codebook on one split by people."""
    names = [{"name": code["name"]} for code in data.codes]
    defined = [{k: code[k] for k in ("name", "definition") if k in code} for code in data.codes]
    few, many = (with_examples(data, defined, train, most) for most in (FEW, MANY))
    books = {
        "names alone": names,
        "and definitions": defined,
        f"and {FEW} examples a code": few,
        f"and {MANY} examples a code": many,
        f"and {MISSES} near misses a code": with_misses(data, many, train),
    }
    return [(what, measured(tool(book), data, test)) for what, book in books.items()]


def tool(codes: list[dict[str, Any]]) -> Any:
    """Return a tagger that knows a codebook and nothing else."""
    from measure import Themekit

    return Themekit(codes).fit([], np.zeros((0, len(codes)), dtype=int))


def with_examples(data: Any, codes: list[dict[str, Any]], rows: Any, most: int) -> list[Any]:
    """Return a codebook with the first passages of the pool that people coded so."""
    return [
        {**code, "examples": [data.texts[i] for i in rows if data.Y[i, j]][:most]}
        for j, code in enumerate(codes)
    ]


def with_misses(data: Any, codes: list[dict[str, Any]], rows: Any) -> list[Any]:
    """Return a codebook with the passages that look most like a code and are not."""
    rows = rows[:POOL]
    texts = [data.texts[i] for i in rows]
    scores = tool(codes).tagger.predict_proba(texts, [data.context[i] for i in rows])
    wrong = np.where(data.Y[rows] == 1, -1.0, scores)
    return [
        {**code, "near_misses": [texts[i] for i in np.argsort(-wrong[:, j])[:MISSES]]}
        for j, code in enumerate(codes)
    ]


def measured(one: Any, data: Any, test: Any) -> tuple[float, float, float]:
    """Return mAP, and precision and recall of what is suggested."""
    texts, context = [data.texts[i] for i in test], [data.context[i] for i in test]
    scores, said = one.predict(texts, context)
    truth = data.Y[test]
    used = [j for j in range(truth.shape[1]) if truth[:, j].any()]
    average = np.mean([average_precision_score(truth[:, j], scores[:, j]) for j in used])
    right = float((said * truth).sum())
    return float(average), right / max(float(said.sum()), 1.0), right / float(truth.sum())


if __name__ == "__main__":
    main()
