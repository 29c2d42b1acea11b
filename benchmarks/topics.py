"""Topics beside BERTopic's defaults, on texts that people coded: likeness to codes, stability.

    python benchmarks/topics.py [--shared ../shared]

Both get the same texts (those that say something) and the same vectors. Likeness to the human
codes is normalised mutual information over (segment, code) pairs. Stability is how a grouping
stands when other people had been asked: cases are drawn with replacement, the search is done anew
with another seed, and the two groupings are compared on the segments that both saw: adjusted Rand
index over all of them, mean best Jaccard of the topics (weighted by size), and the share of topics
that return (Jaccard over .5).
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from themekit.topics.grouping import Grouping
from themekit.topics.settings import settings_for
from themekit.topics.smoothing import Smoothing, neighbourhood
from themekit.topics.stability import best_matches
from themekit.vectors import load_encoder

HERE = Path(__file__).resolve().parent
SETS = (("nhs_fft_neas", "respondent_id"), ("serdif_usability", "document_id"))
NO_THEME = {"Labelling not possible", "Not assigned"}
RESAMPLES = 5
Labels = np.ndarray


@dataclass(frozen=True)
class Coded:
    """A set of coded texts."""

    name: str
    codes: list[list[str]]
    cases: np.ndarray
    vectors: np.ndarray


def load(folder: Path, case: str) -> Coded:
    """Read a set; answers that people could not code for want of words are left out."""
    with (folder / "segments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"].strip()]
    rows = [
        row
        for row in rows
        if "Labelling not possible" not in row["codes"].split("|")
        and row.get("speaker") != "moderator_prompt"
    ]
    texts = [row["text"] for row in rows]
    distinct = sorted(set(texts))
    place = {text: number for number, text in enumerate(distinct)}
    vectors = load_encoder().encode(distinct)[[place[text] for text in texts]]
    codes = [[code for code in row["codes"].split("|") if code] for row in rows]
    codes = [[code for code in of if code not in NO_THEME] for of in codes]
    return Coded(folder.name, codes, np.array([row[case] for row in rows]), vectors)


def defaults(vectors: np.ndarray, seed: int) -> Labels:
    """Group as BERTopic does by default."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from hdbscan import HDBSCAN
        from umap import UMAP

        flat = UMAP(15, 5, min_dist=0.0, metric="cosine", random_state=seed).fit_transform(vectors)
        return np.asarray(HDBSCAN(min_cluster_size=10).fit_predict(flat), dtype=np.int64)


def themekit(vectors: np.ndarray, seed: int) -> Labels:
    """Group as ``themekit run`` does."""
    settings = settings_for(len(vectors), seed)
    smoothed = Smoothing(neighbourhood(vectors, settings), settings).transform(vectors)
    return Grouping(vectors, settings).fit(smoothed).labels_


def likeness(labels: Labels, codes: list[list[str]]) -> float:
    """Return the normalised mutual information of topics and codes."""
    pairs = [(label, code) for label, of in zip(labels, codes, strict=True) for code in of]
    return float(normalized_mutual_info_score([c for _, c in pairs], [t for t, _ in pairs]))


def stability(
    coded: Coded, group: Callable[[np.ndarray, int], Labels], whole: Labels
) -> np.ndarray:
    """Return the mean adjusted Rand index, best Jaccard, and share of topics that return."""
    rng = np.random.default_rng(0)
    people = np.unique(coded.cases)
    found = []
    for number in range(RESAMPLES):
        keep = np.isin(coded.cases, rng.choice(people, len(people)))
        again, before = group(coded.vectors[keep], number + 1), whole[keep]
        count = int(whole.max()) + 1
        jaccard, there = best_matches(before, again, count)
        sizes = np.bincount(before[before >= 0], minlength=count)
        found.append(
            (
                adjusted_rand_score(before, again),
                np.average(jaccard, weights=sizes),
                (jaccard > 0.5)[there].mean(),
            )
        )
    return np.mean(found, axis=0)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    coded = parser.parse_args().shared / "data" / "coded"
    if not coded.is_dir():
        sys.exit(f"{coded} is not there: name the folder with --shared.")
    print("| set | | topics | in -1 | NMI with codes | ARI | Jaccard | topics return | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for folder, case in SETS:
        material = load(coded / folder, case)
        for name, group in (("BERTopic's defaults", defaults), ("themekit", themekit)):
            started = time.perf_counter()
            labels = group(material.vectors, 0)
            took = time.perf_counter() - started
            rand, jaccard, returns = stability(material, group, labels)
            print(
                f"| {material.name} ({len(labels)}) | {name} | {labels.max() + 1} "
                f"| {(labels < 0).mean():.0%} | {likeness(labels, material.codes):.3f} "
                f"| {rand:.3f} | {jaccard:.3f} | {returns:.0%} | {took:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
