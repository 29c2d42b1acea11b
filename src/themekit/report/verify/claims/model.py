"""A claim: one number, or word of number, that a sentence states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal[
    "of", "percent", "fraction", "all", "none", "only", "count", "segments", "quantifier", "but"
]
Bound = Literal["", "least", "more", "most", "fewer", "only"]
UNSAID = "unsaid"
"""The word of a claim that something was not said; of whom, its row or strand has to tell."""


LOOSELY = "loosely"
"""The word of a claim of all, none or only that its row has to stand beside."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, or word of number, that a sentence states of people or passages.

    Attributes
    ----------
    kind : str
    start, end : int
        Range in the sentence.
    said : str
    n, upto, of : int or None
    percent : float or None
    decimals : int
        Of the percentage.
    low, high : float
        Share that a fraction may stand for.
    word : str
        Of a quantifier; `UNSAID` of what was not said by anybody, `LOOSELY` of what is said in
        whatever words.
    noun : str
        Whom a bare number counts.
    is_about : bool
    bound : {'', 'least', 'more', 'most', 'fewer', 'only'}
        Whether its number is a limit: *at least*, *more than*, *at most*, *fewer than*.
    is_denied : bool
        Whether those are counted who did *not*.
    """

    kind: ClaimKind
    start: int
    end: int
    said: str
    n: int | None = None
    upto: int | None = None
    of: int | None = None
    percent: float | None = None
    decimals: int = 0
    low: float = 0
    high: float = 1
    word: str = ""
    noun: str = ""
    is_about: bool = False
    bound: Bound = ""
    is_denied: bool = False
