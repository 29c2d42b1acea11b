"""Maps of the segments: by topic, and by the codes that hold on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from themekit.report.maps import MARKS_SHOWN, MapModel, MapPoint, map_svg
from themekit.workflows.counting import Result
from themekit.workflows.topic_tables import held_codes

NOTE = "Near means alike in words and meaning; the directions mean nothing."


def segment_maps(result: Result, names: Mapping[str, str]) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the files of the maps; none where no topics were found.

    Parameters
    ----------
    result : Result
    names : mapping of code id to name
    """
    if not result.topics.places:
        return
    yield "topics_map.svg", [_by_topic(result).encode("utf-8")]
    yield "codes_map.svg", [_by_code(result, names).encode("utf-8")]


def _by_topic(result: Result) -> str:
    label = {topic.id: f"{topic.id}: {topic.label}" for topic in result.topics.topics}
    of = dict(result.topics.members)
    points = [
        MapPoint(x, y, label[of[segment]] if of[segment] >= 0 else "")
        for segment, x, y in result.topics.places
    ]
    shown = [label[topic.id] for topic in result.topics.topics if topic.id >= 0]
    return map_svg(MapModel("Segments by topic", _said(result), tuple(points), tuple(shown)))


def _by_code(result: Result, names: Mapping[str, str]) -> str:
    held = held_codes(result)
    uses = Counter(code for of in held.values() for code in of)
    shown = sorted(uses, key=lambda code: (-uses[code], code))[:MARKS_SHOWN]
    points = []
    for segment, x, y in result.topics.places:
        code = next((one for one in shown if one in held.get(segment, ())), "")
        points.append(MapPoint(x, y, names.get(code, "")))
    marked = tuple(names[code] for code in shown)
    return map_svg(MapModel("Segments by code", _said(result), tuple(points), marked))


def _said(result: Result) -> str:
    """Say how many segments are shown, and how to read the picture."""
    return f"{len(result.topics.places)} of {len(result.topics.members)} segments. {NOTE}"
