"""What is known of each file, and what is guessed from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from themekit.study import ClosedItem, Strand, TurnColumns

Use = Literal[
    "id", "case", "wave", "date", "event", "question", "open", "closed", "attribute", "unused"
]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that no strand reads, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """One label of a transcript: how many turns it has, and in how many of them it asks."""

    label: str
    turns: int
    asking: int


@dataclass(frozen=True, slots=True)
class TalkColumns:
    """Where a table that keeps a talk holds what, and why it is thought so.

    Attributes
    ----------
    columns : TurnColumns
    reasons : tuple of (role, reason)
    beside : tuple of str
        Columns that could be read as the words instead.
    """

    columns: TurnColumns
    reasons: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a transcript or text shows.

    Attributes
    ----------
    path : str
        Relative to the study folder, with ``/``.
    labels : tuple of LabelFacts
        In order of appearance; empty where the text marks no speakers.
    words : int
    scholarly : bool
        Whether it looks like a paper: an abstract, references.
    timed : bool
        Whether labels come with times, as in exports of recordings, or the format is one of talk.
    table : TalkColumns or None
        Of a talk that a table keeps; several talks of one table have its path in common.
    paragraphs, asking : int
        Lines with words in them, and in how many of these something is asked.
    askers : tuple of str
        Labels of which the file itself says that they ask.
    """

    path: str
    labels: tuple[LabelFacts, ...] = ()
    words: int = 0
    scholarly: bool = False
    timed: bool = False
    table: TalkColumns | None = None
    paragraphs: int = 0
    asking: int = 0
    askers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column of a table is for.

    Attributes
    ----------
    name : str
        As study.yaml is to write it.
    use : str
    why : str
    sure : bool
        Whether it is used without being confirmed first.
    item : ClosedItem or None
        Of a closed question.
    also : str
        A line of study.yaml for the other thing it could be, or of a wave that is the same in
        every row the line itself; may be empty.
    """

    name: str
    use: Use
    why: str
    sure: bool = True
    item: ClosedItem | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class TableGuess:
    """What a table is: a survey with columns, or (with `reason`) none that could be run.

    Attributes
    ----------
    path : str
    rows : int
    columns : tuple of ColumnGuess
    reason : str
    key : str
        Key of study.yaml that the table could stand under (``cases``, ``questions``) if it looks
        like one of the study's own.
    notes, doubts : tuple of str
        What was done to read it; what in it may be no answers, with what to do.
    unit : str
        Proposed unit of coding, where a whole answer is too much; else empty.
    """

    path: str
    rows: int
    columns: tuple[ColumnGuess, ...]
    reason: str = ""
    key: str = ""
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unit: str = ""

    def of(self, use: Use, *, sure: bool = True) -> tuple[ColumnGuess, ...]:
        """Return the columns of one use."""
        return tuple(one for one in self.columns if one.use == use and one.sure is sure)


@dataclass(frozen=True, slots=True)
class Said:
    """Something guessed and why; it is written live where it is sure, as a comment where not."""

    value: tuple[str, ...] = ()
    why: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class StrandGuess:
    """A strand of study.yaml with its reasons.

    Attributes
    ----------
    strand : Strand
        Its name, kind, role and sources; of a survey, the table says the rest.
    why, role_why, sources_why : str
        Reasons for the kind, the role and the sources.
    other_kind : str
        What else it could be; may be empty.
    interviewer : Said
    table : TableGuess or None
        Of a survey.
    talk : TalkColumns or None
        Of tables that keep talks.
    """

    strand: Strand
    why: str
    sources_why: str
    role_why: str = ""
    other_kind: str = ""
    interviewer: Said = field(default_factory=Said)
    table: TableGuess | None = None
    talk: TalkColumns | None = None
