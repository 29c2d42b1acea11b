"""What a design takes: hours of those who read, and of those who tell, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.decisions import telling_minutes

if TYPE_CHECKING:
    from themekit.designing.pilot import Pilot
    from themekit.designing.versions import Versions
    from themekit.records import EffortBasis
    from themekit.study import Design, Manner


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one reader needs for one story at its full length.

    Attributes
    ----------
    minutes : float
    basis : {'measured', 'assumed'}
    telling : {'written', 'spoken'}
        How people tell.
    told : (float, basis) or None
        Minutes in which somebody told a story at its full length, where that is known, and how.
    """

    minutes: float
    basis: Literal["measured", "assumed"]
    telling: Manner = "written"
    told: tuple[float, EffortBasis] | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """What one wave of a design takes.

    Attributes
    ----------
    hours : float
        Of all readers together, settling what they differ on included.
    tellers_hours : float
        Of all who tell together.
    basis : str
        How both are known.
    """

    hours: float
    tellers_hours: float
    basis: str


def effort_of(design: Design, pilot: Pilot, versions: Versions, pace: Pace) -> Effort:
    """Return what one wave of a design takes.

    Parameters
    ----------
    design : Design
    pilot : Pilot
        With the codes that are followed.
    versions : Versions
    pace : Pace
    """
    full, kept = pilot.length(None), pilot.length(design.words)
    skips = float(versions.skips.mean()) if design.skips is None else design.skips
    told = design.stories * (1 - skips)
    minutes, how = _reading(design, pace, kept / full if full else 1.0)
    passes = float(design.readers)
    if design.readers > 1:
        # Whatever they differ on they read once more, together.
        passes += design.readers * pilot.differing(tuple(range(len(pilot.codes))))
    telling, also = _telling(design, pace, kept, kept / full if full else 1.0)
    return Effort(
        hours=min(design.read, told) * minutes * passes / 60,
        tellers_hours=told * telling / 60,
        basis=f"readers {how}; tellers {also}",
    )


def _reading(design: Design, pace: Pace, part: float) -> tuple[float, EffortBasis]:
    if design.minutes_a_story is not None:
        return design.minutes_a_story, "written down"
    return pace.minutes * part, pace.basis


def _telling(design: Design, pace: Pace, words: float, part: float) -> tuple[float, EffortBasis]:
    if design.telling_minutes is not None:
        return design.telling_minutes, "written down"
    if pace.told is not None:
        return pace.told[0] * part, pace.told[1]
    return telling_minutes(words, pace.telling), "assumed"
