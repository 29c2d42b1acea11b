"""What the machine says: suggestions and their reasons, scores, and topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.records._read import Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Period = Literal["", "before", "during", "after"]
NAMED_PERIODS: tuple[Period, ...] = ("before", "during", "after")
SuggestionStatus = Literal["suggested", "uncertain"]
ReasonKind = Literal[
    "name",
    "definition",
    "concept",
    "key words",
    "surroundings",
    "example",
    "near miss",
    "exclude",
    "pattern",
    "negated pattern",
    "checked segment",
    "checked segment and others",
    "other checked segments",
    "deeper reading",
    "checked surroundings",
    "earlier version",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against a suggestion, told by where it stands: it holds nobody's words.

    Attributes
    ----------
    kind : str
        ``definition``, ``name``, ``concept``, ``key words``, ``surroundings`` (their likeness to
        what the code means), ``example``, ``near miss``, ``exclude``, ``pattern``, ``negated
        pattern``, ``checked segment``, ``checked segment and others``, ``other checked segments``,
        ``deeper reading``, ``checked surroundings`` or ``earlier version`` (kept in a manner that
        is no longer read).
    source : str
        Id of the code or of the checked segment, or the name of the concept; empty where the kind
        says all.
    place : int
        Which of the code's examples, near misses, exclusions or patterns.
    start, end : int
        Range of the words that it points to, in the source's own text.
    text_hash : str
        Hash of those words, by which it shows whether they still stand there; empty without any.
    """

    kind: ReasonKind
    source: str = ""
    place: int = 0
    start: int = 0
    end: int = 0
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """What *before*, *during* and *after* stand beside in a study, as study.yaml says it.

    Attributes
    ----------
    event : str
        As readers see it (*the pandemic*); empty where the study gives none: then no time is named.
    also : tuple of str
        What else people call it.
    start, end : tuple of int or None
        Its first and last month, each as (year, month).
    default : {'', 'before', 'during', 'after'}
        Which time counts where nothing names one; that is never called named.
    questions : tuple of (words, period)
        Questions that hold these words are asked about that time.
    """

    event: str = ""
    also: tuple[str, ...] = ()
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
    default: Period = ""
    questions: tuple[tuple[str, Period], ...] = ()

    def phrase(self, period: Period) -> str:
        """Return a period as readers see it: *before the pandemic*, or alone without an event."""
        return f"{period} {self.event}" if period and self.event else period

    @property
    def choices(self) -> tuple[tuple[Period, str], ...]:
        """The three times, each with the words by which a page offers it."""
        named = ((one, self.phrase(one)) for one in NAMED_PERIODS)
        return tuple((one, words[:1].upper() + words[1:]) for one, words in named)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's proposal that a code applies to a segment; never final.

    Attributes
    ----------
    segment_id, code_id : str
    score : float
        Calibrated probability in [0, 1].
    status : {'suggested', 'uncertain'}
    period : {'', 'before', 'during', 'after'}
        Which time the speaker talks about; empty where nothing says so.
    evidence_start, evidence_end : int
        Range of ``Document.text`` that carried the score most.
    evidence : str
        The text of that range.
    because : tuple of Reason
        What carried it, the strongest first; empty where it is many weak things together.
    nearest_example : Reason or None
        The codebook example (or checked segment) that lies nearest.
    against : Reason or None
        The exclusion, near miss or negated pattern that nearly stopped it.
    """

    segment_id: str
    code_id: str
    score: float
    status: SuggestionStatus
    period: Period = ""
    evidence_start: int = 0
    evidence_end: int = 0
    evidence: str = ""
    because: tuple[Reason, ...] = ()
    nearest_example: Reason | None = None
    against: Reason | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The machine's probability of every code on every segment that is to be coded.

    Attributes
    ----------
    segments : tuple of str
        Ids, a row each.
    codes : tuple of str
        Ids in codebook order, a column each.
    values : array of float32 of shape (n_segments, n_codes)
        Calibrated probabilities in [0, 1]; of a segment that was learned from, by a model that was
        fitted without its person.
    thresholds : tuple of float
        The score from which on each code is suggested.
    """

    segments: tuple[str, ...]
    codes: tuple[str, ...]
    values: NDArray[np.float32]
    thresholds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of segments that the machine found: a candidate, never a theme.

    Attributes
    ----------
    id : int
        0 and up by size; -1 holds the segments that fit nowhere.
    label : str
    words : tuple of str
        Most telling words first.
    size, cases : int
        Segments in it, and distinct cases among them.
    representatives : tuple of str
        Segment ids nearest to the middle, from different cases where possible.
    returns : float or None
        Share of resamples of the cases in which the topic came up again, in [0, 1].
    """

    id: int
    label: str
    words: tuple[str, ...]
    size: int
    cases: int
    representatives: tuple[str, ...] = ()
    returns: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it came up again at least as often as not: others are not to be reported."""
        return self.returns is not None and self.returns >= 0.5  # noqa: PLR2004 -- half


@dataclass(frozen=True, slots=True)
class TopicMap:
    """All topics of a run and who belongs where.

    Attributes
    ----------
    topics : tuple of Topic
    members : tuple of (segment id, topic id)
    reason : str
        Why there are no topics; empty where there are.
    settings : tuple of (name, value)
        How they were made: dimension reduction, clusterer, sizes.
    shares : tuple of (segment id, topic id, share)
        Of segments whose sentences speak of several topics: how much of each.
    places : tuple of (segment id, x, y)
        Where a drawn part of the segments lies on a flat map.
    """

    topics: tuple[Topic, ...] = ()
    members: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    settings: Pairs = ()
    shares: tuple[tuple[str, int, float], ...] = ()
    places: tuple[tuple[str, float, float], ...] = ()
