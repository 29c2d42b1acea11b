"""What a chart shows, in words and numbers, before it is drawn: bars, or a dot a person.

No chart shows what nobody checked: a bar says a number before anybody reads a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from themekit.report import words
from themekit.report.cells import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.report.cells import Cell, Column, RowModel
    from themekit.report.closed import ClosedGroup

ChartKind = Literal["bars", "dots", "triangle"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how long it is, what stands at its end, and in dots how many there are in all."""

    label: str
    value: float
    text: str
    of: int = 0


@dataclass(frozen=True, slots=True)
class ChartModel:
    """A chart in words and numbers.

    Attributes
    ----------
    title, description : str
        `description` says all that the bars say.
    axis : str
    limit : float
        Length of the axis: 1 for shares, the largest number asked for counts.
    bars : tuple of Bar
    kind : {'bars', 'dots', 'triangle'}
        Dots: one a person, filled where they said so; `limit` is the most people of any line.
        A triangle: `bars` are its corners left, right and top, each with its share of the centre
        and how many gave it more than half, then how many gave none so much.
    """

    title: str
    description: str
    axis: str
    limit: float
    bars: tuple[Bar, ...]
    kind: ChartKind = "bars"

    @property
    def is_share(self) -> bool:
        """Whether bars are shares in [0, 1] and not counts."""
        return self.axis.startswith("Share")


@dataclass(frozen=True, slots=True)
class Answer:
    """How many of how many said something, and how a reader meets it."""

    label: str
    number: int
    of: int
    text: str


MOST_BARS = 40
FEWEST_ANSWERS = 5  # a bar for two people says less than the two
MOST_DOTS = 40  # more dots than these nobody counts


def code_charts(
    heading: str, rows: Sequence[RowModel], columns: Sequence[Column]
) -> tuple[ChartModel, ...]:
    """Chart the codes of a section: over ``all``, which has counts and no shares, if there is one.

    Else (it would join waves) one chart a primary strand and wave, all of one length. So it is too
    where a strand is estimated from a draw: ``all`` holds only those who were found by reading.
    """
    title = f"{heading}: how many said so, by code"
    if any(column.role == words.ALL for column in columns) and not _is_estimated(rows):
        places = [(title, [(row.label, row.total) for row in rows if row.kind == "code"])]
    else:
        places = [
            (
                f"{title}: {column.heading}",
                [(row.label, row.cells[at]) for row in rows if row.kind == "code"],
            )
            for at, column in enumerate(columns)
            if column.role == "primary"
        ]
    charts = [_chart(where, _answers(cells), shares=False) for where, cells in places]
    drawn = [chart for chart in charts if chart]
    limit = max((chart.limit for chart in drawn), default=0.0)
    return tuple(replace(chart, limit=limit) for chart in drawn)


def _is_estimated(rows: Sequence[RowModel]) -> bool:
    """Tell whether a figure among these is corrected by a draw."""
    return any(cell and cell.row.basis == "corrected" for row in rows for cell in row.cells)


def _answers(cells: Sequence[tuple[str, Cell | None]]) -> list[Answer]:
    """Return the cells that are told as so many of so many."""
    return [
        Answer(label, number, cell.row.asked or 0, _at_its_end(cell))
        for label, cell in cells
        if cell and is_drawn(cell) and (number := cell.number) is not None
    ]


def _at_its_end(cell: Cell) -> str:
    """Say a figure at the end of its bar: an estimate with its interval."""
    return cell.text if cell.row.basis == "corrected" else cell.count


def is_drawn(cell: Cell) -> bool:
    """Tell whether a figure may be drawn: what only the machine says is no figure."""
    if cell.counting is None or cell.row.suppressed:
        return False
    return cell.counting.enters or cell.is_found_so_far


def charted(row: RowModel, columns: Sequence[Column]) -> Iterator[tuple[Column, Cell]]:
    """Yield the cells that the two pages show: primary strands, then those that test findings."""
    for role in ("primary", "validation"):
        for cell, column in zip(row.cells, columns, strict=True):
            if cell and column.role == role:
                yield column, cell


def row_chart(row: RowModel, columns: Sequence[Column]) -> ChartModel | None:
    """Chart a row strand by strand: a dot a person; bars where they are too many to count.

    Of a strand that is not counted it is said in words whether anybody raised it, or why there is
    no figure; so it is where a survey was not asked to write of it, however many were asked to
    tick. Strands that test the findings stand last, in words; those of context do not stand.
    """
    cells = list(charted(row, columns))
    title = f"{row.label}: said in their own words"
    counted = _answers(
        [(c.heading, cell) for c, cell in cells if c.role == "primary" and not told_otherwise(cell)]
    )
    if any(one.of > MOST_DOTS for one in counted):
        # A reflexive study has no shares.
        shares = any(cell.row.share is not None for _, cell in cells)
        return _chart(title, [one for one in counted if one.of >= words.FEW], shares=shares)
    if not any(one.number for one in counted):
        return None
    told = {one.label: one for one in counted}
    bars = tuple(
        Bar(
            column.heading,
            float(one.number) if one else 0.0,
            plainly(cell),
            one.of if one else 0,
        )
        for column, cell in cells
        for one in [told.get(column.heading) if column.role == "primary" else None]
    )
    return ChartModel(
        title=title,
        description=f"A dot a person, filled where they said so. {_lines(bars)}.",
        axis="People",
        limit=float(max(one.of for one in counted)),
        bars=bars,
        kind="dots",
    )


def plainly(cell: Cell) -> str:
    """Say a figure without saying whose words it counts, which stands above it; or why none."""
    if said := told_otherwise(cell):
        return said
    if not is_drawn(cell) and cell.row.asked and not cell.row.suppressed:
        return words.NOT_READ if cell.row.basis == "suggested" else words.NOT_COUNTED
    return so_far(count_of(cell.row, kind=cell.kind), cell)


def so_far(said: str, cell: Cell) -> str:
    """Add to what people found of a small strand how many are still to be read."""
    if not cell.number or not cell.is_found_so_far:
        return said
    return f"{said} so far, {cell.row.unread:,} unread"


def told_otherwise(cell: Cell) -> str:
    """Say who wrote of it where nobody was asked to, or where all were asked to tick instead.

    Of thirty who were not asked, thirty grey dots would say that thirty are against it.
    """
    if cell.is_unasked:
        return words.UNPROMPTED
    number = cell.number if is_drawn(cell) else None
    if number is None or cell.row.cases_if != cell.row.cases or cell.row.basis == "corrected":
        return ""
    least = "at least " if cell.row.unread else ""
    if cell.unprompted and not cell.direct:
        return f"not asked; {least}{number:,} wrote of it unprompted"
    if cell.only_ticked and (number or not cell.row.unread):
        of = f"{least}{number:,}" if number else "none"
        return f"{of} of {cell.row.asked:,} wrote of it; they were asked to tick"
    return ""


def _lines(found: Iterable[Answer | Bar]) -> str:
    """Say every line in words."""
    return "; ".join(f"{one.label}: {one.text}" for one in found)


def closed_charts(heading: str, groups: Sequence[ClosedGroup]) -> tuple[ChartModel, ...]:
    """Chart the positive answers of a section, one chart a strand and wave."""
    charts = []
    for group in groups:
        items = [i for i in group.items if i.positive is not None and i.answered >= FEWEST_ANSWERS]
        where = f"{heading}: positive answers, {group.strand}" + (
            f", {group.wave}" if group.wave else ""
        )
        found = [
            Answer(item.label, item.positive, item.answered, item.positive_text)
            for item in items
            if item.positive is not None
        ]
        enough = all(one.of >= words.FEW for one in found)
        charts.append(_chart(where, found, shares=enough))
    return tuple(chart for chart in charts if chart)


def _chart(title: str, found: Sequence[Answer], *, shares: bool) -> ChartModel | None:
    """Make a chart of shares or of counts; None where there is nothing to see."""
    if not any(one.number for one in found):
        return None
    drawn = found[:MOST_BARS]
    bars = tuple(
        Bar(one.label, one.number / one.of if shares else float(one.number), one.text)
        for one in drawn
    )
    cut = f" The first {MOST_BARS} of {len(found)} are drawn." if len(found) > MOST_BARS else ""
    return ChartModel(
        title=title,
        description=f"Horizontal bars. {_lines(drawn)}.{cut}",
        axis="Share of those asked" if shares else "Number who said so",
        limit=1.0 if shares else float(max(one.of for one in drawn)),
        bars=bars,
    )
