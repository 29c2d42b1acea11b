"""What stands where: the same order in every format, so that a page number can be talked about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.findings import FindingModel, Support
    from themekit.report.model import ReportModel
    from themekit.report.quotes import Quote

IN_SHORT = "In short"
RECOMMENDATIONS = "Recommendations"
CONTRADICTIONS = "Where the study does not agree with itself"
FINDINGS = "What the study finds"
SUPPORT = "What each strand says of it"
ASKED = "Asked in a closed question"
RAISED = "What people raised in their own words"
QUOTED = "In their words"
VOICES = "Whose voice this is"
PLACES = {"typical": "Typical", "strong": "Strong", "against": "Against", "": ""}
"""What a quotation stands for in its section."""
STATEMENT = "The codebook says of this theme"


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: its key (``about``, ``trust``, ``closed``, ...), its letter and its heading."""

    key: str
    letter: str
    name: str

    @property
    def heading(self) -> str:
        """``Appendix A: What this rests on``."""
        return f"Appendix {self.letter}: {self.name}"


def appendices(model: ReportModel) -> tuple[Appendix, ...]:
    """Return the appendices that a report has, in order; one without content is left out."""
    found = (
        ("about", "What this rests on, and how to read it", True),
        ("trust", "How far to trust what the machine suggests", bool(model.trust)),
        ("closed", "Other closed questions", bool(model.other_closed)),
        ("codes", "What each code means", bool(model.codes)),
        ("quotes", "Quotations, code by code", bool(model.quotes)),
        ("segments", "Passages behind the figures", bool(model.segments)),
    )
    kept = ((key, name) for key, name, here in found if here)
    return tuple(
        Appendix(key, letter, name)
        for letter, (key, name) in zip(ascii_uppercase, kept, strict=False)
    )


def support_of(finding: FindingModel) -> tuple[Support, ...]:
    """Return what each strand says of a finding: primary strands first, the others apart."""
    return tuple(sorted(finding.support, key=lambda one: (*words.ROLES, one.role).index(one.role)))


def by_code(quotes: Sequence[Quote]) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    """Group the list of all quotations by the codes that they stand for, in its order."""
    groups = groupby(quotes, key=lambda quote: ", ".join(quote.codes))
    return tuple((name, tuple(found)) for name, found in groups)
