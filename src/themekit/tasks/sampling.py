"""Random choices with known chances, the same for the same seed on every machine."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def seeded(seed: int, *purpose: str) -> Random:
    """Return a generator for one purpose, apart from those for every other."""
    return Random("\0".join((str(seed), *purpose)))  # noqa: S311 -- a sample, not a secret


def in_strata(
    things: Sequence[Thing], size: int, stratum_of: Callable[[Thing], str], rng: Random
) -> list[Thing]:
    """Draw so that every thing has the same chance, ``size / len(things)``, and strata their share.

    Each stratum is shuffled, they are laid end to end, and every so many-th is taken from a random
    start: a stratum's number differs from its share by less than one, and none has no chance.

    Returns
    -------
    list
        In random order.
    """
    if size >= len(things):
        found = list(things)
        rng.shuffle(found)
        return found
    if size <= 0:
        return []
    by_stratum: dict[str, list[Thing]] = {}
    for one in things:
        by_stratum.setdefault(stratum_of(one), []).append(one)
    groups = [by_stratum[name] for name in sorted(by_stratum)]
    # In random order, so that no two strata always share the taken one between them.
    rng.shuffle(groups)
    bounds = list(accumulate(map(len, groups)))
    step, start = len(things) / size, rng.random()
    taken = [0] * len(groups)
    for number in range(size):
        place = min(int((number + start) * step), len(things) - 1)
        taken[bisect_left(bounds, place + 1)] += 1
    found = [
        one for group, count in zip(groups, taken, strict=True) for one in rng.sample(group, count)
    ]
    rng.shuffle(found)
    return found


def whole(expected: float, rng: Random) -> int:
    """Return a whole number beside `expected` which is `expected` on average."""
    return int(expected + rng.random())


def in_fixed_order(keys: Iterable[str], seed: int, purpose: str) -> list[str]:
    """Return keys in a random order that is the same for everybody.

    What is added or missing changes nothing in the order of the rest, so that people who are drawn
    for at different times meet at the same passages.
    """
    start = hashlib.blake2b(f"{seed}\0{purpose}\0".encode(), digest_size=16)

    def place(key: str) -> bytes:
        here = start.copy()
        here.update(key.encode("utf-8", "surrogatepass"))
        return here.digest()

    return sorted(keys, key=place)
