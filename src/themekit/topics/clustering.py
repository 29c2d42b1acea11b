"""Groups of like segments: how they are found, how stable they are, and where they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import TYPE_CHECKING

from themekit.language import spoken
from themekit.records import Segment, Topic, TopicMap
from themekit.spans import Span, text_hash
from themekit.topics.housekeeping import housekeeping
from themekit.topics.labels import NO_LABEL, Namer, checked_labels
from themekit.topics.settings import MOST_TEXTS, TopicSettings, settings_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.topics.assignment import Assigner

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

TOPICS_VERSION = "5"
FEWEST_SEGMENTS = 40
REPRESENTATIVES = 4
MOST_PLACES = 3_000
AT_ONCE = 65_536
OUTSIDE = -1
OUTSIDE_LABEL = "fits no topic"


@dataclass(frozen=True, slots=True)
class Readings:
    """What the search for topics asks of texts; each is called with distinct texts.

    Attributes
    ----------
    vectors : callable
        Texts to unit vectors of shape ``(n, dimensions)``.
    language : callable
        Texts to the words and noun phrases of each, and the spans of its sentences.
    sentence_vectors : callable
        Texts and spans to unit vectors, a row a span.
    """

    vectors: Callable[[Sequence[str]], Vectors]
    language: Callable[[Sequence[str]], list[tuple[tuple[str, ...], tuple[Span, ...]]]]
    sentence_vectors: Callable[[Sequence[str], Sequence[Sequence[Span]]], Vectors]


@dataclass(frozen=True, slots=True)
class _Material:
    """Distinct texts, those that topics are looked for in first, and who said these."""

    texts: list[str]
    searched: int
    cases: list[list[str]]


def find_topics(
    segments: Sequence[Segment],
    readings: Readings,
    cases: Mapping[str, str],
    seed: int = 0,
) -> TopicMap:
    """Cluster segments by meaning.

    Equal texts are one text here: an answer that a hundred people gave weighs once in where a
    topic lies, and counts a hundred times in its size.

    Parameters
    ----------
    segments : sequence of Segment
        Codable ones only, in a fixed order.
    readings : Readings
    cases : mapping of segment id to case id
    seed : int

    Returns
    -------
    TopicMap
        Topics by size, largest first; -1 holds what fits nowhere. With fewer than
        `FEWEST_SEGMENTS` distinct texts there are none and `TopicMap.reason` says why.
    """
    segments = [_heard(one) for one in segments]
    aside = housekeeping(segments)
    talk = [one for one in segments if one.text not in aside]
    material = _material(talk, cases)
    count = len(material.texts)
    if count < FEWEST_SEGMENTS:
        return TopicMap(
            reason=f"{_counted(len(talk), count)} are too few to find topics in: at least "
            f"{FEWEST_SEGMENTS} are needed, and some hundreds before they can be trusted"
        )
    settings = settings_for(count, seed)
    found = _Search(segments, material, readings, cases, settings).result()
    left_out = ("left out as housekeeping", f"{len(segments) - len(talk)} segments")
    return replace(found, settings=(*found.settings, left_out))


def _heard(segment: Segment) -> Segment:
    """Return a segment without the marks of who wrote it down: laughter is no topic."""
    words = spoken(segment.text)
    return segment if words == segment.text else replace(segment, text=words)


class _Search:
    """One search for topics, from texts to the whole map."""

    def __init__(
        self,
        segments: Sequence[Segment],
        material: _Material,
        readings: Readings,
        cases: Mapping[str, str],
        settings: TopicSettings,
    ) -> None:
        self.segments = segments
        self.material = material
        self.readings = readings
        self.cases = cases
        self.settings = settings

    def result(self) -> TopicMap:
        """Look for topics, judge them, and tell where every segment belongs."""
        from themekit.topics.assignment import Assigner
        from themekit.topics.naming import cluster, nameable
        from themekit.topics.smoothing import neighbourhood
        from themekit.topics.stability import returns

        searched = self.material.texts[: self.material.searched]
        basis = self.readings.vectors(searched)
        found = neighbourhood(basis, self.settings)
        language = self.readings.language(searched)
        terms = {text: of for text, (of, _) in zip(searched, language, strict=True)}
        if not nameable(list(terms.values())):
            return TopicMap(
                reason=f"no word stands in two of {len(searched)} texts: nothing names a topic",
                settings=self.settings.as_pairs(),
            )
        labels, words = cluster(list(terms.values()), basis, found, self.settings)
        if labels.max() < 0:
            return TopicMap(
                reason=f"no group of {self.settings.smallest} or more of {len(searched)} texts "
                "lies close together",
                settings=self.settings.as_pairs(),
            )
        stable = returns(labels, self.material.cases, found, basis, self.settings)
        assigner = Assigner(labels, basis)
        labels = self._assigned(labels, assigner)
        return TopicMap(
            self._topics(labels, self._called(labels, words, assigner, terms), stable, assigner),
            self._members(labels),
            settings=self.settings.as_pairs(),
            shares=self._shares(labels, assigner, searched, [spans for _, spans in language]),
            places=self._places(assigner.middles),
        )

    def _assigned(self, labels: Labels, assigner: Assigner) -> Labels:
        """Give the texts that were not searched the topic that they are like enough to."""
        import numpy as np

        rest = self.material.texts[len(labels) :]
        return np.concatenate([labels, *map(assigner.nearest, self._vectors(rest))])

    def _vectors(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """Yield the vectors of texts part by part: those of a million need not be held at once."""
        for start in range(0, len(texts), AT_ONCE):
            yield self.readings.vectors(texts[start : start + AT_ONCE])

    def _near(self, texts: Sequence[str], middle: Vectors) -> dict[str, float]:
        """Return how like each text is to a topic's middle."""
        near = (float(like) for part in self._vectors(texts) for like in part @ middle)
        return dict(zip(texts, near, strict=True))

    def _members(self, labels: Labels) -> tuple[tuple[str, int], ...]:
        topic = dict(zip(self.material.texts, labels.tolist(), strict=True))
        return tuple((segment.id, topic.get(segment.text, OUTSIDE)) for segment in self.segments)

    def _called(
        self,
        labels: Labels,
        words: Mapping[int, tuple[str, ...]],
        assigner: Assigner,
        terms: Mapping[str, tuple[str, ...]],
    ) -> dict[int, tuple[str, tuple[str, ...]]]:
        """Return each topic's label and words, none of which fewer than three people say."""
        from themekit.topics.naming import told_apart

        searched = self.material.texts[: self.material.searched]
        own = labels[: len(searched)]
        namer = Namer(own, searched, [terms[text] for text in searched], self.material.cases)
        said = {topic: namer.said_by_several(topic, of) for topic, of in words.items()}
        checked = checked_labels(namer.names(said), assigner.middles, self.readings.vectors)
        return {topic: (checked[topic], told_apart(of)) for topic, of in said.items()}

    def _topics(
        self,
        labels: Labels,
        called: Mapping[int, tuple[str, tuple[str, ...]]],
        stable: NDArray[np.float64],
        assigner: Assigner,
    ) -> tuple[Topic, ...]:
        """Describe each topic by its members."""
        topic_of = dict(zip(self.material.texts, labels.tolist(), strict=True))
        members: dict[int, list[Segment]] = {}
        for segment in self.segments:
            members.setdefault(topic_of.get(segment.text, OUTSIDE), []).append(segment)
        topics = []
        for topic, of in sorted(members.items()):
            size, people = len(of), len({self.cases.get(one.id, "") for one in of})
            if topic < 0:
                topics.append(Topic(topic, OUTSIDE_LABEL, (), size, people))
                continue
            near = self._near(list(dict.fromkeys(one.text for one in of)), assigner.middles[topic])
            shown = _spread(of, [near[one.text] for one in of], self.cases)
            label, told = called.get(topic, (NO_LABEL, ()))
            returned = round(float(stable[topic]), 4)
            topics.append(Topic(topic, label, told, size, people, shown, returned))
        return tuple(topics)

    def _shares(
        self,
        labels: Labels,
        assigner: Assigner,
        searched: Sequence[str],
        spans: Sequence[tuple[Span, ...]],
    ) -> tuple[tuple[str, int, float], ...]:
        """Tell which segments speak of several topics, sentence by sentence."""
        from themekit.topics.assignment import sentence_shares

        several = [row for row, of in enumerate(spans) if len(of) > 1]
        texts, inner = [searched[row] for row in several], [spans[row] for row in several]
        topics = assigner.nearest(self.readings.sentence_vectors(texts, inner))
        lengths = [span.length for of in inner for span in of]
        shares = sentence_shares(labels[several], topics, lengths, [len(of) for of in inner])
        of_text = dict(zip(texts, shares, strict=True))
        return tuple(
            (segment.id, topic, round(share, 4))
            for segment in self.segments
            if len(of_text.get(segment.text, ())) > 1
            for topic, share in of_text[segment.text].items()
        )

    def _places(self, middles: Vectors) -> tuple[tuple[str, float, float], ...]:
        """Lay out as many segments as a picture can show, drawn by their texts' hashes."""
        from themekit.topics.layout import place

        shown = nsmallest(MOST_PLACES, self.segments, lambda one: (text_hash(one.text), one.id))
        chosen = sorted(shown, key=lambda one: one.id)
        rows = {text: row for row, text in enumerate({one.text: None for one in chosen})}
        vectors = self.readings.vectors(list(rows))
        places, _ = place(vectors[[rows[one.text] for one in chosen]], middles, self.settings.seed)
        return tuple(
            (one.id, float(x), float(y)) for one, (x, y) in zip(chosen, places, strict=True)
        )


def _counted(segments: int, texts: int) -> str:
    """Say how many segments there are, and how many texts where some are the same."""
    said = f"{segments} codable segments"
    return said if segments == texts else f"{said} of {texts} different text{'s' * (texts != 1)}"


def _material(segments: Sequence[Segment], cases: Mapping[str, str]) -> _Material:
    """Sort distinct texts so that those searched come first: a draw that only texts decide."""
    drawn = sorted({segment.text for segment in segments}, key=text_hash)
    texts = [*sorted(drawn[:MOST_TEXTS]), *drawn[MOST_TEXTS:]]
    owners: dict[str, dict[str, None]] = {text: {} for text in texts[:MOST_TEXTS]}
    for segment in segments:
        if segment.text in owners:
            owners[segment.text][cases.get(segment.id, segment.id)] = None
    return _Material(texts, len(owners), [list(of) for of in owners.values()])


def _spread(
    members: Sequence[Segment], near: Sequence[float], cases: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the segments nearest to the middle, another case each while there are any."""
    order = sorted(range(len(members)), key=lambda i: (-round(near[i], 6), members[i].id))
    seen: Counter[str] = Counter()
    turns = []
    for i in order:
        case = cases.get(members[i].id, "")
        turns.append((seen[case], i))
        seen[case] += 1
    turns.sort(key=lambda turn: turn[0])  # stable: within a turn the nearest stay first
    return tuple(members[i].id for _, i in turns[:REPRESENTATIVES])
