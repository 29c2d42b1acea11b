"""The account as records: what is told in which words, before any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themekit.report.quotes import Quote


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two under a label.

    Attributes
    ----------
    label : str
        What it is of; may be empty.
    text : str
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Comparisons that end in the same way for the same reason.

    Attributes
    ----------
    because : str
        Why, once for all of them; may be empty.
    lines : tuple of Line
        Each with its waves and numbers.
    bare : tuple of Line
        Names of those that have no number to show, by the wave that they are compared with.
    """

    because: str = ""
    lines: tuple[Line, ...] = ()
    bare: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the comparisons came to that stand under one heading.

    Attributes
    ----------
    heading : str
    reasons : tuple of Reason
    nothing : str
        What stands there instead; its place is kept.
    """

    heading: str
    reasons: tuple[Reason, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """How long somebody did something.

    Attributes
    ----------
    who, doing : str
    minutes : float
        More than 0.
    known : str
        How that is known: measured, written down or assumed.
    """

    who: str
    doing: str
    minutes: float
    known: str


@dataclass(frozen=True, slots=True)
class ReturnModel:
    """An account of one wave, given back.

    Attributes
    ----------
    title, wave : str
    audience : str
        For whom it is; said at its head.
    first : tuple of str
        What is said before all else.
    heard : tuple of Line
    outcomes : tuple of Outcome
        What got worse first.
    afterwards : tuple of str
        Sentences below them.
    causes : tuple of Line
        As tellers give them: cause and effect, then by how many.
    causes_note : str
    quotes : tuple of Quote
    unquoted : tuple of str
        Of what no words stand here, and why.
    done : tuple of Line
    done_note : str
    trust : tuple of Line
    spent : tuple of Spent
    spent_notes : tuple of str
    made : str
        With what it was made.
    """

    title: str
    wave: str
    audience: str
    first: tuple[str, ...] = ()
    heard: tuple[Line, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    afterwards: tuple[str, ...] = ()
    causes: tuple[Line, ...] = ()
    causes_note: str = ""
    quotes: tuple[Quote, ...] = ()
    unquoted: tuple[str, ...] = ()
    done: tuple[Line, ...] = ()
    done_note: str = ""
    trust: tuple[Line, ...] = ()
    spent: tuple[Spent, ...] = ()
    spent_notes: tuple[str, ...] = ()
    made: str = ""
