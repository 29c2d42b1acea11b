"""Answers that are counted together come out neither alone nor as one of few."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import linprog

from themekit.matrix.joining import counted_together
from themekit.study import ClosedItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Building

FEW = range(1, 5)


def counts_of(answers: int, people: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways in which so many people can have given so many answers."""
    for cuts in itertools.combinations(range(people + answers - 1), answers - 1):
        ends = (-1, *cuts, people + answers - 1)
        yield tuple(high - low - 1 for low, high in itertools.pairwise(ends))


@pytest.mark.parametrize("answers", [2, 3, 4])
def test_who_knows_the_rule_learns_of_no_answer_that_it_is_of_few(answers: int) -> None:
    """All that people can have answered are tried, and those that look alike are set side by side.

    An answer of one to four must also be able to be of nobody, or of five or more.
    """
    names = [str(number) for number in range(answers)]
    for people in range(answers > 1, 19):
        alike = defaultdict(list)
        for counts in counts_of(answers, people):
            joined = counted_together(names, [dict(zip(names, counts, strict=True))])
            shown = tuple(
                None if name in joined else count for name, count in zip(names, counts, strict=True)
            )
            alike[shown].append(counts)
        pinned = [
            (people, shown, worlds)
            for shown, worlds in alike.items()
            for at in range(answers)
            if all(world[at] in FEW for world in worlds)
        ]
        assert pinned == []


@pytest.mark.parametrize("seed", range(60))
def test_no_answer_of_few_comes_out_of_what_is_shown(study: Building, seed: int) -> None:
    """Answered, positive and the shown rows leave every small answer room beyond one to four."""
    draw = random.Random(seed)
    names = [f"answer {number}" for number in range(draw.randint(2, 6))]
    multi = draw.random() < 0.3
    item = ClosedItem(
        "q",
        "q",
        type="multi" if multi else "single",
        order=tuple(names),
        positive=tuple(draw.sample(names, draw.randint(0, len(names) - 1))),
    )
    waves = ["2020", "2021"][: draw.randint(1, 2)]
    weights = [draw.choice((0.0, 0.1, 0.1, 0.3, 1.0)) + 0.01 for _ in names]
    study.strands.clear()
    study.strand(closed=(item,))
    for wave in waves:
        for number in range(draw.randint(5, 40)):
            most = draw.randint(1, 3) if multi else 1
            cell = ";".join(dict.fromkeys(draw.choices(names, weights, k=most)))
            study.document(f"{wave}-{number}", wave=wave, closed=(("q", cell),))
    inside, outside = study.build().closed, study.build(public=True).closed
    for wave in waves:
        shown = {row.answer: row for row in outside if row.wave == wave}
        if not shown:
            continue
        for row in inside:
            if row.wave == wave and row.answer in names and row.n in FEW:
                least, most = bounds(
                    row.answer,
                    names,
                    item,
                    {a: r.n for a, r in shown.items()},
                    next(iter(shown.values())).answered,
                )
                assert least < 1 or most > 4, (row, shown)


def bounds(
    answer: str, names: list[str], item: ClosedItem, shown: dict[str, int], answered: int
) -> tuple[float, float]:
    """Return between which numbers an answer lies.

    Unknown is how many gave each set of answers: what is shown are sums of these.
    """
    most = 3 if item.type == "multi" else 1
    sets = [
        frozenset(one) for size in range(1, most + 1) for one in itertools.combinations(names, size)
    ]
    equal = [([1.0] * len(sets), answered)]
    for name, count in shown.items():
        if name in names:
            equal.append(([float(name in one) for one in sets], count))
    if "(positive)" in shown:
        positive = set(item.positive)
        equal.append(([float(bool(one & positive)) for one in sets], shown["(positive)"]))
    if "(other answers)" in shown:
        left = set(names) - set(shown)
        equal.append(([float(len(one & left)) for one in sets], shown["(other answers)"]))
    aim = np.array([float(answer in one) for one in sets])
    found = [
        linprog(sign * aim, A_eq=[row for row, _ in equal], b_eq=[bound for _, bound in equal])
        for sign in (1, -1)
    ]
    return round(found[0].fun, 6), round(-found[1].fun, 6)
