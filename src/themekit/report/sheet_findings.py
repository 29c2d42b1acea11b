"""The workbook's sheets of what the study claims: in short, findings, recommendations, trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import fairness, order, words
from themekit.report.counting import trusted
from themekit.report.sheet import NARROW, READ_ME, Field, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.records import Trust
    from themekit.report.model import ReportModel, SectionModel
    from themekit.report.summary import SummarySection


def short_sheet(model: ReportModel) -> Sheet | None:
    """Lay a section at a glance in a row."""
    if not model.summary or not model.summary.sections:
        return None
    columns = (
        Field("Section", 18),
        Field("Finding", 34),
        Field(order.ASKED, 26),
        Field(order.RAISED, 30),
        Field("Strongest quotation", 38),
        Field("Who speaks", 18),
        Field(order.HOW_SURE, 30),
        Field(order.AGAINST, 24),
    )
    rows = tuple((False, _glance(one)) for one in model.summary.sections)
    # What it must not hide, and how to read it, is long: it stands where a cell is wide.
    title = f"{order.IN_SHORT}. Before you read it: the sheet “{READ_ME}”."
    return Sheet(order.IN_SHORT, title, columns, rows, frozen=1, filtered=False)


def _glance(one: SummarySection) -> tuple[Value, ...]:
    """Return a section at a glance."""
    told = [text for text, _ in one.figures]
    raised = "\n".join([f"{one.figure}:", *told]) if one.figure else ""
    ticked = [
        f"{number} {label} ({one.asked_in})" + (f": {split}" if split else "")
        for number, label, split in one.closed
    ]
    ticked += [one.size] if one.size else []
    against = _against(one.opposite, order.against_text(one))
    against += [order.NOBODY_AGAINST] if one.nobody_against else []
    against += [order.otherwise_text(one)] if one.ticked_otherwise else []
    return (
        f"{one.number} {one.heading}",
        f"{one.finding} ({one.more})" if one.more else one.finding,
        "\n".join(ticked),
        raised,
        one.quote.text if one.quote else order.NO_QUOTE if one.written else "",
        order.speaker_of(one.quote) if one.quote else "",
        one.sure.text if one.sure else "",
        "\n".join(against),
    )


def _against(opposite: Iterable[tuple[str, str]], named: str) -> list[str]:
    """Return a line a strand that says the opposite, then what the authors name."""
    return [*(f"{text}." for text, _ in opposite), *([named] if named else [])]


def findings_sheet(model: ReportModel) -> Sheet | None:
    """List the findings, each with what every strand says of it."""
    found = [one for section in _first(model) for one in section.findings]
    if not found:
        return None
    strands = order.support_of(found[0])
    columns = (
        Field("Section", 14),
        Field("Finding", 7),
        Field("Statement", 32),
        *(Field(words.strand(s.strand), 13, apart=s.role in order.APART) for s in strands),
        Field(order.AGAINST, 20),
        Field("How sure", 26),
        Field("Author, status", 14),
    )
    rows = tuple(
        (
            False,
            (
                one.section,
                one.id,
                one.statement,
                *("\n".join(order.support_text(said)) for said in order.support_of(one)),
                "\n".join(_against(one.dissent.by_strand, order.against_text(one))),
                one.sure.text,
                ", ".join(part for part in (one.author, one.status) if part),
            ),
        )
        for one in found
    )
    title = f"Findings, and what each strand says of them. {order.FIGURES_EXPLAINED}"
    return Sheet("Findings", title, columns, rows, frozen=3)


def _first(model: ReportModel) -> Iterator[SectionModel]:
    """Yield the sections of the first outline."""
    yield from model.outlines[0].sections if model.outlines else ()


def recommendations_sheet(model: ReportModel) -> Sheet | None:
    """List the recommendations, each with the findings that it rests on."""
    columns = (
        Field("Number", 8),
        Field("Recommendation", 46),
        Field("To", 18),
        Field("Link", NARROW),
        Field("What it rests on", 28),
        Field("Findings", 56),
    )
    rows = tuple(
        (
            False,
            (
                one.id,
                one.text,
                one.addressee,
                one.link,
                one.said,
                "\n".join(f"{key}: {said}" for key, said in one.rests_on),
            ),
        )
        for one in model.recommendations
    )
    title = "Recommendations, and the findings that they rest on"
    return Sheet("Recommendations", title, columns, rows, frozen=1) if rows else None


def trust_sheet(model: ReportModel) -> Sheet | None:
    """List how far each code's suggestions hold, in numbers; nothing where it was not measured."""
    names = {one.id: one.name for one in model.codes}
    columns = (
        Field("Code", 40),
        Field("Drawn and read", 12, "integer"),
        Field("Suggested", 12, "integer"),
        Field("of these hold", 12, "integer"),
        Field("Passages that carry it", 12, "integer"),
        Field("of these missed", 12, "integer"),
        Field("In words", 44),
    )
    rows = tuple(
        (False, (names.get(one.code_id, one.code_id), *_measured(one))) for one in model.trust
    )
    return Sheet("Trust", order.TRUST_EXPLAINED, columns, rows, frozen=1) if rows else None


def groups_sheet(model: ReportModel) -> Sheet | None:
    """List how well what groups of people say is found, in numbers."""
    names = {one.id: one.name for one in model.codes}
    columns = (
        Field("Code", 32),
        Field("Who finds", 12),
        Field("Attribute", 18),
        Field("Group", 18),
        Field("People", NARROW, "integer"),
        *(Field(name, NARROW, "share") for name in ("Found", "from", "to")),
        *(Field(name, NARROW, "share") for name in ("Right", "from", "to")),
        Field("Smallest difference to be seen", 14, "share"),
        Field("In words", 48),
    )
    rows = tuple(
        (
            False,
            (
                names.get(one.code_id, one.code_id) or "(all codes together)",
                words.CODERS.get(one.who, one.who),
                one.attribute,
                one.group,
                one.cases,
                *one.recall,
                *one.precision,
                one.smallest_difference,
                one.verdict,
            ),
        )
        for one in model.fair_rows
    )
    title = f"{fairness.HEADING} {fairness.EXPLAINED}"
    return Sheet("Groups", title, columns, rows, frozen=1) if rows else None


def _measured(one: Trust) -> tuple[Value, ...]:
    """Return what was measured of a code."""
    told = one.measured and not one.withheld
    numbers = (one.suggested, one.held, one.uses, one.missed) if told else (None,) * 4
    return (one.drawn, *numbers, trusted(one))
