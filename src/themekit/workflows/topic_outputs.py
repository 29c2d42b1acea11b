"""What a run writes of its topics: tables of where they meet codes, people and time, and maps.

As in the theme matrix there is no share where nobody has checked anything of a code, and none at
all in a reflexive study.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from themekit.codebook import Code
from themekit.decisions import Flags
from themekit.matrix.cells import basis_of
from themekit.records import Basis, Topic
from themekit.report.csvtext import Cell, Table
from themekit.report.maps import MARKS_SHOWN, MapModel, MapPoint, map_svg
from themekit.topics import (
    NO_LABEL,
    CrosswalkRow,
    Gap,
    crosswalk,
    find_gaps,
    saturation,
    topics_by_group,
)
from themekit.workflows.counting import Result

TOPICS = (
    "topic", "label", "words", "segments", "cases", "share", "returns", "report",
    "representatives",
)  # fmt: skip
BY_CODE = (
    "topic", "label", "code", "code_id", "segments", "share_of_topic", "share_of_code", "basis",
)  # fmt: skip
GAPS = (
    "kind",
    "code",
    "code_id",
    "topic",
    "label",
    "segments",
    "share",
    "representatives",
    "basis",
)
BY_GROUP = ("grouping", "group", "topic", "label", "segments", "cases", "asked", "share")
SATURATION = ("strand", "number", "case", "new_topics", "topics_so_far")
OF_SEGMENTS = ("segment_id", "topic", "label", "share")
NOTE = "Near means alike in words and meaning; the directions mean nothing."


def topic_tables(result: Result, codes: dict[str, Code]) -> Iterator[tuple[str, Table]]:
    """Yield each file's name and table."""
    tables = _Tables(result, codes)
    yield "topics.csv", tables.topics()
    yield "topics_by_code.csv", tables.by_code()
    yield "topic_gaps.csv", tables.gaps()
    yield "topics_by_group.csv", tables.by_group()
    yield "topic_saturation.csv", tables.saturation()
    yield "segment_topics.csv", tables.of_segments()


def held_codes(result: Result) -> dict[str, list[str]]:
    """Return the codes that count on each segment."""
    held: dict[str, list[str]] = {}
    for one in result.coded.decisions.standings():
        if one.counts:
            held.setdefault(one.segment_id, []).append(one.code_id)
    return held


class _Tables:
    """The topics of one run beside everything else that was counted."""

    def __init__(self, result: Result, codes: dict[str, Code]) -> None:
        self.topic_map = result.topics
        self.coded = result.coded
        self.codes = codes
        self.held = held_codes(result)
        self.label = {topic.id: topic.label for topic in result.topics.topics}
        self.shown = {topic.id: "; ".join(topic.representatives) for topic in result.topics.topics}
        self.meetings: tuple[CrosswalkRow, ...] = crosswalk(result.topics, self.held, codes)
        self.reflexive = result.coded.study.method == "reflexive"
        self.basis = _Basis(result, codes)

    def topics(self) -> Table:
        """`share` is of all clustered segments; `report` says whether a topic may be reported."""
        total = len(self.topic_map.members)
        rows = (
            (
                t.id, t.label, ", ".join(t.words), t.size, t.cases,
                None if self.reflexive else t.size / total, t.returns,
                "" if t.returns is None else "yes" if t.holds else "no", self.shown[t.id],
            )
            for t in self.topic_map.topics
        )  # fmt: skip
        return Table(TOPICS, rows)

    def by_code(self) -> Table:
        def cells(row: CrosswalkRow) -> Iterator[Cell]:
            basis = self.basis.of(row.code_id, row.topic)
            yield from (row.topic, self.label.get(row.topic, ""))
            yield from (self._name(row.code_id), row.code_id, row.segments)
            yield from (
                self._share(row.share_of_topic, basis),
                self._share(row.share_of_code, basis),
            )
            yield basis

        return Table(BY_CODE, map(tuple, map(cells, self.meetings)))

    def gaps(self) -> Table:
        """Topics and codes that do not meet: what a codebook may lack or hold twice."""
        uses = Counter(code for of in self.held.values() for code in of)
        in_order = {code: uses[code] for code in self.codes}

        def cells(gap: Gap) -> Iterator[Cell]:
            basis = self.basis.of(gap.code_id, gap.topic)
            label, shown = (
                of.get(gap.topic, "") if gap.topic is not None else ""
                for of in (self.label, self.shown)
            )
            yield from (gap.kind, self._name(gap.code_id), gap.code_id, gap.topic, label)
            yield from (gap.segments, self._share(gap.share, basis), shown, basis)

        found = find_gaps(self.topic_map, self.meetings, in_order)
        return Table(GAPS, map(tuple, map(cells, found)))

    def _share(self, share: float, basis: Basis) -> float | None:
        return None if self.reflexive or basis == "suggested" else share

    def by_group(self) -> Table:
        rows = (
            (
                row.grouping, row.group, row.topic, self.label.get(row.topic, ""), row.segments,
                row.cases, row.asked, None if self.reflexive else row.share,
            )
            for row in topics_by_group(self.topic_map, self._groups(), self.coded.case_of)
        )  # fmt: skip
        return Table(BY_GROUP, rows)

    def saturation(self) -> Table:
        rows = (
            (step.strand, step.number, step.case, step.new, step.total)
            for step in saturation(self.topic_map, self._people())
        )
        return Table(SATURATION, rows)

    def of_segments(self) -> Table:
        """Tabulate every clustered segment's topics; more than one where its sentences differ."""
        several: dict[str, list[tuple[int, float]]] = {}
        for segment, topic, share in self.topic_map.shares:
            several.setdefault(segment, []).append((topic, share))
        rows = (
            (segment, topic, self.label.get(topic, ""), None if self.reflexive else share)
            for segment, main in self.topic_map.members
            for topic, share in several.get(segment, [(main, 1.0)])
        )
        return Table(OF_SEGMENTS, rows)

    def _name(self, code: str) -> str:
        return self.codes[code].name if code in self.codes else ""

    def _groups(self) -> dict[str, dict[str, str]]:
        """Sort segments by strand, by wave, and by each attribute of their case."""
        documents = {document.id: document for document in self.coded.documents}
        groups: dict[str, dict[str, str]] = {"strand": {}, "wave": {}}
        for segment in self.coded.segments:
            document = documents[segment.document]
            groups["strand"][segment.id] = document.strand
            groups["wave"][segment.id] = document.wave
            for name, value in self.coded.attributes_of(segment):
                groups.setdefault(name, {})[segment.id] = value
        return groups

    def _people(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield each person of each strand with their segments, in the order of documents."""
        strand_of = {document.id: document.strand for document in self.coded.documents}
        people: dict[tuple[str, str], list[str]] = {}
        for segment in self.coded.segments:
            if segment.codable:
                case = self.coded.case_of.get(segment.id, "")
                people.setdefault((strand_of[segment.document], case), []).append(segment.id)
        for (strand, case), segments in people.items():
            yield strand, case, segments


class _Basis:
    """What the numbers of a code in a topic rest on: whether people looked for it there."""

    def __init__(self, result: Result, codes: Iterable[str]) -> None:
        self._decisions = result.coded.decisions
        self._number = {code: number for number, code in enumerate(codes)}
        position = self._decisions.passages.position
        members: dict[int | None, list[int]] = {}
        for segment, topic in result.topics.members:
            for key in (topic, None):
                members.setdefault(key, []).append(position[segment])
        self._members = {key: np.array(of, dtype=np.int64) for key, of in members.items()}
        self._masks: dict[str, tuple[Flags, Flags]] = {}

    def of(self, code: str, topic: int | None) -> Basis:
        """Return it of one code, or where none is named of all, in a topic or in all of them."""
        members = self._members[topic]
        if code not in self._masks:
            numbers = [self._number[code]] if code else [*self._number.values()]
            decisions = self._decisions
            covering = decisions.checked.of_all(numbers), decisions.looked.of_any(numbers)
            self._masks[code] = covering
        looked, touched = (int(mask[members].sum()) for mask in self._masks[code])
        return basis_of(total=int(members.size), looked=looked, touched=touched)


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
    """Draw the topics that return; what else was grouped is drawn as in no topic."""
    label = {topic.id: _called(topic) for topic in result.topics.topics if topic.holds}
    of = dict(result.topics.members)
    points = [MapPoint(x, y, label.get(of[segment], "")) for segment, x, y in result.topics.places]
    shown = list(label.values())
    title = "Segments by topic: those that return"
    return map_svg(MapModel(title, _said(result), tuple(points), tuple(shown)))


def _called(topic: Topic) -> str:
    """Return how a picture calls a topic; one that nothing names is known by a typical passage."""
    typical = next(iter(topic.representatives), "")
    such_as = f", such as {typical}" if topic.label == NO_LABEL and typical else ""
    return f"{topic.id}: {topic.label}{such_as}"


def _by_code(result: Result, names: Mapping[str, str]) -> str:
    held = held_codes(result)
    uses = Counter(code for of in held.values() for code in of)
    shown = sorted(uses, key=lambda code: (-uses[code], code))[:MARKS_SHOWN]
    points = []
    for segment, x, y in result.topics.places:
        code = next((one for one in shown if one in held.get(segment, ())), "")
        points.append(MapPoint(x, y, names.get(code, "")))
    # In the codebook's order: a number of suggestions is no rank.
    marked = tuple(names[code] for code in names if code in shown)
    checked = result.matrix.anyone_checked
    title = "Segments by code" if checked else "Segments by code: suggested, checked by nobody"
    return map_svg(MapModel(title, _said(result), tuple(points), marked))


def _said(result: Result) -> str:
    """Say how many segments are shown, and how to read the picture."""
    return f"{len(result.topics.places)} of {len(result.topics.members)} segments. {NOTE}"
