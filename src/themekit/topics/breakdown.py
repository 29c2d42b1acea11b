"""Topics by group, and whether later people still brought new ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from themekit.records import TopicMap


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """One topic in one group of people or documents.

    Attributes
    ----------
    grouping, group : str
        What groups are made by (``strand``, ``wave`` or an attribute), and which this is.
    topic : int
    segments, cases : int
        Of the topic in the group.
    asked : int
        Cases of the group with any codable segment.
    """

    grouping: str
    group: str
    topic: int
    segments: int
    cases: int
    asked: int

    @property
    def share(self) -> float:
        """Share of the group's cases that speak of the topic, in [0, 1]."""
        return self.cases / self.asked


@dataclass(frozen=True, slots=True)
class SaturationStep:
    """What one more person brought.

    Attributes
    ----------
    strand : str
    number : int
        1 for the first person of the strand.
    case : str
    new : int
        Topics that nobody before in the strand had spoken of.
    total : int
        Topics so far.
    """

    strand: str
    number: int
    case: str
    new: int
    total: int


def topics_by_group(
    topics: TopicMap, groups: Mapping[str, Mapping[str, str]], cases: Mapping[str, str]
) -> list[TopicGroup]:
    """Count topics in groups.

    Parameters
    ----------
    topics : TopicMap
    groups : mapping
        Grouping -> segment id -> group; segments without a group are left out.
    cases : mapping of segment id to case id

    Returns
    -------
    list of TopicGroup
        By grouping, group and topic; pairs that never meet are left out.
    """
    rows = []
    for grouping, of in groups.items():
        segments: Counter[tuple[str, int]] = Counter()
        people: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        asked: defaultdict[str, set[str]] = defaultdict(set)
        for segment, topic in topics.members:
            if group := of.get(segment, ""):
                segments[group, topic] += 1
                people[group, topic].add(cases.get(segment, ""))
                asked[group].add(cases.get(segment, ""))
        rows += [
            TopicGroup(grouping, group, topic, n, len(people[group, topic]), len(asked[group]))
            for (group, topic), n in sorted(segments.items())
        ]
    return rows


def saturation(
    topics: TopicMap, people: Iterable[tuple[str, str, Sequence[str]]]
) -> list[SaturationStep]:
    """Count what each further person added to the topics of a strand.

    Topics that do not return on resamples do not count: they would make any sample look
    unsaturated.

    Parameters
    ----------
    topics : TopicMap
    people : iterable of (strand, case, segment ids)
        In the order of collection.
    """
    held = {topic.id for topic in topics.topics if topic.id >= 0 and topic.holds}
    topic_of = dict(topics.members)
    seen: defaultdict[str, set[int]] = defaultdict(set)
    count: Counter[str] = Counter()
    steps = []
    for strand, case, segments in people:
        brought = {topic_of[one] for one in segments if topic_of.get(one, -1) in held}
        fresh = brought - seen[strand]
        seen[strand] |= fresh
        count[strand] += 1
        steps.append(SaturationStep(strand, count[strand], case, len(fresh), len(seen[strand])))
    return steps
