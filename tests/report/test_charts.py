"""Charts."""

from __future__ import annotations

import pytest
from lxml import etree

from themekit.report import charts
from themekit.report.bars import Bar, ChartModel

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chart() -> ChartModel:
    """Build a chart of two bars with hostile labels."""
    bars = (
        Bar("Money <script>&'\" runs out", 0.9, "27 of 30 (90 %)"),
        Bar(
            "A label that is much longer than fifty characters and is broken into lines",
            0.1,
            "3 of 30",
        ),
    )
    return ChartModel("Title <b>", "Says & all", "Share of those asked", 1.0, bars)


def test_chart_is_one_svg_with_title_and_description(chart: ChartModel) -> None:
    """It parses as XML and names itself by ids of its own."""
    root = etree.fromstring(charts.svg(chart, "c1"))
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text == "Title <b>"
    assert root.find(f"{SVG}desc").text == "Says & all"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("c1-title", "c1-desc")


def test_labels_and_figures_are_drawn_as_text(chart: ChartModel) -> None:
    """Nothing in a label becomes markup; long ones break into lines."""
    root = etree.fromstring(charts.svg(chart, "c1"))
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert "Money <script>&'\" runs out" in texts
    assert "27 of 30 (90 %)" in texts
    assert "A label that is much longer than fifty characters" in texts
    assert list(root.iter(f"{SVG}script")) == []


def test_charts_carry_no_ids_that_could_clash(chart: ChartModel) -> None:
    """Only title and description have ids."""
    root = etree.fromstring(charts.svg(chart, "c1"))
    assert root.xpath("//@id") == ["c1-title", "c1-desc"]


def test_axis_of_counts_has_whole_numbers() -> None:
    """Three people make no halves."""
    counts = ChartModel("t", "d", "Number who said so", 3.0, (Bar("a", 2.0, "2 of 3"),))
    texts = [
        "".join(t.itertext()) for t in etree.fromstring(charts.svg(counts, "k")).iter(f"{SVG}text")
    ]
    assert [t for t in texts if t.isdigit()] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("limit", "ticks"),
    [(5.0, ["0", "1", "2", "3", "4", "5"]), (41.0, ["0", "10", "20", "30", "40"])],
)
def test_axis_of_counts_goes_in_round_steps(limit: float, ticks: list[str]) -> None:
    """By ones, twos, fives or tens, as people count."""
    counts = ChartModel("t", "d", "Number who said so", limit, (Bar("a", 2.0, "2 of them"),))
    drawn = etree.fromstring(charts.svg(counts, "k")).iter(f"{SVG}text")
    assert [t for t in ("".join(one.itertext()) for one in drawn) if t.isdigit()] == ticks


def test_picture_is_a_png_and_the_same_each_time(chart: ChartModel) -> None:
    """The document's picture is made from the same drawing."""
    first = charts.png(chart)
    assert first.startswith(b"\x89PNG")
    assert charts.png(chart) == first


def test_dots_are_a_person_each() -> None:
    """As many dots as people, filled where they said so; a strand of few has words and no dot."""
    bars = (Bar("Interviews", 6.0, "6 of 7", 7), Bar("Officers", 0.0, "raised (2 asked)"))
    model = ChartModel("t", "d", "People", 7.0, bars, "dots")
    data = charts.specification(model)["datasets"]
    assert [dot["said"] for dot in data["dots"]] == [True] * 6 + [False]
    texts = [
        "".join(t.itertext()) for t in etree.fromstring(charts.svg(model, "k")).iter(f"{SVG}text")
    ]
    assert texts == ["Interviews", "Officers", "6 of 7", "raised (2 asked)"]
