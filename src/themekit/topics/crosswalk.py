"""Which topics and which codes meet in the same segments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from themekit.records import TopicMap


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
