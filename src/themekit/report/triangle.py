"""The triangle of a triad: three corners, the part in which each has more than half, the middle."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from themekit.report.bars import Bar, ChartModel

WIDTH, SIDE, MARGIN = 330, 220, 16
HEIGHT = round(SIDE * 0.8660254)
LABEL_LENGTH, LINE = 22, 14
_THIRD = 1 / 3
_WORD = 55  # how far the word beside the mark of the centre reaches
_MOSTLY = 2 / 3  # the middle of the part in which a corner has more than half

Data = dict[str, list[dict[str, Any]]]
Shares = tuple[float, float, float]


def laid_out(chart: ChartModel) -> Data:
    """Place edges, corners' names, how many lie in each part, and the centre, in pixels."""
    corners, between = chart.bars[:3], chart.bars[3]
    ends: list[Shares] = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    halves: list[Shares] = [(0.5, 0.5, 0), (0, 0.5, 0.5), (0.5, 0, 0.5)]
    drawn = [(a, b, "edge") for a, b in zip(ends, ends[1:] + ends[:1], strict=True)]
    drawn += [(a, b, "inner") for a, b in zip(halves, halves[1:] + halves[:1], strict=True)]
    edges = [_edge(a, b, kind) for a, b, kind in drawn]
    places: list[Shares] = [_near(at) for at in range(3)]
    centre = _at((corners[0].value, corners[1].value, corners[2].value))
    counts = [
        {**_clear_of(centre, _at(place)), "text": bar.text}
        for bar, place in zip((*corners, between), (*places, (_THIRD,) * 3), strict=True)
        if bar.text
    ]
    return {
        "edges": edges,
        "labels": [line for at, bar in enumerate(corners) for line in _named(at, bar)],
        "notes": _notes() if counts else [],
        "counts": counts,
        "centre": [{**centre, "text": "centre"}],
    }


def size_of() -> tuple[int, int]:
    """Return width and height of the picture."""
    return WIDTH, HEIGHT + 2 * MARGIN + 6 * LINE


def _at(shares: Shares) -> dict[str, float]:
    """Place shares of left, right and top in pixels."""
    _, right, top = shares
    left = (WIDTH - SIDE) / 2
    return {
        "x": round(left + SIDE * (right + top / 2), 2),
        "y": round(MARGIN + 2 * LINE + HEIGHT * (1 - top), 2),
    }


def _clear_of(centre: dict[str, float], place: dict[str, float]) -> dict[str, float]:
    """Move a number that would stand on the mark of the centre, or on its word, above it."""
    beside = -LINE < place["x"] - centre["x"] < _WORD and abs(place["y"] - centre["y"]) < LINE
    return {**place, "y": round(centre["y"] - LINE - 4, 2)} if beside else place


def _notes() -> list[dict[str, Any]]:
    """Say under the triangle what its numbers are."""
    first = _at((1, 0, 0))["y"] + 3 * LINE
    told = enumerate(
        (
            "Numbers: how many gave that corner more than half,",
            "in the middle no corner. Per cents: the centre.",
        )
    )
    return [{"x": WIDTH / 2, "y": first + LINE * at, "text": text} for at, text in told]


def _edge(start: Shares, end: Shares, kind: str) -> dict[str, Any]:
    to = _at(end)
    return {**_at(start), "x2": to["x"], "y2": to["y"], "kind": kind}


def _near(corner: int) -> Shares:
    rest = (1 - _MOSTLY) / 2
    first, second, third = (_MOSTLY if at == corner else rest for at in range(3))
    return first, second, third


def _named(corner: int, bar: Bar) -> list[dict[str, Any]]:
    """Write a corner's name beside it: the top one above, the others below."""
    share = f"{bar.value * 100:.0f}\u00a0%"
    lines = textwrap.wrap(bar.label, LABEL_LENGTH) or [""]
    if len(lines) > 1:
        lines = [lines[0], textwrap.shorten(" ".join(lines[1:]), LABEL_LENGTH, placeholder="…")]
    lines[-1] += f" {share}"
    place = _at(((1, 0, 0), (0, 1, 0), (0, 0, 1))[corner])
    first = place["y"] - MARGIN / 2 - LINE * (len(lines) - 1) if corner == 2 else place["y"] + LINE  # noqa: PLR2004 -- the top
    return [
        {"x": place["x"], "y": first + LINE * at, "text": text} for at, text in enumerate(lines)
    ]
