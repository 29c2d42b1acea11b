"""Changes and drifts planted in real comments by somebody who had not seen how change is reckoned.

    python benchmarks/waves_planted.py [--shared ../shared]      # says what is planted

The planting below was written and committed (4309677) before its author read
`themekit.matrix.change`, `themekit.statistics.change` or benchmarks/waves.py; two worlds were added
later, and say so. benchmarks/waves_planted_told.py hands it to the product.

People: the respondents of nhs_fft_neas (all their comments together are one person's account; who
wrote nothing that could be labelled is left out), with the codes analysts gave. Two waves of 300
are drawn from them, with replacement. The codes' shares of a wave are planted by weights alone: how
often a combination of codes is drawn, never which codes a text has. Within a combination every
respondent is as likely as another.

Readers: whoever reads a comment marks a code with the probability `found` where it is meant, and
`false` where it is not. Readings are not independent: a text that is hard is hard each time
(`STEADY` of the variance of what decides it stays with the text). The later wave, and the bridge of
60 of the earlier one, are read by the reader of today, who differs as each world says.

Truth of a change "both waves as read today": the chance that today's reader marks the code in
somebody of the later population, less the same in the earlier population (reckoned, not simulated).
Kept besides: the same among the very 600 people drawn (`told`), and the truth of the drift.

Said beforehand: every code is watched with `matters` .10, and once more with the default of .15.
A row is a world, a code and 500 draws; covered: the interval holds the truth. Where nothing changed
as read today, *rose* or *fell* is wrong; where something did, the other word is.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

WAVE, BRIDGE, SEED = 300, 60, 20261119
MATTERS = (0.10, 0.15)
STEADY = 0.7
"""How much of what decides a reading stays with the text, from one reading to the next."""
NOTHING_SAID = "Labelling not possible"
SHORT = 3
"""Comments of so many words or fewer are bare ("Nothing", "Very good")."""
LONG = 9
"""More words than this: the longer half of the comments."""
CODES = (
    "Positive experience & gratitude",
    "Staff manner & personal attributes",
    "Timeliness of care",
    "Transport to/ from services",
    "Contacting services",
    "Staff listening, understanding & involving patients",
    "Information directly from staff during care",
    "Diagnosis & triage",
)
GRATITUDE, MANNER, TIMELINESS, TRANSPORT, CONTACTING, LISTENING, INFORMATION, TRIAGE = range(8)
APPOINTMENTS = "Appointment arrangements"


# --- the comments as people coded them ---------------------------------------------------------


@dataclass(frozen=True)
class Pool:
    """Real comments, and the people who wrote them."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    meant: Bools
    """(comments, codes): what analysts marked."""
    others: Mapping[str, Bools]
    """(comments,) for codes that are not followed, by name."""
    words: Ints
    service: tuple[str, ...]
    comments_of: tuple[tuple[int, ...], ...]
    """For each person, their comments."""

    @cached_property
    def pattern(self) -> Ints:
        """(people,): which combination of codes each told, in any comment."""
        told = np.array([self.meant[list(own)].any(axis=0) for own in self.comments_of])
        return np.asarray(told @ (1 << np.arange(len(CODES))), dtype=np.int64)

    def any_of(self, chance: Floats) -> Floats:
        """(people, codes): the chance of a mark in any comment, from that of each comment."""
        return np.array([1 - np.prod(1 - chance[list(own)], axis=0) for own in self.comments_of])


def read_pool(folder: Path) -> Pool:
    """Read the comments that say something, grouped by who wrote them."""
    with (folder / "segments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["codes"] != NOTHING_SAID]
    codes = [set(row["codes"].split("|")) for row in rows]
    people: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        people[row["respondent_id"]].append(place)
    return Pool(
        tuple(row["id"] for row in rows),
        tuple(row["text"] for row in rows),
        np.array([[code in own for code in CODES] for own in codes]),
        {APPOINTMENTS: np.array([APPOINTMENTS in own for own in codes])},
        np.array([len(row["text"].split()) for row in rows]),
        tuple(row["service_type"] for row in rows),
        tuple(tuple(own) for own in people.values()),
    )


# --- how a reader reads ------------------------------------------------------------------------

Where = Callable[[Pool, int], "Bools"]


@dataclass(frozen=True)
class Habit:
    """How one reader reads one code in one comment."""

    found: float = 0.85
    false: float = 0.02
    means: Where | None = None
    """Which comments the code is meant to hold, if not those analysts marked."""
    only: Where | None = None
    """Where `found` holds; elsewhere `found_else`."""
    found_else: float = 0.85
    unhelped: float | None = None
    """`found` where the machine suggests nothing, if the reader leans on it."""

    def chances(self, pool: Pool, code: int, suggested: float | None = None) -> Floats:
        """Return (comments,): the chance of a mark.

        `suggested` is the machine's recall where the reader leans on it.
        """
        means = pool.meant[:, code] if self.means is None else self.means(pool, code)
        found = np.full(means.size, self.found)
        if self.only is not None:
            found = np.where(self.only(pool, code), self.found, self.found_else)
        if self.unhelped is not None and suggested is not None:
            found = suggested * found + (1 - suggested) * self.unhelped
        return np.where(means, found, self.false)


def longer(pool: Pool, code: int) -> Bools:
    """Say which comments are of the longer half."""
    del code
    return pool.words > LONG


def in_111(pool: Pool, code: int) -> Bools:
    """Say which comments are about the telephone service."""
    del code
    return np.array([service == "111" for service in pool.service])


def not_bare(pool: Pool, code: int) -> Bools:
    """Narrow a definition: bare praise no longer counts."""
    return np.asarray(pool.meant[:, code] & (pool.words > SHORT))


def or_also(*more: int) -> Where:
    """Widen a definition: comments with these other codes count too."""
    return lambda pool, code: pool.meant[:, [code, *more]].any(axis=1)


def but_not(*others: int) -> Where:
    """Narrow a definition: comments with these other codes no longer count."""
    return lambda pool, code: pool.meant[:, code] & ~pool.meant[:, list(others)].any(axis=1)


def or_appointments(pool: Pool, code: int) -> Bools:
    """Widen a definition: what people say of appointments counts too."""
    return np.asarray(pool.meant[:, code] | pool.others[APPOINTMENTS])


# --- the worlds --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planted:
    """What happens to one code between the waves."""

    by: float = 0.0
    """How far the share of people who tell it rises, in the population."""
    then: Habit = field(default_factory=Habit)
    now: Habit = field(default_factory=Habit)
    as_read: bool = False
    """`by` is the rise that today's reader would find, not the rise in what people tell."""


@dataclass(frozen=True)
class World:
    """Two waves, who reads them, and what is planted in each code."""

    name: str
    codes: tuple[Planted, ...]
    returning: float = 0.0
    """The part of each wave who tell in both."""
    other_reader: bool = False
    """The later wave (and the bridge) is read by somebody else."""
    defined_anew: frozenset[int] = frozenset()
    """Codes whose description changed: half of the bridge is read under the former one."""
    read: int = WAVE
    """How many of each wave people read; the machine alone is there for the rest."""
    machine: tuple[float, float] | None = None
    """The machine's recall then and now; its false alarms are 2 in 100 comments."""
    more_of_111: float = 1.0
    """How much more often a 111 caller is drawn in the later wave than in the earlier."""


BASE = {
    GRATITUDE: 0.35, MANNER: 0.30, TIMELINESS: 0.38, TRANSPORT: 0.12,
    CONTACTING: 0.12, LISTENING: 0.08, INFORMATION: 0.06, TRIAGE: 0.04,
}  # fmt: skip
"""The shares of people who tell each code in the earlier wave."""
RARE_FALSE = 0.01


def drifted(then: tuple[float, float], now: tuple[float, float], by: float = 0.0) -> Planted:
    """Plant a reader whose (found, false) moves, and a change in what people tell."""
    return Planted(by, Habit(*then), Habit(*now))


def moved(*by: float, as_read: tuple[int, ...] = ()) -> tuple[Planted, ...]:
    """Plant changes alone, one a code."""
    same = [Habit(0.85, 0.02 if code < TRANSPORT else RARE_FALSE) for code in range(len(CODES))]
    return tuple(
        Planted(rise, same[code], same[code], as_read=code in as_read)
        for code, rise in enumerate(by)
    )


RECALL = (
    drifted((0.85, 0.02), (0.60, 0.02)), drifted((0.60, 0.02), (0.85, 0.02)),
    drifted((0.85, 0.02), (0.70, 0.02)), drifted((0.60, 0.01), (0.90, 0.01)),
    drifted((0.85, 0.01), (0.50, 0.01)), drifted((0.60, 0.01), (0.90, 0.01)),
    drifted((0.90, 0.01), (0.60, 0.01)), drifted((0.50, 0.01), (0.90, 0.01)),
)  # fmt: skip
FALSE = (
    drifted((0.85, 0.02), (0.85, 0.12)), drifted((0.85, 0.15), (0.85, 0.02)),
    drifted((0.85, 0.02), (0.85, 0.08)), drifted((0.85, 0.01), (0.85, 0.08)),
    drifted((0.85, 0.10), (0.85, 0.01)), drifted((0.85, 0.01), (0.85, 0.06)),
    drifted((0.85, 0.06), (0.85, 0.01)), drifted((0.85, 0.01), (0.85, 0.10)),
)  # fmt: skip
DEFINED = {
    GRATITUDE: not_bare,
    MANNER: or_also(LISTENING),
    TIMELINESS: or_also(CONTACTING),
    TRANSPORT: or_appointments,
    LISTENING: but_not(MANNER),
}
BOTH = (
    Planted(0.20, Habit(0.60, 0.02), Habit(0.85, 0.02), as_read=True),  # with the drift
    Planted(0.20, Habit(0.85, 0.02), Habit(0.65, 0.02), as_read=True),  # against it
    Planted(-0.20, Habit(0.60, 0.02), Habit(0.90, 0.02)),  # against it
    Planted(0.20, Habit(0.85, 0.10), Habit(0.85, 0.02), as_read=True),  # against it
    Planted(0.10, Habit(0.60, 0.01), Habit(0.90, 0.01)),  # with it
    Planted(0.10, Habit(0.90, 0.01), Habit(0.50, 0.01)),  # against it
    Planted(0.0, Habit(0.50, 0.01), Habit(0.90, 0.01)),
    Planted(0.05, Habit(0.90, 0.06), Habit(0.90, 0.01)),  # against it
)
MOVED = moved(
    0.20, 0.10, -0.20, 0.20, 0.05, 0.10, 0.20, 0.0,
    as_read=(GRATITUDE, TIMELINESS, TRANSPORT, INFORMATION),
)  # fmt: skip
STILL = moved(*[0.0] * len(CODES))


def narrowed(where: Where, found_else: float) -> Callable[[Planted], Planted]:
    """Let today's reader find less everywhere except where `where` is not so."""

    def of(planted: Planted) -> Planted:
        worse = replace(planted.now, only=where, found=0.45, found_else=found_else)
        return replace(planted, now=worse)

    return of


def defined(planted: tuple[Planted, ...]) -> tuple[Planted, ...]:
    """Change the definitions of five codes, beside whatever else is planted."""
    return tuple(
        replace(one, now=replace(one.now, means=DEFINED[code])) if code in DEFINED else one
        for code, one in enumerate(planted)
    )


def leaning(planted: tuple[Planted, ...]) -> tuple[Planted, ...]:
    """Let both readers find .90 of what the machine suggests and .55 of the rest."""
    habits = [replace(one.now, found=0.90, unhelped=0.55) for one in planted]
    return tuple(
        replace(one, then=habit, now=habit) for one, habit in zip(planted, habits, strict=True)
    )


LONG_LESS = tuple(map(narrowed(longer, 0.85), STILL))
LESS_IN_111 = tuple(map(narrowed(in_111, 0.85), STILL))
RENAMED = frozenset(DEFINED)
WORLDS = (
    World("nothing", STILL),
    World("nothing, half return", STILL, returning=0.5),
    World("recall", RECALL),
    World("recall, half return", RECALL, returning=0.5),
    World("false alarms", FALSE),
    World("definition", defined(STILL), defined_anew=RENAMED),
    World("definition and recall", defined(RECALL), defined_anew=RENAMED),
    World("less in long comments", LONG_LESS),
    World("less in one group", LESS_IN_111),
    World("less in one group, which grows", LESS_IN_111, more_of_111=2.0),
    World("change", MOVED),
    World("change, half return", MOVED, returning=0.5),
    World("change and drift", BOTH),
    World("change and drift, half return", BOTH, returning=0.5),
    World("another reader, change and drift", BOTH, other_reader=True),
    World("another reader, recall", RECALL, other_reader=True),
    World("machine improves, half read", STILL, read=WAVE // 2, machine=(0.35, 0.65)),
    World("machine improves, nobody read", STILL, read=0, machine=(0.35, 0.65)),
    World("readers lean on a better machine", leaning(STILL), machine=(0.35, 0.65)),
    # Added once the engine had been read: does drift reach those of whom nobody read anything?
    World("recall, half read beside a machine", RECALL, read=WAVE // 2, machine=(0.35, 0.65)),
    World(
        "change and drift, half read beside a machine", BOTH, read=WAVE // 2, machine=(0.35, 0.65)
    ),
)


# --- whom chance draws -------------------------------------------------------------------------


def tilted(pool: Pool, shares: Floats) -> Floats:
    """Return (people,): weights of sum 1 under which each code has its share.

    The weights are exp(codes @ lambda), nearest to evenness of all that hold the shares (maximum
    entropy); Newton's steps. They depend on a person's combination of codes alone.
    """
    told = ((pool.pattern[:, None] >> np.arange(len(CODES))) & 1).astype(np.float64)
    slope = np.zeros(len(CODES))
    for _ in range(100):
        weights = np.exp(told @ slope)
        weights /= weights.sum()
        short = shares - weights @ told
        if np.abs(short).max() < 1e-10:
            return np.asarray(weights)
        centred = told - weights @ told
        spread = (centred * weights[:, None]).T @ centred
        step = np.linalg.solve(spread, short)
        slope += step / max(1.0, float(np.abs(step).max()))
    raise ValueError("no weights hold these shares")


@dataclass(frozen=True)
class Plan:
    """A world worked out: whom chance draws in each wave, what readers mark, what is true."""

    world: World
    pool: Pool
    before: Floats
    """(people,): the chance of each respondent in the earlier wave."""
    after: Floats
    joining: Floats
    """(people,): of those who return, when they tell something else than before."""
    then: Floats
    """(comments, codes): the chance that the earlier reader marks a comment."""
    now: Floats
    former: Floats
    """Today's reader under the former description."""
    change: Floats
    """(codes,): the truth, both waves as read today."""
    drift: Floats
    """(codes,): what today's reader finds otherwise in the earlier population."""


AGAIN = 0.3
"""Of those who return, how many tell the same combination of codes as before."""


def reads(pool: Pool, habits: list[Habit], suggested: float | None) -> Floats:
    """Return (comments, codes): the chance of each mark."""
    return np.stack([h.chances(pool, c, suggested) for c, h in enumerate(habits)], axis=1)


def plan(pool: Pool, world: World) -> Plan:
    """Work out weights and truths; rises that are as read are found by going nearer and nearer."""
    machine = world.machine or (None, None)
    then = reads(pool, [one.then for one in world.codes], machine[0])
    now = reads(pool, [one.now for one in world.codes], machine[1])
    former = reads(
        pool, [replace(one.now, means=one.then.means) for one in world.codes], machine[1]
    )
    as_then, as_now = pool.any_of(then), pool.any_of(now)
    base = np.array([BASE[code] for code in range(len(CODES))])
    by = np.array([one.by for one in world.codes])
    wanted = np.array([one.as_read for one in world.codes])
    before, shift = tilted(pool, base), by.copy()
    for _ in range(30):
        after = grown(pool, tilted(pool, base + shift), world.more_of_111)
        joining = tilted(pool, base + shift / (1 - AGAIN)) if world.returning else after
        back = AGAIN * before + (1 - AGAIN) * joining
        change = (world.returning * back + (1 - world.returning) * after - before) @ as_now
        off = np.where(wanted, by - change, 0.0)
        if np.abs(off).max() < 1e-4:
            break
        shift += off
    drift = before @ (as_now - as_then)
    return Plan(world, pool, before, after, joining, then, now, former, change, drift)


def grown(pool: Pool, weights: Floats, times: float) -> Floats:
    """Let one group be drawn more often, other things being as they are."""
    in_group = np.array([in_111_person(pool, own) for own in pool.comments_of])
    more = weights * np.where(in_group, times, 1.0)
    return np.asarray(more / more.sum())


def in_111_person(pool: Pool, own: tuple[int, ...]) -> bool:
    """Say whether somebody wrote about the telephone service."""
    return pool.service[own[0]] == "111"


def again(pool: Pool, people: Ints, rng: np.random.Generator) -> Ints:
    """For each person, draw a respondent who told the same combination of codes."""
    chosen = np.empty_like(people)
    for place, pattern in enumerate(pool.pattern[people]):
        chosen[place] = rng.choice(np.flatnonzero(pool.pattern == pattern))
    return chosen


# --- one draw ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Marks:
    """What one reading of a wave came to, comment by comment."""

    people: Ints
    """(comments,): whose comment it is, by place in the wave."""
    marked: Bools
    """(comments, codes)."""

    def told(self, size: int) -> Bools:
        """Return (people, codes): in any comment of theirs."""
        told = np.zeros((size, self.marked.shape[1]), dtype=bool)
        np.logical_or.at(told, self.people, self.marked)
        return told


@dataclass(frozen=True)
class Draw:
    """Two waves that were read, and the bridge."""

    before: Ints
    """(300,): the respondent whose comments each person of the wave told."""
    after: Ints
    names_before: tuple[str, ...]
    names_after: tuple[str, ...]
    comments_before: Ints
    """(comments,): places in the pool, in the order of the marks."""
    comments_after: Ints
    read_before: Marks
    read_after: Marks
    read_today: Marks
    """The earlier wave under today's description: known for all 300, told of the bridge only."""
    bridge_today: Marks
    """The bridge as it is read: the same, but without suggestions (only who leans differs)."""
    bridge_former: Marks
    """The same under the former description."""
    bridge: Ints
    """(60,): places in the earlier wave; in an order of chance (the first half: former)."""
    mixed: Ints
    """(60,): places in the later wave, among whom the bridge is mixed: without suggestions too."""
    open_before: Bools
    """(300,): whom people read; the rest have the machine alone."""
    open_after: Bools
    machine_before: Bools | None
    """(comments, codes): what the machine suggests."""
    machine_after: Bools | None
    told: Floats
    """(codes,): the change among these very people, all read by today's reader."""


def spread_out(pool: Pool, people: Ints) -> tuple[Ints, Ints]:
    """Return for each comment of these people its place in the pool, and whose it is."""
    own = [pool.comments_of[person] for person in people]
    return (
        np.concatenate([np.array(one) for one in own]),
        np.repeat(np.arange(people.size), [len(one) for one in own]),
    )


def once(hard: Floats, chance: Floats, rng: np.random.Generator) -> Bools:
    """Read comments once: `hard` (comments, codes) is what stays with the text."""
    of_the_day = rng.standard_normal(hard.shape)
    drawn = np.sqrt(STEADY) * hard + np.sqrt(1 - STEADY) * of_the_day
    return np.asarray(drawn < ndtri(chance))


def helped(plan: Plan, comments: Ints, later: bool, rng: np.random.Generator) -> Bools | None:  # noqa: FBT001
    """Let the machine suggest."""
    if plan.world.machine is None:
        return None
    chance = np.where(plan.pool.meant[comments], plan.world.machine[later], 0.02)
    return np.asarray(rng.random(chance.shape) < chance)


def leant(chance: Floats, plan: Plan, comments: Ints, machine: Bools | None) -> Floats:
    """Return the chances of marks, given what the machine suggested, where the reader leans."""
    habits = [one.now for one in plan.world.codes]
    if machine is None or habits[0].unhelped is None:
        return chance
    found = np.where(machine, habits[0].found, habits[0].unhelped)
    return np.where(plan.pool.meant[comments], found, chance)


def draw(plan: Plan, seed: int) -> Draw:
    """Draw two waves and let them be read."""
    world, pool = plan.world, plan.pool
    number = [one.name for one in WORLDS].index(world.name)
    rng = np.random.default_rng([SEED, number, seed])
    everybody = np.arange(plan.before.size)
    before = rng.choice(everybody, WAVE, p=plan.before)
    back = round(world.returning * WAVE)
    same = rng.random(back) < AGAIN
    returned = np.where(
        same,
        again(pool, before[:back], rng),
        rng.choice(everybody, back, p=plan.joining),
    )
    after = np.concatenate([returned, rng.choice(everybody, WAVE - back, p=plan.after)])
    names = tuple(f"P{place:04d}" for place in range(2 * WAVE - back))
    in_before, whose_before = spread_out(pool, before)
    in_after, whose_after = spread_out(pool, after)
    machine_before = helped(plan, in_before, False, rng)  # noqa: FBT003
    machine_again = helped(plan, in_before, True, rng)  # noqa: FBT003
    machine_after = helped(plan, in_after, True, rng)  # noqa: FBT003
    hard = rng.standard_normal((in_before.size, len(CODES)))
    hard_after = rng.standard_normal((in_after.size, len(CODES)))

    def read(chance: Floats, comments: Ints, machine: Bools | None, stays: Floats) -> Bools:
        return once(stays, leant(chance[comments], plan, comments, machine), rng)

    unread = np.ones((2, WAVE), dtype=bool)
    for wave in unread:
        wave[rng.permutation(WAVE)[world.read :]] = False
    bridge = rng.permutation(np.flatnonzero(unread[0]))[:BRIDGE]
    mixed = rng.permutation(np.flatnonzero(unread[1]))[:BRIDGE]
    none = None if machine_again is None else np.zeros_like(machine_again)
    if machine_after is not None:
        shown = machine_after & ~np.isin(whose_after, mixed)[:, None]
    else:
        shown = None
    read_before = Marks(whose_before, read(plan.then, in_before, machine_before, hard))
    read_after = Marks(whose_after, read(plan.now, in_after, shown, hard_after))
    read_today = Marks(whose_before, read(plan.now, in_before, machine_again, hard))
    leans = world.codes[0].now.unhelped is not None
    bridge_today = read_today
    if leans:
        bridge_today = Marks(whose_before, read(plan.now, in_before, none, hard))
    bridge_former = Marks(whose_before, read(plan.former, in_before, none, hard))
    told = read_after.told(WAVE).mean(axis=0) - read_today.told(WAVE).mean(axis=0)
    return Draw(
        before, after, names[:WAVE], names[:back] + names[WAVE:], in_before, in_after,
        read_before, read_after, read_today, bridge_today, bridge_former,
        bridge, mixed, unread[0], unread[1], machine_before, machine_after, told,
    )  # fmt: skip


def main() -> None:
    """Say what is planted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    pool = read_pool(parser.parse_args().shared / "data" / "coded" / "nhs_fft_neas")
    print("| world | code | true share before | as read then | drift | change as read today |")
    print("|---|---|---|---|---|---|")
    for world in WORLDS:
        made = plan(pool, world)
        shares = made.before @ pool.any_of(made.then)
        for code, name in enumerate(CODES):
            print(
                f"| {world.name} | {name} | {BASE[code]:.2f} | {shares[code]:.3f}"
                f" | {made.drift[code]:+.3f} | {made.change[code]:+.3f} |"
            )


if __name__ == "__main__":
    main()
