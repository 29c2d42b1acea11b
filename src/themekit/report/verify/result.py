"""What is wrong, doubtful or undefined in a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["wrong", "doubtful", "not checked", "undefined", "not held"]
FAILING: frozenset[Severity] = frozenset({"wrong", "doubtful"})
"""Severities by which a report is not clean."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at.

    Attributes
    ----------
    severity : {'wrong', 'doubtful', 'not checked', 'undefined', 'not held'}
        ``wrong``: it is not what the study holds; ``doubtful``: a person has to judge;
        ``not checked``: it is so of what was read so far, and the rest can turn it;
        ``undefined``: it cannot be told; ``not held``: nothing here to hold it against. Of these
        only the first two fail.
    kind : str
        ``quotation``, ``speaker``, ``consent``, ``number``, ``order``, ``id``, ``section``, ...
    place, said, found, advice : str
    at : tuple of int
        Number of the block and place in it, by which remarks are put in order.
    """

    severity: Severity
    kind: str
    place: str
    said: str
    found: str
    advice: str = ""
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule finds wrong with one thing that a report says.

    Attributes
    ----------
    found, advice : str
    kind : str
    severity : str
        As of `Remark`.
    """

    found: str
    advice: str
    kind: str = "number"
    severity: Severity = "wrong"


def shortened(text: str, most: int = 160) -> str:
    """Return a text that fits a cell."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 2].rsplit(" ", 1)[0] + " \u2026"
