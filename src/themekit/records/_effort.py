"""How long the work on a study took, without anybody in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EffortBasis = Literal["measured", "written down", "assumed"]


@dataclass(frozen=True, slots=True)
class MeasuredTime:
    """A sum over sittings whose minutes somebody asked to be counted.

    Nothing in it says when, how often or whose: it is added to, and there is one of each wave,
    activity and role.

    Attributes
    ----------
    wave : str
        Of the passages; empty for work on no wave in particular.
    activity : str
        ``reading``, ``reading again``, ...
    role : str
        ``researcher``, ``peer``, ``facilitator``; ``people`` where too few are of one.
    minutes : int
        Whole ones, 0 or more.
    passages : int
        That were answered in these minutes, 0 or more.
    """

    wave: str
    activity: str
    role: str
    minutes: int
    passages: int = 0


@dataclass(frozen=True, slots=True)
class EffortRow:
    """How long one kind of work on one wave took people of one role.

    Attributes
    ----------
    wave, activity, role : str
        As in `MeasuredTime`; what was written down calls them as people did. Who told is of the
        role ``teller``, their activity ``telling``.
    minutes : float
        Of all of them together, more than 0.
    basis : {'measured', 'written down', 'assumed'}
    passages : int or None
        Passages that were answered in the minutes measured; None where that is not known.
    assumption : str
        In words, what was assumed; empty of the rest.
    """

    wave: str
    activity: str
    role: str
    minutes: float
    basis: EffortBasis
    passages: int | None = None
    assumption: str = ""
