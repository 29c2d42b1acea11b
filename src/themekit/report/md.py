"""The report as GitHub Markdown: tables with pipes, every text of users escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.report.cells import Cell, RowModel
    from themekit.report.closed import ClosedGroup
    from themekit.report.model import OutlineModel, ReportModel, SectionModel
    from themekit.report.quotes import Quote

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
    yield f"# {escape(model.title)}"
    if model.subtitle:
        yield escape(model.subtitle)
    if model.notice:
        yield f"> **Not yet checked.** {escape(model.notice)}"
    if model.doubts:
        yield f"> **{escape(model.doubts)}**"
    yield from _about(model)
    for outline in model.outlines:
        yield from _outline(outline, model)
    if model.other_closed:
        yield "## Other closed questions"
        for group in model.other_closed:
            yield from _closed(group)


def _about(model: ReportModel) -> Iterator[str]:
    """Yield who was asked and how the report was made."""
    yield "## What this rests on"
    yield escape(words.COUNTS_EXPLAINED)
    yield escape(words.all_explained(model.columns))
    header = ("Strand", "Role", "How chosen", "When", "Participants", "Segments", "A segment is")
    base = [
        (
            b.name,
            b.role,
            b.sample or "not stated",
            b.when or "not stated",
            f"{b.cases:,}",
            f"{b.segments:,}",
            b.unit,
        )
        for b in model.base
    ]
    if base:
        yield _table(header, base, numeric={4, 5})
    yield escape(model.units.text)
    yield from (escape(note) for note in (*model.rests_on, *model.population))
    if model.facts:
        yield "\n".join(f"- {escape(name)}: {escape(value)}" for name, value in model.facts)


def _outline(outline: OutlineModel, model: ReportModel) -> Iterator[str]:
    """Yield one order of the findings."""
    yield f"## {escape(outline.heading)}"
    for section in outline.sections:
        yield f"### {section.number}. {escape(section.heading)}"
        if section.statement:
            yield escape(section.statement)
        if not section.supported:
            yield f"*{words.NO_SUPPORT}*"
        for group in section.closed:  # what was asked, before what was raised
            yield from _closed(group)
        if section.rows:
            yield _matrix(section, model)
        yield from (_quote(quote) for quote in section.quotes)


def _matrix(section: SectionModel, model: ReportModel) -> str:
    """Return the section's table, validation and context strands marked in their headings."""
    apart = {"validation", "context"}
    columns = [c.heading + (f" ({c.role})" if c.role in apart else "") for c in model.columns]
    header = ["Theme and codes", *columns, "Checked"]
    rows = [[_label(row), *map(_cell, row.cells), row.checked_text] for row in section.rows]
    return _table(header, rows, numeric=set(range(1, len(header) - 1)), raw={0})


def _label(row: RowModel) -> str:
    """Return the row's name: themes in bold, codes set in."""
    return INDENT + escape(row.label) if row.kind == "code" else f"**{escape(row.label)}**"


def _cell(cell: Cell | None) -> str:
    """Return a figure: people first, segments second."""
    if cell is None:
        return words.NO_FIGURE
    more = [cell.segments_text] if cell.row.segments else []
    return "; ".join([cell.text, *more, *cell.details, *cell.doubts])


def _closed(group: ClosedGroup) -> Iterator[str]:
    """Yield a table of closed questions under its caption."""
    yield f"**{escape(group.caption)}**"
    rows = [(item.label, item.positive_text, item.answers_text) for item in group.items]
    yield _table(("Question", "Positive answers", "All answers"), rows, numeric={1})


def _quote(quote: Quote) -> str:
    """Return a quotation with its attribution below."""
    under = f" ({escape(quote.codes_text)})" if quote.codes else ""
    return f"> “{escape(quote.text)}”\n>\n> {escape(quote.credit)}{under}"


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
