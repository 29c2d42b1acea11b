"""The stage that finds groups of like segments: candidates for a person to look at."""

from __future__ import annotations

from themekit.topics.breakdown import SaturationStep, TopicGroup, saturation, topics_by_group
from themekit.topics.clustering import FEWEST_SEGMENTS, TOPICS_VERSION, Readings, find_topics
from themekit.topics.crosswalk import CrosswalkRow, Gap, crosswalk, find_gaps
from themekit.topics.labels import NO_LABEL

__all__ = [
    "FEWEST_SEGMENTS",
    "NO_LABEL",
    "TOPICS_VERSION",
    "CrosswalkRow",
    "Gap",
    "Readings",
    "SaturationStep",
    "TopicGroup",
    "crosswalk",
    "find_gaps",
    "find_topics",
    "saturation",
    "topics_by_group",
]
