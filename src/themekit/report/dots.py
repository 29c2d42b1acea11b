"""A dot a person: how a row is laid out strand by strand, in pixels.

Every line starts at the same place and a dot is as wide everywhere, so that a strand of thirty is
longer than one of seven, and nobody reads a share from two people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from themekit.report.bars import ChartModel

LABEL_WIDTH, DOTS_WIDTH, TEXT_WIDTH, LINE_HEIGHT = 128, 172, 84, 18
WIDEST = 8  # how far dots lie apart where they are few
LABEL_LENGTH = 24
REST = "#b9bec5"

Data = dict[str, list[dict[str, Any]]]


def laid_out(chart: ChartModel) -> Data:
    """Place labels, dots and figures line by line."""
    step = min(WIDEST, DOTS_WIDTH / max(chart.limit, 1))
    dots, labels, figures = [], [], []
    for at, bar in enumerate(chart.bars):
        y = at * LINE_HEIGHT + LINE_HEIGHT / 2
        labels.append({"x": 0, "y": y, "text": _short(bar.label)})
        for person in range(bar.of):
            x = LABEL_WIDTH + step * (person + 0.5)
            dots.append({"x": x, "y": y, "said": person < bar.value})
        end = LABEL_WIDTH + step * bar.of + 8
        figures.append({"x": end, "y": y, "text": bar.text})
    return {"dots": dots, "labels": labels, "figures": figures}


def size_of(chart: ChartModel) -> tuple[int, int]:
    """Return width and height of the picture."""
    return LABEL_WIDTH + DOTS_WIDTH + TEXT_WIDTH, LINE_HEIGHT * len(chart.bars)


def dot_area(chart: ChartModel) -> float:
    """Return how large a dot is, so that neighbours do not touch."""
    across = min(WIDEST, DOTS_WIDTH / max(chart.limit, 1)) * 0.8
    return across * across * 0.785  # a circle in its square


def _short(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1].rstrip()}…"
