"""How often a change would be noticed."""

from __future__ import annotations

import numpy as np
import pytest

from designing.conftest import pilot_of
from themekit.designing import Chance, Look, Pilot, Versions, noticed_by, telling_of, versions_of
from themekit.designing.waves import waves_of
from themekit.study import Change, Design, Designs

RISE = Change(0.3, 0.6)


def chance(
    pilot: Pilot, versions: Versions, design: Design, change: Change = RISE, draws: int = 8000
) -> Chance:
    """Return how often a design notices a change of the first code."""
    return Look(telling_of(pilot, versions, 0, design), design, 0.15, (0,)).chance(change, draws)


def test_more_stories_notice_more(pilot: Pilot, versions: Versions) -> None:
    """As they should."""
    few, many = (chance(pilot, versions, Design("d", one, one)) for one in (30, 150))
    assert few.noticed + 0.2 < many.noticed


def test_a_fall_is_noticed_as_a_rise_is(pilot: Pilot, versions: Versions) -> None:
    """The same shares the other way round, of new people."""
    design = Design("d", 60, 60)
    up, down = chance(pilot, versions, design), chance(pilot, versions, design, Change(0.6, 0.3))
    assert up.noticed == pytest.approx(down.noticed, abs=0.03)


def test_readers_who_find_less_notice_less() -> None:
    """What another reader would miss is missed in every wave."""
    design = Design("d", 100, 100)
    sharp, dull = (
        chance(pilot, versions_of(pilot, 0), design)
        for pilot in (pilot_of(finds=0.98, errs=0.01), pilot_of(finds=0.5, errs=0.1))
    )
    assert sharp.noticed > dull.noticed + 0.2


def test_two_readers_notice_more_than_one(pilot: Pilot, versions: Versions) -> None:
    """What they differ on is settled."""
    one, two = (chance(pilot, versions, Design("d", 60, 60, readers=of)) for of in (1, 2))
    assert two.noticed > one.noticed


def test_more_read_by_two_narrows_the_range() -> None:
    """Most of what a study does not know of itself is how its readers differ."""
    design = Design("d", 150, 150)
    few, many = (
        chance(pilot, versions_of(pilot, 0), design)
        for pilot in (pilot_of(twice=20), pilot_of(cases=400, twice=400))
    )
    assert many.high - many.low < few.high - few.low


def test_shorter_stories_notice_less(pilot: Pilot, versions: Versions) -> None:
    """What is told late in a story is lost with its end."""
    whole, half = (chance(pilot, versions, Design("d", 100, 100, words=one)) for one in (None, 30))
    assert half.noticed < whole.noticed


def test_a_machine_that_knows_helps_who_reads_a_part(pilot: Pilot, versions: Versions) -> None:
    """And it alone differs: the people and the readers are the same."""
    alone, helped = (
        chance(pilot, versions, Design("d", 300, 60, machine=one), Change(0.3, 0.5))
        for one in (False, True)
    )
    assert helped.noticed > alone.noticed


@pytest.mark.parametrize("seed", range(5))
def test_a_useless_machine_never_helps(seed: int) -> None:
    """With scores drawn at random nothing more is noticed, and nothing is surer."""
    scores = np.random.default_rng(seed).random((80, 2))
    pilot = pilot_of(scores=scores)
    versions = versions_of(pilot, seed)
    alone, helped = (
        chance(pilot, versions, Design("d", 300, 60, machine=one)) for one in (False, True)
    )
    assert helped.noticed <= alone.noticed + 0.01
    assert helped.high - helped.low >= alone.high - alone.low - 0.01


@pytest.mark.parametrize(("stories", "read"), [(40, 15), (90, 40), (40, 40)])
def test_a_machine_has_no_say_where_the_product_gives_it_none(
    pilot: Pilot, versions: Versions, stories: int, read: int
) -> None:
    """Under 100 stories or 30 read, and where all are read."""
    alone, helped = (
        chance(pilot, versions, Design("d", stories, read, machine=one)) for one in (False, True)
    )
    assert alone == helped


def test_the_same_seed_gives_the_same(pilot: Pilot) -> None:
    """To the last digit."""
    design = Design("d", 120, 40, machine=True, same_people=True)
    first, again = (chance(pilot, versions_of(pilot, 3), design, draws=500) for _ in range(2))
    assert first == again


def test_steady_people_show_a_change_better_than_new_ones(pilot: Pilot) -> None:
    """If nobody leaves: those who tell the same anyway are no noise."""
    versions = versions_of(pilot, 0, steady=0.9)
    new, same = (
        chance(
            pilot, versions, Design("d", 100, 100, same_people=one, returns=1.0 if one else None)
        )
        for one in (False, True)
    )
    assert same.noticed > new.noticed


def plan(*designs: Design, change: Change = RISE) -> Designs:
    """Return a plan."""
    return Designs(designs, (change,))


def test_the_smallest_change_is_noticed_eight_times_in_ten(
    pilot: Pilot, versions: Versions
) -> None:
    """And one that is clearly smaller is not."""
    design = Design("d", 200, 200)
    (found,) = noticed_by(pilot, versions, plan(design), (0.15, 0.15), draws=2000, seed=0)
    smallest = found.noticed[0].smallest
    assert smallest is not None
    at, below = (
        chance(pilot, versions, design, Change(0.3, 0.3 + one), 20_000).noticed
        for one in (smallest, smallest - 0.05)
    )
    assert below < 0.8 < at + 0.03


def test_where_no_change_is_noticed_often_there_is_no_smallest(
    pilot: Pilot, versions: Versions
) -> None:
    """Ten stories say nothing."""
    few = plan(Design("d", 10, 10), change=Change(0.3, 0.5))
    (found,) = noticed_by(pilot, versions, few, (0.15, 0.15), draws=2000, seed=0)
    assert found.noticed[0].smallest is None


def test_false_alarms_are_of_a_year_and_of_all_codes(pilot: Pilot, versions: Versions) -> None:
    """Two codes, four comparisons: eight chances of about 5 %."""
    (found,) = noticed_by(
        pilot, versions, plan(Design("d", 60, 60)), (0.15, 0.15), draws=2000, seed=0
    )
    assert 0.1 < found.false_alarms_year < 8 * 0.06


def test_a_small_cousin_of_the_benchmark_holds_what_is_true() -> None:
    """Readers whose rates the study does not know: the range holds what they would notice."""
    design, change, held = Design("d", 100, 100), Change(0.3, 0.5), 0
    rounds = 12
    for number in range(rounds):
        rng = np.random.default_rng(number)
        finds, errs = rng.uniform(0.65, 0.95), rng.uniform(0.01, 0.08)
        holds = (rng.random((60, 2)) < 0.35).astype(np.int8)
        second = np.full_like(holds, -1)
        second[:20] = rng.random((20, 2)) < np.where(holds[:20] == 1, finds, errs)
        pilot = pilot_of(cases=60, twice=20, holds=holds, second=second, scores=None)
        stated = chance(pilot, versions_of(pilot, number), design, change)
        known = versions_of(pilot, number)
        true = Versions(
            known.yes, known.no, np.full_like(known.finds, finds), np.full_like(known.errs, errs),
            known.shares, known.steady, known.skips, known.returns,
        )  # fmt: skip
        held += stated.low <= chance(pilot, true, design, change, 20_000).noticed <= stated.high
    assert held >= rounds - 3


@pytest.mark.parametrize(
    "design",
    [
        Design("hardly anybody answers", 3, 3, skips=0.95),
        Design("nor comes back", 3, 2, same_people=True, skips=0.9, returns=0.0),
        Design("one story", 1, 1),
        Design("many", 3000, 60, machine=True),
    ],
    ids=lambda one: one.name,
)
@pytest.mark.parametrize("change", [Change(0.0, 1.0), Change(1.0, 0.0)])
def test_the_ends_can_be_told(
    pilot: Pilot, versions: Versions, design: Design, change: Change
) -> None:
    """Nobody, everybody, and next to no stories: a chance all the same."""
    found = chance(pilot, versions, design, change, draws=500)
    assert 0 <= found.low <= found.noticed <= found.high <= 1
    assert found.wrong_way == 0


def test_where_a_part_is_read_it_is_asked_of_the_part_whether_people_return(
    pilot: Pilot, versions: Versions
) -> None:
    """Twenty of 60 are read of each wave, mostly the same: that is no small part of the 20."""
    design = Design("d", 60, 20, same_people=True, skips=0.0, returns=1.0)
    pairs = waves_of(telling_of(pilot, versions, 0, design), design, RISE, 50, (0,))
    assert pairs.fewer.max() == 20
    assert (pairs.both == 20).all()
