"""Do scores mean what they say? Measured with 500 checked segments on held-out people.

Over segment-code pairs with a score of 0.1 or more: expected calibration error in ten bins of
equal mass, and the slope of a logistic regression of the truth on the log-odds. Brier skill over a
code's own prevalence, for codes with 30 or more uses among the held-out segments.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CHECKED, SEEDS, SHOWN, BINS, ENOUGH = 500, 3, 0.1, 10, 30


def calibration(measure: Path, picture: Path) -> str:
    """Fit on 500 segments of each set, print the figures and draw the reliability of scores."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(measure))
    import coded_sets
    from measure import Themekit

    lines = ["| set | ECE | slope | least Brier skill |", "|---|---|---|---|"]
    bins: list[dict[str, Any]] = []
    for name in coded_sets.DEV:
        data = coded_sets.load(name)
        scores, truths, skills = [], [], []
        for seed in range(SEEDS):
            train, test = coded_sets.split(data, seed)
            rows = train[:CHECKED]
            tool = Themekit(data.codes)
            tool.fit(_of(data.texts, rows), data.Y[rows], context=_of(data.context, rows))
            score = tool.tagger.predict_proba(_of(data.texts, test), _of(data.context, test))
            truth = data.Y[test]
            skills += brier_skill(score, truth)
            scores.append(score[score >= SHOWN])
            truths.append(truth[score >= SHOWN])
        each = [(ece(s, t), slope(s, t)) for s, t in zip(scores, truths, strict=True)]
        least = f"{min(skills):.2f}" if skills else "no such code"
        error, steep = np.mean(each, axis=0)
        lines.append(f"| {name} | {error:.3f} | {steep:.2f} | {least} |")
        bins += [
            {"set": name, "score": s, "share": t}
            for s, t in in_bins(np.concatenate(scores), np.concatenate(truths))
        ]
    _draw(bins, picture)
    return "\n".join(lines)


def _of(values: list[str], rows: NDArray[np.intp]) -> list[str]:
    return [values[row] for row in rows]


def in_bins(scores: Floats, truths: Floats) -> list[tuple[float, float]]:
    """Return mean score and share of true pairs in bins of equal mass."""
    parts = np.array_split(np.argsort(scores, kind="stable"), BINS)
    return [(float(scores[p].mean()), float(truths[p].mean())) for p in parts if len(p)]


def ece(scores: Floats, truths: Floats) -> float:
    """Return the mean distance of score and share over bins of equal mass."""
    return float(np.mean([abs(score - share) for score, share in in_bins(scores, truths)]))


def slope(scores: Floats, truths: Floats) -> float:
    """Return how steeply the truth follows the log-odds; 1 is right, less is too sure."""
    from sklearn.linear_model import LogisticRegression

    odds = np.log(scores / (1 - scores))[:, None]
    return float(LogisticRegression(C=1e6).fit(odds, truths).coef_[0, 0])


def brier_skill(scores: Floats, truths: Floats) -> list[float]:
    """Return the skill over prevalence of each code with enough uses."""
    share = truths.mean(axis=0)
    kept = truths.sum(axis=0) >= ENOUGH
    error = ((scores - truths) ** 2).mean(axis=0)
    return [float(one) for one in (1 - error[kept] / (share * (1 - share))[kept])]


def _draw(bins: list[dict[str, Any]], path: Path) -> None:
    import altair as alt

    scale = alt.Scale(domain=[0, 1])
    points = (
        alt.Chart(alt.Data(values=bins))
        .mark_line(point=True)
        .encode(
            x=alt.X("score:Q", scale=scale, title="score"),
            y=alt.Y("share:Q", scale=scale, title="share that people coded so"),
            color=alt.Color("set:N", scale=alt.Scale(scheme="dark2")),
        )
    )
    ends = [{"score": 0, "share": 0}, {"score": 1, "share": 1}]
    line = alt.Chart(alt.Data(values=ends)).mark_line(strokeDash=[4, 4], color="grey")
    both = (line.encode(x="score:Q", y="share:Q") + points).properties(width=320, height=320)
    both.save(str(path), scale_factor=2)
