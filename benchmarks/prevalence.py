"""How often corrected shares hold what people found, and how much narrower a machine makes them.

    python benchmarks/prevalence.py [--shared ../shared] [--draws 500] [--tagger 10] [--cache DIR]

People's codes are the truth. Of each set, 500 times, cases are drawn at random, a light learner
(ridge regression on the bundled encoder's vectors and the likeness of words to key words) learns
from those drawn alone, by cases in five folds, and scores all: those drawn by a model that had not
learned from them. `themekit.statistics.prevalence` then says the share of every code in the whole
set. `--tagger` takes themekit's own tagger in some draws, to see that it gains as much.

Wilson's interval with a correction for the finite set is what a person's reading gives alone. Width
is compared as it comes and at equal least coverage: at the level at which the least covered code of
the group is covered as often as Wilson's.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from themekit import Codebook, CodebookTagger
from themekit.statistics.prevalence import Scored, prevalence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.records import Prepared

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
FOLDS, RIDGE, ENOUGH, RARE = 5, 10.0, 30, 0.05
NO_THEMES = ["Labelling not possible", "Not assigned"]
LEVELS = (0.8, 0.85, 0.88, 0.9, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995)
MACHINES = ("learner", "constant", "inverted")


@dataclass(frozen=True)
class Setting:
    """A set, what counts as a case in it, and how many are drawn."""

    name: str
    folder: str
    case: Callable[[pd.DataFrame], Any]
    drawn: int


@dataclass(frozen=True)
class Material:
    """What is drawn from: features and codes of passages, whose they are, and codes of cases."""

    features: NDArray[np.float32]
    prepared: Prepared
    codes: NDArray[np.float32]
    names: list[str]
    case: Ints
    truth: Floats
    passages: list[Ints]


@dataclass(frozen=True)
class Drawn:
    """One draw: which cases, and scores of these and of all others, each of shape (n, n_codes)."""

    found: Floats
    mine: Floats
    others: Floats


def _lines(frame: pd.DataFrame) -> Any:
    """Cut sessions into stretches of 20 lines, since there are only 17 of them."""
    return frame.document_id + "#" + (frame.groupby("document_id").cumcount() // 20).astype(str)


SETTINGS = (
    Setting("NHS comments", "nhs_fft_neas", lambda frame: frame.id, 300),
    Setting("NHS respondents, 1-3 passages", "nhs_fft_neas", lambda one: one.respondent_id, 300),
    Setting("NHS feedback, one code each", "nhs_phase1", lambda frame: frame.id, 300),
    Setting("interviews, stretches of 20", "serdif_usability", _lines, 60),
    Setting("interviews, stretches of 20", "serdif_usability", _lines, 100),
)


def main() -> None:
    """Simulate, print, draw."""
    options = _options()
    if not (options.shared / "data" / "coded").exists():
        print(f"{options.shared} is not here: the coded data sets are not part of themekit.")
        return
    print("| set | cases, drawn | codes | machine | coverage: mean, least | Wilson's | textbook's |"
          " width of Wilson's | at equal least coverage | machine has a say |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|")
    points: list[dict[str, Any]] = []
    for setting in SETTINGS:
        material = read(setting, options.shared / "data" / "coded", options.cache)
        draws = list(simulate(material, setting.drawn, options.draws, light))
        for machine in MACHINES:
            figures = measure(material, draws, machine)
            _tell(setting, material, figures, machine)
            if machine == "learner":
                points += _points(setting, material, figures)
        if options.tagger and setting is SETTINGS[0]:
            few = list(simulate(material, setting.drawn, options.tagger, _own_tagger(setting)))
            for machine, given in (("learner, first draws", draws[: options.tagger]),
                                   ("themekit's tagger", few)):  # fmt: skip
                _tell(setting, material, measure(material, given, machine), machine)
    PICTURES.mkdir(exist_ok=True)
    draw(points, PICTURES / "prevalence.png")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--tagger", type=int, default=0)
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "themekit-bench"
    )
    return parser.parse_args()


# -- what is drawn from --------------------------------------------------------------------------


def read(setting: Setting, folder: Path, cache: Path) -> Material:
    """Read a set and measure its texts, once."""
    frame = pd.read_csv(folder / setting.folder / "segments.csv", dtype=str, keep_default_na=False)
    prepared = _prepared(setting.folder, folder, frame.text.tolist(), cache)
    table = frame.codes.str.get_dummies("|")
    kept = np.flatnonzero(table.reindex(columns=NO_THEMES, fill_value=0).sum(axis=1) == 0)
    frame, prepared = frame.iloc[kept], prepared[kept]
    table = table.iloc[kept].drop(columns=NO_THEMES, errors="ignore")
    case = pd.factorize(setting.case(frame))[0].astype(np.intp)
    codes = table.to_numpy(np.float32)
    features = np.hstack([prepared.vectors, prepared.lexical, prepared.words]).astype(np.float32)
    truth = np.zeros((case.max() + 1, codes.shape[1]))
    np.maximum.at(truth, case, codes)
    order = np.argsort(case, kind="stable")
    passages = np.split(order, np.searchsorted(case[order], np.arange(1, len(truth))))
    return Material(features, prepared, codes, list(table.columns), case, truth, passages)


def _prepared(name: str, folder: Path, texts: list[str], cache: Path) -> Prepared:
    path = cache / f"{name}.pkl"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        tagger = CodebookTagger(Codebook.load(folder / name / "codebook.yaml"))
        path.write_bytes(pickle.dumps(tagger.prepare(texts)))
    found: Prepared = pickle.loads(path.read_bytes())
    return found


# -- draws ---------------------------------------------------------------------------------------

Learner = Callable[[Material, "Ints"], Callable[["Ints"], "Floats"]]


def simulate(material: Material, size: int, draws: int, learner: Learner) -> Iterator[Drawn]:
    """Draw cases, learn from them in folds, and score all cases."""
    rng = np.random.default_rng(0)
    everything, cases = np.arange(len(material.case)), len(material.truth)
    for _ in range(draws):
        drawn = rng.permutation(cases)[:size]
        rows = np.concatenate([material.passages[one] for one in drawn])
        own = np.repeat(np.arange(size), [len(material.passages[one]) for one in drawn])
        fold = rng.permutation(size)[own] % FOLDS
        left_out = np.zeros((len(rows), material.codes.shape[1]))
        for number in range(FOLDS):
            held = fold == number
            left_out[held] = learner(material, rows[~held])(rows[held])
        scores = in_cases(learner(material, rows)(everything), material.case, cases)
        rest = np.setdiff1d(np.arange(cases), drawn)
        mine = in_cases(left_out, own, size)
        yield Drawn(material.truth[drawn], mine, scores[rest].astype(np.float32))


def light(material: Material, rows: Ints) -> Callable[[Ints], Floats]:
    """Learn by ridge regression; return what scores passages."""
    known, codes = material.features[rows], material.codes[rows]
    base = codes.mean(axis=0)
    if len(rows) <= known.shape[1]:
        kernel = known @ known.T + RIDGE * np.eye(len(rows), dtype=np.float32)
        weights = known.T @ np.linalg.solve(kernel, codes - base)
    else:
        kernel = known.T @ known + RIDGE * np.eye(known.shape[1], dtype=np.float32)
        weights = np.linalg.solve(kernel, known.T @ (codes - base))
    return lambda of: np.clip(base + material.features[of] @ weights, 0, 1)


def _own_tagger(setting: Setting) -> Learner:
    """Return a learner that is themekit's tagger with the set's codebook."""

    def learn(material: Material, rows: Ints) -> Callable[[Ints], Floats]:
        shared = _options().shared / "data" / "coded"
        codebook = Codebook.load(shared / setting.folder / "codebook.yaml")
        at = {code.name: number for number, code in enumerate(codebook.codes)}
        columns = [at[name] for name in material.names]
        labels = np.full((len(rows), len(at)), -1)
        labels[:, columns] = material.codes[rows]
        print(f"learning from {len(rows)} passages", file=sys.stderr)
        tagger = CodebookTagger(codebook).fit(material.prepared[rows], labels)
        return lambda of: tagger.predict_proba(material.prepared[of])[:, columns]

    return learn


def in_cases(scores: Floats, case: Ints, size: int) -> Floats:
    """Return the chance that any passage of a case has a code, were its passages independent."""
    none = np.zeros((size, scores.shape[1]))
    np.add.at(none, case, np.log1p(-np.clip(scores, 0, 0.999)))
    return 1 - np.exp(none)


# -- how they do ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """Of each level, ours and Wilson's: covered and width, shape (n_levels, n_codes); and more."""

    covered: Floats
    width: Floats
    plain_covered: Floats
    plain_width: Floats
    textbook: Floats
    say: Floats


def measure(material: Material, draws: list[Drawn], machine: str) -> Figures:
    """Make the intervals of every draw, code and level, and see which hold the truth."""
    codes, size = material.truth.shape[1], len(material.truth)
    truth = material.truth.mean(axis=0)
    shape = (len(LEVELS), codes)
    ours, width, plain, plain_width = (np.zeros(shape) for _ in range(4))
    textbook, say = np.zeros(codes), np.zeros(codes)
    for one in draws:
        for code in np.flatnonzero(material.truth.sum(axis=0) >= ENOUGH):
            found, scored = one.found[:, code], _scored(one, code, machine)
            textbook[code] += _textbook_holds(found, scored, size, truth[code])
            for at, level in enumerate(LEVELS):
                mine = prevalence(found, size, scored, level=level)
                alone = prevalence(found, size, level=level)
                for held, wide, it in ((ours, width, mine), (plain, plain_width, alone)):
                    assert it.interval is not None
                    low, high = it.interval
                    held[at, code] += low - 1e-9 <= truth[code] <= high + 1e-9
                    wide[at, code] += high - low
            say[code] += mine.by_machine
    made = (one / len(draws) for one in (ours, width, plain, plain_width, textbook, say))
    return Figures(*made)


def _scored(one: Drawn, code: int, machine: str) -> Scored:
    mine, others = one.mine[:, code], one.others[:, code]
    if machine == "constant":
        return Scored(np.full_like(mine, 0.3), np.full_like(others, 0.3))
    if machine == "inverted":
        return Scored(1 - mine, 1 - others)
    return Scored(mine, others)


def _textbook_holds(found: Floats, scored: Scored, size: int, truth: float) -> bool:
    """Tell whether the usual tuned prediction-powered interval (Wald's) holds the truth."""
    mine, drawn = np.asarray(scored.drawn), len(found)
    spread = mine.var()
    weight = ((found - found.mean()) * (mine - mine.mean())).mean() / spread if spread else 0.0
    rest = 1 - drawn / size
    share = found.mean() + rest * weight * (np.mean(scored.others) - mine.mean())
    half = 1.959964 * np.sqrt((found - weight * mine).var(ddof=1) * rest / drawn)
    return bool(abs(share - truth) <= half)


def _tell(setting: Setting, material: Material, figures: Figures, machine: str) -> None:
    """Print a line for common and one for rare codes."""
    for words, group in _groups(material):
        if not group.any():
            continue
        cells = [
            setting.name,
            f"{len(material.truth):,}, {setting.drawn}",
            f"{group.sum()} {words}",
            machine,
            *map(_mean_least, _at_95(figures, group)),
            f"{_ratio(figures, group):.2f}",
            f"{equal_width(figures, group):.2f}",
            f"{figures.say[group].mean():.0%}",
        ]
        print(f"| {' | '.join(cells)} |", flush=True)


def _groups(material: Material) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    uses, share = material.truth.sum(axis=0), material.truth.mean(axis=0)
    yield "of 5 % or more", (uses >= ENOUGH) & (share >= RARE)
    yield "under 5 %", (uses >= ENOUGH) & (share < RARE)


def _at_95(figures: Figures, group: NDArray[np.bool_]) -> Iterator[Floats]:
    at = LEVELS.index(0.95)
    yield figures.covered[at, group]
    yield figures.plain_covered[at, group]
    yield figures.textbook[group]


def _mean_least(covered: Floats) -> str:
    return f"{covered.mean():.3f}, {covered.min():.3f}"


def _ratio(figures: Figures, group: NDArray[np.bool_]) -> float:
    at = LEVELS.index(0.95)
    return float((figures.width[at, group] / figures.plain_width[at, group]).mean())


def equal_width(figures: Figures, group: NDArray[np.bool_]) -> float:
    """Return the mean width of Wilson's, either at the level where its least covered code is
    covered as often as Wilson's is at 95 %."""
    wanted = figures.plain_covered[LEVELS.index(0.95), group].min()
    ours = _width_at(wanted, figures.covered[:, group], figures.width[:, group])
    alone = _width_at(wanted, figures.plain_covered[:, group], figures.plain_width[:, group])
    return float((ours / alone).mean())


def _width_at(wanted: float, covered: Floats, width: Floats) -> Floats:
    """Return the width of each code at the first level that covers the least covered enough."""
    least = np.maximum.accumulate(covered.min(axis=1))
    at = min(int(np.searchsorted(least, wanted)), len(LEVELS) - 1)
    if at == 0:
        return width[0]
    part = (wanted - least[at - 1]) / max(least[at] - least[at - 1], 1e-9)
    between: Floats = width[at - 1] + min(part, 1.0) * (width[at] - width[at - 1])
    return between


def _points(setting: Setting, material: Material, figures: Figures) -> list[dict[str, Any]]:
    at = LEVELS.index(0.95)
    return [
        {
            "set": f"{setting.name}: {setting.drawn} of {len(material.truth):,}",
            "share": float(material.truth[:, code].mean()),
            "coverage": float(held),
            "interval": name,
            "width": float(figures.width[at, code] / figures.plain_width[at, code]),
        }
        for code in np.flatnonzero(material.truth.sum(axis=0) >= ENOUGH)
        for name, held in (
            ("corrected", figures.covered[at, code]),
            ("textbook", figures.textbook[code]),
        )
    ]


def draw(points: list[dict[str, Any]], path: Path) -> None:
    """Draw coverage and width of every code by its share."""
    import altair as alt

    base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("share:Q", title="share of cases with the code", axis=alt.Axis(format="%")),
        color=alt.Color("set:N", scale=alt.Scale(scheme="dark2"), legend=alt.Legend(columns=1)),
    )
    held = base.mark_point(filled=True, size=50, opacity=0.8, clip=True).encode(
        y=alt.Y("coverage:Q", title="intervals that hold it", scale=alt.Scale(domain=[0.7, 1]),
                axis=alt.Axis(format="%")),
        shape=alt.Shape("interval:N", title=None),
    )  # fmt: skip
    line = alt.Chart(alt.Data(values=[{"y": 0.95}])).mark_rule(strokeDash=[4, 4], color="grey")
    width = base.mark_point(filled=True, size=50, opacity=0.8).encode(
        y=alt.Y("width:Q", title="width, Wilson's = 1", scale=alt.Scale(domain=[0, 1.05])),
    )
    left = (line.encode(y="y:Q") + held).properties(width=300, height=300)
    right = width.transform_filter(alt.datum.interval == "corrected")
    chart = alt.hconcat(left, right.properties(width=300, height=300))
    chart.configure_legend(labelLimit=400).save(str(path), scale_factor=2)


if __name__ == "__main__":
    main()
