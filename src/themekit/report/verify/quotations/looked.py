"""A quotation of the report with everything that rules ask of it, and whose words passages are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.quotations.credits import Credit
    from themekit.report.verify.quoting import Quoted, Wanted
    from themekit.report.verify.texts import Passage

TERM = 3
"""So many words, and fewer, may be a term in quotation marks."""
ASIDE = frozenset({"literature", "notes"})
"""Kinds of strands in which nobody who took part speaks."""


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Looked:
    """A quotation that was looked for.

    Attributes
    ----------
    number : int
        Of its block.
    block : Block
    quoted : Quoted
    want : Wanted
    credit : Credit
    is_cited : bool
        Whether literature is cited for it.
    passages : tuple of Passage
        Where it was found.
    evidence : Evidence
    voices : Voices
    """

    number: int
    block: Block
    quoted: Quoted
    want: Wanted
    credit: Credit
    is_cited: bool
    passages: tuple[Passage, ...]
    evidence: Evidence
    voices: Voices

    @property
    def is_term(self) -> bool:
        """Whether it is short enough to be a term."""
        return len(self.want.words) <= TERM

    @property
    def is_short(self) -> bool:
        """Whether it is short enough to be a title."""
        return len(self.want.words) <= 2 * TERM

    @property
    def is_own_wording(self) -> bool:
        """Whether the study itself writes so."""
        return self.evidence.is_own_wording(self.quoted.text)

    @property
    def is_name(self) -> bool:
        """Whether it is a name of the study."""
        return joined(self.quoted.text) in self.evidence.names

    @cached_property
    def nearest(self) -> tuple[float, Passage] | None:
        """What is most like it in the study, with its likeness from 0 to 100."""
        return self.evidence.texts.nearest(self.want.words)

    @cached_property
    def people(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The people whom it is credited to, in its credit or, if it is no term, around it."""
        people = self.evidence.mentions.people
        told = people(self.credit.tight)
        return told or (() if self.is_term else people(self.credit.loose))


class Voices:
    """Tells whose words passages are.

    Parameters
    ----------
    evidence : Evidence
    """

    def __init__(self, evidence: Evidence) -> None:
        self.coded, self.texts = evidence.coded, evidence.texts
        self._kinds = {one.name: one.kind for one in evidence.coded.study.strands}

    def cases(self, passage: Passage) -> set[str]:
        """Return the people who speak in a passage."""
        found = {self.texts.who(passage.document, passage.start)}
        found |= {
            self.coded.case_of.get(one.id, "")
            for one in self.texts.segments(passage)
            if one.speaker_role != "interviewer"
        }
        there = self.coded.present.get(passage.document, ())
        if found <= {""} and len(there) == 1:
            found = set(there)
        return found - {"", "interviewer"}

    def of_all(self, passages: Iterable[Passage]) -> set[str]:
        """Return the people who speak in any of some passages."""
        return {case for one in passages for case in self.cases(one)}

    def strand(self, passage: Passage) -> str:
        """Return the strand in which a passage stands."""
        return self.coded.strand_of.get(passage.document, "")

    def strands(self, passages: Iterable[Passage]) -> frozenset[str]:
        """Return the strands in which passages stand."""
        return frozenset(map(self.strand, passages))

    def kind(self, strand: str) -> str:
        """Return what kind of strand it is; empty where there is none such."""
        return self._kinds.get(strand, "")

    def is_interviewer(self, passage: Passage) -> bool:
        """Tell whether a passage begins with what an interviewer says."""
        return self.texts.who(passage.document, passage.start) == "interviewer"

    def who(self, passage: Passage) -> str:
        """Say whose words a passage is."""
        if self.is_interviewer(passage):
            return f"the interviewer, {passage.document}"
        cases = sorted(self.cases(passage))
        return f"{cases[0] if cases else passage.document}, {self.strand(passage)}"
