"""Which topics and which codes meet in the same segments, and which have no partner there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from themekit.records import Topic, TopicMap

GapKind = Literal["topic without a code", "code without a topic", "code in several topics"]

COVERED = 0.25
"""A code covers a topic that it holds on this share of; a topic takes up a code likewise."""
FEWEST_USES = 10
"""A code used less often is not expected to show as a topic."""


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One topic x code.

    Attributes
    ----------
    topic : int
    code_id : str
    segments : int
        Segments of the topic that hold the code.
    share_of_topic, share_of_code : float
        The same as a share of the topic's segments, and of the code's segments; in [0, 1].
    """

    topic: int
    code_id: str
    segments: int
    share_of_topic: float
    share_of_code: float


def crosswalk(
    topics: TopicMap, held: Mapping[str, Iterable[str]], codes: Iterable[str]
) -> tuple[CrosswalkRow, ...]:
    """Count topic x code.

    Parameters
    ----------
    topics : TopicMap
    held : mapping of segment id to code ids
        The codes that count on each segment.
    codes : iterable of str
        Code ids in codebook order.

    Returns
    -------
    tuple of CrosswalkRow
        Pairs that meet at least once; by topic, then by segments, then in codebook order.
    """
    met: defaultdict[int, Counter[str]] = defaultdict(Counter)
    uses: Counter[str] = Counter()
    for segment, topic in topics.members:
        found = set(held.get(segment, ()))
        met[topic].update(found)
        uses.update(found)
    order = {code: number for number, code in enumerate(codes)}
    rows = [
        CrosswalkRow(topic.id, code, n, n / topic.size, n / uses[code])
        for topic in topics.topics
        for code, n in met[topic.id].items()
    ]
    place = {topic.id: number for number, topic in enumerate(topics.topics)}
    rows.sort(key=lambda row: (place[row.topic], -row.segments, order.get(row.code_id, len(order))))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Gap:
    """One place where topics and codebook do not meet one to one.

    Attributes
    ----------
    kind : str
    code_id : str
        Empty for a topic without a code, unless one comes near: then the nearest.
    topic : int or None
        None for a code without a topic, unless one comes near.
    segments : int
        Segments of the topic; for codes, those that the topic and the code have in common.
    share : float
        Of the topic's segments that hold the code; for codes, of the code's that lie in the topic.
    """

    kind: GapKind
    code_id: str
    topic: int | None
    segments: int
    share: float


def find_gaps(
    topics: TopicMap, rows: Sequence[CrosswalkRow], uses: Mapping[str, int]
) -> tuple[Gap, ...]:
    """Compare topics with codes.

    Topics that do not return on resamples are left out: what would be gone with other people is
    no reason to change a codebook.

    Parameters
    ----------
    topics : TopicMap
    rows : sequence of CrosswalkRow
    uses : mapping of code id to its number of segments, in codebook order

    Returns
    -------
    tuple of Gap
        Topics without a code (largest first), codes without a topic and codes that two or more
        topics take up a quarter of each (in codebook order).
    """
    real = {topic.id: topic for topic in topics.topics if topic.id >= 0 and topic.holds}
    if not real:
        return ()
    by_topic: defaultdict[int, list[CrosswalkRow]] = defaultdict(list)
    by_code: defaultdict[str, list[CrosswalkRow]] = defaultdict(list)
    for row in rows:
        if row.topic in real:
            by_topic[row.topic].append(row)
            by_code[row.code_id].append(row)
    return (
        *_topics_without_a_code(real, by_topic),
        *_codes_without_a_topic(by_code, uses),
        *_codes_in_several_topics(by_code, uses),
    )


def _topics_without_a_code(
    real: Mapping[int, Topic], by_topic: Mapping[int, Sequence[CrosswalkRow]]
) -> list[Gap]:
    found: list[Gap] = []
    for topic in real.values():
        nearest = max(by_topic.get(topic.id, ()), key=lambda row: row.segments, default=None)
        share = nearest.share_of_topic if nearest else 0.0
        if share < COVERED:
            code = nearest.code_id if nearest else ""
            found.append(Gap("topic without a code", code, topic.id, topic.size, share))
    return found


def _codes_without_a_topic(
    by_code: Mapping[str, Sequence[CrosswalkRow]], uses: Mapping[str, int]
) -> list[Gap]:
    found: list[Gap] = []
    for code, number in uses.items():
        rows = by_code.get(code, ())
        if number < FEWEST_USES or any(row.share_of_topic >= COVERED for row in rows):
            continue
        nearest = max(rows, key=lambda row: row.segments, default=None)
        found.append(
            Gap(
                "code without a topic",
                code,
                nearest.topic if nearest else None,
                nearest.segments if nearest else 0,
                nearest.share_of_code if nearest else 0.0,
            )
        )
    return found


def _codes_in_several_topics(
    by_code: Mapping[str, Sequence[CrosswalkRow]], uses: Mapping[str, int]
) -> list[Gap]:
    found: list[Gap] = []
    for code, number in uses.items():
        parts = [row for row in by_code.get(code, ()) if row.share_of_code >= COVERED]
        if number >= FEWEST_USES and len(parts) > 1:
            found.extend(
                Gap("code in several topics", code, row.topic, row.segments, row.share_of_code)
                for row in parts
            )
    return found
