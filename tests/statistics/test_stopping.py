"""When a claim about a finite set can no longer turn over, and how many more cases that takes."""

from __future__ import annotations

import numpy as np
import pytest

from themekit.statistics.prevalence import Scored
from themekit.statistics.stopping import (
    MOST,
    Margin,
    first_draw,
    order_margin,
    outlook,
    share_margin,
    turned,
)

SIZE = 400


def test_nothing_is_in_doubt_once_everything_was_read() -> None:
    """A margin of a hair is certain of all cases."""
    assert Margin(0.0025, 0.25).doubt(SIZE, SIZE) == 0


def test_doubt_is_the_tail_of_a_score_test() -> None:
    """Of 100 cases of 400, 30 against an edge of a quarter: z = .045 / sqrt(.1875 / 100 * 300 / 399)."""
    margin = share_margin([1] * 30 + [0] * 70, SIZE, 0.25)
    assert margin.doubt(100, SIZE) == pytest.approx(0.1154, abs=0.0005)


def test_claims_share_the_doubt_unequally() -> None:
    """Twenty claims that are far from turning over cost a near one nothing."""
    near, far = Margin(0.075, 0.25), Margin(0.4, 0.25)
    assert outlook([near], 100, SIZE).settled
    assert outlook([near, *[far] * 20], 100, SIZE).settled
    assert not outlook([near, near], 100, SIZE).settled


def test_what_is_promised_settles_the_claims_where_they_stay_as_they_are() -> None:
    """One step of five less would not have."""
    near = Margin(0.06, 0.25)
    told = outlook([near], 80, SIZE)
    assert told.promised
    assert outlook([near], 80 + told.more, SIZE).settled
    assert not outlook([near], 80 + told.more - 5, SIZE).settled


def test_what_lies_far_is_forecast_and_asked_again() -> None:
    """A step is no longer than half of what was read."""
    told = outlook([Margin(0.03, 0.25)], 60, 5000)
    assert not told.promised
    assert told.more == 30
    assert told.forecast > 200


def test_a_claim_on_its_edge_is_open_and_holds_up_no_other() -> None:
    """It would take nearly all cases; the other claim is settled without it."""
    told = outlook([Margin(0.0, 0.25), Margin(0.2, 0.25)], 100, SIZE)
    assert told.open == (0,)
    assert told.settled


def test_what_is_not_settled_by_four_fifths_is_open() -> None:
    """Reading all costs at most a quarter more than that."""
    told = outlook([Margin(0.01, 0.25)], int(MOST * SIZE), SIZE)
    assert told.open == (0,)
    assert outlook([Margin(0.01, 0.25)], SIZE, SIZE).open == ()


def test_a_good_machine_makes_the_margin_surer() -> None:
    """Scores that are the truth leave little to be found out by reading."""
    rng = np.random.default_rng(0)
    truth = (rng.random(SIZE) < 0.3).astype(float)
    mine, others = truth[:80], truth[80:]
    alone = share_margin(mine, SIZE, 0.25)
    helped = share_margin(mine, SIZE, 0.25, Scored(mine, others))
    assert helped.variance < alone.variance / 2
    assert helped.distance == pytest.approx(truth.mean() - 0.25, abs=0.02)


def test_an_order_is_told_by_the_cases_that_have_one_code_alone() -> None:
    """Cases with both or neither say nothing of which is more frequent."""
    first, second = [1, 1, 1, 1, 0, 0], [1, 0, 0, 0, 1, 0]
    margin = order_margin(first, second, SIZE)
    assert margin.distance == pytest.approx(2 / 6)
    assert margin.variance == pytest.approx(4 / 6)
    assert turned(margin).distance == -margin.distance


def test_at_first_fifty_cases_are_drawn_or_all_there_are() -> None:
    """From fewer nothing can be forecast."""
    assert (first_draw(412), first_draw(30)) == (50, 30)


def test_what_was_said_to_be_settled_survives_a_full_reading() -> None:
    """By seed, 200 orders of three codes, of which two are near each other: 90 % or more."""
    rng = np.random.default_rng(7)
    truth = (rng.random((SIZE, 3)) < (0.45, 0.38, 0.12)).astype(float)
    held = [_survives(truth[rng.permutation(SIZE)]) for _ in range(200)]
    assert np.mean(held) >= 0.9


def _survives(cases: np.ndarray) -> bool:
    """Read as advised; tell whether all that was said to be settled then is so of all cases."""
    read = first_draw(len(cases))
    while True:
        found = [(share_margin(cases[:read, at], len(cases), 0.25), cases[:, at].mean() - 0.25)
                 for at in range(3)]  # fmt: skip
        found += [
            (order_margin(cases[:read, one], cases[:read, other], len(cases)),
             cases[:, one].mean() - cases[:, other].mean())
            for one, other in ((0, 1), (0, 2), (1, 2))
        ]  # fmt: skip
        margins = [turned(one) if one.distance < 0 else one for one, _ in found]
        told = outlook(margins, read, len(cases))
        if told.settled:
            return all(
                margin.distance * true >= 0
                for at, (margin, true) in enumerate(found)
                if at not in told.open
            )
        read += told.more
