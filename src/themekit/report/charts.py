"""Draw charts: altair makes the specification, vl-convert the picture, both without a network.

The first picture of a process costs about half a second (vl-convert starts its engine), each
further one about 30 ms.
"""

from __future__ import annotations

import json
import math
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode
from markupsafe import escape

from themekit.report import dots, triangle

if TYPE_CHECKING:
    from themekit.report.bars import ChartModel

INK, BAR, RULE = "#1f2328", "#4a6275", "#d5d9de"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
FONT_SIZE = 12
LABEL_LENGTH = 50
LINE_HEIGHT, LABEL_GAP, BAR_HEIGHT, BAR_GAP = 14, 5, 14, 10
PLOT_WIDTH, FIGURE_WIDTH = 245, 105
PNG_SCALE = 2.0
QUARTER, MOST_STEPS = 0.25, 5


def svg(chart: ChartModel, key: str) -> str:
    """Draw `chart` as an SVG element to stand inside a page.

    Parameters
    ----------
    chart : ChartModel
    key : str
        Unique within the page; its title and description get ids made from it.

    Returns
    -------
    str
        One ``<svg>`` element with ``role="img"``, ``<title>`` and ``<desc>``; every text escaped.
    """
    return with_names(_svg(_frozen(chart)), key, chart.title, chart.description)


def with_names(drawn: str, key: str, title: str, description: str) -> str:
    """Give a drawn SVG element a title and a description, to be read out in its place."""
    head = (
        f'<svg role="img" aria-labelledby="{escape(key)}-title" '
        f'aria-describedby="{escape(key)}-desc"'
    )
    names = (
        f'<title id="{escape(key)}-title">{escape(title)}</title>'
        f'<desc id="{escape(key)}-desc">{escape(description)}</desc>'
    )
    end = drawn.index(">") + 1
    return f"{head}{drawn[len('<svg') : end]}{names}{drawn[end:]}"


def png(chart: ChartModel) -> bytes:
    """Draw `chart` as a PNG picture for a document."""
    return bytes(vl_convert.svg_to_png(_svg(_frozen(chart)), scale=PNG_SCALE))


def specification(chart: ChartModel) -> dict[str, Any]:
    """Return the Vega-Lite specification of `chart`: each label above its bar, fit for a phone."""
    if chart.kind == "dots":
        return _dotted(chart)
    if chart.kind == "triangle":
        width, height = triangle.size_of()
        return {**_triangle_frame(width), "height": height, "datasets": triangle.laid_out(chart)}
    bars, labels, height = _laid_out(chart)
    frame = _frame(chart.is_share, chart.limit, chart.axis)
    return {**frame, "height": height, "datasets": {"bars": bars, "labels": labels}}


@lru_cache(maxsize=256)
def _frame(is_share: bool, limit: float, axis: str) -> dict[str, Any]:  # noqa: FBT001 -- a key
    """Return the specification without its data: charts of one scale have it in common."""
    bars, labels = alt.NamedData("bars"), alt.NamedData("labels")
    picture = alt.layer(
        alt.Chart(bars)
        .mark_rect(color=BAR)
        .encode(
            x=_value_axis(is_share, limit, axis), x2=alt.datum(0), y=_pixels("top"), y2="bottom:Q"
        ),
        alt.Chart(labels)
        .mark_text(align="left", baseline="alphabetic", color=INK, fontSize=FONT_SIZE)
        .encode(x=alt.value(0), y=_pixels("base"), text="text:N"),
        alt.Chart(bars)
        .mark_text(align="left", dx=6, color=INK, fontSize=FONT_SIZE, fontWeight=600)
        .encode(x="value:Q", y=_pixels("middle"), text="text:N"),
    ).properties(width=PLOT_WIDTH, padding={"right": FIGURE_WIDTH})
    spec: dict[str, Any] = configured(picture).to_dict()
    return spec


def _dotted(chart: ChartModel) -> dict[str, Any]:
    """Return the specification of a dot a person: filled where they said so."""
    width, height = dots.size_of(chart)
    frame = _dots_frame(width, dots.dot_area(chart))
    return {**frame, "height": height, "datasets": dots.laid_out(chart)}


@lru_cache(maxsize=64)
def _dots_frame(width: int, area: float) -> dict[str, Any]:
    """Return the specification of dots without its data."""
    x = alt.X("x:Q", scale=None, axis=None)

    def text(of: str, weight: Any) -> Any:
        marks = alt.Chart(alt.NamedData(of)).mark_text(
            align="left", color=INK, fontSize=FONT_SIZE, fontWeight=weight, baseline="middle"
        )
        return marks.encode(x=x, y=_pixels("y"), text="text:N")

    marks = alt.Chart(alt.NamedData("dots")).mark_circle(size=area, opacity=1)
    colour = alt.condition("datum.said", alt.value(BAR), alt.value(dots.REST))
    picture = alt.layer(
        text("labels", 400), marks.encode(x=x, y=_pixels("y"), color=colour), text("figures", 600)
    ).properties(width=width)
    spec: dict[str, Any] = configured(picture).to_dict()
    return spec


@lru_cache(maxsize=1)
def _triangle_frame(width: int) -> dict[str, Any]:
    """Return the specification of a triangle without its data."""
    x, y = alt.X("x:Q", scale=None, axis=None), _pixels("y")

    def text(of: str, weight: Any, size: int) -> Any:
        marks = alt.Chart(alt.NamedData(of)).mark_text(
            align="center", baseline="middle", color=INK, fontSize=size, fontWeight=weight
        )
        return marks.encode(x=x, y=y, text="text:N")

    centre = alt.Chart(alt.NamedData("centre"))
    named = centre.mark_text(align="left", dx=9, color=BAR, fontSize=FONT_SIZE, fontWeight=600)
    edges = alt.Chart(alt.NamedData("edges")).mark_rule()
    colour = alt.condition("datum.kind === 'edge'", alt.value(INK), alt.value(RULE))
    picture = alt.layer(
        edges.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour),
        text("labels", 400, FONT_SIZE),
        text("notes", 400, FONT_SIZE),
        text("counts", 600, FONT_SIZE + 2),
        centre.mark_point(shape="cross", size=90, color=BAR, filled=True, opacity=1).encode(
            x=x, y=y
        ),
        named.encode(x=x, y=y, text="text:N"),
    ).properties(width=width)
    spec: dict[str, Any] = configured(picture).to_dict()
    return spec


def _laid_out(chart: ChartModel) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Place bars and lines of labels from the top down, in pixels."""
    bars: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    at = 0
    for bar in chart.bars:
        for line in textwrap.wrap(bar.label, LABEL_LENGTH) or [""]:
            at += LINE_HEIGHT
            labels.append({"base": at, "text": line})
        top = at + LABEL_GAP
        at = top + BAR_HEIGHT
        middle = top + BAR_HEIGHT / 2 + 1
        place = {"top": top, "bottom": at, "middle": middle}
        bars.append({**place, "value": bar.value, "text": bar.text})
        at += BAR_GAP
    return bars, labels, at


def _pixels(name: str) -> Any:
    """Place by a field that holds pixels."""
    return alt.Y(f"{name}:Q", scale=None, axis=None)


def _value_axis(is_share: bool, limit: float, title: str) -> Any:  # noqa: FBT001 -- as above
    """Build the axis along the bars: shares in per cent, or whole numbers."""
    step = QUARTER if is_share else _round_step(limit)
    axis = alt.Axis(
        labelExpr="format(datum.value * 100, 'd') + '\u00a0%'" if is_share else "datum.label",
        format="" if is_share else "d",
        values=[at * step for at in range(int(limit / step) + 1)],
        grid=False,
        domainColor=RULE,
        tickColor=RULE,
        labelFlush=True,
    )
    scale = alt.Scale(domain=[0, limit], nice=False)
    return alt.X("value:Q", title=title, axis=axis, scale=scale)


def _round_step(limit: float) -> int:
    """Return 1, 2 or 5, or so many tens, hundreds or more, for an axis of at most five steps."""
    wanted = max(1.0, limit / MOST_STEPS)
    power = int(10 ** math.floor(math.log10(wanted)))
    return min(step * power for step in (1, 2, 5, 10) if step * power >= wanted)


def configured(picture: Any) -> Any:
    """Set fonts and colours that read in grey, and leave the marks' own labels out."""
    return (
        picture.configure(font=FONT, background="transparent", aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=FONT_SIZE,
            titleFontSize=FONT_SIZE,
            titleFontWeight=400,
        )
    )


@lru_cache(maxsize=256)
def _frozen(chart: ChartModel) -> str:
    """Return the specification as text, so that a picture is drawn once in a process."""
    # Checking each mark against the schema takes longer than drawing; the tests have it checked.
    with debug_mode(arg=False):
        return json.dumps(specification(chart), sort_keys=True)


def draw(specification: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification as SVG, without a network."""
    return _svg(json.dumps(specification, sort_keys=True))


@lru_cache(maxsize=256)
def _svg(specification_json: str) -> str:
    """Draw a specification."""
    wanted = alt.SCHEMA_VERSION.lstrip("v").rsplit(".", 1)[0]
    version = wanted if wanted in vl_convert.get_vegalite_versions() else None
    return str(vl_convert.vegalite_to_svg(specification_json, vl_version=version))
