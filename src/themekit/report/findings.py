"""The study's findings, as a section opens with them, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.report.dissent import NOBODY, Dissent

if TYPE_CHECKING:
    from collections.abc import Sequence

Said = Literal["agreement", "partial", "dissonance", "silence", "not asked", "not judged"]
CONTESTED = "contested"
"""The status of a finding on which the team itself does not agree."""
Link = Literal["direct", "inferred", "none"]


@dataclass(frozen=True, slots=True)
class Support:
    """What one strand says of a finding.

    Attributes
    ----------
    strand, role : str
    said : {'agreement', 'partial', 'dissonance', 'silence', 'not asked', 'not judged'}
        ``not judged`` where nobody has judged it and the strand is not silent: the finding's codes
        were found there, or not all of it is read.
    judged : str
        The word of the person who judged it; empty where nobody did.
    count : str
        The figure of the matrix beside it, as a reader meets it; empty where there is none.
    direct : tuple of str
        What its people answered where they were asked about it directly: figures of their own.
    row : str
        Key of the row that the figure is from (`themekit.report.rows.row_key`); else empty.
    note : str
        Where the judgement and the figure do not say the same, how; else empty.
    """

    strand: str
    role: str
    said: Said
    judged: str = ""
    count: str = ""
    direct: tuple[str, ...] = ()
    row: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a finding is.

    Attributes
    ----------
    word : str
        ``Firm``, ``Fair``, ``Thin`` or ``Not yet`` (`themekit.report.sureness.RULE`); in public
        two of them where a figure is withheld; empty where none is given.
    because : str
        What it follows from, in sentences.
    """

    word: str = ""
    because: str = ""

    @property
    def text(self) -> str:
        """The word and what it follows from."""
        return f"{self.word}. {self.because}" if self.word else self.because


@dataclass(frozen=True, slots=True)
class FindingModel:
    """A finding in the study's words, and what it rests on.

    Attributes
    ----------
    id, section, statement, author, status : str
    codes : tuple of str
        Names of the codes that it rests on.
    support : tuple of Support
        In the order of the strands.
    against : tuple of str
        What speaks against it, in the study's words.
    sure : Sureness
        How sure: a word, then who says it, how readers agree, what weakens it.
    counted : bool
        Whether its figures may enter a sentence for readers.
    row : str
        Key of the row that carries it; else empty.
    dissent : Dissent
        Who says the opposite, counted in the words of the strands.
    """

    id: str
    section: str
    statement: str
    author: str = ""
    status: str = ""
    codes: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    against: tuple[str, ...] = ()
    sure: Sureness = Sureness()
    counted: bool = False
    row: str = ""
    dissent: Dissent = NOBODY


def leading(findings: Sequence[FindingModel]) -> FindingModel | None:
    """Return the first finding that people's reading carries; else the first of all."""
    carried = (one for one in findings if one.counted)
    return next(carried, findings[0] if findings else None)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places of the study that do not say the same.

    Attributes
    ----------
    first, second, said : str
    kind : {'findings', 'coding', 'sample'}
        Findings against each other or within the team; a judgement against what was coded; a
        stated share of the sample against the cases.
    """

    first: str
    second: str
    said: str
    kind: Literal["findings", "coding", "sample"] = "findings"


@dataclass(frozen=True, slots=True)
class RecommendationModel:
    """A recommendation and the findings that it rests on.

    Attributes
    ----------
    id, text, addressee : str
    link : {'direct', 'inferred', 'none'}
    rests_on : tuple of (finding id, statement)
    said : str
        The link in a sentence.
    """

    id: str
    text: str
    addressee: str
    link: Link
    rests_on: tuple[tuple[str, str], ...] = ()
    said: str = ""
