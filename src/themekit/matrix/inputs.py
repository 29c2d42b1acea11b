"""What the matrix stage needs to know; the caller turns study, codebook and store into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from themekit.records import Case, Coding, Look, Pairs, Period, Segment, Suggestion

StrandRole = Literal["primary", "validation", "context"]
Sample = Literal["opportunity", "purposive", "census", "probability"]
ClosedType = Literal["scale", "single", "multi", "number"]


class MatrixError(AssertionError):
    """The rooms broke a promise to each other: a fault of themekit, never of the user."""


@dataclass(frozen=True, slots=True)
class ClosedItem:
    """One closed question of a survey.

    Attributes
    ----------
    column : str
        Key in ``DocumentInfo.closed``.
    label, section : str
        How a reader should see it, and the section of the report to which it belongs.
    type : {'scale', 'single', 'multi', 'number'}
    order : tuple of str
        Answers in reading order, as they should be shown; may be empty.
    positive : tuple of str
        Answers that the ``(positive)`` row sums; empty means no such row.
    missing : tuple of str
        Answers that are none. A blank cell never is one, whether listed or not.
    separator : str
        What stands between the answers of a ``multi`` cell.
    """

    column: str
    label: str = ""
    section: str = ""
    type: ClosedType = "single"
    order: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    missing: tuple[str, ...] = ("",)
    separator: str = ";"


@dataclass(frozen=True, slots=True)
class StrandInfo:
    """One kind of data collection; `unit` is what its segments are (turn, answer...)."""

    name: str
    role: StrandRole = "primary"
    sample: Sample = "opportunity"
    unit: str = "turn"
    closed: tuple[ClosedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What counts of a document.

    Attributes
    ----------
    id, strand, wave : str
        `strand` must be the name of a `StrandInfo`.
    cases : tuple of str
        Case ids of those who took part, also of those who said nothing that is coded; never the
        interviewer. Participants whom only the segments name are added.
    closed : tuple of (column, answer)
    """

    id: str
    strand: str
    wave: str = ""
    cases: tuple[str, ...] = ()
    closed: Pairs = ()


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """A code: its top-level theme ('' for none), further themes, and parent code ('' for none)."""

    id: str
    name: str
    theme: str = ""
    also_in: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A theme or (if `code_id` is given) a code, in all periods or in one."""

    theme: str = ""
    code_id: str = ""
    period: Period = ""


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading of a further outline with what stands under it."""

    heading: str
    items: tuple[OutlineItem, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A further arrangement of the same coded set."""

    name: str
    sections: tuple[OutlineSection, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of questions.csv: whether a question that prompts some codes was asked.

    Attributes
    ----------
    strand : str
    document : str
        Document id; empty means every document of the strand.
    prompts : tuple of str
        Ids of the codes that the question prompts.
    asked : bool
    """

    strand: str
    document: str
    prompts: tuple[str, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class MatrixInputs:
    """Everything that is counted.

    Attributes
    ----------
    documents, strands, codes : tuple
        In study and codebook order.
    themes : tuple of str
        In report order.
    segments, suggestions, codings, looks : iterable
        Each is read once, so a generator will do. Codings come in the order of their making,
        which decides between events of the same time.
    case_of : mapping of segment id to case id
        See `themekit.matrix.people` for a segment that is not in it.
    cases : mapping of case id to Case
        In study order; a case that is not in it has consented to nothing and is not withdrawn.
    outlines : tuple of Outline
        The further ones; ``report`` always comes first and is made here.
    questions : tuple of Asked
    waves : tuple of str
        In reading order; waves not named follow in order of first appearance.
    public : bool
        Whether the result is for readers outside: small cells are withheld.
    """

    strands: tuple[StrandInfo, ...]
    documents: tuple[DocumentInfo, ...] = ()
    segments: Iterable[Segment] = ()
    case_of: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    codes: tuple[CodeInfo, ...] = ()
    themes: tuple[str, ...] = ()
    suggestions: Iterable[Suggestion] = ()
    codings: Iterable[Coding] = ()
    looks: Iterable[Look] = ()
    outlines: tuple[Outline, ...] = ()
    questions: tuple[Asked, ...] = ()
    waves: tuple[str, ...] = ()
    public: bool = False
