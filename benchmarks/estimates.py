"""How near to people's own counts a few drawn passages bring the figures for all of them.

    python benchmarks/estimates.py [--shared ../shared] [--n 50,100,300] [--draws 25]
    python benchmarks/estimates.py --sets comments --pictures /tmp/pictures

For each coded set of ../shared a sample is drawn, people's codes on it are learned as a run learns
them, and three figures a code are compared with what people coded in all: the number over the
threshold (suggestions), the sum of the probabilities, and the estimate with its interval. The set
`comments` is the 5,096 NHS comments with their whole codebook, as a run has them; the others are as
../shared/measure has them.

What is known of codes in general (`SPREAD`, `TAILS` in themekit.statistics.totals) was chosen by
what does best on serdif and daacs; on the comments, seen too, values near those do alike.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.codebook import parse_codebook
from themekit.statistics.totals import estimated_total
from themekit.tagging import CodebookTagger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from themekit.codebook import Codebook
    from themekit.tagging import Prepared

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
SETS = ("comments", "nhs_neas", "serdif", "daacs", "phase1")
UNUSABLE = ("Labelling not possible", "Not assigned")
FACTOR = {50: 2.0, 100: 2.0, 300: 1.5}
RIGHT = {100: 14, 300: 13}
"""Of the fifteen codes of the comments, in medians of five draws."""
FIVE = 5
FIGURES = ("over the threshold", "sum of probabilities", "estimate")


@dataclass(frozen=True, slots=True)
class Material:
    """Texts with people's codes; `judged` are the codes with uses enough to be judged."""

    name: str
    codebook: Codebook
    texts: list[str]
    context: list[str]
    groups: list[str]
    y: NDArray[np.int8]
    judged: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one draw says of each judged code.

    Attributes
    ----------
    figures : array of shape (3, n_codes)
        In the order of `FIGURES`.
    low, high : arrays of shape (n_codes,)
    """

    figures: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def load(shared: Path, name: str) -> Material:
    """Load one set."""
    if name == "comments":
        return _comments(shared / "data" / "coded" / "nhs_fft_neas")
    import coded_sets
    import yaml

    data = coded_sets.load(name)
    text = yaml.safe_dump({"name": name, "codes": data.codes}, allow_unicode=True)
    codebook, problems = parse_codebook(text)
    assert codebook is not None, problems
    judged = np.arange(len(codebook.codes))
    groups = [str(one) for one in data.groups]
    y = data.Y.astype(np.int8)
    return Material(name, codebook, data.texts, list(data.context), groups, y, judged)


def _comments(folder: Path) -> Material:
    """Load all comments of one trust with the whole codebook: those without a theme too."""
    with (folder / "segments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"].strip()]
    codebook, problems = parse_codebook((folder / "codebook.yaml").read_text("utf-8"))
    assert codebook is not None, problems
    sets = [set(row["codes"].split("|")) for row in rows]
    y = np.array([[code.name in one for code in codebook.codes] for one in sets], dtype=np.int8)
    enough = [
        number
        for number, code in enumerate(codebook.codes)
        if y[:, number].sum() >= 30 and code.name not in UNUSABLE
    ]
    texts, context = [row["text"] for row in rows], [row["question"] for row in rows]
    groups = [row["respondent_id"].strip().lower() for row in rows]
    return Material("comments", codebook, texts, context, groups, y, np.array(enough))


def draws(
    material: Material, tagger: CodebookTagger, prepared: Prepared, size: int, count: int
) -> Iterator[Drawn]:
    """Yield what each of some draws says."""
    total, judged = len(material.texts), material.judged
    for seed in range(count):
        read = np.random.default_rng([seed, size]).choice(total, size, replace=False)
        unread = np.setdiff1d(np.arange(total), read)
        y = material.y[read]
        tagger.fit(prepared[read], y, groups=[material.groups[row] for row in read])
        scores, left_out = tagger.predict_proba(prepared)[unread], tagger.left_out()
        found = y[:, judged].sum(axis=0)
        over = found + (scores >= tagger.learned_.thresholds).sum(axis=0)[judged]
        summed = found + scores.sum(axis=0)[judged]
        totals = [
            estimated_total(int(y[:, j].sum()), scores[:, j], left_out[:, j], y[:, j])
            for j in judged
        ]
        bounds = np.array([(one.low, one.high) for one in totals], dtype=np.float64)
        figures = np.array([over, summed, [one.estimate for one in totals]], dtype=np.float64)
        yield Drawn(figures, bounds[:, 0], bounds[:, 1])


def told(material: Material, size: int, found: list[Drawn]) -> tuple[list[str], list[int]]:
    """Return a row a figure of the table, and the estimate's medians of five draws."""
    truth = material.y[:, material.judged].sum(axis=0)
    factor, rows, estimates = FACTOR.get(size, 2.0), [], [0]
    for number, figure in enumerate(FIGURES):
        given = np.maximum(np.array([one.figures[number] for one in found]), 0.5)
        away = np.maximum(given / truth, truth / given)
        near = (away <= factor).sum(axis=1)
        cuts = [slice(at, at + FIVE) for at in range(0, len(near) - FIVE + 1, FIVE)]
        counts = [int(np.median(near[cut])) for cut in cuts]
        typical = [int((np.median(away[cut], axis=0) <= factor).sum()) for cut in cuts]
        error = float(np.sqrt(np.mean(np.log(given / truth) ** 2)))
        cells = [material.name, size, figure, f"{near.mean():.1f} of {len(truth)} within {factor}"]
        cells += [_listed(counts), _listed(typical), f"{error:.2f}"]
        if figure == FIGURES[-1]:
            held = np.array([(one.low <= truth) & (truth <= one.high) for one in found])
            cells.append(f"{held.mean():.3f} (least {held.mean(axis=0).min():.2f})")
            estimates = counts
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return rows, estimates


def _listed(counts: list[int]) -> str:
    return ", ".join(map(str, counts)) or "-"


HEAD = (
    "| set | drawn | figure | near, mean of all draws | median count of five draws | codes near in "
    "the median of five | error (log) | interval holds |\n|---|---|---|---|---|---|---|---|"
)


def picture(material: Material, by_size: dict[int, list[Drawn]], path: Path) -> None:
    """Draw how far figures are from people's counts, a dot a draw."""
    import altair as alt
    import vl_convert

    from themekit.report.charts import draw

    truth = material.y[:, material.judged].sum(axis=0)
    names = [material.codebook.codes[number].name for number in material.judged]
    labels = [f"{name[:42]} ({uses:,})" for name, uses in zip(names, truth, strict=True)]
    values = [
        {"code": labels[code], "times": max(float(given), 0.5) / float(truth[code]),
         "figure": figure, "drawn": f"{size} drawn"}
        for size, found in by_size.items()
        for one in found[:FIVE]
        for number, figure in ((0, FIGURES[0]), (2, FIGURES[2]))
        for code, given in enumerate(one.figures[number])
    ]  # fmt: skip
    sizes = [f"{size} drawn" for size in by_size]
    order = [labels[at] for at in np.argsort(-truth)]
    scale = alt.Scale(type="log", domain=[0.05, 20], clamp=True)
    axis = alt.Axis(values=[0.1, 0.5, 1, 2, 10], grid=True)
    dots = (
        alt.Chart(alt.Data(values=values))
        .mark_point(filled=True, size=45, opacity=0.7)
        .encode(
            x=alt.X("times:Q", scale=scale, axis=axis, title="times people's own count"),
            y=alt.Y("code:N", sort=order, title=None, axis=alt.Axis(labelLimit=400, grid=True)),
            yOffset=alt.YOffset("figure:N"),
            color=alt.Color("figure:N", scale=alt.Scale(range=["#1b6ca8", "#c2571a"]), title=None),
            shape=alt.Shape("figure:N", title=None),
        )
        .properties(width=260, height=26 * len(labels))
    )
    chart = dots.facet(column=alt.Column("drawn:N", sort=sizes, title=None)).configure_view(
        stroke="#d5d9de"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(vl_convert.svg_to_png(draw(chart.to_dict()), scale=1.5))


def main() -> int:
    """Measure, print, draw; 1 where the comments fall short of what is asked."""
    options = _options()
    measure = options.shared / "measure"
    if not measure.exists():
        print(f"{measure} is not here: the coded data sets are not part of themekit.")
        return 0
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(measure))
    print(HEAD, flush=True)
    fine = True
    for name in options.sets.split(","):
        material = load(options.shared, name)
        tagger = CodebookTagger(material.codebook)
        prepared = tagger.prepare(material.texts, material.context)
        by_size: dict[int, list[Drawn]] = {}
        for size in map(int, options.n.split(",")):
            if 2 * size > len(material.texts):
                continue  # nobody estimates what is nearly read
            by_size[size] = list(draws(material, tagger, prepared, size, options.draws))
            rows, medians = told(material, size, by_size[size])
            print("\n".join(rows), flush=True)
            if name == "comments" and size in RIGHT:
                fine &= float(np.median(medians)) >= RIGHT[size]
        if name == "comments":
            picture(material, by_size, options.pictures / "estimates.png")
    print(f"\nAsked of the comments: {RIGHT}: {'held' if fine else 'NOT held'}")
    return 0 if fine or not options.strict else 1


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--n", default="50,100,300")
    parser.add_argument("--draws", type=int, default=25)
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    parser.add_argument("--strict", action="store_true", help="exit 1 where it falls short")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
