"""What leaves: a report and its tables as readers outside may have them.

Quotations stand as `themekit.disclosure.Uses` shows them. Every other text - names of codes,
answers, questions, titles of charts - may hold words that were replaced somewhere: nobody knows of
which place they are, so they are replaced wherever they stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from themekit.codebook import Code
from themekit.report.csvtext import Cell, Number, Table
from themekit.report.quotes import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.disclosure import Uses
    from themekit.report.csvtext import Row
    from themekit.report.model import ReportModel

_OURS = frozenset(
    {"axis", "basis", "interval", "kind", "link", "place", "role", "row", "state", "status"}
)
"""Fields and columns whose words are the tool's own, and mean something to who draws them."""
Anywhere = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class QuotedIn:
    """A quotation that leaves, and the place where it stands; private: it names whose it is."""

    quote: Quote
    place: str


def quoted_in(model: ReportModel) -> Iterator[QuotedIn]:
    """Yield every quotation of a report with its place: sections first, then the list of all."""
    for outline in model.outlines:
        for section in outline.sections:
            for quote in section.quotes:
                yield QuotedIn(quote, f"{outline.heading}: {section.heading}")
    for quote in model.quotes:
        yield QuotedIn(quote, f"List of quotations: {', '.join(quote.codes)}")


def for_outsiders(model: ReportModel, uses: Uses) -> ReportModel:
    """Return a report without ids, without codebook examples, and with replaced words replaced."""
    anywhere = uses.replacements.anywhere
    codes = tuple(_without_examples(code) for code in model.codes)
    left: ReportModel = bare(replace(model, codes=codes), anywhere)
    held_back = tuple(part for part in (_withheld(left), uses.unagreed()) if part)
    return replace(left, rests_on=(*left.rests_on, *uses.notes()), held_back=held_back)


def _withheld(model: ReportModel) -> str:
    """Say how many figures of the first outline's tables are withheld, and why."""
    rows = [row for one in model.outlines[:1] for section in one.sections for row in section.rows]
    cells = [cell for row in rows for cell in row.cells if cell]
    number = sum(cell.row.suppressed for cell in cells)
    if not number:
        return ""
    return (
        f"{number:,} of {len(cells):,} figures in the tables of themes and codes "
        f"{'is' if number == 1 else 'are'} withheld: fewer than five people were asked or said it, "
        "or such a figure could be worked out from it."
    )


def _without_examples(code: Code) -> Code:
    """Return a code without passages: nobody knows any more whose words they were."""
    return replace(
        code, examples=(), near_misses=(), plain_example="", plain_not_this="", content_note=""
    )


def bare(value: Any, anywhere: Anywhere) -> Any:
    """Return `value` with every text in it as it may leave; quoted words are so already."""
    if isinstance(value, Quote):
        kept = {"text": value.text, "place": value.place, "voice": value.voice}
        kept |= {"status": value.status, "brief": value.brief}
        ids = {"segment_id": "", "document": "", "case": "", "start": None, "end": None}
        return replace(_fields(value, anywhere), **kept, **ids)
    if isinstance(value, str):
        return anywhere(value)
    if isinstance(value, tuple):
        return tuple(bare(item, anywhere) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value, anywhere)
    return value


def _fields(value: Any, anywhere: Anywhere) -> Any:
    """Return a record with each of its fields as it may leave, but for those that are ours."""
    return type(value)(
        **{
            one.name: found if one.name in _OURS else bare(found, anywhere)
            for one in fields(value)
            for found in (getattr(value, one.name),)
        }
    )


def replaced(table: Table, anywhere: Anywhere) -> Table:
    """Return a table in whose texts replaced words are replaced."""
    ours = [name in _OURS for name in table.header]

    def cell(value: Cell, *, is_ours: bool) -> Cell:
        if is_ours or not isinstance(value, str) or isinstance(value, Number):
            return value
        return anywhere(value)

    def rows() -> Iterator[Row]:
        for row in table.rows:
            yield [cell(value, is_ours=of) for value, of in zip(row, ours, strict=True)]

    return Table(table.header, rows())
