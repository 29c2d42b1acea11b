"""What was counted from wave to wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from themekit.records._counted import MatrixRow


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A code, or the positive answers to a closed question, in one wave of a strand.

    Attributes
    ----------
    row : MatrixRow
        Its numbers. Of a closed question `cases` are the people who answered positively, of
        `answered`; code and theme are empty.
    item : str
        Column of the closed question; empty of a code.
    direction : str
        What the code says of a person's situation: better, same, worse, mixed or nothing.
    watched : bool
        Whether the study said beforehand that it follows it.
    answered : int or None
        People of `asked` who said anything that could be coded, or answered the question.
    """

    row: MatrixRow
    item: str = ""
    direction: str = ""
    watched: bool = False
    answered: int | None = None


Verdict = Literal["rose", "fell", "no change seen", "cannot tell", ""]
WITHHELD = "Withheld: few people are behind it."
"""Why readers outside are told nothing of a change."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What became of a code, or of a closed question, from one wave to another.

    Attributes
    ----------
    strand, item, code_id : str
        `item` is empty of a code, `code_id` of a closed question.
    name, direction : str
        As readers know it; what it says of a person's situation, as of `WaveRow`.
    watched : bool
    matters : float
        The least change that would matter, in (0, 1).
    start, end : str
        The two waves, `start` the earlier.
    before, after : float or None
        Shares in [0, 1] as they stand, by people's word; None where nobody has read the wave, in a
        group, in a reflexive study, and where withheld.
    both, began, stopped : int or None
        People of both waves who were asked and wholly read, or answered, both times; those of them
        of whom it holds only now, only then. None in public.
    left, joined : int or None
        People asked then and not now, now and not then. None in public.
    change, change_low, change_high : float or None
        In [-1, 1], with its 95 % interval: both waves as they are read today.
    drift, drift_low, drift_high : float or None
        By how much the earlier wave is read otherwise today, in [-1, 1]; None where none of it was
        read anew.
    stated : tuple of str
        What else differs between the waves, and no reading mends.
    verdict : {'rose', 'fell', 'no change seen', 'cannot tell', ''}
        Empty in a reflexive study.
    because : str
        Why, in a sentence or two.
    apart : str
        That part of `because` which is no matter of numbers: by what reading keeps the two waves
        apart, or why there are none. Empty in public.
    unread : tuple of str
        Waves of which nobody has read anything. Empty in public.
    """

    strand: str
    item: str
    code_id: str
    name: str
    direction: str
    watched: bool
    matters: float
    start: str
    end: str
    before: float | None = None
    after: float | None = None
    both: int | None = None
    began: int | None = None
    stopped: int | None = None
    left: int | None = None
    joined: int | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    drift: float | None = None
    drift_low: float | None = None
    drift_high: float | None = None
    stated: tuple[str, ...] = ()
    verdict: Verdict = ""
    because: str = ""
    apart: str = ""
    unread: tuple[str, ...] = ()
