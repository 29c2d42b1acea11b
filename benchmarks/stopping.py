"""Whether what is said to be settled holds when everything is read, and what it cost.

    python benchmarks/stopping.py [--shared ../shared] [--draws 500] [--cache DIR] [--alone]

People's codes are the truth. In each set a made-up section has two to five codes; its claims are
the word of each (few: up to a quarter, some: up to a half, most: beyond) and the order of every
pair. Cases are read in a random order as `themekit.statistics.stopping` says: the first 50, then
as many as it asks for, until it says enough. A light learner, by cases in five folds, scores all
cases at each of these stops (`--alone` leaves it out). Twenty sections a set, by seed; the draws
are shared among them, and the learner knows all codes of the set.

**Survive**: when it says enough, what is claimed of the cases read then - but for claims told to be
open - is so in all cases. Where two codes are in equally many cases, either order is.

**Least that would have sufficed**, for exactly the claims that were settled:

- *certified*: along the same order, the first number from which on the claims read off the cases
  are those of all cases, and at which they could have been said to be settled with the same
  certainty (looked for in steps of 7 %): who had asked after every case would have stopped here;
- *planned*: the least number of cases from which on shares read off so many random cases (no
  machine, no certainty told) make the claims right in nine of ten orders. Only who knows the
  answers can plan so: it is the same for all draws;
- *in hindsight*: along the same order, the first number from which on the claims are right. Nobody
  can know it, and chance makes it small.

Never less than the first draw. A **promise** is the number that it says will settle everything but
the open claims. It *holds* if these claims, as they stand then, are so in all cases, and is *kept*
if it then says enough and asks for nothing more.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import prevalence as drawing

from themekit.statistics.prevalence import Scored
from themekit.statistics.stopping import (
    Margin,
    Outlook,
    first_draw,
    order_margin,
    outlook,
    share_margin,
    turned,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.intp]

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "pictures" / "stopping.png"
EDGES = (0.25, 0.5)
SECTIONS, LEAST_USES, FINER, PLANS = 20, 30, 1.07, 300


@dataclass(frozen=True)
class Setting:
    """A set, what a case is in it, and how many of its cases make the strand (0: all)."""

    name: str
    source: drawing.Setting
    cases: int = 0


_RESPONDENTS, _FEEDBACK, _TALK = (drawing.SETTINGS[at] for at in (1, 2, 3))
SETTINGS = (
    Setting("NHS respondents, some", _RESPONDENTS, 412),
    Setting("NHS respondents, all", _RESPONDENTS),
    Setting("NHS feedback, some", _FEEDBACK, 1000),
    Setting("interviews, stretches of 20", _TALK),
)


@dataclass(frozen=True)
class Claim:
    """A code is over an edge (no second code), or one code is in more cases than another."""

    first: int
    second: int = -1
    edge: float = 0.0

    def of(self, table: Floats) -> Floats:
        """Return what each case adds to the claim's side."""
        if self.second < 0:
            return table[:, self.first] - self.edge
        return table[:, self.first] - table[:, self.second]


def claims_about(codes: Sequence[int]) -> list[Claim]:
    """Return the claims about a section."""
    words = [Claim(one, edge=edge) for one in codes for edge in EDGES]
    pairs = [Claim(one, other) for at, one in enumerate(codes) for other in codes[at + 1 :]]
    return words + pairs


def main() -> None:
    """Simulate, print, draw."""
    options = _options()
    folder = options.shared / "data" / "coded"
    if not folder.exists():
        print(f"{options.shared} is not here: the coded data sets are not part of themekit.")
        return
    print(
        "| set | cases | survive | least section | open, of claims | read, stops | of certified "
        "| of planned | of hindsight | promises: hold | kept | promised, of certified "
        "| of planned | first forecast, of planned |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    points: list[dict[str, Any]] = []
    for setting in SETTINGS:
        material = _some(drawing.read(setting.source, folder, options.cache), setting.cases)
        found = list(simulate(material, options.draws, alone=options.alone))
        _tell(setting, material, found)
        points += [
            {"set": f"{setting.name} ({len(material.truth):,})", **one.point} for one in found
        ]
    PICTURE.parent.mkdir(exist_ok=True)
    draw(points, PICTURE)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--alone", action="store_true", help="Without a machine.")
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "themekit-bench"
    )
    return parser.parse_args()


def _some(material: drawing.Material, cases: int) -> drawing.Material:
    """Keep some of the cases, by seed."""
    if not cases:
        return material
    kept = np.random.default_rng(1).permutation(len(material.truth))[:cases]
    rows = np.concatenate([material.passages[one] for one in kept])
    case = np.repeat(np.arange(cases), [len(material.passages[one]) for one in kept])
    return replace(
        material,
        features=material.features[rows],
        codes=material.codes[rows],
        case=case.astype(np.intp),
        truth=material.truth[kept],
        passages=np.split(np.arange(len(rows)), np.cumsum(np.bincount(case))[:-1]),
    )


# -- one draw ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Promise:
    """What came of a number of cases that was said to settle everything but the open claims."""

    read: int
    kept: bool
    holds: bool
    certified: float
    planned: float


@dataclass(frozen=True)
class Run:
    """What came of following the advice along one order of cases."""

    section: int
    size: int
    read: int
    survives: bool
    settled: Flags
    looks: int
    certified: float
    planned: float
    hindsight: float
    promises: tuple[Promise, ...]
    forecast: int
    planned_at_first: float

    @property
    def point(self) -> dict[str, Any]:
        """What the picture shows of it."""
        return {"read": self.read, "certified": self.certified, "planned": self.planned,
                "survives": self.survives}  # fmt: skip


class Order:
    """One random order of all cases, with what a machine makes of its beginnings."""

    def __init__(
        self, material: drawing.Material, claims: Sequence[Claim], seed: int, *, alone: bool
    ) -> None:
        self.material, self.claims, self.alone = material, claims, alone
        self.rng = np.random.default_rng(seed)
        self.cases = self.rng.permutation(len(material.truth))
        self.size = len(self.cases)
        self._measured: dict[int, list[Margin]] = {}

    @cached_property
    def sums(self) -> Floats:
        """For each claim, the running sum along the order, (n_claims, n_cases)."""
        table = self.material.truth[self.cases]
        return np.round([one.of(table).cumsum() for one in self.claims], 6)

    @cached_property
    def right(self) -> Flags:
        """Whether each claim read off so many cases is that of all, (n_claims, n_cases)."""
        total = self.sums[:, -1:]
        right: Flags = (np.sign(self.sums) == np.sign(total)) | (total == 0)
        return right

    def margins(self, read: int) -> list[Margin]:
        """Return the margins of all claims, towards the side on which they stand then."""
        return [turned(one) if one.distance < 0 else one for one in self._at(read)]

    def true_at(self, read: int) -> Flags:
        """Tell which claims, as they stand then, are so in all cases."""
        total = self.sums[:, -1]
        over = np.array([one.distance >= 0 for one in self._at(read)])
        true: Flags = (over == (total > 0)) | (total == 0)
        return true

    def _at(self, read: int) -> list[Margin]:
        """Return the margins of all claims towards one side."""
        if read not in self._measured:
            drawn = None if self.alone or read >= self.size else self._scores(read)
            self._measured[read] = [self._margin(one, read, drawn) for one in self.claims]
        return self._measured[read]

    def _margin(self, claim: Claim, read: int, drawn: drawing.Drawn | None) -> Margin:
        table = self.material.truth[self.cases[:read]]
        first = table[:, claim.first]
        if claim.second < 0:
            scored = None if drawn is None else _of(drawn, claim.first)
            return share_margin(first, self.size, claim.edge, scored)
        scored = None if drawn is None else _less(drawn, claim.first, claim.second)
        return order_margin(first, table[:, claim.second], self.size, scored)

    def _scores(self, read: int) -> drawing.Drawn:
        """Learn from the cases read, and score these by folds and all others."""
        material, cases = self.material, self.cases[:read]
        rows = np.concatenate([material.passages[one] for one in cases])
        own = np.repeat(np.arange(read), [len(material.passages[one]) for one in cases])
        fold = self.rng.permutation(read)[own] % drawing.FOLDS
        left_out = np.zeros((len(rows), material.codes.shape[1]))
        for number in range(drawing.FOLDS):
            held = fold == number
            left_out[held] = drawing.light(material, rows[~held])(rows[held])
        everything = drawing.light(material, rows)(np.arange(len(material.case)))
        scores = drawing.in_cases(everything, material.case, self.size)
        rest = np.setdiff1d(np.arange(self.size), cases)
        return drawing.Drawn(
            material.truth[cases], drawing.in_cases(left_out, own, read), scores[rest]
        )


def _of(drawn: drawing.Drawn, code: int) -> Scored:
    return Scored(drawn.mine[:, code], drawn.others[:, code])


def _less(drawn: drawing.Drawn, one: int, other: int) -> Scored:
    return Scored(drawn.mine[:, one] - drawn.mine[:, other],
                  drawn.others[:, one] - drawn.others[:, other])  # fmt: skip


def follow(order: Order) -> list[tuple[int, Outlook]]:
    """Read as advised until it is enough; return each stop with what was said there."""
    read, stops = first_draw(order.size), []
    while True:
        said = outlook(order.margins(read), read, order.size)
        stops.append((read, said))
        if said.settled:
            return stops
        read = min(order.size, read + said.more)


# -- many draws ----------------------------------------------------------------------------------


def simulate(material: drawing.Material, draws: int, *, alone: bool) -> Iterator[Run]:
    """Follow the advice along many orders of the cases, for made-up sections."""
    rng = np.random.default_rng(3)
    common = np.flatnonzero(material.truth.sum(axis=0) >= LEAST_USES)
    each = max(1, draws // SECTIONS)
    for number in range(min(SECTIONS, draws)):
        codes = sorted(rng.choice(common, rng.integers(2, 6), replace=False).tolist())
        claims = claims_about(codes)
        orders = [Order(material, claims, 1000 * number + at, alone=alone) for at in range(each)]
        plans = (Order(material, claims, 10**6 + at, alone=True) for at in range(PLANS))
        right = np.array([one.right for one in plans])
        for order in orders:
            yield _run(number, order, right)


def _run(section: int, order: Order, right: Flags) -> Run:
    stops = follow(order)
    first = first_draw(order.size)
    read, last = stops[-1]
    settled = _without(last.open, len(order.claims))
    promises = []
    for at, (_, said) in enumerate(stops[:-1]):
        if said.promised:
            kept = _without(said.open, len(order.claims))
            then, next_ = stops[at + 1]
            promises.append(
                Promise(
                    read=then,
                    kept=next_.settled,
                    holds=bool(order.true_at(then)[kept].all()),
                    certified=_certified(order, kept, order.size),
                    planned=_planned(right, kept, first),
                )
            )
    opened = _without(stops[0][1].open, len(order.claims))
    return Run(
        section=section,
        size=order.size,
        read=read,
        survives=bool(order.true_at(read)[settled].all()),
        settled=settled,
        looks=len(stops),
        certified=_certified(order, settled, read),
        planned=_planned(right, settled, first),
        hindsight=max(first, _from_then_on(order.right[settled].all(axis=0))),
        promises=tuple(promises),
        forecast=first + stops[0][1].forecast,
        planned_at_first=_planned(right, opened, first),
    )


def _without(places: Sequence[int], claims: int) -> Flags:
    kept = np.ones(claims, dtype=bool)
    kept[list(places)] = False
    return kept


def _from_then_on(right: Flags) -> int:
    """Return the first number of cases from which on it is right."""
    wrong = np.flatnonzero(~right)
    return int(wrong[-1]) + 2 if len(wrong) else 1


def _planned(right: Flags, kept: Flags, first: int) -> float:
    """Return the least number from which on nine in ten orders are right."""
    if not kept.any():
        return float(first)
    often = right[:, kept].all(axis=1).mean(axis=0) >= 0.9
    return float(max(first, _from_then_on(often)))


def _certified(order: Order, kept: Flags, known: int) -> float:
    """Return the first number at which the claims are right for good, and could be settled."""
    if not kept.any():
        return float(first_draw(order.size))
    start = max(first_draw(order.size), _from_then_on(order.right[kept].all(axis=0)))
    if start >= known:
        return float(min(start, order.size))
    at = float(start)
    while at < known:
        read = round(at)
        margins = order.margins(read)
        if sum(margins[one].doubt(read, order.size) for one in np.flatnonzero(kept)) <= 0.1:
            return float(read)
        at *= FINER
    return float(known)


# -- what is told --------------------------------------------------------------------------------


def _tell(setting: Setting, material: drawing.Material, found: list[Run]) -> None:
    """Print a line."""
    survives = np.array([one.survives for one in found])
    section = np.array([one.section for one in found])
    promised = [one for run in found for one in run.promises]
    cells = [
        setting.name,
        f"{len(material.truth):,}",
        f"{survives.mean():.3f}",
        f"{min(survives[section == one].mean() for one in np.unique(section)):.2f}",
        _mean((~one.settled).sum() for one in found)
        + " of "
        + _mean(len(one.settled) for one in found),
        f"{np.median([one.read for one in found]):.0f}, {_mean(one.looks for one in found)}",
        _ratio([one.read / one.certified for one in found]),
        _ratio([one.read / one.planned for one in found]),
        _ratio([one.read / one.hindsight for one in found]),
        f"{len(promised)}: {_part([one.holds for one in promised])}",
        _part([one.kept for one in promised]),
        _ratio([one.read / one.certified for one in promised]),
        _ratio([one.read / one.planned for one in promised]),
        _ratio([one.forecast / one.planned_at_first for one in found]),
    ]  # fmt: skip
    print(f"| {' | '.join(cells)} |", flush=True)


def _mean(of: Iterable[int]) -> str:
    return f"{np.mean(list(of)):.1f}"


def _part(of: Sequence[bool]) -> str:
    return f"{np.mean(of):.2f}" if of else ""


def _ratio(values: Sequence[float]) -> str:
    """Say a median with its quartiles."""
    if not values:
        return ""
    low, middle, high = np.percentile(values, [25, 50, 75])
    return f"{middle:.2f} ({low:.2f}-{high:.2f})"


def draw(points: list[dict[str, Any]], path: Path) -> None:
    """Draw what was read beside the least that would have sufficed, a dot a draw."""
    import altair as alt

    panels = []
    for key, words in (("certified", "least that could have been certified"),
                       ("planned", "least that who knows the answers would plan")):  # fmt: skip
        scale = alt.Scale(type="log", domain=[40, 3000], nice=False)
        dots = alt.Chart(alt.Data(values=points)).mark_circle(size=14, opacity=0.45).encode(
            x=alt.X(f"{key}:Q", title=words, scale=scale),
            y=alt.Y("read:Q", title="cases read when it said enough", scale=scale),
            color=alt.Color("set:N", scale=alt.Scale(scheme="dark2"),
                            legend=alt.Legend(columns=1, title=None, labelLimit=400)),
        )  # fmt: skip
        wrong = (
            dots.transform_filter("!datum.survives")
            .mark_point(shape="stroke", angle=45, size=70, strokeWidth=1.5, opacity=1)
            .encode(color=alt.value("black"))
        )
        ends = [{"x": 40, "y": 40 * by, "of": of} for by, of in ((1, "as many"), (1.25, "1.25"))]
        ends += [
            {"x": 2400, "y": 2400 * by, "of": of} for by, of in ((1, "as many"), (1.25, "1.25"))
        ]
        lines = alt.Chart(alt.Data(values=ends)).mark_line(color="grey").encode(
            x="x:Q", y="y:Q", strokeDash=alt.StrokeDash("of:N", legend=alt.Legend(title="times it"))
        )  # fmt: skip
        panels.append((lines + dots + wrong).properties(width=330, height=330))
    chart = alt.hconcat(*panels, title="Black strokes: a claim said to be settled did not hold")
    chart.save(str(path), scale_factor=2)


if __name__ == "__main__":
    main()
