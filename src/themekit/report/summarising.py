"""What is said on the two pages that a busy person reads.

Nothing that only the machine says is said here: a section whose finding nobody wrote says so, and a
row that nobody checked gives no figure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from themekit.events import Coding, Look
from themekit.report import words
from themekit.report.bars import charted, is_drawn, plainly, row_chart, so_far, told_otherwise
from themekit.report.caveats import caveats_of
from themekit.report.claims import row_of
from themekit.report.dissent import NOBODY, dissent_of
from themekit.report.findings import Sureness, leading
from themekit.report.legend import legend_of
from themekit.report.rows import row_key
from themekit.report.summary import SummaryModel, SummarySection
from themekit.report.ticked import Ticked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.base import StrandBase
    from themekit.report.cells import Cell, Column, RowModel
    from themekit.report.dissent import Dissent
    from themekit.report.findings import Contradiction, FindingModel
    from themekit.report.inputs import ReportInputs
    from themekit.report.model import SectionModel
    from themekit.report.quotes import Quote


MOST_SECTIONS = 7  # what two printed pages hold
UNWRITTEN = "asked to tick a box, not to write of it"
NOT_WRITTEN = "No finding is written yet."
HOW_TO_WRITE = (
    "How to write a finding: name a file in study.yaml (findings: findings.yaml). An entry has an "
    "id, its section, a statement, and the codes that it rests on. Then run the study again."
)
NOBODY_READ = "no passage read by a person yet"
_HEARD = {
    "interview": ("interview", "documents"),
    "survey": ("person who answered a survey", "cases"),
    "case-study": ("case study", "documents"),
    "literature": ("text of literature", "documents"),
    "notes": ("note", "documents"),
}
"""What the material of a kind of strand is counted in, and how it is called."""
_PLURALS = {
    "case study": "case studies",
    "text of literature": "texts of literature",
    "person who answered a survey": "people who answered a survey",
    "person": "people",
}

NOTHING = "No passage stands here."


def build_summary(
    inputs: ReportInputs,
    base: Sequence[StrandBase],
    sections: Sequence[SectionModel],
    columns: Sequence[Column],
    contradictions: Sequence[Contradiction] = (),
) -> SummaryModel | None:
    """Take the two pages out of a report's first outline; None where it has no section."""
    if not sections:
        return None
    kept = _kept(sections)
    shown = tuple(_at_a_glance(section, columns, inputs) for section in kept)
    return SummaryModel(
        rests_on=rests_on(inputs, base),
        sections=shown,
        date=_dated(inputs),
        left_out=_left_out(sections, kept),
        legend=tuple(legend_of(shown, inputs)),
        caveats=tuple(caveats_of(inputs, sections, contradictions)),
        advice="" if all(one.findings for one in kept) or inputs.public else HOW_TO_WRITE,
    )


def rests_on(inputs: ReportInputs, base: Sequence[StrandBase]) -> str:
    """Say in one sentence who was heard and how much of it people have read."""
    known = {words.strand(strand.name): strand for strand in inputs.strands}
    heard: dict[tuple[bool, str, str], int] = {}
    for one in sorted(base, key=lambda one: list(words.ROLES).index(known[one.name].role)):
        strand = known[one.name]
        noun, counted = _HEARD.get(strand.kind, ("person", "cases"))
        if strand.kind == "case-study" and strand.role == "context":
            noun = "case study document"  # what it says it intends, not what somebody tells
        key = (strand.role == "context", noun, one.name if strand.kind == "group" else "")
        heard[key] = heard.get(key, 0) + (one.documents if counted == "documents" else one.cases)
    said = {False: list[str](), True: list[str]()}
    for (beside, noun, group), number in heard.items():
        if number:
            said[beside].append(_heard(noun, group, number))
    parts = ", ".join(said[False]) or "No material"
    aside = f" (beside them, for context, {', '.join(said[True])})" if said[True] else ""
    return f"{parts}{aside}; {_read(inputs)}."


def _heard(noun: str, group: str, number: int) -> str:
    """Return ``9 interviews``, ``18 people at the roundtable``."""
    if group:
        people = "1 person" if number == 1 else f"{number:,} people"
        one_word = group.isalpha()
        where = f"at the {group[:1].lower()}{group[1:]}" if one_word else f"in the group “{group}”"
        return f"{people} {where}"
    many = _PLURALS.get(noun)
    return f"{number:,} {many}" if many and number != 1 else words.plural(number, noun)


def _read(inputs: ReportInputs) -> str:
    """Return ``621 of 762 passages read by people``."""
    if not inputs.coded.events:
        return NOBODY_READ
    decisions = inputs.coded.decisions
    codable = decisions.passages.codable
    looked = decisions.looked.of_any(range(len(inputs.codes))) & codable
    total, read = int(codable.sum()), int(looked.sum())
    return f"{read:,} of {words.plural(total, 'passage')} read by people" if read else NOBODY_READ


def _dated(inputs: ReportInputs) -> str:
    """Say when the material was collected, and the day of the last thing that people decided."""
    waves = sorted({one.wave for one in inputs.coded.documents if one.wave})
    when = f"Collected {', '.join(waves)}." if waves else ""
    said = (one.time for one in inputs.coded.events if isinstance(one, Coding | Look))
    last = _day(max(said, default=""))
    return " ".join(
        part for part in (when, f"Read by people until {last}." if last else "") if part
    )


def _day(time: str) -> str:
    """Return ``3 March 2021`` of a time as events have it; empty where it is none."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return ""
    return f"{moment.day} {moment:%B %Y}"


def _kept(sections: Sequence[SectionModel]) -> tuple[SectionModel, ...]:
    """Return the sections that the two pages hold: those with a finding first, then the fullest."""
    order = sorted(
        range(len(sections)),
        key=lambda at: (not sections[at].findings, -_most_cases(sections[at]), at),
    )
    return tuple(sections[at] for at in sorted(order[:MOST_SECTIONS]))


def _most_cases(section: SectionModel) -> int:
    """Return the most cases of any of its rows that people have checked."""
    return max(map(_cases, section.rows), default=0)


def _left_out(sections: Sequence[SectionModel], kept: Sequence[SectionModel]) -> str:
    """Say which sections stand in the report alone, and why."""
    rest = [f"{one.number} {one.heading}" for one in sections if one not in kept]
    if not rest:
        return ""
    return (
        f"{len(kept)} of {len(sections)} sections stand here: those with a written finding, then "
        f"those that most people raised. In the report alone: {'; '.join(rest)}."
    )


def _at_a_glance(
    section: SectionModel, columns: Sequence[Column], inputs: ReportInputs
) -> SummarySection:
    """Take a section's finding, the row that carries it and its strongest quotation."""
    finding = _leading(section)
    row = _carrying(section, finding, columns, inputs)
    closed = Ticked.of(section, finding, inputs)
    dissent = _dissent(finding, row, columns, inputs)
    figures = tuple(_figures(row, columns)) if row else ()
    chart = row_chart(row, columns) if row else None
    drawn = {bar.label for bar in chart.bars} if chart else set[str]()
    return SummarySection(
        number=section.number,
        heading=section.heading,
        finding=finding.statement if finding else f"{NOT_WRITTEN} {_there(section)}",
        figure=row.label if row else "",
        figures=figures,
        beside=tuple(one for one in figures if chart and one[0].rpartition(": ")[0] not in drawn),
        row=_key(row, finding),
        quote=_strongest(section, finding, row),
        sure=_sure(finding, row),
        chart=chart,
        written=finding is not None,
        more=_more(section, finding),
        closed=closed.figures,
        ticked_otherwise=closed.others if finding else (),
        asked_in=closed.strand,
        size=closed.size,
        unwritten=_unwritten(finding, row, inputs),
        opposite=dissent.by_strand,
        nobody_against=bool(finding) and dissent.nobody,
        against=finding.against if finding else (),
    )


def _more(section: SectionModel, finding: FindingModel | None) -> str:
    """Say which of how many findings of a section is shown."""
    number = len(section.findings)
    return f"{finding.id}, one of {number:,} findings" if finding and number > 1 else ""


def _there(section: SectionModel) -> str:
    """Say what a section holds of which nobody has written."""
    codes = [row for row in section.rows if row.kind == "code"]
    cells = [cell.row for row in codes for cell in row.cells if cell]
    found = [row for row in codes if any(cell.row.segments for cell in row.cells if cell)]
    if not found:
        withheld = any(one.suppressed for one in cells)
        return "Few people are behind its figures: they are withheld." if withheld else NOTHING
    number = f"Passages stand under {len(found)} of {words.plural(len(codes), 'code')}"
    counted = sum(any(_is_counted(cell) for cell in row.cells if cell) for row in found)
    if counted:
        return f"{number}; people found {counted:,} of them. Below: what most people spoke of."
    if any(not one.unchecked for one in cells):
        return f"{number}; people have begun to check them, and none is read far enough yet."
    return f"{number}; only the machine says so."


def _leading(section: SectionModel) -> FindingModel | None:
    """Return the study's first finding that people's reading carries; else its first."""
    return leading(section.findings)


def _carrying(
    section: SectionModel,
    finding: FindingModel | None,
    columns: Sequence[Column],
    inputs: ReportInputs,
) -> RowModel | None:
    """Return the row on which a finding rests, or what most people raised; only if checked.

    In public a finding of several codes has no row of its own: then that of the first of them.
    """
    rows = [row for row in section.rows if _enters(row)]
    if finding is None:
        return max((row for row in rows if row.kind == "code"), key=_cases, default=None)
    claim = next((one for one in inputs.coded.findings if one.id == finding.id), None)
    own = row_of(claim, columns, inputs) if claim else None
    if own is not None:
        return own if _enters(own) else None
    of = (row for row in rows if row.kind == "code" and row.label in finding.codes)
    first = next(of, None)
    if first is None or len(finding.codes) == 1:
        return first
    return replace(first, label=f"{first.label} (one of its {len(finding.codes)} codes)")


def _enters(row: RowModel) -> bool:
    """Tell whether any figure of a row may stand in a sentence, and says anything."""
    return any(_is_counted(one) for one in row.cells if one)


def _dissent(
    finding: FindingModel | None,
    row: RowModel | None,
    columns: Sequence[Column],
    inputs: ReportInputs,
) -> Dissent:
    """Return who says the opposite of what is shown: the finding's own count where there is one."""
    if finding and finding.dissent.spoken:
        return finding.dissent
    return dissent_of(row, columns, public=inputs.public) if row else NOBODY


def _cases(row: RowModel) -> int:
    """Return the most people of any of a row's cells that may stand in a sentence."""
    return max((one.people or 0 for one in row.cells if one and _is_counted(one)), default=0)


def _is_counted(cell: Cell) -> bool:
    """Tell whether a figure may stand in a sentence, and says anything."""
    return is_drawn(cell) and bool(cell.people)


def _keys(row: RowModel) -> tuple[str, ...]:
    """Return the names of all of a row's cells."""
    return tuple(row_key(cell.row) for cell in row.cells if cell)


def _key(row: RowModel | None, finding: FindingModel | None) -> str:
    """Return the name of the row that a section's sentence rests on."""
    if row is None:
        return ""
    if finding and finding.row in [row_key(cell.row) for cell in row.cells if cell]:
        return finding.row
    return row_key(row.total.row) if row.total else ""


def _figures(row: RowModel, columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """Yield ``Interviews: 6 of 7`` with its row, strand by strand; also where nobody raised it."""
    for column, cell in charted(row, columns):
        told = is_drawn(cell) and cell.row.asked and not told_otherwise(cell)
        said = so_far(cell.text, cell) if told else plainly(cell)
        yield f"{words.place(column.name, column.wave)}: {said}", row_key(cell.row)


def _unwritten(finding: FindingModel | None, row: RowModel | None, inputs: ReportInputs) -> str:
    """Say which strands could tick it and were not asked to write of it."""
    if finding is None or row is None:
        return ""
    codes = inputs.codes_of_finding.get(finding.id, ())
    found = dict.fromkeys(
        words.strand(cell.row.strand)
        for cell in row.cells
        if cell and inputs.only_ticked(cell.row.strand, codes)
    )
    return f"{', '.join(found)}: {UNWRITTEN}." if found else ""


def _strongest(
    section: SectionModel, finding: FindingModel | None, row: RowModel | None
) -> Quote | None:
    """Return the strongest quotation that a person checked and that carries the finding.

    It affirms a code of the finding's own, and what is shown of it is what says so. Without a
    finding it is of the code whose figure stands beside it.
    """
    places = ("strong", "typical", "")
    told = {row.label} if row else {one.carries for one in section.quotes}
    codes = set(finding.codes) if finding else told
    checked = [
        one
        for one in section.quotes
        if one.status == "checked"
        and one.place in places
        and one.brief
        and one.carries
        and one.carries in codes
        and codes.isdisjoint(one.opposed)
    ]
    found = min(checked, key=lambda one: places.index(one.place), default=None)
    return found and replace(found, text=found.brief)


def _sure(finding: FindingModel | None, row: RowModel | None) -> Sureness | None:
    """Say how sure the sentence is."""
    if finding:
        return finding.sure
    return Sureness("", f"Checked by people: {row.checked_text}.") if row else None
