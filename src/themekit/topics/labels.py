"""What a topic is called: a label that its passages bear out, or none.

A label is the words that set a topic apart (said much more often within it than without), and a
short phrase that its people say alike; where they share none, two words at least. It is checked
against the passages: enough of them must hold one of its words, and its meaning must lie near to
this topic's middle, nearer than to any other's. What fails is no label and says so; then a topic is
known by a typical passage. Words of fewer than three people never stand in a label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.topics.phrases import STEM, Least, telling, typical_phrases

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

PEOPLE = 3
"""Who must say a word or a phrase at least for it to stand in a label, or among a topic's words."""
LABELLED_BY = 3
IN_COMMON = 0.12
"""Share of a topic's texts, in [0, 1], that must hold a word for it to name the topic."""
APART = 3.0
"""How many times as often a word must stand within a topic as without."""
TOGETHER = 0.4
"""Share of a topic's texts that must hold any of the words of a label."""
ALIKE = 0.03
"""Share of a topic's texts that must hold a phrase."""
LIKE_PHRASE, LIKE_WORDS = 0.4, 0.5
"""Cosine of a label and the middle of its passages, with a phrase and without."""
NO_LABEL = "no clear label"
_OF_ANYTHING = (
    "it they just yes no not think know go come get say tell see look want need make take give "
    "put let find keep use try ask talk hear mean feel happen start stop work do have be can will "
    "would like good bad great nice well fine okay right sure real really big small long short "
    "old new different same other next last first second able thing stuff lot bit way kind sort "
    "part point side end place time day week month year today morning night people person man "
    "woman lady guy one two three somebody everybody something anything number january february "
    "march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday um er yeah ok probably maybe quite actually still even much "
    "many more most less question answer example thank thanks ve ll alot bye hello please speak "
    "stand sit move leave bring send turn set run hold meet show read write lose idea case fact "
    "matter line everyone"
)
_LIGHT = frozenset(_OF_ANYTHING.split())
"""Words that stand in talk about anything."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a topic is called by before it is checked: its telling words, and a phrase."""

    words: tuple[str, ...] = ()
    phrase: str = ""

    @property
    def label(self) -> str:
        """The label as readers see it; empty where there is too little for one."""
        left = [one for one in self.words if not _within(one, self.phrase)]
        if not self.phrase:
            return ", ".join(self.words) if len(self.words) > 1 else ""
        told = f"\u201c{self.phrase}\u201d"
        return f"{', '.join(left)}: {told}" if left else told

    @property
    def meaning(self) -> str:
        """All of it, to be compared with passages."""
        return " ".join((*self.words, self.phrase)).strip()

    @property
    def least(self) -> float:
        """How like its passages it must be: what nobody says alike has to be more so."""
        return LIKE_PHRASE if self.phrase else LIKE_WORDS


class Namer:
    """Names topics from the texts that they were found in.

    Parameters
    ----------
    labels : array of int, shape (n,)
        Topic of each text; -1 is none.
    texts : sequence of str, length n
    terms : sequence of collection of str
        Words and noun phrases of each, as lemmas.
    cases : sequence of collection of str
        Who says each.
    """

    def __init__(
        self,
        labels: Labels,
        texts: Sequence[str],
        terms: Sequence[Collection[str]],
        cases: Sequence[Collection[str]],
    ) -> None:
        self._labels = labels.tolist()
        self._texts = texts
        self._terms = [frozenset(of) for of in terms]
        self._cases = cases
        self._uses = Counter(term for of in self._terms for term in of)
        self._rows: dict[int, list[int]] = {}
        for row, label in enumerate(self._labels):
            self._rows.setdefault(label, []).append(row)

    def said_by_several(self, topic: int, words: Iterable[str]) -> tuple[str, ...]:
        """Return those of some words that enough people of a topic say."""
        people: dict[str, set[str]] = {word: set() for word in words}
        for row in self._rows.get(topic, ()):
            for word in people.keys() & self._terms[row]:
                people[word].update(self._cases[row])
        return tuple(word for word, of in people.items() if len(of) >= PEOPLE)

    def names(self, words: Mapping[int, Sequence[str]]) -> dict[int, Named]:
        """Name topics by some of their telling terms, and by what their people say alike.

        Parameters
        ----------
        words : mapping of topic to sequence of str
            Those that enough people say.
        """
        naming = {topic: self._naming(topic, of) for topic, of in words.items()}
        least = Least(PEOPLE, ALIKE, APART)
        phrases = typical_phrases(self._labels, self._texts, self._cases, naming, least)
        return {topic: Named(of, phrases.get(topic, "")) for topic, of in naming.items()}

    def _naming(self, topic: int, words: Sequence[str]) -> tuple[str, ...]:
        """Return the words that set a topic apart, if enough of its texts hold any of them."""
        rows = self._rows.get(topic, [])
        count, others = len(rows), len(self._texts) - len(rows)
        uses = Counter(term for row in rows for term in self._terms[row])
        scores: dict[str, float] = {}
        for word in words:
            inside, outside = uses[word], self._uses[word] - uses[word]
            apart = inside / count >= APART * (outside + 0.5) / (others + 1)
            if apart and inside >= IN_COMMON * count and not _LIGHT.issuperset(word.split()):
                scores[word] = telling(inside, count, outside, others)
        naming = _different(sorted(scores, key=lambda word: (-scores[word], word)))
        held = sum(not self._terms[row].isdisjoint(naming) for row in rows)
        return tuple(naming) if held >= TOGETHER * count else ()


def checked_labels(
    names: Mapping[int, Named], middles: Vectors, vectors: Callable[[Sequence[str]], Vectors]
) -> dict[int, str]:
    """Return the label of each topic whose meaning lies nearest to that topic's own passages.

    Parameters
    ----------
    names : mapping of topic to Named
    middles : array of shape (n_topics, dimensions)
    vectors : callable
        Texts to unit vectors.
    """
    known = {topic: of for topic, of in names.items() if of.label}
    found = dict.fromkeys(names, NO_LABEL)
    meanings = sorted({of.meaning for of in known.values()})
    if meanings:
        like = dict(zip(meanings, vectors(meanings) @ middles.T, strict=True))
        for topic, of in known.items():
            own = like[of.meaning]
            if own.argmax() == topic and own[topic] >= of.least:
                found[topic] = of.label
    return found


def _different(words: Iterable[str]) -> list[str]:
    """Keep the first words, of each form and of each phrase's parts one."""
    kept: list[str] = []
    for word in words:
        if not any(_within(word, one) or _within(one, word) for one in kept):
            kept.append(word)
    return kept[:LABELLED_BY]


def _within(term: str, phrase: str) -> bool:
    """Tell whether a phrase says a term already, in whatever form."""
    said = phrase.split()
    return all(any(one.startswith(word[:STEM]) for one in said) for word in term.split())
