"""The frozen records that flow between the rooms, in the order in which they come to be.

File -> Document -> Segment -> Suggestion / Topic -> ThemeMatrix; what people decide in between are
the events of `themekit.events`.
Offsets are half-open ranges of Unicode code points of ``Document.text``. Records hold data and
properties derived from it; nothing here reads, computes or prints. The study and the codebook have
their own records in their own rooms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from themekit.errors import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Period = Literal["", "before", "during", "after"]
NAMED_PERIODS: tuple[Period, ...] = ("before", "during", "after")
Role = Literal["participant", "interviewer", "unknown"]
Basis = Literal["suggested", "mixed", "checked", "corrected"]
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

NOT_POOLED = "none: waves are not pooled"
"""Stands as a row's `interval` where ``all`` would join waves and counts nothing."""
REFLEXIVE = "none: reflexive study"
"""Why a row has no share where numbers prove nothing."""
NOT_SAID = "none: written about people, not said by them"
"""Stands there in a strand of what others wrote of people."""

Pairs = tuple[tuple[str, str], ...]
ERASED = "\N{FULL BLOCK}"
"""Stands for each character of somebody who took their words back, and for who they were."""


# -- what was read ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's go, or one answer to one open question.

    Attributes
    ----------
    start, end : int
        Range of what was said, without the speaker's label.
    speaker : str
        Label as it stands in the source; empty where the source names nobody.
    start_time : float or None
        Seconds from the start of the recording.
    question : str
        The open question that this answers, in the respondent's wording; empty in speech.
    item : str
        Key of the open question (a column name, or a slug of the question); empty in speech.
    """

    start: int
    end: int
    speaker: str = ""
    start_time: float | None = None
    question: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader got out of the bytes of one transcript.

    Attributes
    ----------
    text : str
        Decoded text: no BOM, line ends are LF, nothing else changed.
    turns : tuple of Turn
        In order, without overlap. Empty where the format or the text marks no speakers.
    notes : tuple of str
        What a person should know of how it was read (comments left out, encoding guessed).
    doubts : tuple of str
        What is doubtful in how the speakers were found; void where a text is no conversation.
    problems : tuple of Problem
        What may have been read wrongly, each with its name in `themekit.doubts.DOUBTS`.
    askers : tuple of str
        Speakers of whom the format itself says that they ask; mostly it says nothing.
    talk : bool
        Whether the format is one of talk, so that its speakers are no headings of a note.
    """

    text: str
    turns: tuple[Turn, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    askers: tuple[str, ...] = ()
    talk: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript, or one respondent's answers.

    Attributes
    ----------
    id : str
        ``strand-slug/name``, unique in the study: ``vcs-interviews/V03``, ``vcs-survey/R07``.
    name : str
        The part after the strand: the file's stem, or the respondent's id.
    strand : str
        The strand's name as study.yaml writes it.
    source : str
        Path of the file relative to the study folder, with ``/``.
    text, text_hash : str
        See `Extract.text`; `text_hash` is `themekit.spans.text_hash` of it.
    turns : tuple of Turn
        Turns, or answers. May be empty: then the document is one stretch of text.
    wave : str
        When the data were collected; empty where the study does not say.
    case : str
        The case that the source itself names (a survey's case column); empty otherwise.
    closed : tuple of (column, answer)
        Answers to closed questions as they stand in the source.
    attributes : tuple of (name, value)
        Attributes that the source itself gives.
    """

    id: str
    name: str
    strand: str
    source: str
    text: str
    text_hash: str
    turns: tuple[Turn, ...] = ()
    wave: str = ""
    case: str = ""
    closed: Pairs = ()
    attributes: Pairs = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A participant: who speaks, for whom, and what they agreed to.

    Attributes
    ----------
    id : str
        Unique in the study.
    organisation : str
        Empty where unknown; then the case stands for itself.
    attributes : tuple of (name, value)
    consent_quote : {'verbatim', 'paraphrase', 'none'}
        Unstated means none.
    consent_review, consent_named, withdrawn : bool
    unquoted : bool
        They took back that they are quoted, also where nobody outside reads it.
    """

    id: str
    organisation: str = ""
    attributes: Pairs = ()
    consent_quote: str = "none"
    consent_review: bool = False
    consent_named: bool = False
    withdrawn: bool = False
    unquoted: bool = False


# -- the unit of coding -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of coding: a range of one document, with what surrounds it.

    Attributes
    ----------
    id : str
        ``vcs-interviews/V03/0042`` or ``vcs-survey/R07/main_worry``; stable while the text is.
    document, text_hash : str
        The document and the hash of its whole text, to which `start` and `end` refer.
    start, end : int
    text : str
        ``Document.text[start:end]``.
    speaker : str
    speaker_role : {'participant', 'interviewer', 'unknown'}
    start_time : float or None
        Seconds.
    question : str
        The open question, or the interviewer's last words before this turn.
    item : str
        Key of the open question; empty in speech.
    before : str
        The turn before (another speaker's or the same), as context only.
    skip_reason : str
        Why the unit is not coded (``interviewer``, ``no answer``, ``empty``...); empty if it is.
    """

    id: str
    document: str
    text_hash: str
    start: int
    end: int
    text: str
    speaker: str = ""
    speaker_role: Role = "participant"
    start_time: float | None = None
    question: str = ""
    item: str = ""
    before: str = ""
    skip_reason: str = ""

    @property
    def codable(self) -> bool:
        """Whether the unit is to be coded at all."""
        return not self.skip_reason


# -- what the machine says ----------------------------------------------------------------------


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


# -- the result ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One cell line of the theme matrix: a theme or code in one strand, or in ``all``.

    Attributes
    ----------
    outline, section, theme, code, code_id, strand : str
        `code` and `code_id` are empty in a theme's row; `theme` too in a section's row of an
        outline that joins several themes.
    asked, cases : int or None
        Cases that were asked (in a group: who was present), and cases in which it holds with a
        stance for, mixed or not asked; None where suppressed.
        In a row whose basis is ``corrected`` the number that its share comes to.
    cases_if : int or None
        `cases`, and those in which it is disputed or both readings stand.
    share, share_low, share_high : float or None
        ``cases / asked`` in [0, 1] and its interval; None where not defined. Estimated where the
        basis is ``corrected``.
    interval : str
        How the interval was made, of what it is, or why there is none.
    segments : int or None
        Segments in which it holds.
    against : int or None
        Cases with a stance against or mixed; None where no person has spoken: a machine has none.
    disputed, both_stand : int or None
        Segments whose coders do not agree; segments for which it was settled that both readings
        stand. Both are counted nowhere else but in `cases_if`.
    quotes : tuple of str
        Segment ids chosen as quotations.
    checked_share : float or None
        Share of the codable segments that a person has looked at for it, in [0, 1].
    basis : {'suggested', 'mixed', 'checked', 'corrected'}
    estimate, estimate_low, estimate_high : float or None
        Estimated number of segments and its interval, once enough was drawn at random.
    suppressed : bool
        Whether numbers were withheld because the cell is small.
    holding : tuple of str
        Every segment id in which it holds, for a reader who clicks the cell.
    wave : str
        The wave that it counts alone; empty where the strand has one or none, and in ``all``.
    unread : int or None
        Cases that were asked, in which no person found it and nobody disputes it, and of whose
        segments nobody has read some for it.
    found : int or None
        Those of `cases` in which a person found it; in the others the machine suggests it.
    raised_asked, raised_unasked : int or None
        Those of `found` that raised it only where a question prompted it, and by themselves; None
        where questions.csv says nothing of the strand, and in ``all``.
    by_role : tuple of (role, cases)
        Cases that each role of coders finds, where people do not agree and the roles differ.
    suggested : int or None
        Those of `segments` in which the machine alone says that it holds: nobody has looked.
    alone : tuple of str
        The ids of those; where `suggested` is not added, those of `holding` all the same.
    """

    outline: str
    section: str
    theme: str
    code: str
    code_id: str
    strand: str
    asked: int | None
    cases: int | None
    cases_if: int | None
    share: float | None
    share_low: float | None
    share_high: float | None
    interval: str
    segments: int | None
    quotes: tuple[str, ...]
    against: int | None
    disputed: int | None
    both_stand: int | None
    checked_share: float | None
    basis: Basis
    estimate: float | None = None
    estimate_low: float | None = None
    estimate_high: float | None = None
    suppressed: bool = False
    holding: tuple[str, ...] = ()
    wave: str = ""
    unread: int | None = None
    found: int | None = None
    raised_asked: int | None = None
    raised_unasked: int | None = None
    by_role: tuple[tuple[str, int], ...] = ()
    suggested: int | None = None
    alone: tuple[str, ...] = ()

    @property
    def unchecked(self) -> bool:
        """Whether nobody has looked at anything of it: it has no share, rank or sentence."""
        return self.basis == "suggested"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One open question x code: how many who answered it said this.

    Attributes
    ----------
    prompted : bool or None
        Whether the question asks for the code; None where questions.csv says nothing of the strand.
    found : int
        Those of `cases` in which a person found it; in the others the machine alone suggests it.
    """

    strand: str
    wave: str
    question: str
    code: str
    code_id: str
    asked: int
    answered: int
    cases: int
    share: float | None
    basis: Basis
    prompted: bool | None = None
    found: int = 0

    @property
    def unchecked(self) -> bool:
        """Whether nobody has looked at anything of it: its cases are a machine's suggestions."""
        return self.basis == "suggested"


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """One answer to one closed question; the answer ``(positive)`` sums the positive ones.

    Attributes
    ----------
    item : str
        Column of the survey.
    label : str
        How a reader should see the item.
    n, answered, asked : int
    share : float or None
        ``n / answered`` in [0, 1].
    """

    strand: str
    wave: str
    item: str
    label: str
    section: str
    answer: str
    asked: int
    answered: int
    n: int
    share: float | None


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """One corner of a triad, the line of a dyad, or one stone.

    Attributes
    ----------
    label : str
        The corner or the stone; of a dyad the far end.
    n : int or None
        Of a triad who gave this corner more than half; else who placed it. None where withheld.
    middle : float or None
        In [0, 1]. Of a triad the corner's share of the centre, of a dyad the median place, of a
        stone the median place across. None where nobody placed it, or withheld.
    low, high : float or None
        Quartiles of these places; None of a triad, whose spread is the row's.
    up, up_low, up_high : float or None
        The same of a stone's place up.
    """

    label: str
    n: int | None
    middle: float | None = None
    low: float | None = None
    high: float | None = None
    up: float | None = None
    up_low: float | None = None
    up_high: float | None = None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Where the tellers of one wave placed their answers to one question.

    Attributes
    ----------
    item : str
        Its name in study.yaml.
    label, section : str
        How a reader should see it, and where.
    form : {'triad', 'dyad', 'stones'}
    labels : tuple of str
        The corners, the two ends, or the stones.
    asked, placed : int
        Who was asked, and who of them placed it.
    not_applicable, passed_by, impossible : int or None
        Who said that it does not apply (an answer); who wrote nothing; whose cells can be neither.
        None where withheld.
    parts : tuple of PlacedPart
        A corner each, one of a dyad, a stone each.
    between : int or None
        Of a triad who gave no corner more than half.
    on_edge : int or None
        Of a triad who gave some corner nothing at all.
    spread : float or None
        Of a triad how far they lie from their centre, in logarithms of ratios: at least 0.
    """

    strand: str
    wave: str
    item: str
    label: str
    section: str
    form: str
    labels: tuple[str, ...]
    asked: int
    placed: int
    not_applicable: int | None
    passed_by: int | None
    impossible: int | None
    parts: tuple[PlacedPart, ...]
    between: int | None = None
    on_edge: int | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the coding matrix: 1, 0 or None a code, in codebook order."""

    case: str
    attributes: Pairs
    codes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a code's suggestions hold, from blind random draws alone.

    Attributes
    ----------
    code_id : str
    drawn : int
        Segments that were drawn at random and read without suggestions for this code.
    suggested, held : int
        Those of them that a model which had not learned from their person would suggest; and those
        of these in which people say that it holds.
    uses, missed : int
        Those in which people say that it holds; and those of these that would not be suggested.
    withheld : bool
        Whether its numbers were withheld because they are of few passages.
    """

    code_id: str
    drawn: int
    suggested: int
    held: int
    uses: int
    missed: int
    withheld: bool = False

    @property
    def measured(self) -> bool:
        """Whether enough was drawn to say anything."""
        return self.drawn >= 10  # noqa: PLR2004 -- of fewer one alone would decide


@dataclass(frozen=True, slots=True)
class CorrectedFigure:
    """What a cell of a large strand comes to, from whole cases drawn at random and read blind.

    Attributes
    ----------
    outline, section, theme, code_id, strand, wave : str
        Those of its `MatrixRow`.
    reader : str
        Id of a coder: their own words, on the cases that others read too; empty: all who read.
    asked : int
        Cases that were asked: what the share is of.
    drawn, read, found : int
        Cases that were drawn, that were read to the end, and that have it among those read.
    share : float
        Estimated, in [0, 1].
    share_low, share_high : float or None
        Its interval; None where every case was read.
    by_machine : bool
        Whether the machine's scores narrowed it.
    unread, outside : int
        Cases that were drawn and not read to the end; that could not be drawn.
    share_if : float
        The share had it been in all of these.
    """

    outline: str
    section: str
    theme: str
    code_id: str
    strand: str
    wave: str
    reader: str
    asked: int
    drawn: int
    read: int
    found: int
    share: float
    share_low: float | None
    share_high: float | None
    by_machine: bool
    unread: int = 0
    outside: int = 0
    share_if: float = 0.0


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


@dataclass(frozen=True, slots=True)
class ThemeMatrix:
    """Everything that the matrix stage counts, ready to be written or drawn.

    Attributes
    ----------
    rows : tuple of MatrixRow
        Grouped by outline, then section, theme and code in report order, then strand.
    by_question : tuple of QuestionRow
    closed : tuple of ClosedRow
    by_case : tuple of CaseRow
    status : tuple of (segment id, status)
        ``coded``, ``uncoded`` or ``skipped`` for every unit read.
    anyone_checked : bool
        Whether a person has looked at anything.
    trust : tuple of Trust
        A code each, in codebook order; those of which nothing was drawn have no record.
    corrected : tuple of CorrectedFigure
        Behind each row whose basis is ``corrected``, in their order: of all who read, then of each
        reader. None in a public matrix.
    findings : tuple of MatrixRow
        Of the study's findings that rest on several codes: `outline` is ``findings``, `section` the
        finding's id. Those that rest on one code have that code's rows. Empty in public.
    by_wave : tuple of WaveRow
        Of strands with several waves: codes and closed questions wave by wave, the watched first.
    changes : tuple of ChangeRow
        Of the same: from each wave to the next, and from the first to the last.
    placed : tuple of PlacedRow
        What tellers placed themselves, by strand, wave and question; waves are never joined.
    """

    rows: tuple[MatrixRow, ...] = ()
    by_question: tuple[QuestionRow, ...] = ()
    closed: tuple[ClosedRow, ...] = ()
    by_case: tuple[CaseRow, ...] = ()
    status: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    anyone_checked: bool = False
    trust: tuple[Trust, ...] = ()
    corrected: tuple[CorrectedFigure, ...] = ()
    findings: tuple[MatrixRow, ...] = ()
    by_wave: tuple[WaveRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    placed: tuple[PlacedRow, ...] = ()
