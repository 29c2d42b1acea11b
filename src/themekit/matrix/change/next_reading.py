"""What to read next, so that what is watched can be told: as it looks now.

Whoever is unread is taken to tell a thing as often as those who were read; a part of a wave that is
read anew to drift as the part that was. Both may turn out otherwise: it is asked again then. Where
a wave was not read at all, or by other people than the next and nothing of it anew, nothing can be
foreseen but that it has to be read first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from themekit.matrix.change.heard import Heard
from themekit.matrix.change.reread import Drift
from themekit.matrix.change.verdicts import Waves
from themekit.statistics.change import Pairs, drift_of

FIRST_BRIDGE = 60
"""People who are read anew where nothing was yet."""
_STEP = 5


@dataclass(frozen=True, slots=True)
class Part:
    """People of a wave who are to be read.

    Attributes
    ----------
    strand, wave : str
    people : int
    anew : bool
        Whether they were read before, and are read once more as a bridge.
    outdated : bool
        Whether they were read before the description changed, and are looked at again for it.
    blind : bool
        Whether chance chooses them, to be read without suggestions where the wave was read with.
    """

    strand: str
    wave: str
    people: int
    anew: bool = False
    outdated: bool = False
    blind: bool = False


@dataclass(frozen=True, slots=True)
class NextReading:
    """What settles one comparison.

    Attributes
    ----------
    name, start, end : str
        What is compared, from which wave to which.
    parts : tuple of Part
        Empty where nothing that could be read settles it.
    foreseen : bool
        Whether it settles it as it looks now; else it has to be read before that can be said.
    """

    name: str
    start: str
    end: str
    parts: tuple[Part, ...]
    foreseen: bool = True


def before_anything(strand: str, before: Heard, after: Heard) -> tuple[Part, ...]:
    """Return the waves of which nobody has read anything."""
    return tuple(
        Part(strand, one.wave, len(one.answered)) for one in (before, after) if not one.was_read
    )


def first_bridge(strand: str, before: Heard) -> tuple[Part, ...]:
    """Return the part of a wave that is read anew first."""
    people = min(FIRST_BRIDGE, len(before.settled))
    return (Part(strand, before.wave, people, anew=True),) if people else ()


def for_new_meaning(strand: str, wave: Heard) -> tuple[Part, ...]:
    """Return those who were read before the description changed."""
    people = len(wave.outdated & wave.answered)
    return (Part(strand, wave.wave, people, outdated=True),) if people else ()


def without_suggestions(strand: str, wave: Heard) -> tuple[Part, ...]:
    """Return those whom chance is to choose of a wave that was read with suggestions."""
    people = min(FIRST_BRIDGE, len(wave.answered))
    return (Part(strand, wave.wave, people, blind=True),) if people else ()


def settling(waves: Waves, strand: str) -> tuple[Part, ...]:
    """Return what settles two waves that people have read, fewest people first; none if nothing."""
    unread = tuple(
        Part(strand, one.wave, len(one.unread))
        for one in (waves.before, waves.after)
        if one.unread and not waves.estimated
    )
    filled = _filled(waves)
    if unread and _told(filled):
        return unread
    if waves.drift is not None:
        drawn = waves.drift.pairs.number
        for people in range(drawn + _STEP, waves.drift.of + _STEP, _STEP):
            wider = min(people, waves.drift.of)
            if _told(replace(filled, drift=_wider(waves.drift, wider))):
                more = Part(strand, waves.before.wave, wider - drawn, anew=True)
                return (*unread, more)
    return ()


def _told(waves: Waves) -> bool:
    return waves.verdict_on(waves.change()) != "cannot tell"


def _filled(waves: Waves) -> Waves:
    """Return the waves as if all were read, and told things as often as those who were."""
    if waves.estimated:
        return waves
    first, second = (
        replace(share, side=share.side._replace(share=_rate(heard, share.side.share)))
        for share, heard in ((waves.first, waves.before), (waves.second, waves.after))
    )
    both = len(waves.before.answered & waves.after.answered)
    return replace(waves, first=first, second=second, pairs=_scaled(waves.pairs, both))


def _rate(heard: Heard, share: float) -> float:
    known = len(heard.asked) - len(heard.unread)
    return min(1.0, len(heard.yes) / known) if known and heard.unread else share


def _scaled(pairs: Pairs, number: int) -> Pairs:
    """Return pairs of so many, in the same proportions."""
    if not pairs.number or number <= pairs.number:
        return pairs
    more = number / pairs.number
    stayed, began, stopped = (round(one * more) for one in pairs[:3])
    return Pairs(stayed, began, stopped, max(0, number - stayed - began - stopped))


def _wider(drift: Drift, people: int) -> Drift:
    """Return a drift as it would be known from more people who were read anew."""
    found = drift_of(_scaled(drift.pairs, people), drift.of)
    value = drift.among.value
    low, high = (value + bound - found.value for bound in found[1:])
    return replace(drift, among=drift.among._replace(low=low, high=high))
