"""Topics are candidates, found by BERTopic and counted against the codes."""

import numpy as np
import pytest

from themekit.records import Segment, Topic, TopicMap
from themekit.topics import FEWEST_SEGMENTS, crosswalk, find_topics

WORDS = (("waiting", "list", "months"), ("money", "grant", "contract"), ("laptop", "video", "call"))


def material(count: int, seed: int = 0) -> tuple[list[Segment], np.ndarray, dict[str, str]]:
    """Build segments of three clear kinds."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(3, 24))
    kinds = [n % 3 for n in range(count)]
    vectors = np.array(
        [middles[kind] + 0.15 * rng.normal(size=24) for kind in kinds], dtype=np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    segments = [
        Segment(f"s/{n:03d}", "s", "h", 0, 1, " ".join(WORDS[kind])) for n, kind in enumerate(kinds)
    ]
    return segments, vectors, {one.id: f"case {n % 5}" for n, one in enumerate(segments)}


def test_too_few_segments_give_the_reason_and_no_topics() -> None:
    """The sentence says how many there are and how many are needed."""
    found = find_topics(*material(FEWEST_SEGMENTS - 1))
    assert found.topics == ()
    assert found.reason.startswith("39 codable segments are too few to find topics in: at least 40")


@pytest.mark.slow
def test_clear_kinds_become_topics_and_the_same_seed_gives_the_same() -> None:
    """Three kinds, three topics, told by their words and shown by different people's segments."""
    first = find_topics(*material(120), seed=4)
    assert first == find_topics(*material(120), seed=4)
    real = [topic for topic in first.topics if topic.id >= 0]
    assert sorted(topic.size for topic in real) == [40, 40, 40]
    assert all(any(set(topic.words[0].split()) <= set(words) for words in WORDS) for topic in real)
    assert dict(first.settings)["seed"] == "4"
    cases = material(120)[2]
    for topic in real:
        assert len({cases[id_] for id_ in topic.representatives}) == 4


def test_topic_and_code_are_counted_where_they_meet() -> None:
    """Shares are of the topic's and of the code's segments."""
    topics = TopicMap(
        (Topic(0, "wait", ("wait",), 2, 1), Topic(-1, "fits no topic", (), 1, 1)),
        (("a", 0), ("b", 0), ("c", -1)),
    )
    rows = crosswalk(
        topics, {"a": ["slow", "cost"], "b": ["slow"], "c": ["slow"]}, ["cost", "slow"]
    )
    assert [(row.topic, row.code_id, row.segments) for row in rows] == [
        (0, "slow", 2),
        (0, "cost", 1),
        (-1, "slow", 1),
    ]
    assert rows[0].share_of_topic == 1.0
    assert rows[0].share_of_code == pytest.approx(2 / 3)
