"""Short phrases that people in a topic say alike, and others do not.

A phrase is two to five words in a row as they are said, of which one names the topic; it begins and
ends with words of content. It must come from several people: then it is nobody's own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from themekit.language import content_words

SHORTEST, LONGEST = 2, 5
_CLAUSE = re.compile(r"[^.,;:!?()\[\]\"\u201c\u201d\n/|\d]+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_PARTICLES = frozenset(["up", "off", "out", "back", "down"])
"""Which end a phrase too: who is picked up is not picked."""
STEM = 4
"""Letters by which the forms of one word are held alike."""


_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"}
)


class Least(NamedTuple):
    """What a phrase needs: people, a share of its texts, and to be said more than elsewhere."""

    people: int
    share: float
    apart: float


@dataclass(slots=True)
class _Uses:
    """In how many texts of a topic a phrase stands, and whose they are."""

    texts: int = 0
    cases: set[str] = field(default_factory=set)


def phrases_in(text: str, stems: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the phrases of a text in lower case, each as often as it stands there.

    Parameters
    ----------
    text : str
    stems : tuple of str
        How words begin that may begin and end a phrase beside those of content.
    """
    for clause in _CLAUSE.findall(text):
        words = [word.lower().replace("\u2019", "'") for word in _WORD.findall(clause)]
        bears = [_bears(word) or word.startswith(stems) for word in words]
        for start in range(len(words)):
            if bears[start]:
                for end in range(start + SHORTEST, min(start + LONGEST, len(words)) + 1):
                    if bears[end - 1] or words[end - 1] in _PARTICLES:
                        yield " ".join(words[start:end])


def typical_phrases(
    labels: Sequence[int],
    texts: Sequence[str],
    cases: Sequence[Collection[str]],
    naming: Mapping[int, Collection[str]],
    least: Least,
) -> dict[int, str]:
    """Return the phrase that tells each topic apart best, where its people share one.

    Parameters
    ----------
    labels : sequence of int, length n
        Topic of each text.
    texts : sequence of str, length n
    cases : sequence of collection of str, length n
        Who says each.
    naming : mapping of topic to collection of str
        Lemmas of which the phrase must hold one.
    least : Least
    """
    stems = {topic: _stems(of) for topic, of in naming.items() if of}
    edges = tuple(sorted({stem for of in stems.values() for stem in of}))
    sizes = Counter(labels)
    known = {
        topic: {
            phrase: use.texts
            for phrase, use in uses.items()
            if len(use.cases) >= least.people
            and use.texts >= max(least.people, least.share * sizes[topic])
        }
        for topic, uses in _uses(labels, texts, cases, stems, edges).items()
    }
    wanted = {phrase for of in known.values() for phrase in of}
    everywhere: Counter[str] = Counter()
    for text in texts if wanted else ():
        everywhere.update(wanted.intersection(phrases_in(text, edges)))
    found: dict[int, str] = {}
    for topic, of in known.items():
        own, others = sizes[topic], len(texts) - sizes[topic]
        scores = {
            phrase: telling(inside, own, everywhere[phrase] - inside, others) * _whole(phrase)
            for phrase, inside in of.items()
            if inside / own >= least.apart * (everywhere[phrase] - inside + 0.5) / (others + 1)
        }
        if scores:
            found[topic] = max(scores, key=lambda phrase: (scores[phrase], phrase))
    return found


def telling(inside: int, own: int, outside: int, others: int) -> float:
    """Return how much a term tells a topic apart: its part of the Kullback-Leibler divergence.

    Parameters
    ----------
    inside, own : int
        Texts of the topic that hold it, of so many.
    outside, others : int
        Other texts that hold it, of so many.

    Notes
    -----
    S. Kullback and R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22 (1951), 79-86; half a text is added to each count.
    """
    here, there = (inside + 0.5) / (own + 1), (outside + 0.5) / (others + 1)
    return here * math.log(here / there)


def _uses(
    labels: Sequence[int],
    texts: Sequence[str],
    cases: Sequence[Collection[str]],
    stems: Mapping[int, tuple[str, ...]],
    edges: tuple[str, ...],
) -> dict[int, dict[str, _Uses]]:
    """Count the phrases that hold a naming word, by topic."""
    found: dict[int, dict[str, _Uses]] = {topic: {} for topic in stems}
    for label, text, of in zip(labels, texts, cases, strict=True):
        for phrase in set(phrases_in(text, edges)) if label in found else ():
            if any(word.startswith(stems[label]) for word in phrase.split()):
                use = found[label].setdefault(phrase, _Uses())
                use.texts += 1
                use.cases.update(of)
    return found


def _stems(terms: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted({word[:STEM] for term in terms for word in term.split()}))


@cache
def _bears(word: str) -> bool:
    """Tell whether a word alone says something: no function word, no number."""
    return word.isalpha() and word not in _NUMBERS and bool(content_words(word))


def _whole(phrase: str) -> float:
    """Prefer longer phrases a little: of two that say alike, the one that says more."""
    return 1 + 0.25 * (len(phrase.split()) - SHORTEST)
