"""A flat map of segments as one SVG file that also reads in grey: marks differ in shape."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS_SHOWN = 8
SIDE, MARK_SIZE, LABEL_LENGTH = 620, 22, 42
INK, REST = "#1f2328", "#c4c8cd"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
# Colours that differ in lightness too, each with a shape of its own.
COLOURS = (
    "#0b3c5d", "#b5411f", "#3a7d44", "#7b4f9d", "#8a6d00", "#1f9aa6", "#a8326d", "#4c5561",
)  # fmt: skip
SHAPES = (
    "circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right",
    "triangle-left",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One segment; `group` is empty where it belongs to none that is shown."""

    x: float
    y: float
    group: str


@dataclass(frozen=True, slots=True)
class MapModel:
    """What a map shows.

    Attributes
    ----------
    title, description : str
    points : tuple of MapPoint
    groups : tuple of str
        Largest first; the first `MARKS_SHOWN` have marks of their own; the legend names all that
        have a number on the map.
    """

    title: str
    description: str
    points: tuple[MapPoint, ...]
    groups: tuple[str, ...]


def map_svg(model: MapModel) -> str:
    """Draw a map.

    Returns
    -------
    str
        One SVG document with a title and a description; every text escaped.
    """
    from markupsafe import escape

    from themekit.report.charts import draw

    drawn = draw({**_specification(model), "datasets": _datasets(model)})
    end = drawn.index(">") + 1
    names = f"<title>{escape(model.title)}</title><desc>{escape(model.description)}</desc>"
    return f'{drawn[:4]} role="img"{drawn[4:end]}{names}{drawn[end:]}'


def _specification(model: MapModel) -> dict[str, Any]:
    """Return the Vega-Lite specification of a map."""
    import altair as alt

    named = _named(model)
    rest = len(named) - MARKS_SHOWN  # those that have a number and no mark of their own
    x = alt.X("x:Q", axis=None, scale=alt.Scale(zero=False, padding=12))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(zero=False, padding=12))
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=300, symbolSize=60)
    picture = alt.layer(
        alt.Chart(alt.NamedData("rest"))
        .mark_point(shape="circle", filled=True, size=MARK_SIZE / 2, color=REST)
        .encode(x=x, y=y),
        alt.Chart(alt.NamedData("shown"))
        .mark_point(filled=True, size=MARK_SIZE, opacity=0.75)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "group:N",
                scale=alt.Scale(domain=named, range=[*COLOURS, *([REST] * rest)]),
                legend=legend,
            ),
            shape=alt.Shape(
                "group:N",
                scale=alt.Scale(domain=named, range=[*SHAPES, *(["circle"] * rest)]),
                legend=legend,
            ),
        ),
        alt.Chart(alt.NamedData("numbers"))
        .mark_text(fontSize=11, fontWeight=700, color=INK, stroke="white", strokeWidth=0.2)
        .encode(x=x, y=y, text="text:N"),
    ).properties(width=SIDE, height=SIDE, title=alt.Title(model.title, subtitle=model.description))
    spec: dict[str, Any] = (
        picture.configure(font=FONT, background="white", aria=False)
        .configure_view(stroke=None)
        .configure_title(anchor="start", color=INK, subtitleColor=INK)
        .to_dict()
    )
    return spec


def _named(model: MapModel) -> list[str]:
    """Return what stands in the legend: every group with a mark, and every number on the map."""
    numbered = [group for group in model.groups[MARKS_SHOWN:] if _number(group)]
    return [_short(group) for group in (*model.groups[:MARKS_SHOWN], *numbered)]


def _number(group: str) -> str:
    """Return the number by which a group stands on the map; empty where it has none."""
    found = group.split(":", maxsplit=1)[0]
    return found if found.isdigit() else ""


def _marked(model: MapModel) -> dict[str, str]:
    """Return the groups that have marks of their own, and what they are called in the legend."""
    return {group: _short(group) for group in model.groups[:MARKS_SHOWN]}


def _datasets(model: MapModel) -> dict[str, list[dict[str, Any]]]:
    """Return what is drawn; beside the specification, so that altair need not check each point."""
    marked = _marked(model)
    return {
        "rest": [{"x": p.x, "y": p.y} for p in model.points if p.group not in marked],
        "shown": [
            {"x": p.x, "y": p.y, "group": marked[p.group]}
            for p in model.points
            if p.group in marked
        ],
        "numbers": _numbers(model),
    }


def _numbers(model: MapModel) -> list[dict[str, Any]]:
    """Put each numbered group's number in the middle of its points."""
    places: defaultdict[str, list[MapPoint]] = defaultdict(list)
    for point in model.points:
        places[point.group].append(point)
    return [
        {**_middle(places[group]), "text": _number(group)}
        for group in model.groups
        if places[group] and _number(group)
    ]


def _middle(points: Sequence[MapPoint]) -> dict[str, float]:
    return {"x": median(p.x for p in points), "y": median(p.y for p in points)}


def _short(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1]}…"
