"""What a run tells of its topics: those that return, and how many of them have a label."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from themekit.records import Topic, TopicMap
from themekit.topics import NO_LABEL
from themekit.workflows.facts import topics_told
from themekit.workflows.topic_outputs import segment_maps

TOPICS = (
    Topic(-1, "fits no topic", (), 1, 1),
    Topic(0, "rent, landlord", ("rent",), 3, 3, ("s/0",), 0.9),
    Topic(1, "gas, bill", ("gas",), 3, 3, ("s/1",), 0.2),
    Topic(2, NO_LABEL, (), 3, 3, ("s/2",), 0.6),
)


def result(**changes: Any) -> Any:
    """Return what a run counted, as far as topics ask for it."""
    found = TopicMap(
        TOPICS,
        tuple((f"s/{n}", n) for n in range(3)),
        places=tuple((f"s/{n}", float(n), 0.0) for n in range(3)),
        **changes,
    )
    decisions = SimpleNamespace(standings=lambda: iter(()))
    return SimpleNamespace(
        topics=found,
        coded=SimpleNamespace(decisions=decisions),
        matrix=SimpleNamespace(anyone_checked=False),
    )


def test_the_methods_tell_how_many_topics_return_and_are_named() -> None:
    """A count of all alone would promise what resamples do not keep."""
    assert topics_told(result()) == (
        "3 candidate topics, 2 of which return when other people are drawn, 1 of these with a "
        "clear label (topics.csv)"
    )
    assert topics_told(result(reason="too few")) == "too few"


def test_the_map_names_topics_that_return_alone() -> None:
    """One without a label is known by a typical passage."""
    drawn = dict(segment_maps(result(), {}))["topics_map.svg"][0].decode()
    assert "0: rent, landlord" in drawn
    assert "gas" not in drawn
    assert f"2: {NO_LABEL}, such as s/2" in drawn
