"""The report as GitHub Markdown: tables with pipes, every text of users escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import fairness, order, overview, placed, words
from themekit.report.rows import row_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from themekit.report.cells import Cell, RowModel
    from themekit.report.closed import ClosedGroup
    from themekit.report.findings import FindingModel, Sureness
    from themekit.report.model import OutlineModel, ReportModel, SectionModel
    from themekit.report.quotes import Quote
    from themekit.report.summary import SummaryModel, SummarySection

# What could start a tag, a link, emphasis, code, a cell or a table in GitHub's Markdown.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#$@])")
# What means something only where a line starts: lists, rules, numbered items.
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)
_SCHEME = re.compile(r"(?i)\b(https?|ftp|www)([:.])")
INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class MarkdownRenderer:
    """Renders ``theme_matrix.md``."""

    name: str = "md"
    suffix: str = ".md"

    def render(self, model: ReportModel) -> bytes:
        """Return the text in UTF-8."""
        return ("\n\n".join(_blocks(model)) + "\n").encode("utf-8")


def escape(text: str) -> str:
    """Escape `text` so that Markdown shows it as it stands, in one line."""
    flat = " ".join(text.split())
    flat = _SPECIAL.sub(r"\\\1", flat.replace("&", "&amp;"))
    flat = _SCHEME.sub(r"\1&#8203;\2", flat)
    return _LINE_START.sub(lambda m: f"{m[1]}{_guard(m[2])}", flat)


def _guard(start: str) -> str:
    """Escape the sign that would make a list of a line."""
    return f"{start[:-1]}\\{start[-1]}"


def _blocks(model: ReportModel) -> Iterator[str]:
    """Yield the report block by block."""
    yield from _head(model)
    if model.summary and model.summary.sections:
        yield from _summary(model.summary)
    yield from _all_codes(model)
    for at, outline in enumerate(model.outlines):
        yield from _outline(outline, model)
        if not at:
            yield from _contradictions(model)
            yield from _recommendations(model)
    for one in order.appendices(model):
        if one.key in _APPENDICES:
            yield f"## {one.heading}"
            yield from _APPENDICES[one.key](model)
    if model.advice:
        yield escape(model.advice)


def _head(model: ReportModel) -> Iterator[str]:
    """Yield the title, what the report rests on, and what it warns of."""
    yield f"# {escape(model.title)}"
    if model.subtitle:
        yield escape(model.subtitle)
    if model.summary:
        yield escape(f"{model.summary.rests_on} {model.summary.date}")
    if model.notice:
        yield f"> **Not yet checked.** {escape(model.notice)}"
    if model.doubts:
        yield f"> **{escape(model.doubts)}**"
    yield from (escape(line) for line in model.held_back)


def _mark(key: str) -> str:
    """Say which row of the matrix the words before rest on, unseen."""
    return f" <!-- row: {key} -->" if key else ""


def _summary(summary: SummaryModel) -> Iterator[str]:
    """Yield a section each at a glance."""
    yield f"## {order.IN_SHORT}"
    for heading, lines in ((order.CAVEATS, summary.caveats), (order.LEGEND, summary.legend)):
        if lines:
            yield f"### {heading}"
            yield "\n".join(f"- **{escape(name)}:** {escape(said)}" for name, said in lines)
    for one in summary.sections:
        yield f"### {one.number}. {escape(one.heading)}"
        if one.written:
            more = f" ({escape(one.more)})" if one.more else ""
            yield f"**{escape(one.finding)}**{_mark(one.row)}{more}"
        else:
            yield f"*{escape(one.finding)}*"
        yield from _figures(one)
        if one.quote:
            yield _quote(one.quote, order.speaker_of(one.quote))
        elif one.written:
            yield f"*{order.NO_QUOTE}*"
        yield from _below(one)
    for text in (summary.left_out, summary.advice):
        if text:
            yield escape(text)


def _below(one: SummarySection) -> Iterator[str]:
    """Yield how sure a section's finding is, and what speaks against it."""
    if one.sure:
        yield f"{order.HOW_SURE}: {_sure(one.sure)}"
    if order.is_against_told(one):
        nobody = f"{order.NOBODY_AGAINST} " if one.nobody_against else ""
        said = _against(one.opposite, one, order.otherwise_text(one))
        yield f"{order.AGAINST}: {nobody}{said}".strip()


def _sure(sure: Sureness) -> str:
    """Return how sure a finding is, the word first."""
    word = f"**{escape(sure.word)}.** " if sure.word else ""
    return f"{word}{escape(sure.because)}"


def _against(
    opposite: Iterable[tuple[str, str]], one: SummarySection | FindingModel, otherwise: str = ""
) -> str:
    """Return who says the opposite, each figure with its row, then what the authors name."""
    told = "; ".join(f"{escape(text)}{_mark(key)}" for text, key in opposite)
    parts = (f"{told}." if told else "", escape(otherwise), escape(order.against_text(one)))
    return " ".join(part for part in parts if part)


def _figures(one: SummarySection) -> Iterator[str]:
    """Yield what was answered and raised in a section, each figure with its row."""
    if one.closed:
        yield f"{escape(order.asked_text(one))}:"
        yield "\n".join(
            f"- **{escape(n)}** {escape(label)}" + (f": {escape(split)}" if split else "")
            for n, label, split in one.closed
        )
    if one.size:
        yield escape(one.size)
    if one.figure:
        told = "; ".join(f"{escape(text)}{_mark(key)}" for text, key in one.figures)
        yield f"{order.RAISED}, {escape(one.figure)}: {told}"
    elif one.written and not one.closed:
        yield f"*{order.NO_FIGURE}*"


def _contradictions(model: ReportModel) -> Iterator[str]:
    """Yield the places that do not say the same."""
    if model.contradictions:
        yield f"## {order.CONTRADICTIONS}"
        yield "\n".join(
            f"- **{escape(order.between(one))}:** {escape(one.said)}"
            for one in model.contradictions
        )


def _recommendations(model: ReportModel) -> Iterator[str]:
    """Yield the recommendations, each with the findings that it rests on."""
    if model.recommendations:
        yield f"## {order.RECOMMENDATIONS}"
    for one in model.recommendations:
        yield f"**{escape(one.id)}** {escape(one.text)}"
        to = f"To: {escape(one.addressee)}. " if one.addressee else ""
        yield f"{to}{escape(one.said)}"
        if one.rests_on:
            yield "\n".join(f"- {escape(key)}: {escape(said)}" for key, said in one.rests_on)
    if order.unused_text(model):
        yield escape(order.unused_text(model))


def _about(model: ReportModel) -> Iterator[str]:
    """Yield who was asked and how the report was made."""
    yield escape(words.COUNTS_EXPLAINED)
    yield escape(words.all_explained(one.role for one in model.columns))
    header = ("Strand", "Role", "How chosen", "When", "Participants", "Segments", "A segment is")
    if model.base:
        yield _table(header, [order.base_cells(one) for one in model.base], numeric={4, 5})
    yield escape(model.units.text)
    yield from (escape(note) for note in (*model.rests_on, *model.population))
    if model.facts:
        yield "\n".join(f"- {escape(name)}: {escape(value)}" for name, value in model.facts)


def _trust(model: ReportModel) -> Iterator[str]:
    """Yield how far each code's suggestions hold."""
    if model.trust:
        yield escape(order.TRUST_EXPLAINED)
        yield _table(order.TRUST_HEADS, order.trust_cells(model), numeric={1, 2, 3})
    if model.fair:
        yield f"### {fairness.HEADING}"
        yield escape(fairness.EXPLAINED)
        yield "\n".join(f"- {escape(line)}" for line in model.fair)


def _other_closed(model: ReportModel) -> Iterator[str]:
    """Yield the closed questions that belong to no section."""
    for group in model.other_closed:
        yield from _closed(group)


def _codes(model: ReportModel) -> Iterator[str]:
    """Yield what each code means."""
    rows = [(one.name, one.theme, one.definition or "No definition.") for one in model.codes]
    yield _table(("Code", "Theme", "What it means"), rows, numeric=set())


def _quotes(model: ReportModel) -> Iterator[str]:
    """Yield every quotation, code by code."""
    for name, found in order.by_code(model.quotes):
        yield f"### {escape(name or 'No code')}"
        yield from (_quote(one) for one in found)


_APPENDICES: Mapping[str, Callable[[ReportModel], Iterator[str]]] = {
    "about": _about,
    "trust": _trust,
    "closed": _other_closed,
    "codes": _codes,
    "quotes": _quotes,
}


def _all_codes(model: ReportModel) -> Iterator[str]:
    """Yield all codes in one table, a column a strand."""
    lines = overview.lines_of(model)
    if not lines:
        return
    yield f"## {overview.HEADING}"
    yield escape(overview.caption(lines))
    header = ["Theme and codes", *(_headed(one.heading, one.role) for one in model.columns)]
    rows = [[_named(line), *map(_alone, line[1].cells)] for line in lines]
    every = set(range(len(header)))
    yield _table(header, rows, numeric=every - {0}, raw=every)


def _named(line: overview.Line) -> str:
    """Return how a line is called: themes in bold, codes set in."""
    name = escape(overview.label_of(line))
    return INDENT + name if line[1].kind == "code" else f"**{name}**"


def _alone(cell: Cell | None) -> str:
    """Return the figure of a cell, and unseen, which row it is."""
    return f"{escape(overview.figure(cell))}{_mark(row_key(cell.row))}" if cell else words.NO_FIGURE


def _outline(outline: OutlineModel, model: ReportModel) -> Iterator[str]:
    """Yield one order of the findings."""
    yield f"## {escape(outline.heading)}"
    yield from (escape(line) for line in order.how_to_read(outline))
    for section in outline.sections:
        yield f"### {section.number}. {escape(section.heading)}"
        yield from _findings(section)
        if section.statement:
            yield f"{order.STATEMENT}: {escape(section.statement)}"
        if not section.supported:
            yield f"*{words.NO_SUPPORT}*"
        for group in section.closed:  # what was asked, before what was raised
            yield from _closed(group)
        if section.rows:
            yield _matrix(section, model)
        yield from _words(section)
        yield from _voices(section)


def _findings(section: SectionModel) -> Iterator[str]:
    """Yield the study's findings and what each strand says of them."""
    for one in section.findings:
        yield f"{escape(one.id)} **{escape(one.statement)}**{_mark(one.row)}"
        if one.dissent.by_strand or one.against:
            yield f"{order.AGAINST}: {_against(one.dissent.by_strand, one)}"
        by = ", ".join(part for part in (one.author, one.status) if part)
        yield f"{order.HOW_SURE}: {_sure(one.sure)}" + (f" ({escape(by)})" if by else "")
    if section.findings and section.findings[0].support:
        strands = order.support_of(section.findings[0])
        header = ["Finding", *(_headed(words.strand(one.strand), one.role) for one in strands)]
        rows = [
            [
                escape(one.id),
                *(
                    f"{escape('; '.join(order.support_text(said)))}{_mark(said.row)}"
                    for said in order.support_of(one)
                ),
            ]
            for one in section.findings
        ]
        yield order.FIGURES_EXPLAINED
        yield _table(header, rows, numeric=set(), raw=set(range(len(header))))


def _headed(name: str, role: str) -> str:
    """Return the heading of a strand's column; one that stands apart is named so."""
    return f"{name} ({role})" if role in order.APART else name


def _words(section: SectionModel) -> Iterator[str]:
    """Yield the quotations under what each stands for, and where none speaks against it."""
    place = ""
    for one in section.quotes:
        if one.place and one.place != place:
            yield f"**{order.PLACES.get(one.place, one.place)}**"
        place = one.place
        yield _quote(one)
    if section.silent:
        yield f"**{order.PLACES['against']}**"
        yield f"*{escape(section.silent)}*"


def _voices(section: SectionModel) -> Iterator[str]:
    """Yield whose voice the section is."""
    if section.voices is None:
        return
    yield f"**{order.VOICES}**"
    yield from (escape(note) for note in section.voices.notes)
    if section.voices.voices:
        rows = [order.voice_cells(one) for one in section.voices.voices]
        yield _table(order.VOICE_HEADS, rows, numeric={1, 2, 3, 4})


def _matrix(section: SectionModel, model: ReportModel) -> str:
    """Return the section's table, validation and context strands marked in their headings."""
    columns = [_headed(column.heading, column.role) for column in model.columns]
    header = ["Theme and codes", *columns, "Checked"]
    rows = [
        [
            _label(row, section),
            *map(_cell, row.cells),
            escape("; ".join(order.checked_of(row, model).split("\n"))),
        ]
        for row in section.rows
    ]
    numeric = set(range(1, len(header) - 1))
    return _table(header, rows, numeric=numeric, raw=set(range(len(header))))


def _label(row: RowModel, section: SectionModel) -> str:
    """Return the row's name: themes in bold, codes set in."""
    name = escape(order.label_of(row, section))
    return INDENT + name if row.kind == "code" else f"**{name}**"


def _cell(cell: Cell | None) -> str:
    """Return a figure: people first, segments second; unseen, which row it is."""
    if cell is None:
        return words.NO_FIGURE
    more = [cell.segments_text] if cell.segments_text else []
    said = escape("; ".join([cell.text, *more, *cell.details, *cell.doubts]))
    return f"{said}{_mark(row_key(cell.row))}"


def _closed(group: ClosedGroup) -> Iterator[str]:
    """Yield a table of closed questions under its caption, then what tellers placed."""
    if group.items:
        yield f"**{escape(group.caption)}**"
        rows = [(item.label, item.positive_text, item.answers_text) for item in group.items]
        yield _table(("Question", "Positive answers", "All answers"), rows, numeric={1})
    if group.placed:
        yield f"**{escape(placed.caption(group.strand, group.wave))}**"
        yield _table(placed.HEADS, map(placed.cells, group.placed), numeric=set())


def _quote(quote: Quote, credit: str = "") -> str:
    """Return a quotation with what was asked above it and its attribution below."""
    asked = f"> Asked: {escape(quote.question)}\n>\n" if quote.question else ""
    under = f" ({escape(quote.codes_text)})" if quote.codes and not credit else ""
    return f"{asked}> “{escape(quote.text)}”\n>\n> {escape(credit or quote.credit)}{under}"


def _table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numeric: set[int],
    raw: set[int] | None = None,
) -> str:
    """Return a table; columns in `raw` are escaped already."""
    skip = raw or set()
    lines = [
        "| " + " | ".join(escape(name) for name in header) + " |",
        "|" + "|".join(" ---: " if at in numeric else " --- " for at in range(len(header))) + "|",
    ]
    for row in rows:
        cells = (cell if at in skip else escape(cell) for at, cell in enumerate(row))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
