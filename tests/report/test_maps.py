"""Flat maps of segments."""

from __future__ import annotations

from lxml import etree

from themekit.report.maps import MARKS_SHOWN, MapModel, MapPoint, map_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_every_number_on_a_map_is_named_in_its_legend() -> None:
    """Also those of groups that have no mark of their own."""
    groups = tuple(f"{n}: topic number {n}" for n in range(MARKS_SHOWN + 4))
    points = tuple(MapPoint(float(n), float(n % 3), group) for n, group in enumerate(groups))
    root = etree.fromstring(map_svg(MapModel("Map", "What it shows", points, groups)).encode())
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    for n, group in enumerate(groups):
        assert str(n) in texts
        assert group in texts
