"""What was read: turns, documents and cases, and the segments of them that are coded."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from themekit.errors import Problem

Role = Literal["participant", "interviewer", "unknown"]
Pairs = tuple[tuple[str, str], ...]
ERASED = "\N{FULL BLOCK}"
"""Stands for each character of somebody who took their words back, and for who they were."""

NOT_STORED = MappingProxyType({"not stored": True})
"""Marks a field that a record has while a run reads, and not once it comes out of the store."""


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
    place : str
        Of a row of a table, where it stands in the file, and on which sheet if there are several:
        ``line 14``, ``row 14 of sheet 'May'``. Known of what has just been read; it is not stored.
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
    place: str = field(default="", compare=False, metadata=NOT_STORED)


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
        Of what differs from one occasion to the next, all that was said: ``peer and staff``.
    consent_quote : {'verbatim', 'paraphrase', 'none'}
        Unstated means none.
    consent_review, consent_named, withdrawn : bool
    unquoted : bool
        They took back that they are quoted, also where nobody outside reads it.
    varies : frozenset of str
        Names, folded, of attributes that tell of an occasion: what held on each, its document
        says. `CodedStudy.attributes_of` asks it.
    consent_told : frozenset of {'quote', 'review', 'named'}
        Of what it is written down whether they agreed: of the rest it is not known, for perhaps
        nobody asked them. What is not known counts as no, and is not called so.
    """

    id: str
    organisation: str = ""
    attributes: Pairs = ()
    consent_quote: str = "none"
    consent_review: bool = False
    consent_named: bool = False
    withdrawn: bool = False
    unquoted: bool = False
    varies: frozenset[str] = frozenset()
    consent_told: frozenset[str] = frozenset()


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
