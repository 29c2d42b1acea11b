"""What the report is built from: records only, gathered by the workflow that asks for a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from themekit.events import Stance
    from themekit.records import Pairs, Period, Segment, Suggestion, ThemeMatrix

JudgedState = Literal["applies", "does not apply", "disputed"]


@dataclass(frozen=True, slots=True)
class StrandInfo:
    """One strand as study.yaml describes it.

    Attributes
    ----------
    name : str
    role : str
        ``primary``, ``validation`` or ``context``.
    sample, attribution, unit : str
        As in study.yaml; `attribution` credits a quote and defaults to the name.
    when : str
        When the data were collected, as a reader should see it; may be empty.
    """

    name: str
    role: str = "primary"
    sample: str = ""
    attribution: str = ""
    unit: str = "turn"
    when: str = ""


@dataclass(frozen=True, slots=True)
class ThemeInfo:
    """One theme, in report order."""

    name: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """One code of the codebook; `theme` is the top level, resolved through parents."""

    id: str
    name: str
    theme: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people say, taken together, of one code on one segment."""

    code_id: str
    state: JudgedState = "applies"
    stance: Stance = "for"


@dataclass(frozen=True, slots=True)
class ReportInputs:
    """Everything that `build_report` needs.

    Attributes
    ----------
    title : str
    matrix : ThemeMatrix
    themes, codes, strands : tuple
        In report, codebook and study order.
    segments : mapping of segment id to Segment
        Every unit read, skipped ones included: the case base is counted from it.
    strand_of : mapping of document id to strand name
    case_of : mapping of segment id to case id
    suggestions : mapping of segment id to its suggestions
    judgements : mapping of segment id to what people say of it
        Only codes that a person decided on; they replace the suggestions for them.
    population : tuple of str
        Sentences on how far the sample stands for a population.
    facts : tuple of (name, value)
        Version, codebook, model, seed: what a reader needs to trace the run.
    public : bool
        Leave out segments, scores and ids; quote only what is in `quotable`.
    quotable : collection of str
        Segment ids that may be quoted to outsiders; read only where `public`.
    codebook_version : str
        Written beside each quote.
    periods : mapping of (outline, section, theme, code id) to period
        Where a further outline takes only part of a theme or code in time.
    subtitle : str
    doubted : int
        Files that may have been read wrongly.
    """

    title: str
    matrix: ThemeMatrix
    themes: tuple[ThemeInfo, ...] = ()
    codes: tuple[CodeInfo, ...] = ()
    strands: tuple[StrandInfo, ...] = ()
    segments: Mapping[str, Segment] = field(default_factory=dict, repr=False)
    strand_of: Mapping[str, str] = field(default_factory=dict, repr=False)
    case_of: Mapping[str, str] = field(default_factory=dict, repr=False)
    suggestions: Mapping[str, Sequence[Suggestion]] = field(default_factory=dict, repr=False)
    judgements: Mapping[str, Sequence[Judgement]] = field(default_factory=dict, repr=False)
    population: tuple[str, ...] = ()
    facts: Pairs = ()
    public: bool = False
    quotable: Collection[str] = frozenset()
    codebook_version: str = ""
    periods: Mapping[tuple[str, str, str, str], Period] = field(default_factory=dict)
    subtitle: str = ""
    doubted: int = 0
