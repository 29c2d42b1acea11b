"""What a coefficient comes to: a number or none, of how many units, and how sure."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.statistics import Interval


@dataclass(frozen=True, slots=True)
class Agreement:
    """A measure of agreement.

    Attributes
    ----------
    value : float or None
        None where it is not defined; `reason` says why.
    interval : Interval or None
        Bounds of the 95 % interval; None where there is none, and `no_interval` says why.
    n : int
        Units that counted.
    excluded : int
        Units that did not: too few people had said anything of them.
    reason, no_interval : str
    """

    value: float | None
    interval: Interval | None = None
    n: int = 0
    excluded: int = 0
    reason: str = ""
    no_interval: str = ""
