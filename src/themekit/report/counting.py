"""Whether a figure may enter a sentence for readers, and what stands there where it may not.

A number of suggestions is no count. A row enters a sentence where people decided at least half of
what is counted, where the suggestions of its code are known to hold, or where it is an estimate
from a random draw. A code whose suggestions do not hold enters none until they are checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.records import Trust
from themekit.report.words import FEWEST, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themekit.records import MatrixRow, ThemeMatrix

State = Literal["counted", "suggested", "estimated", "not counted"]

ENOUGH_SUGGESTED = 10
"""Suggestions of a code on what was drawn at random, under which nothing is said of them."""
HALF = 0.5
A_SITTING = 150
"""So many passages are still checked one by one; of more a random draw is asked for."""
DRAW, READ_ALL = "draw 100 at random and check them", "check all that nobody has read"
_NEARLY = 0.15


@dataclass(frozen=True, slots=True)
class Counting:
    """What a row's number of segments is worth to a reader.

    Attributes
    ----------
    state : {'counted', 'suggested', 'estimated', 'not counted'}
    words : str
        What stands in the number's place: ``1,145``, ``147 suggested``, ``about 1,130 (980 to
        1,290)`` or ``not counted: 1 in 4 of its suggestions holds``.
    change : str
        What would make more of it: ``check the other 143``; empty where nothing is to be done.
    """

    state: State
    words: str
    change: str = ""

    @property
    def enters(self) -> bool:
        """Whether it may stand in a sentence, a ranking or a chart."""
        return self.state in ("counted", "estimated")


def trust_by_code(matrix: ThemeMatrix) -> Mapping[str, Trust]:
    """Return how far each code's suggestions hold, by its id."""
    return {one.code_id: one for one in matrix.trust}


def for_outside(trust: Trust) -> Trust:
    """Return what readers outside are told: of fewer than five passages no number."""
    few = any(0 < number < FEWEST for number in (trust.held, trust.missed))
    return Trust(trust.code_id, trust.drawn, 0, 0, 0, 0, withheld=True) if few else trust


def counting_of(
    row: MatrixRow,
    trust: Trust | None = None,
    *,
    reflexive: bool = False,
    read_whole: bool = False,
) -> Counting:
    """Return what a row's number of segments is worth.

    Parameters
    ----------
    row : MatrixRow
    trust : Trust or None
        Of its code; None for a theme's row, and where nothing was drawn.
    reflexive : bool
        Whether the study is: there nothing is suggested, and what stands is a person's.
    read_whole : bool
        Whether what nobody has read is better read than drawn from.
    """
    drawn = READ_ALL if read_whole else DRAW
    number = "" if row.segments is None else f"{row.segments:,}"
    wholly = row.basis in ("checked", "corrected")
    if reflexive or wholly or row.suppressed:
        return Counting("counted", number)
    if does_not_hold(trust):
        assert trust is not None
        return Counting("not counted", f"not counted: {how_many_hold(trust)}", _mending(row, drawn))
    if row.unchecked:
        return Counting("suggested", f"{number or 'some'} suggested", _checking(row, drawn))
    if row.estimate is not None:
        return Counting("estimated", estimated(row))
    if _rests_on_people(row) or holds(trust):
        return Counting("counted", number)
    found = (row.segments or 0) - (row.suggested or 0)
    told = number and row.suggested is not None
    said = f"{row.suggested:,} suggested, {found:,} found by people" if told else "suggested"
    return Counting("suggested", said, _checking(row, drawn))


def holds(trust: Trust | None) -> bool:
    """Tell whether a code's suggestions are known to hold: at least half of ten or more."""
    return _is_known(trust) and not does_not_hold(trust)


def does_not_hold(trust: Trust | None) -> bool:
    """Tell whether a code's suggestions are known not to hold: fewer than half of ten or more."""
    return trust is not None and _is_known(trust) and trust.held < HALF * trust.suggested


def how_many_hold(trust: Trust) -> str:
    """Say how many of a code's suggestions hold: ``1 in 4 of its suggestions holds``."""
    if not trust.suggested:
        return "nothing was suggested where people read"
    if not trust.held:
        return f"none of {trust.suggested:,} of its suggestions holds"
    times = trust.suggested / trust.held
    if times >= 2 - _NEARLY and abs(times - round(times)) < _NEARLY:
        return f"1 in {round(times)} of its suggestions holds"
    return f"{trust.held:,} of {trust.suggested:,} of its suggestions hold"


def trusted(trust: Trust | None) -> str:
    """Say how far a code's suggestions are to be trusted, from blind random draws."""
    if trust is None or not trust.measured:
        return "not measured"
    if trust.withheld:
        return WITHHELD
    if not trust.suggested and not trust.uses:
        return f"in the {trust.drawn:,} passages drawn, neither suggested nor found"
    held = f"{trust.held:,} of {trust.suggested:,} suggestions hold"
    missed = f"{trust.missed:,} of {trust.uses:,} passages are missed"
    return (
        f"{held if trust.suggested else 'nothing was suggested'} in the {trust.drawn:,} passages "
        f"drawn; {missed if trust.uses else 'no person found it there'}"
    )


def estimated(row: MatrixRow) -> str:
    """Say an estimate with its interval: ``about 1,130 (980 to 1,290)``."""
    if row.estimate is None:
        return ""
    if row.estimate_low is None or row.estimate_high is None:
        return f"{round(row.estimate):,}"
    if not row.found and not int(row.estimate_low):
        return f"at most {-int(-row.estimate_high // 1):,}"
    step = 1 if row.estimate < 100 else 10 if row.estimate < 10_000 else 100  # noqa: PLR2004
    low, high = int(row.estimate_low // step) * step, -int(-row.estimate_high // step) * step
    return f"about {round(row.estimate / step) * step:,} ({low:,} to {high:,})"


def _is_known(trust: Trust | None) -> bool:
    return trust is not None and trust.measured and trust.suggested >= ENOUGH_SUGGESTED


def _rests_on_people(row: MatrixRow) -> bool:
    """Tell whether people decided at least half of what is counted."""
    if row.suggested is None or row.segments is None:
        return (row.checked_share or 0) >= HALF
    return row.suggested <= HALF * row.segments


def _checking(row: MatrixRow, drawn: str) -> str:
    """Say what makes a count or an estimate of suggestions."""
    left = row.suggested or 0
    if not left or left > A_SITTING:
        return drawn
    if row.unchecked:
        return f"check its {left:,} {'suggestion' if left == 1 else 'suggestions'}"
    return f"check the other {left:,}"


def _mending(row: MatrixRow, drawn: str) -> str:
    """Say what makes a count of suggestions that do not hold."""
    left = row.suggested or 0
    if not left or left > A_SITTING:
        return f"sharpen its definition, then {drawn}"
    return f"check the other {left:,}, or sharpen its definition"
