"""What stands where: the same order in every format, so that a page number can be talked about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.counting import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themekit.records import Trust
    from themekit.report.base import StrandBase
    from themekit.report.cells import Cell, RowModel
    from themekit.report.findings import Contradiction, FindingModel, Support
    from themekit.report.model import OutlineModel, ReportModel, SectionModel
    from themekit.report.quotes import Quote
    from themekit.report.summary import SummarySection
    from themekit.report.voices import Voice

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
APART = frozenset({"validation", "context"})
"""Roles of strands that stand apart from what the study counts."""
NO_FIGURE = "No figure can stand here yet: too little of this section is read, or it is withheld."
NO_QUOTE = "No quotation of this section that a person confirmed can be shown here."
STATEMENT = "The codebook says of this theme"
CAVEATS = "What these pages must not hide"
LEGEND = "How to read these numbers"
AGAINST = "Against it"
HOW_SURE = "How sure"
NOBODY_AGAINST = "nobody says the opposite in their own words."
FIGURES_EXPLAINED = (
    "A figure here counts the people in whose words the finding's codes stand; a code is often "
    "wider than the finding."
)
_JUDGED_EXPLAINED = (
    "Beside each finding stands what every strand says of it, as a person judged it: agreement "
    "(in the study's own words strong or echoed), partial (some or single), dissonance (mixed: "
    "for and against), silence (it was asked, and nobody spoke of it), not asked (no question led "
    "there), not judged (nobody has judged it yet). Contested means that the team itself does not "
    "agree on the finding."
)
_SURE_EXPLAINED = (
    f"How sure a finding is stands in a word; by which rule, under “{LEGEND}” before the first "
    "section of “In short”."
)
_PLACES_EXPLAINED = (
    "Of the quotations, a typical one is near to what most of the section's passages say, a strong "
    "one says it most fully, and one against says the opposite of a code of the section."
)


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
        ("trust", "How far to trust what the machine suggests", bool(model.trust or model.fair)),
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


def how_to_read(outline: OutlineModel) -> tuple[str, ...]:
    """Explain, before the first section, the words that an outline uses of itself."""
    judged = any(one.support for section in outline.sections for one in section.findings)
    found = any(section.findings for section in outline.sections)
    placed = any(one.place for section in outline.sections for one in section.quotes)
    return (
        *_corrected_explained(outline),
        *((_JUDGED_EXPLAINED,) if judged else ()),
        *((_SURE_EXPLAINED,) if found else ()),
        *((_PLACES_EXPLAINED,) if placed else ()),
    )


def _corrected_explained(outline: OutlineModel) -> tuple[str, ...]:
    """Say what an estimate and its interval are of, where a figure was corrected by a draw."""
    corrected = [
        cell.row.interval
        for section in outline.sections
        for row in section.rows
        for cell in row.cells
        if cell and cell.row.basis == "corrected" and cell.row.share_high is not None
    ]
    if not corrected:
        return ()
    if any("probability sample" in one for one in corrected):
        return (words.SAMPLED_EXPLAINED,)
    return (words.CORRECTED_EXPLAINED,)


def between(one: Contradiction) -> str:
    """Name the two places that do not say the same, as a sentence starts."""
    said = f"{one.first} and {one.second}"
    return said[:1].upper() + said[1:]


def asked_text(one: SummarySection) -> str:
    """Head the closed figures of a section at a glance: who was asked."""
    return f"{ASKED} ({one.asked_in})" if one.asked_in else ASKED


def against_text(one: SummarySection | FindingModel) -> str:
    """Say in a sentence what the study sets against a section's finding."""
    said = "; ".join(text.rstrip(". ") for text in one.against)
    return f"The authors name: {said}." if said else ""


def otherwise_text(one: SummarySection) -> str:
    """Say who ticked another answer than those that its figures count."""
    if not one.ticked_otherwise:
        return ""
    return f"{one.asked_in}: {'; '.join(one.ticked_otherwise)}."


def is_against_told(one: SummarySection) -> bool:
    """Tell whether anything is known of who is against a section's finding."""
    return bool(one.opposite or one.nobody_against or one.against or one.ticked_otherwise)


def unused_text(model: ReportModel) -> str:
    """Say on which findings no recommendation rests; empty where one rests on each."""
    if not model.unused:
        return ""
    known = {
        section.heading: [one.id for one in section.findings]
        for section in (model.outlines[0].sections if model.outlines else ())
    }
    told = [
        _unused_in(heading, [one for one in ids if one in model.unused], len(ids))
        for heading, ids in known.items()
    ]
    placed = {one for ids in known.values() for one in ids}
    told.append(", ".join(one for one in model.unused if one not in placed))
    return f"Nothing is recommended on: {'; '.join(one for one in told if one)}."


def _unused_in(heading: str, ids: Sequence[str], total: int) -> str:
    """Say of a section on how many of its findings nothing is recommended, and on which."""
    if not ids:
        return ""
    if len(ids) == total:
        return (
            f"{heading} ({'its finding' if total == 1 else f'all {words.number(total)} findings'})"
        )
    return (
        f"{heading} ({words.number(len(ids))} of {words.number(total)} findings: {', '.join(ids)})"
    )


def speaker_of(quote: Quote) -> str:
    """Say in a line who speaks, and of which code: all that a busy person needs."""
    parts = (quote.attribution, quote.segment_id, ", ".join(quote.codes))
    return " · ".join(part for part in parts if part)


def by_code(quotes: Sequence[Quote]) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    """Group the list of all quotations by the codes that they stand for, in its order."""
    groups = groupby(quotes, key=lambda quote: ", ".join(quote.codes))
    return tuple((name, tuple(found)) for name, found in groups)


def support_text(one: Support) -> tuple[str, ...]:
    """Return what a strand says of a finding, last where its figure says otherwise.

    What its people answered to a closed question stands before what they raised themselves, which
    is then said to be that.
    """
    judged = f"judged: {one.judged}" if one.judged else ""
    count = f"in their own words: {one.count}" if one.direct and one.count else one.count
    return tuple(part for part in (one.said, judged, *one.direct, count, one.note) if part)


def cell_lines(cell: Cell, *, beside_numbers: bool = False) -> tuple[str, ...]:
    """Return what stands on a page below a figure: closed answers, and what makes it doubtful.

    How many segments, and whether people were asked, stands where the figure is opened. Where
    numbers of segments stand above already (`beside_numbers`), they are not said once more.
    """
    row, counted = cell.row, cell.counting is None or cell.counting.state == "counted"
    alone = ""
    if beside_numbers and row.segments is not None:
        return (*cell.direct, *cell.doubts)
    if not counted:
        alone = cell.segments_text
    elif row.suggested and cell.segments_text and not any("machine" in one for one in cell.doubts):
        alone = f"{words.plural(row.suggested, 'segment')} only suggested"
    return tuple(part for part in (*cell.direct, alone, *cell.doubts) if part)


def opened_text(cell: Cell) -> str:
    """Say of a figure, where it is opened, what does not stand below it on the page."""
    told = [cell.text, cell.segments_text]
    told += [one for one in cell.details if one not in cell.direct]
    if cell.row.against:
        told.append("what says the opposite stands among the passages too")
    return "; ".join(part for part in told if part) + "."


def label_of(row: RowModel, section: SectionModel) -> str:
    """Return how a row is called; the section's own row does not repeat its heading."""
    own = row.kind != "code" and row.label == section.heading
    return "Any code of this section" if own else row.label


def caption(rows: Iterable[RowModel]) -> str:
    """Say what a matrix counts: people, unless nobody has checked any row of it."""
    totals = [row.total.row for row in rows if row.total]
    suggested = bool(totals) and all(one.unchecked for one in totals)
    return "passages that the machine suggests" if suggested else "how many of those asked said so"


def checked_of(row: RowModel, model: ReportModel) -> str:
    """Say how far people have checked a row, and what its number is worth where they have not.

    Line by line: how much is checked; what is only suggested or estimated; what would change that;
    how far suggestions of its code hold.
    """
    counting = row.total.counting if row.total else None
    told = {one.code_id: one for one in model.trust}
    trust = told.get(row.code_id) if row.kind == "code" else None
    lines = [row.checked_text]
    if counting and counting.state == "estimated":
        lines.append(f"in {counting.words} segments")
    elif counting and counting.state != "counted":
        said = row.total is not None and counting.words in row.total.text
        lines += ["" if said else counting.words, counting.change]
    if trust and trust.measured and not trust.withheld:
        lines.append(trusted(trust))
    return "\n".join(line for line in lines if line)


VOICE_HEADS = ("Group", "Asked", "Heard here", "Quoted", "Quotations", "To be noted")


def voice_cells(one: Voice) -> tuple[str, ...]:
    """Return a line of the table of voices."""
    group = one.group if one.kind == "strand" else f"{one.group} ({words.humanise(one.kind)})"
    numbers = (one.asked, one.present, one.quoted, one.quotes)
    return (group, *(f"{number:,}" for number in numbers), one.said)


def base_cells(one: StrandBase) -> tuple[str, ...]:
    """Return a line of the table of strands."""
    return (
        one.name,
        one.role,
        one.sample or "not stated",
        one.when or "not stated",
        f"{one.cases:,}",
        f"{one.segments:,}",
        one.unit,
    )


TRUST_EXPLAINED = (
    "Counted on passages that were drawn at random and read without suggestions, and on these "
    "alone. “27 of 36” suggestions hold: of 36 passages for which the machine suggests the code, "
    "people found it in 27. “6 of 33” passages are missed: of 33 in which people found it, the "
    "machine suggests it in all but 6. It suggests by a model that had not learned from whoever "
    "speaks there. Where fewer than 10 were drawn, nothing is measured."
)
TRUST_HEADS = (
    "Code",
    "Passages drawn and read",
    "Suggestions that hold",
    "Passages that are missed",
)


def trust_cells(model: ReportModel) -> list[tuple[str, ...]]:
    """Return the lines of the table that says how far suggestions hold."""
    names = {one.id: one.name for one in model.codes}
    return [
        (names.get(one.code_id, one.code_id), f"{one.drawn:,}", *_trusted(one))
        for one in model.trust
    ]


def _trusted(one: Trust) -> tuple[str, str]:
    """Return which suggestions hold and which passages are missed."""
    if not one.measured:
        return "not measured", "not measured"
    if one.withheld:
        return words.WITHHELD, words.WITHHELD
    held = f"{one.held:,} of {one.suggested:,}" if one.suggested else "none was suggested"
    return held, f"{one.missed:,} of {one.uses:,}" if one.uses else "nobody found it"
