"""Who told in which wave: how many left, joined, came back, and told both times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from themekit.decisions import CodedStudy

Waves = dict[str, dict[str, frozenset[str]]]
"""People by strand and wave; waves in their order."""


@dataclass(frozen=True, slots=True)
class Moves:
    """How many people one wave has of another.

    Attributes
    ----------
    left, stayed, came : int
        Then and not now; both times; now and not then.
    back : int
        Those of `came` who had told before.
    """

    left: int
    stayed: int
    came: int
    back: int = 0


def people_by_wave(coded: CodedStudy) -> Waves:
    """Return who told in each wave of each strand, without those who have withdrawn."""
    gone = {one.id for one in coded.cases.values() if one.withdrawn}
    found: dict[str, dict[str, set[str]]] = {}
    for document in coded.documents:
        if document.wave:
            there = set(coded.present.get(document.id) or (document.id,)) - gone
            found.setdefault(document.strand, {}).setdefault(document.wave, set()).update(there)
    return {
        strand: {wave: frozenset(waves[wave]) for wave in sorted(waves)}
        for strand, waves in found.items()
    }


def moves(waves: Mapping[str, frozenset[str]], start: str, end: str) -> Moves:
    """Return how people of one wave of a strand became those of a later one."""
    then, now = waves.get(start, frozenset()), waves.get(end, frozenset())
    earlier = frozenset[str]().union(*(who for wave, who in waves.items() if wave < start))
    return Moves(len(then - now), len(then & now), len(now - then), len((now - then) & earlier))


def sizes_by_wave(waves: Mapping[str, frozenset[str]]) -> Iterator[int]:
    """Yield the numbers of people that may be said of a strand's waves, one and all."""
    yield from map(len, waves.values())
    if len(waves) > 1:
        yield len(frozenset.intersection(*waves.values()))
