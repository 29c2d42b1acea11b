"""Whether what groups of people say is found as well: the rows, and what was not compared."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.records._read import Pairs

Rate = tuple[float | None, float | None, float | None]
"""A value in [0, 1], and the ends of its interval."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How a group's rate differs from that of all others together.

    Attributes
    ----------
    others : float
        The rate of the others, in [0, 1].
    named : bool
        Whether the difference is beyond chance.
    """

    others: float
    named: bool


@dataclass(frozen=True, slots=True)
class GroupRates:
    """How well somebody finds what a group of people say.

    Attributes
    ----------
    code_id : str
        Empty: all codes together.
    who : str
        ``machine``, or a role.
    attribute, group : str
    cases : int or None
        People of the group of whom a passage was read so; None where the group is withheld.
    recall, precision : (value, low, high)
        In [0, 1]; None where too little was to be found, or the group is withheld.
    smallest_difference : float or None
        The difference in recall that would be named eight times in ten.
    verdict : str
        In words.
    found, right : Gap or None
        The group's recall and precision beside the others'; None where they are not compared.
    """

    code_id: str
    who: str
    attribute: str
    group: str
    cases: int | None
    recall: Rate
    precision: Rate
    smallest_difference: float | None
    verdict: str
    found: Gap | None = None
    right: Gap | None = None


@dataclass(frozen=True, slots=True)
class Fairness:
    """What is known of how evenly the machine, and roles, find what groups of people say.

    Attributes
    ----------
    rows : tuple of GroupRates
        All codes together, then code by code; empty where nothing was drawn at random and read
        without suggestions.
    left_out : tuple of (attribute, why)
        Attributes that make no groups to compare.
    """

    rows: tuple[GroupRates, ...] = ()
    left_out: Pairs = ()
