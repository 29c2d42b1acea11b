"""Topics are candidates, found by BERTopic and counted against the codes."""

from dataclasses import replace

import numpy as np
import pytest

from themekit.records import Segment, Topic, TopicMap
from themekit.spans import Span
from themekit.topics import FEWEST_SEGMENTS, Readings, clustering, crosswalk, find_topics

WORDS = (("waiting", "list", "months"), ("money", "grant", "contract"), ("laptop", "video", "call"))


class Kinds:
    """Texts of three clear kinds, each a little different; ' | ' stands between sentences."""

    def __init__(self, count: int, people: int = 15) -> None:
        rng = np.random.default_rng(0)
        self.middles = rng.normal(size=(3, 24))
        texts = [f"{' '.join(WORDS[n % 3])} number{n}" for n in range(count)]
        self.segments = [
            Segment(f"s/{n:03d}", "s", "h", 0, len(text), text) for n, text in enumerate(texts)
        ]
        self.cases = {one.id: f"case {n % people}" for n, one in enumerate(self.segments)}
        self.asked: list[str] = []

    @property
    def readings(self) -> Readings:
        """Return what the search asks for."""
        return Readings(
            self.vectors,
            lambda texts: [(tuple(text.split()[:3]), self.sentences(text)) for text in texts],
            lambda texts, spans: self.vectors(
                [span.of(text) for text, of in zip(texts, spans, strict=True) for span in of]
            ),
        )

    def vectors(self, texts):
        """Return a vector a text."""
        self.asked.extend(texts)
        return np.array([self.vector(text) for text in texts], dtype=np.float32).reshape(-1, 24)

    def vector(self, text):
        """Return a vector near the middle of the text's kind."""
        kind = next(n for n, words in enumerate(WORDS) if words[0] in text)
        rng = np.random.default_rng(abs(hash_of(text)))
        found = self.middles[kind] + 0.15 * rng.normal(size=24)
        return found / np.linalg.norm(found)

    @staticmethod
    def sentences(text):
        """Return the parts between the bars."""
        spans, at = [], 0
        for part in text.split(" | "):
            spans.append(Span(at, at + len(part)))
            at += len(part) + 3
        return tuple(spans)


def hash_of(text: str) -> int:
    """Return a number that is the same in every process."""
    return int.from_bytes(text.encode()[-8:], "big")


def search(kinds: Kinds, seed: int = 0) -> TopicMap:
    """Look for topics."""
    return find_topics(kinds.segments, kinds.readings, kinds.cases, seed)


def test_too_few_segments_give_the_reason_and_no_topics() -> None:
    """The sentence says how many there are and how many are needed."""
    found = search(Kinds(FEWEST_SEGMENTS - 1))
    assert found.topics == ()
    assert found.reason.startswith("39 codable segments are too few to find topics in: at least 40")


def test_an_answer_that_many_gave_is_one_text() -> None:
    """A hundred times the same words are no group of different ones."""
    kinds = Kinds(120)
    same = kinds.segments[0].text
    kinds.segments = [Segment(one.id, "s", "h", 0, len(same), same) for one in kinds.segments]
    assert "120 codable segments of 1 different text are too few" in search(kinds).reason


def test_what_a_transcriber_noted_is_no_word_of_a_topic() -> None:
    """Texts that differ in laughter alone are one text, and neither model hears it."""
    kinds = Kinds(120)
    laughs = ("[chuckles]", "(inaudible)", "[crosstalk]", "<laughter>")
    texts = [f"waiting list months {laughs[n % 4]:>12}" for n in range(120)]
    kinds.segments = [
        replace(one, text=text, end=len(text))
        for one, text in zip(kinds.segments, texts, strict=True)
    ]
    assert "120 codable segments of 1 different text are too few" in search(kinds).reason


@pytest.mark.slow
def test_laughter_in_every_segment_names_no_topic() -> None:
    """Topics are as they are without it, and so are their words."""
    plain, marked = Kinds(120), Kinds(120)
    marked.segments = [replace(one, text=f"[chuckles] {one.text}") for one in marked.segments]
    found = search(marked)
    assert [topic.words for topic in found.topics] == [
        topic.words for topic in search(plain).topics
    ]
    assert not any("chuckle" in text for text in marked.asked)


@pytest.mark.slow
def test_clear_kinds_become_topics_that_return_in_every_resample() -> None:
    """Three kinds, three topics, told by their words and shown by different people's segments."""
    kinds = Kinds(120)
    first = search(kinds, seed=4)
    assert first == search(Kinds(120), seed=4)
    real = [topic for topic in first.topics if topic.id >= 0]
    assert len(real) == 3
    assert sum(topic.size for topic in real) >= 110
    assert all(any({topic.words[0]} <= set(words) for words in WORDS) for topic in real)
    assert all(topic.returns == 1.0 and topic.holds for topic in real)
    assert dict(first.settings)["seed"] == "4"
    for topic in real:
        assert len({kinds.cases[id_] for id_ in topic.representatives}) == 4
    assert len(first.members) == 120
    assert {id_ for id_, _, _ in first.places} == {one.id for one in kinds.segments}


@pytest.mark.slow
def test_a_segment_may_speak_of_two_topics() -> None:
    """Its sentences are looked at one by one, and their shares make up the whole."""
    kinds = Kinds(120)
    both = "waiting list months number1 | money grant contract number2"
    kinds.segments.append(Segment("s/both", "s", "h", 0, len(both), both))
    found = search(kinds)
    shares = {topic: share for id_, topic, share in found.shares if id_ == "s/both"}
    assert len(shares) == 2
    assert sum(shares.values()) == pytest.approx(1, abs=1e-3)
    assert not [id_ for id_, _, _ in found.shares if id_ != "s/both"]


@pytest.mark.slow
def test_texts_beyond_the_sample_join_the_topic_that_they_are_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million answers are not searched one by one, yet each has its topic."""
    monkeypatch.setattr("themekit.topics.clustering.MOST_TEXTS", 60)
    kinds = Kinds(300)
    whole = search(kinds)
    topic = dict(whole.members)
    for kind in range(3):
        held = [topic[one.id] for n, one in enumerate(kinds.segments) if n % 3 == kind]
        most = max(set(held), key=held.count)
        assert most >= 0
        assert held.count(most) > 80


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


def test_texts_beyond_those_searched_join_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few vectors are held at once, every segment gets the same topic."""
    monkeypatch.setattr(clustering, "MOST_TEXTS", 60)
    whole = search(Kinds(150))
    monkeypatch.setattr(clustering, "AT_ONCE", 7)
    kinds = Kinds(150)
    calls: list[int] = []
    plain = kinds.vectors
    kinds.vectors = lambda texts: (calls.append(len(texts)), plain(texts))[1]
    assert search(kinds) == whole
    assert len(whole.members) == 150
    assert {topic for _, topic in whole.members} >= {0, 1, 2}
    assert calls[0] == 60
    assert calls.count(7) >= (150 - 60) // 7


def test_texts_without_a_word_in_common_have_no_topics_and_a_reason() -> None:
    """BERTopic would fail on an empty vocabulary."""
    kinds = Kinds(60)
    own = replace(
        kinds.readings,
        language=lambda texts: [((f"word{n}",), kinds.sentences(t)) for n, t in enumerate(texts)],
    )
    found = find_topics(kinds.segments, own, kinds.cases)
    assert found.topics == ()
    assert "no word stands in two of 60 texts" in found.reason
