"""From records to the report model: pure, and the only way in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.doubts import misread
from themekit.report import words
from themekit.report.bars import closed_charts, code_charts
from themekit.report.base import count_base, count_units
from themekit.report.claims import findings_of
from themekit.report.closed import ClosedGroup, group_closed, merge_groups
from themekit.report.counting import for_outside
from themekit.report.fairness import fairness_told
from themekit.report.inputs import About, ReportInputs
from themekit.report.model import OutlineModel, ReportModel, SectionModel
from themekit.report.outside import QuotedIn, for_outsiders, quoted_in
from themekit.report.people import rests_on
from themekit.report.placed import triangles
from themekit.report.quotes import all_quotes
from themekit.report.quoting import Quoting
from themekit.report.ranking import Ranking, rank
from themekit.report.recommending import contradictions_of, recommendations_of, unused_findings
from themekit.report.rows import Line, build_row, columns_of, lines_by_section
from themekit.report.shown import ShownSegment, show
from themekit.report.summarising import build_summary
from themekit.report.voicing import voices_of

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy
    from themekit.records import ThemeMatrix
    from themekit.report.cells import Column, RowModel

REPORT = "report"
Closed = Mapping[str, tuple[ClosedGroup, ...]]


def build_report(coded: CodedStudy, matrix: ThemeMatrix, about: About | None = None) -> ReportModel:
    """Build the whole report.

    Parameters
    ----------
    coded : CodedStudy
    matrix : ThemeMatrix
        What was counted of it.
    about : About, optional

    Returns
    -------
    ReportModel
        Every text in it free of characters that XML forbids; in public without ids, and with what
        stands for the words that identify somebody.
    """
    return build_with_quotes(coded, matrix, about)[0]


def build_with_quotes(
    coded: CodedStudy, matrix: ThemeMatrix, about: About | None = None
) -> tuple[ReportModel, tuple[QuotedIn, ...]]:
    """Build the whole report, and tell whose words it quotes where: that is private."""
    inputs = ReportInputs(coded, matrix, about or About())
    ranking = rank(inputs)
    columns = columns_of(inputs)
    closed = group_closed(inputs.matrix.closed, inputs.matrix.placed)
    names = dict.fromkeys((REPORT, *(row.outline for row in inputs.matrix.rows)))
    quoting = Quoting(inputs)  # of all outlines together: every quotation stands once in a report
    outlines = tuple(_outline(name, inputs, ranking, columns, closed, quoting) for name in names)
    headings = {section.heading for section in outlines[0].sections}
    base = count_base(inputs)
    findings = [one for section in outlines[0].sections for one in section.findings]
    contradictions = contradictions_of(inputs, findings)
    model = ReportModel(
        title=coded.study.title,
        subtitle=inputs.about.subtitle,
        notice="" if inputs.matrix.anyone_checked else words.notice(reflexive=inputs.reflexive),
        doubts=f"{misread(inputs.about.doubted)}: see check." if inputs.about.doubted else "",
        public=inputs.public,
        facts=inputs.about.facts,
        units=count_units(inputs),
        base=base,
        population=inputs.population(),
        rests_on=rests_on(inputs),
        columns=columns,
        outlines=outlines,
        other_closed=merge_groups(
            g for name, gs in closed.items() if name not in headings for g in gs
        ),
        by_question=inputs.matrix.by_question,
        codes=tuple(replace(code, patterns=()) for code in inputs.codes),
        quotes=all_quotes(inputs),
        segments=tuple(_shown(inputs, ranking)),
        segment_cap=ranking.cap,
        summary=build_summary(inputs, base, outlines[0].sections, columns, contradictions),
        recommendations=recommendations_of(inputs),
        unused=unused_findings(inputs),
        contradictions=contradictions,
        trust=tuple(map(for_outside, matrix.trust)) if inputs.public else matrix.trust,
        fair=fairness_told(
            inputs.about.fairness, {one.id: one.name for one in inputs.codes}, public=inputs.public
        ),
        fair_rows=() if inputs.public else inputs.about.fairness.rows,
        # Readers outside check nothing; that nobody has is told to them all the same.
        advice="" if inputs.public and matrix.anyone_checked else inputs.about.advice,
    )
    cleaned: ReportModel = words.cleaned(model)
    quotes = tuple(quoted_in(cleaned))
    return for_outsiders(cleaned, inputs.uses) if inputs.public else cleaned, quotes


def _outline(
    name: str,
    inputs: ReportInputs,
    ranking: Ranking,
    columns: tuple[Column, ...],
    closed: Closed,
    quoting: Quoting,
) -> OutlineModel:
    """Build one order of the findings; in the first, themes without any row stand too."""
    found = lines_by_section(inputs, ranking, name)
    themes = [theme.name for theme in inputs.themes] if name == REPORT else []
    statements = {theme.name: theme.statement for theme in inputs.themes}
    left = dict(closed)  # a closed question stands once in an outline
    sections = []
    for number, heading in enumerate(dict.fromkeys((*themes, *found)), start=1):
        lines = found.get(heading, [])
        rows = tuple(build_row(row, columns, inputs) for row in lines)
        places = [heading, *(row.theme for row in rows if row.kind == "theme")]
        groups = merge_groups(g for place in dict.fromkeys(places) for g in left.pop(place, ()))
        statement = statements.get(heading, "")
        charts = code_charts(heading, rows, columns)
        section = _section(str(number), heading, statement, rows, lines, groups)
        findings = findings_of(heading, inputs) if name == REPORT else ()
        quotes, silent = quoting.section([[row for row, _ in line] for line in lines], findings)
        sections.append(
            replace(
                section,
                charts=charts,
                quotes=quotes,
                silent=silent,
                findings=findings,
                voices=voices_of([row for line in lines for row, _ in line], quotes, inputs),
            )
        )
    heading = "Findings" if name == REPORT else words.humanise(name)
    return OutlineModel(name, heading, tuple(sections))


def _section(
    number: str,
    heading: str,
    statement: str,
    rows: tuple[RowModel, ...],
    lines: list[list[Line]],
    groups: tuple[ClosedGroup, ...],
) -> SectionModel:
    """Put a section together."""
    return SectionModel(
        number=number,
        heading=heading,
        statement=statement,
        rows=rows,
        closed=groups,
        closed_charts=(
            *closed_charts(heading, groups),
            *triangles(heading, (row for group in groups for row in group.placed)),
        ),
        supported=any(row.segments or row.cases or row.suppressed for ls in lines for row, _ in ls),
    )


def _shown(inputs: ReportInputs, ranking: Ranking) -> Iterator[ShownSegment]:
    """Yield every segment that a cell shows, in the order in which the study was read."""
    wanted = {segment for ids in ranking.lists for segment in ids}
    for segment in inputs.segments.values():
        if segment.id in wanted:
            yield show(segment, inputs)
