"""What a bar chart shows, in words and numbers, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.cells import Cell, Column, RowModel
    from themekit.report.closed import ClosedGroup


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how long it is and what stands at its end."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class ChartModel:
    """A bar chart in words and numbers.

    Attributes
    ----------
    title, description : str
        `description` says all that the bars say.
    axis : str
    limit : float
        Length of the axis: 1 for shares, the largest number asked for counts.
    bars : tuple of Bar
    """

    title: str
    description: str
    axis: str
    limit: float
    bars: tuple[Bar, ...]

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


def code_charts(
    heading: str, rows: Sequence[RowModel], columns: Sequence[Column]
) -> tuple[ChartModel, ...]:
    """Chart the codes of a section: over ``all``, which has counts and no shares, if there is one.

    Else (it would join waves) one chart a primary strand and wave, all of one length.
    """
    title = f"{heading}: how many said so, by code"
    if any(column.role == words.ALL for column in columns):
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


def _answers(cells: Sequence[tuple[str, Cell | None]]) -> list[Answer]:
    """Return the cells that are told as so many of so many."""
    return [
        Answer(label, number, cell.row.asked or 0, cell.count)
        for label, cell in cells
        if cell and (number := cell.number) is not None
    ]


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
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return ChartModel(
        title=title,
        description=f"Horizontal bars. {said}.{cut}",
        axis="Share of those asked" if shares else "Number who said so",
        limit=1.0 if shares else float(max(one.of for one in drawn)),
        bars=bars,
    )
