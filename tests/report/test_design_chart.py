"""The chart of designs."""

from __future__ import annotations

from itertools import combinations

from themekit.report.design_chart import HEIGHT, Point, drawn, specification

RISE, FALL = (0.3, 0.45), (0.5, 0.3)


def point(design: str, hours: float, noticed: float, change: tuple[float, float] = RISE) -> Point:
    """Return a point with a range around it."""
    return Point(design, change, hours, noticed, noticed - 0.05, noticed + 0.05)


def test_a_description_says_all_that_it_shows() -> None:
    """Whoever cannot see it loses nothing; what people wrote is escaped."""
    svg, png = drawn([point("All <read>", 2.0, 0.2), point("15 read", 1.0, 0.14)], 3)
    assert svg.startswith('<svg role="img" aria-labelledby="designs-title"')
    assert "How often a change would be noticed" in svg
    assert (
        "From 30 to 45\u00a0%, All &lt;read&gt;: noticed in 20 of 100 (15 to 25), 2.0 hours" in svg
    )
    assert "the mean of 3 codes" in svg
    assert "<read>" not in svg
    assert png.startswith(b"\x89PNG")


def test_a_panel_a_change() -> None:
    """All on one scale of hours."""
    spec = specification([point("A", 2.0, 0.2), point("A", 2.0, 0.4, FALL)])
    titles = [one["title"] for one in spec["vconcat"]]
    assert titles == ["From 30 to 45\u00a0%", "From 50 to 30\u00a0%"]


def test_labels_of_points_that_coincide_lie_apart() -> None:
    """Designs with the machine and without often do."""
    spec = specification([point(f"design {at}", 1.0, 0.14) for at in range(4)])
    (values,) = spec["datasets"].values()
    heights = [one["label"] * HEIGHT for one in values]
    assert all(abs(one - other) > 10 for one, other in combinations(heights, 2))


def test_the_same_points_give_the_same_bytes() -> None:
    """Both of the picture and of the print."""
    points = [point("A", 2.0, 0.2), point("B", 1.0, 0.14)]
    assert drawn(points, 1) == drawn(points, 1)
