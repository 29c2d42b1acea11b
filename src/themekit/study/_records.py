"""What study.yaml says, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from themekit._yaml import Loc, YamlFile
from themekit.names import folded
from themekit.records import TimeFrame
from themekit.studyfile import STUDY_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from themekit.errors import Problem, Severity
    from themekit.records import Period

Method = Literal["reliability", "codebook", "reflexive"]
Kind = Literal["interview", "group", "survey", "case-study", "literature", "notes"]
StrandRole = Literal["primary", "validation", "context"]
Sample = Literal["opportunity", "purposive", "census", "probability"]
Unit = Literal["turn", "paragraph", "sentence", "document", "answer"]
ClosedType = Literal["scale", "single", "multi", "number", "triad", "dyad", "stones"]
WavePart = Literal["day", "month", "quarter", "year", "name"]
Voice = Literal["own", "told", "translated", "written about"]
Quotable = Literal["verbatim", "paraphrase", "none"]


@dataclass(frozen=True, slots=True)
class WaveColumn:
    """A survey's date column, and how finely it makes waves; by name, the cells are the waves."""

    column: str
    by: WavePart = "year"


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a table keeps what tellers placed themselves, and what its parts are called.

    Attributes
    ----------
    columns : tuple of str
        Of a triad a column a corner, or those of across and up; of a dyad one; of stones those of
        across and up, stone by stone.
    labels : tuple of str
        Of a triad its three corners (by a point: left, right, top), of a dyad its two ends, of
        stones each stone.
    full : float
        What all three corners come to, or the far end of a dyad and the far edges of stones: > 0.
    by_point : bool
        Whether a triad is kept as a point, not as three shares.
    height : float
        How far up the top corner of a triad by a point lies, in widths of its base: > 0.
    not_applicable : str
        Column that says so; empty where there is none.
    not_applicable_cells : tuple of str
        What stands in `columns` instead where a teller said that it does not apply.
    """

    columns: tuple[str, ...]
    labels: tuple[str, ...]
    full: float = 100.0
    by_point: bool = False
    height: float = 1.0
    not_applicable: str = ""
    not_applicable_cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedItem:
    """One closed question of a survey.

    Attributes
    ----------
    column, label : str
        Column of the source (of what tellers placed themselves, a name for it); how a reader
        should see it (default: the column).
    section : str
        Theme of the codebook in whose section it is shown; may be empty.
    type : {'scale', 'single', 'multi', 'number', 'triad', 'dyad', 'stones'}
    order, positive, missing : tuple of str
        Answers in reading order; those that count as positive; those that are no answer.
    separator : str
        Between the answers in one cell of a ``multi`` question.
    codes : tuple of str
        Ids, names or paths of the codes that it asks about directly.
    placing : Placing or None
        Of a triad, a dyad and stones; None of every other question.
    """

    column: str
    label: str
    section: str = ""
    type: ClosedType = "single"
    order: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    missing: tuple[str, ...] = ("",)
    separator: str = ";"
    codes: tuple[str, ...] = ()
    placing: Placing | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the source that holds it."""
        if self.placing is None:
            return (self.column,)
        return tuple(filter(None, (*self.placing.columns, self.placing.not_applicable)))


@dataclass(frozen=True, slots=True)
class TurnColumns:
    """Columns of a table that keeps a talk, a row a turn; empty where there is none.

    Attributes
    ----------
    text, speaker, start, end : str
        What was said, who said it, from when to when.
    document : str
        Tells the talks of one file apart.
    """

    text: str
    speaker: str = ""
    start: str = ""
    end: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """One kind of data collection.

    Attributes
    ----------
    name, slug : str
        As the file writes it; in lower-case ASCII with hyphens. Both unique in the study.
    kind, role, sample : str
    sources : tuple of str
        Patterns relative to the study folder.
    attribution : str
        How the report credits a quote (default: the name).
    unit : {'turn', 'paragraph', 'sentence', 'document', 'answer'}
    interviewer : tuple of str
        Labels of speakers who are context and not coded.
    skip : tuple of str
        How lines begin that nobody said and that are not coded.
    wave : str or WaveColumn
    id, case, question : str
        Columns of a survey; empty where not given.
    open : tuple of str
        Columns with free text.
    closed : tuple of ClosedItem
    attributes : tuple of str
        Columns that describe the respondent.
    columns : TurnColumns or None
        Of tables that keep a talk; None where the columns are to be recognised.
    voice : {'own', 'told', 'translated', 'written about'}
        Whose words they are: the person's, or told to somebody who wrote them down, or translated;
        or others' of them, such as staff notes.
    """

    name: str
    slug: str
    kind: Kind
    sources: tuple[str, ...]
    role: StrandRole = "primary"
    sample: Sample = "opportunity"
    attribution: str = ""
    unit: Unit = "turn"
    interviewer: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    wave: str | WaveColumn = ""
    id: str = ""
    case: str = ""
    question: str = ""
    open: tuple[str, ...] = ()
    closed: tuple[ClosedItem, ...] = ()
    attributes: tuple[str, ...] = ()
    columns: TurnColumns | None = None
    voice: Voice = "own"


@dataclass(frozen=True, slots=True)
class Consent:
    """What every case agreed to where cases.csv has no such column; unstated means no.

    `told` are the names of those that study.yaml states, yes or no.
    """

    quote: Quotable = "none"
    review: bool = False
    named: bool = False
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Population:
    """Known shares of an attribute in the population, and how far they fit the study.

    `stated` are the sample's shares as the study states them, where it does: a report shows them
    beside those that are computed.
    """

    attribute: str
    source: str = ""
    date: str = ""
    mismatch: str = ""
    shares: tuple[tuple[str, float], ...] = ()
    stated: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A theme or (one of the two is empty) a code, in all periods or in one."""

    theme: str = ""
    code: str = ""
    period: Period = ""


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading with what stands under it."""

    heading: str
    items: tuple[OutlineItem, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A further report outline over the one coded set."""

    name: str
    sections: tuple[OutlineSection, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Whom readers can turn to; shown to everyone who reads passages.

    Attributes
    ----------
    name, phone, hours : str
        Who listens, on which number, and when.
    emergency : str
        Number to call where somebody is in danger now.
    facilitator : str
        Who gets in touch with a reader who asks for it.
    safeguarding_lead : str
        Who reads the list of concerns; without one no peer is served.
    """

    name: str = ""
    phone: str = ""
    hours: str = ""
    emergency: str = ""
    facilitator: str = ""
    safeguarding_lead: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """Files of which one doubt is meant to hold: it is not told of them.

    Attributes
    ----------
    doubt : str
        A name of `themekit.doubts.DOUBTS`.
    files : tuple of str
        Paths relative to the study, exactly; a file that comes later is doubted anew.
    """

    doubt: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantifier:
    """What a word such as few or most means in this study.

    Attributes
    ----------
    word : str
        Folded.
    low, high : float
        Shares in [0, 1], both included.
    line : int or None
        Where study.yaml declares it.
    """

    word: str
    low: float
    high: float
    line: int | None = field(default=None, compare=False)


MATTERS = 0.15
"""The change of a share that counts as one where the study does not say what matters."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What the study said beforehand that it follows from wave to wave.

    Attributes
    ----------
    code, item : str
        Id, name or path of a code, or the column of a closed question; the other is empty.
    matters : float
        The least change of a share, between 0 and 1, that would matter to anybody.
    """

    code: str = ""
    item: str = ""
    matters: float = MATTERS


@dataclass(frozen=True, slots=True)
class Study:
    """A study folder's settings.

    Attributes
    ----------
    root : Path
        The study folder, absolute.
    title : str
    codebook : Path
        Absolute.
    strands : tuple of Strand
    method : {'reliability', 'codebook', 'reflexive'}
    cases, questions, findings, recommendations : str or None
        Files relative to `root`, with ``/``.
    consent : Consent
    population : tuple of Population
    outlines : tuple of Outline
        The further ones; the first, called ``report``, follows the codebook's themes.
    support : Support or None
    expected : tuple of Expected
    quantifiers : tuple of Quantifier
        By their lower bound; empty where the study declares no such words.
    periods : TimeFrame
        What before, during and after stand beside.
    watch : tuple of Watched
        What is followed from wave to wave, at most eight.
    store : str
        ``sqlite`` or a PostgreSQL URL.
    lines : mapping of location to line
        Where everything stands in study.yaml, for later problems.
    """

    root: Path
    title: str
    codebook: Path
    strands: tuple[Strand, ...] = ()
    method: Method = "codebook"
    cases: str | None = None
    consent: Consent = Consent()
    questions: str | None = None
    population: tuple[Population, ...] = ()
    outlines: tuple[Outline, ...] = ()
    findings: str | None = None
    recommendations: str | None = None
    support: Support | None = None
    expected: tuple[Expected, ...] = ()
    quantifiers: tuple[Quantifier, ...] = ()
    periods: TimeFrame = field(default_factory=TimeFrame)
    watch: tuple[Watched, ...] = ()
    store: str = "sqlite"
    lines: Mapping[Loc, int] = field(default_factory=dict, repr=False, compare=False)

    def strand(self, name: str) -> Strand | None:
        """Return the strand with this name or slug; names are compared as all names are."""
        exact = next((one for one in self.strands if name in (one.name, one.slug)), None)
        key = folded(name)
        alike = (one for one in self.strands if key in (folded(one.name), one.slug))
        return exact or next(alike, None)

    def problem(
        self, loc: Loc, message: str, hint: str = "", severity: Severity = "error"
    ) -> Problem:
        """Build the problem for what stands at `loc` of study.yaml."""
        return YamlFile(STUDY_FILE, None, self.lines).problem(loc, message, hint, severity)
