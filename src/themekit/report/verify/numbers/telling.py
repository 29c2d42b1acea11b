"""Sentences that tell of a row without its number.

A rule looks at one sentence with the rows that it tells of; the first that finds something has
the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.numbers import wordings
from themekit.report.verify.numbers.carrying import narrowed
from themekit.report.verify.numbers.sayings import of_another_strand, unchecked
from themekit.report.verify.numbers.words import over_all
from themekit.report.verify.result import Flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from themekit.report.verify.claims import Claim
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with the rows that it tells of.

    Attributes
    ----------
    one : Statement
    rows : sequence of Figure
        At least one.
    numeric : bool
        Whether it states a number too.
    """

    one: Statement
    rows: Sequence[Figure]
    numeric: bool


def flaw_of_telling(one: Statement, claims: Sequence[Claim]) -> Flaw | None:
    """Return the first thing that is wrong with how a sentence tells of its rows."""
    rows = [f for f in one.tied or narrowed(one.named, one) if f.kind == "row"]
    if one.is_cell or not rows:
        return None
    numeric = any(c.kind not in {"quantifier", "segments"} for c in claims)
    it = Telling(one, over_all(rows, one), numeric)
    return next((flaw for rule in RULES if (flaw := rule(it))), None)


def _nobody_checked(it: Telling) -> Flaw | None:
    """Find rows of the machine alone that are told as facts."""
    told = wordings.MACHINE.search(it.one.text)
    if not it.one.tied or told or any(f.is_checked for f in it.rows):
        return None
    return unchecked(it.rows[0])


def _one_as_several(it: Telling) -> Flaw | None:
    """Find one person, or nobody, told as several."""
    most = max(f.n for f in it.rows)
    # Who says the opposite is counted elsewhere.
    if wordings.OPPOSITE.search(it.one.bare):
        return None
    if it.numeric or most > 1 or not wordings.speaks_of_several(it.one.bare):
        return None
    said = "nobody" if not most else "one case"
    return Flaw(f"{said}: {it.rows[0].said}", "say that it is one person", "single case")


def _other_strand(it: Telling) -> Flaw | None:
    """Find a sentence tied to a row of another strand than it names."""
    return None if it.numeric else of_another_strand(it.one, it.rows)


RULES: tuple[Callable[[Telling], Flaw | None], ...] = (
    _nobody_checked,
    _one_as_several,
    _other_strand,
)
