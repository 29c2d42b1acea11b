"""The stage that finds groups of like segments: candidates for a person to look at."""

from __future__ import annotations

from themekit.topics.clustering import FEWEST_SEGMENTS, TOPICS_VERSION, Readings, find_topics
from themekit.topics.crosswalk import CrosswalkRow, crosswalk

__all__ = [
    "FEWEST_SEGMENTS",
    "TOPICS_VERSION",
    "CrosswalkRow",
    "Readings",
    "crosswalk",
    "find_topics",
]
