"""What topics and codebook say about each other."""

import pytest

from themekit.records import Topic, TopicMap
from themekit.topics import crosswalk, find_gaps, saturation, topics_by_group


def topic(number: int, size: int, returns: float = 0.9) -> Topic:
    """Build a topic."""
    return Topic(number, f"words of {number}", ("a",), size, size, (f"s{number}",), returns)


MEMBERS = tuple((f"s{n}", n // 10) for n in range(40))
TOPICS = TopicMap(tuple(topic(n, 10) for n in range(4)), MEMBERS)


def gaps_of(held: dict[str, list[str]], topics: TopicMap = TOPICS) -> list[tuple[object, ...]]:
    """Compare topics with what segments hold."""
    codes = ["one", "two", "rare"]
    uses = {code: sum(code in of for of in held.values()) for code in codes}
    found = find_gaps(topics, crosswalk(topics, held, codes), uses)
    return [(gap.kind, gap.code_id, gap.topic, gap.segments, gap.share) for gap in found]


def test_a_topic_that_no_code_covers_is_a_candidate() -> None:
    """Its nearest code is named, so that a person sees how far it reaches."""
    held = {f"s{n}": ["one"] for n in range(30)} | {"s30": ["two"]}
    assert gaps_of(held)[0] == ("topic without a code", "two", 3, 10, 0.1)


def test_a_code_with_few_uses_is_not_expected_to_show() -> None:
    """Nine segments are too few to make a topic of."""
    held = {f"s{n}": ["one"] for n in range(40)}
    held |= {f"s{n}": ["one", "rare"] for n in (0, 10, 20, 30)}
    assert "rare" not in [code for _, code, *_ in gaps_of(held)]


def test_a_code_in_two_topics_is_told_with_both() -> None:
    """Half of its segments lie in each."""
    held = {f"s{n}": ["one"] for n in range(20)} | {f"s{n}": ["two"] for n in range(20, 40)}
    assert [row for row in gaps_of(held) if row[1] == "one"] == [
        ("code in several topics", "one", 0, 10, 0.5),
        ("code in several topics", "one", 1, 10, 0.5),
    ]


def test_a_code_without_a_topic_is_told() -> None:
    """Twelve uses, three in each of four topics of twenty: a quarter of none."""
    topics = TopicMap(
        tuple(topic(n, 20) for n in range(4)), tuple((f"s{n}", n // 20) for n in range(80))
    )
    held = {f"s{n}": ["one"] for n in range(80)}
    held |= {f"s{20 * n + k}": ["one", "two"] for n in range(4) for k in range(3)}
    assert ("code without a topic", "two", 0, 3, 0.25) in gaps_of(held, topics)


def test_topics_that_do_not_return_say_nothing_of_a_codebook() -> None:
    """What would be gone with other people is no reason to change a code."""
    unstable = TopicMap(tuple(topic(n, 10, 0.4) for n in range(4)), MEMBERS)
    assert gaps_of({}, unstable) == []


def test_topics_by_group_count_people_and_those_who_were_asked() -> None:
    """A share is of the group's people, not of its segments."""
    topics = TopicMap((topic(0, 3), topic(1, 1)), (("a", 0), ("b", 0), ("c", 1), ("d", 0)))
    cases = {"a": "P1", "b": "P1", "c": "P2", "d": "P3"}
    rows = topics_by_group(topics, {"strand": dict.fromkeys("abc", "Survey")}, cases)
    assert [(row.group, row.topic, row.segments, row.cases, row.asked) for row in rows] == [
        ("Survey", 0, 2, 1, 2),
        ("Survey", 1, 1, 1, 2),
    ]
    assert rows[0].share == pytest.approx(0.5)


def test_saturation_counts_what_each_person_added() -> None:
    """Topics that do not return do not count, and a strand starts anew."""
    topics = TopicMap(
        (topic(0, 2), topic(1, 1), topic(2, 1, 0.1)),
        (("a", 0), ("b", 0), ("c", 1), ("d", 2), ("e", 0)),
    )
    people = [("S", "P1", ["a"]), ("S", "P2", ["b", "c", "d"]), ("T", "P3", ["e"])]
    assert [
        (step.strand, step.number, step.new, step.total) for step in saturation(topics, people)
    ] == [
        ("S", 1, 1, 1),
        ("S", 2, 1, 2),
        ("T", 1, 1, 1),
    ]
