"""What a bar chart shows, in words and numbers, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.cells import RowModel
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


MOST_BARS = 40
FEWEST_ANSWERS = 5  # a bar for two people says less than the two


def code_chart(heading: str, rows: Sequence[RowModel]) -> ChartModel | None:
    """Chart the codes of a section over ``all``: shares from 20 asked on, counts below."""
    totals = [(row.label, row.total) for row in rows if row.kind == "code" and row.total]
    found = [
        (label, cell.row.cases, cell.row.asked)
        for label, cell in totals
        if cell.row.asked and not cell.row.suppressed
    ]
    return _chart(f"{heading}: how many said so, by code", found)


def closed_charts(heading: str, groups: Sequence[ClosedGroup]) -> tuple[ChartModel, ...]:
    """Chart the positive answers of a section, one chart a strand and wave."""
    charts = []
    for group in groups:
        items = [i for i in group.items if i.positive is not None and i.answered >= FEWEST_ANSWERS]
        where = f"{heading}: positive answers, {group.strand}" + (
            f", {group.wave}" if group.wave else ""
        )
        charts.append(_chart(where, [(i.label, i.positive, i.answered) for i in items]))
    return tuple(chart for chart in charts if chart)


def _chart(title: str, found: Sequence[tuple[str, int | None, int | None]]) -> ChartModel | None:
    """Make a chart of (label, number, of how many); None where there is nothing to see."""
    known = [(label, n, of) for label, n, of in found if n is not None and of]
    if not any(n for _, n, _ in known):
        return None
    shares = all(of >= words.FEW for _, _, of in known)
    drawn = known[:MOST_BARS]
    bars = tuple(
        Bar(label, n / of if shares else float(n), words.count_and_share(n, of))
        for label, n, of in drawn
    )
    cut = f" The first {MOST_BARS} of {len(known)} are drawn." if len(known) > MOST_BARS else ""
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return ChartModel(
        title=title,
        description=f"Horizontal bars. {said}.{cut}",
        axis="Share of those asked" if shares else "Number who said so",
        limit=1.0 if shares else float(max(of for _, _, of in drawn)),
        bars=bars,
    )
