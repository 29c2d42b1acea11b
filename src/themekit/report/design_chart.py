"""The chart of designs: how often a change would be noticed, against the hours that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from themekit.report.charts import (
    BAR,
    FONT_SIZE,
    INK,
    PNG_SCALE,
    RULE,
    configured,
    draw,
    with_names,
)

WIDTH, HEIGHT = 430, 250
_LETTER, _LINE, _GAP, _DOT, _NEAR = 6.2, 14, 9, 5, 8
"""Width of a letter, height of a line, what lies between a point and its label, half a point, and
where the line from a point to its label ends, in pixels."""


@dataclass(frozen=True, slots=True)
class Point:
    """One design and one change.

    Attributes
    ----------
    design : str
    change : tuple of two floats
        Share before and after.
    hours : float
        Of readers, a wave.
    noticed, low, high : float
        In [0, 1].
    """

    design: str
    change: tuple[float, float]
    hours: float
    noticed: float
    low: float
    high: float


def drawn(points: Sequence[Point], codes: int) -> tuple[str, bytes]:
    """Draw a panel a change, a point a design.

    Parameters
    ----------
    points : sequence of Point
        At least one.
    codes : int
        Of so many codes each point is the mean.

    Returns
    -------
    svg : str
        With a title, and a description that says all that it shows.
    png : bytes
    """
    picture = draw(specification(points))
    svg = with_names(
        picture, "designs", "How often a change would be noticed", _told(points, codes)
    )
    return svg, bytes(vl_convert.svg_to_png(picture, scale=PNG_SCALE))


def specification(points: Sequence[Point]) -> dict[str, Any]:
    """Return the Vega-Lite specification."""
    most = max(max(one.hours for one in points) * 1.1, 1.0)
    by_change: dict[tuple[float, float], list[Point]] = {}
    for one in points:
        by_change.setdefault(one.change, []).append(one)
    with debug_mode(arg=False):
        panels = [_panel(change, here, most) for change, here in by_change.items()]
        found: dict[str, Any] = configured(alt.vconcat(*panels, spacing=24)).to_dict()
    return found


def _panel(change: tuple[float, float], points: Sequence[Point], most: float) -> Any:
    """Return the panel of one change."""
    axis: dict[str, Any] = {"grid": False, "domainColor": RULE, "tickColor": RULE}
    percent = "format(datum.value * 100, 'd') + '\u00a0%'"
    x = alt.X(
        "hours:Q",
        title="Hours of readers, a wave",
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(tickCount=6, **axis),
    )
    y = alt.Y(
        "noticed:Q",
        title="Noticed",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(labelExpr=percent, tickCount=5, **axis),
    )
    rows: Any = {"values": _placed(points, most)}
    base = alt.Chart(rows).encode(x=x)
    ranges = base.mark_rule(color=RULE, strokeWidth=2).encode(y=alt.Y("low:Q"), y2="high:Q")
    leads = base.mark_rule(color=INK, strokeWidth=0.8).encode(
        y="noticed:Q", x2="beside:Q", y2="label:Q"
    )
    dots = base.mark_circle(size=70, opacity=1, color=BAR).encode(y=y)

    def labels(side: str) -> Any:
        return (
            alt.Chart(rows)
            .transform_filter(f"datum.side == '{side}'")
            .mark_text(
                align="left" if side == "right" else "right",
                dx=_GAP if side == "right" else -_GAP,
                color=INK,
                fontSize=FONT_SIZE,
                baseline="middle",
            )
            .encode(x="hours:Q", y="label:Q", text="design:N")
        )

    return alt.layer(ranges, leads, dots, labels("right"), labels("left")).properties(
        width=WIDTH, height=HEIGHT, title=_percent(change)
    )


def _placed(points: Sequence[Point], most: float) -> list[dict[str, Any]]:
    """Place labels beside their points, moved up or down where another one lies."""
    # A label may hide no point.
    taken = [
        ((1 - one.noticed) * HEIGHT, x - _DOT, x + _DOT)
        for one in points
        for x in (one.hours / most * WIDTH,)
    ]
    rows = []
    for one in sorted(points, key=lambda one: (-one.noticed, one.hours, one.design)):
        width = len(one.design) * _LETTER
        x = one.hours / most * WIDTH
        side = "right" if x + _GAP + width <= WIDTH + _LINE else "left"
        left = x + _GAP if side == "right" else x - _GAP - width
        y = _free((1 - one.noticed) * HEIGHT, left, left + width, taken)
        taken.append((y, left, left + width))
        rows.append(
            {
                "design": one.design,
                "hours": one.hours,
                "noticed": one.noticed,
                "low": one.low,
                "high": one.high,
                "label": 1 - y / HEIGHT,
                "side": side,
                "beside": one.hours + (1 if side == "right" else -1) * _NEAR * most / WIDTH,
            }
        )
    return rows


def _free(
    wanted: float, left: float, right: float, taken: Sequence[tuple[float, float, float]]
) -> float:
    """Return the nearest height at which a label overlaps none that is there."""
    here = [y for y, start, end in taken if start < right and left < end]
    places = [wanted, *(y + sign * _LINE for y in here for sign in (-1, 1))]
    free = [
        place
        for place in places
        if 0 <= place <= HEIGHT and all(abs(place - y) >= _LINE - 0.01 for y in here)
    ]
    return min(free, key=lambda place: abs(place - wanted), default=wanted)


def _told(points: Sequence[Point], codes: int) -> str:
    """Say all that the chart shows."""
    mean = f", the mean of {codes} codes" if codes > 1 else ""
    parts = [
        f"{_percent(one.change)}, {one.design}: noticed in {_whole(one.noticed)} of 100 "
        f"({_whole(one.low)} to {_whole(one.high)}), {one.hours:.1f} hours"
        for one in points
    ]
    return f"Simulated{mean}. {'; '.join(parts)}."


def _percent(change: tuple[float, float]) -> str:
    return f"From {_whole(change[0])} to {_whole(change[1])}\u00a0%"


def _whole(share: float) -> str:
    return f"{100 * share:.0f}"
