"""Whether `themekit design` knows how often a change would be noticed.

    python benchmarks/designing.py [--shared ../shared] [--pilots 20] [--draws 2000] [--seed 0]

People's codes are the truth. Comments of patients, six in a row taken as one person's story, are
parted into two halves at random. `design` sees 60 stories of the one half, 20 of them read by a
second reader too, who differs from the first by rates that nobody tells it. What is then true is
told by the other half: 2,000 pairs of waves, person by person, drawn from its stories, read by that
second reader, scored by a machine that learned from the 60, and judged by the product's own rule.
Ten codes, twelve designs, twenty such studies.

**Held**: the stated 90 % range holds the share of pairs of waves in which the change was told.
**Useless machine**: the same with scores drawn at random; no design with it may notice more than
the same without it, nor state a narrower range, beyond what chance makes.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline

from themekit.designing import LEAST_YES, UNKNOWN, Look, Pilot, telling_of, versions_of
from themekit.statistics.noticing import ROSE, WavePairs, verdicts
from themekit.statistics.prevalence import (
    LARGE,
    LEAST_DRAWN,
    LEAST_OF_EACH,
    stands_for_all,
    tuned,
    worth,
)
from themekit.study import Change, Design

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HERE = Path(__file__).resolve().parent
SETS = ("nhs_fft_neas", "nhs_phase1")
NO_THEMES = ["Labelling not possible", "Not assigned"]
TOGETHER, SEEN, TWICE, CODES, FOLDS = 6, 60, 20, 10, 5
MATTERS, STEADY, RETURNS, SKIPS = 0.15, 0.5, 0.8, 0.1
CHANGES = (Change(0.30, 0.45), Change(0.30, 0.55), Change(0.50, 0.30))
PLAIN = {"skips": SKIPS}
SAME = {"skips": SKIPS, "same_people": True, "returns": RETURNS}
DESIGNS = (
    Design("40, all read", 40, 40, **PLAIN),
    Design("40, all read by two", 40, 40, readers=2, **PLAIN),
    Design("40, the same, all read", 40, 40, **SAME),
    Design("40, 15 read", 40, 15, **PLAIN),
    Design("100, all read", 100, 100, **PLAIN),
    Design("100, the same, all read", 100, 100, **SAME),
    Design("120, 40 read", 120, 40, **PLAIN),
    Design("120, 40 read, machine", 120, 40, machine=True, **PLAIN),
    Design("300, 60 read", 300, 60, **PLAIN),
    Design("300, 60 read, machine", 300, 60, machine=True, **PLAIN),
    Design("300, the same, 100 read by two, machine", 300, 100, 2, machine=True, **SAME),
    Design("300, all read", 300, 300, **PLAIN),
)


@dataclass(frozen=True)
class Stories:
    """Stories and their codes: texts, and 0 or 1 of shape (n_stories, n_codes)."""

    texts: list[str]
    holds: NDArray[np.int8]
    codes: tuple[str, ...]

    def some(self, at: Ints) -> Stories:
        """Return some of them."""
        return Stories([self.texts[one] for one in at], self.holds[at], self.codes)


@dataclass(frozen=True)
class Hidden:
    """One study as it is: what the pilot sees, and what is true of it."""

    pilot: Pilot
    rest: Stories
    scores: Floats
    finds: Floats
    errs: Floats


def main() -> None:
    """Simulate and print."""
    options = _options()
    folder = options.shared / "data" / "coded"
    if not folder.exists():
        print(f"{options.shared} is not here: the coded data sets are not part of themekit.")
        return
    print("| set | machine | lines | truth in range | median width | median error | seconds |")
    print("|---|---|---|---|---|---|---|")
    for name, useless in product(SETS, (False, True)):
        started = time.monotonic()
        table = measure(read(folder / name), options, useless=useless)
        _tell(name, table, time.monotonic() - started, useless=useless)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--pilots", type=int, default=20)
    parser.add_argument("--draws", type=int, default=2000, help="pairs of waves that are the truth")
    parser.add_argument("--simulated", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def read(folder: Path) -> Stories:
    """Read a set, six comments a story, with its ten commonest codes that are not in most."""
    frame = pd.read_csv(folder / "segments.csv", dtype=str, keep_default_na=False)
    table = frame.codes.str.get_dummies("|")
    kept = np.flatnonzero(table.reindex(columns=NO_THEMES, fill_value=0).sum(axis=1) == 0)
    frame, table = frame.iloc[kept], table.iloc[kept].drop(columns=NO_THEMES, errors="ignore")
    story = np.arange(len(frame)) // TOGETHER
    texts = [" ".join(part) for _, part in frame.text.groupby(story)]
    holds = table.groupby(story).max()
    shares = holds.mean().sort_values(ascending=False)
    codes = [one for one in shares.index if shares[one] < 1 - LEAST_YES / SEEN][:CODES]
    return Stories(texts, holds[codes].to_numpy(np.int8), tuple(codes))


def measure(stories: Stories, options: argparse.Namespace, *, useless: bool) -> pd.DataFrame:
    """Set what is stated against what is true, study by study."""
    rows = []
    for number in range(options.pilots):
        rng = np.random.default_rng([options.seed, number])
        hidden = _study(stories, rng, useless=useless)
        versions = versions_of(hidden.pilot, number, steady=STEADY)
        for at, code in enumerate(stories.codes):
            if hidden.pilot.yes(at) < LEAST_YES:
                continue
            change = CHANGES[at % len(CHANGES)]
            for design in DESIGNS:
                telling = telling_of(hidden.pilot, versions, at, design)
                look = Look(telling, design, MATTERS, (number, at))
                stated = look.chance(change, options.simulated)
                true = _truth(hidden, at, design, change, options.draws, rng)
                rows.append((number, code, design.name, design.machine, *change_of(change),
                             *stated, true))  # fmt: skip
        print(f"study {number + 1} of {options.pilots}", file=sys.stderr)
    names = ("study", "code", "design", "machine", "before", "after", "noticed", "low", "high",
             "wrong", "true")  # fmt: skip
    return pd.DataFrame(rows, columns=names)


def change_of(change: Change) -> tuple[float, float]:
    """Return the two shares."""
    return change.before, change.after


# -- a study ------------------------------------------------------------------------------------


def _study(stories: Stories, rng: np.random.Generator, *, useless: bool) -> Hidden:
    """Part the stories, let 60 be read, and train a machine on them."""
    order = rng.permutation(len(stories.texts))
    half = len(order) // 2
    seen, rest = stories.some(order[:SEEN]), stories.some(order[half:])
    finds, errs = _reader(rng, len(stories.codes))
    second = np.full(seen.holds.shape, UNKNOWN, dtype=np.int8)
    second[:TWICE] = _read(seen.holds[:TWICE], finds, errs, rng)
    mine, others = _scores(seen, rest, rng)
    if useless:
        mine, others = rng.random(mine.shape), rng.random(others.shape)
    shape = seen.holds.shape
    pilot = Pilot(
        stories.codes, seen.holds, second, mine, np.zeros(shape), np.ones(shape),
        np.full(SEEN, 60.0), np.arange(SEEN), np.zeros(SEEN, dtype=np.int64),
    )  # fmt: skip
    return Hidden(pilot, rest, others, finds, errs)


def _reader(rng: np.random.Generator, codes: int) -> tuple[Floats, Floats]:
    """Return how a reader differs: chances to find, and to find wrongly, code by code."""
    finds, errs = rng.uniform(0.65, 0.95), rng.uniform(0.01, 0.08)
    return rng.beta(30 * finds, 30 * (1 - finds), codes), rng.beta(
        30 * errs, 30 * (1 - errs), codes
    )


def _read(
    holds: NDArray[np.int8], finds: Floats, errs: Floats, rng: np.random.Generator
) -> NDArray[np.int8]:
    return (rng.random(holds.shape) < np.where(holds == 1, finds, errs)).astype(np.int8)


def _scores(seen: Stories, rest: Stories, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Learn from what was seen: scores of it by models that had not, and of all the rest."""
    folds = rng.permutation(len(seen.texts)) % FOLDS
    mine = np.zeros(seen.holds.shape)
    for fold in range(FOLDS):
        learned, held = seen.some(np.flatnonzero(folds != fold)), np.flatnonzero(folds == fold)
        mine[held] = _learned(learned)(seen.some(held).texts)
    return mine, _learned(seen)(rest.texts)


def _learned(stories: Stories):  # noqa: ANN202 -- a function of texts
    model = make_pipeline(TfidfVectorizer(sublinear_tf=True), Ridge(alpha=1.0))
    model.fit(stories.texts, stories.holds)
    return lambda texts: np.clip(model.predict(texts), 0.001, 0.999)


# -- what is true -------------------------------------------------------------------------------


def _truth(
    hidden: Hidden, code: int, design: Design, change: Change, draws: int, rng: np.random.Generator
) -> float:
    """Return in how many of so many pairs of waves a change is told, drawn person by person."""
    holds = hidden.rest.holds[:, code]
    pools = np.flatnonzero(holds == 0), np.flatnonzero(holds == 1)
    shape = (draws, design.stories)
    luck = rng.random((2, *shape))
    # Who is steady has the same luck in both waves.
    luck[1] = np.where(rng.random(shape) < STEADY, luck[0], luck[1])
    there = rng.random((2, *shape)) >= SKIPS
    if design.same_people:
        there[1] &= rng.random(shape) < RETURNS
    else:
        luck[1] = rng.random(shape)
    waves = []
    for at, share in enumerate((change.before, change.after)):
        has = luck[at] < share
        words = [_word(has, hidden, code, rng) for _ in range(design.readers)]
        word = np.any(words, axis=0) & has | np.all(words, axis=0) & ~has
        waves.append((word, _scored(hidden, code, pools, has, rng) if design.machine else word))
    read_then = there[0] & (np.cumsum(there[0], axis=1) <= design.read)
    read_now = _read_again(there[1], read_then, design)
    told = verdicts(_pairs(waves, there, (read_then, read_now), design), MATTERS)
    return float((told == (ROSE * change.sign)).mean())


def _scored(
    hidden: Hidden, code: int, pools: tuple[Ints, Ints], has: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """Return the machine's scores of stories drawn from those with the code, and without."""
    at = rng.random(has.shape)
    story = np.where(has, pools[1][(at * len(pools[1])).astype(int)],
                     pools[0][(at * len(pools[0])).astype(int)])  # fmt: skip
    return hidden.scores[story, code]


def _word(has: NDArray[np.bool_], hidden: Hidden, code: int, rng: np.random.Generator):  # noqa: ANN202
    return rng.random(has.shape) < np.where(has, hidden.finds[code], hidden.errs[code])


def _read_again(
    there: NDArray[np.bool_], before: NDArray[np.bool_], design: Design
) -> NDArray[np.bool_]:
    """Return who is read the second time: of the same people those first who were read before."""
    if not design.same_people:
        return there & (np.cumsum(there, axis=1) <= design.read)
    rank = np.argsort(
        np.argsort(~(there & before) * 2.0 + ~there * 4.0, axis=1, kind="stable"), axis=1
    )
    return there & (rank < design.read)


def _pairs(
    waves: list[tuple[NDArray[np.bool_], Floats]],
    there: NDArray[np.bool_],
    read: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    design: Design,
) -> WavePairs:
    shares, sizes = zip(
        *(
            _share(*wave, here, chosen, design)
            for wave, here, chosen in zip(waves, there, read, strict=True)
        ),
        strict=True,
    )
    both = read[0] & read[1] if design.same_people else np.zeros_like(read[0])
    then, now = waves[0][0], waves[1][0]
    counts = [
        (both & first & second).sum(axis=1)
        for first, second in ((then, now), (~then, now), (then, ~now), (~then, ~now))
    ]
    fewer = np.minimum(*(chosen.sum(axis=1) for chosen in read))
    return WavePairs(*shares, *sizes, *counts, fewer)


def _share(
    word: NDArray[np.bool_], scores: Floats, here: NDArray[np.bool_], read: NDArray[np.bool_],
    design: Design,
) -> tuple[Floats, Floats]:  # fmt: skip
    number, size = read.sum(axis=1), here.sum(axis=1)
    hits = (read & word).sum(axis=1)
    plain = hits / np.maximum(number, 1)
    stands = (number > 0) & stands_for_all(number, size)
    if not design.machine:
        return plain, np.where(stands, worth(number, size), 0)
    large = (size >= LARGE) & (number >= LEAST_DRAWN) & (number < size)
    mean = (scores * read).sum(axis=1) / number
    others = (scores * (here & ~read)).sum(axis=1) / np.maximum(size - number, 1)
    corrected, left = tuned(
        number, size, plain,
        spread=(scores**2 * read).sum(axis=1) / number - mean**2,
        together=(scores * (read & word)).sum(axis=1) / number - plain * mean,
        apart=others - mean,
    )  # fmt: skip
    may = large & (np.minimum(hits, number - hits) >= LEAST_OF_EACH)
    shares = np.clip(np.where(may, corrected, plain), 0, 1)
    counted = worth(number, size, np.where(may, left, 1.0))
    return shares, np.where(stands, counted, 0)


# -- what came of it ----------------------------------------------------------------------------


def _tell(name: str, table: pd.DataFrame, seconds: float, *, useless: bool) -> None:
    held = (table.low - 1e-9 <= table.true) & (table.true <= table.high + 1e-9)
    width = table.high - table.low
    machine = "random scores" if useless else "learned from the 60"
    error = (table.noticed - table.true).abs().median()
    print(f"| {name} | {machine} | {len(table):,} | {held.mean():.3f} | {width.median():.3f} | "
          f"{error:.3f} | {seconds:.0f} |", flush=True)  # fmt: skip
    by_design = table.assign(held=held, width=width).groupby("design", sort=False)
    means = by_design[["noticed", "true", "held", "width"]].mean().round(3)
    print(means.to_string(), file=sys.stderr)
    if useless:
        _tell_useless(table)


def _tell_useless(table: pd.DataFrame) -> None:
    """Print what random scores add to designs that are the same but for the machine."""
    keys = ["study", "code", "before", "after"]
    for design in DESIGNS:
        plain = next((one for one in DESIGNS if replace(one, machine=True, name="") ==
                      replace(design, name="") and not one.machine), None)  # fmt: skip
        if not design.machine or plain is None:
            continue
        joined = table[table.design == plain.name].merge(
            table[table.design == design.name], on=keys, suffixes=("", "_with")
        )
        more = joined.noticed_with - joined.noticed
        narrower = (joined.high - joined.low) - (joined.high_with - joined.low_with)
        print(f"| | {design.name}: more noticed, mean {more.mean():+.4f}, most {more.max():+.3f}; "
              f"range narrower by {narrower.mean():+.4f} on average | | | | | |")  # fmt: skip


if __name__ == "__main__":
    main()
