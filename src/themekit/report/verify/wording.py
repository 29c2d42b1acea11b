"""Sentences, words and number words of a report, as they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc\u2010][^\W_]+)*", re.UNICODE)
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4\u2010]")
_BREAK = re.compile(
    r"[.!?\u2026]+[\u201d\"'\u2019\u00bb)\]]*\s+(?=[\u201c\"'\u2018\u00ab(\[]*[A-Z0-9\u00c0-\u00de])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|approx|no|nos|fig|dr|mr|mrs|ms|st|p|pp|vol|ed|eds)\.|"
    r"\b[A-Z]\.)"
    r"\s+$",
    re.IGNORECASE,
)
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: at for at, word in enumerate(_UNITS)} | {
    ten: 10 * at for at, ten in enumerate(_TENS, start=2)
}
_SMALL = "|".join(_UNITS[1:10])
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+|(?:(?:"
    + "|".join(_TENS)
    + r")(?:[-\u2010\u2011 ](?:"
    + _SMALL
    + r"))?"
    r"|"
    + "|".join(sorted(_UNITS, key=len, reverse=True))
    + r")(?:\s+hundred(?:\s+and\s+(?:"
    + _SMALL
    + "))?)?"
    r"|a\s+hundred|half\s+a\s+dozen|(?:a|two|three)\s+dozen)"
)
"""A whole number in digits or words, as a pattern without groups."""


_DOZENS = re.compile(r"\b(half\s+a|a|two|three)\s+dozen\b")
_DOZEN = {"half a": "six", "a": "twelve", "two": "twenty four", "three": "thirty six"}


class Sentence(NamedTuple):
    """A sentence and its range in the text of its block."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a block."""
    start = 0
    for found in _BREAK.finditer(text):
        if _ABBREVIATED.search(text[start : found.end()]):
            continue
        yield Sentence(text[start : found.end()].rstrip(), start, found.end())
        start = found.end()
    if text[start:].strip():
        yield Sentence(text[start:], start, len(text))


def number_of(text: str) -> int | None:
    """Return the number that digits or number words say."""
    plain = text.replace(",", "").strip().casefold()
    if plain.isdecimal():
        return int(plain)
    total, plain = 0, _DOZENS.sub(lambda found: _DOZEN[" ".join(found[1].split())], plain)
    for word in re.split(r"[\s\-\u2010\u2011]+", plain):
        if word == "hundred":
            total = max(1, total) * 100
        elif word in NUMBER_WORDS:
            total += NUMBER_WORDS[word]
        elif word not in {"a", "and"}:
            return None
    return total


class Token(NamedTuple):
    """A word as it is compared, and where it stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text: folded, without apostrophes; hyphens part words.

    Not so U+2010, which stands where a line of a PDF broke a word, or a compound at its hyphen.
    """
    folded = unicodedata.normalize("NFC", text)
    if len(folded) != len(text):
        folded = text
    return [
        Token(_APOSTROPHES.sub("", found[0]).casefold(), found.start(), found.end())
        for found in _WORD.finditer(folded)
    ]


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [one.word for one in tokens(text)]


def joined(text: str) -> str:
    """Return the words of a text with single spaces, and spaces around."""
    return f" {' '.join(words_of(text))} "


_MANY = {"people": "person", "children": "child", "women": "woman", "men": "man", "lives": "life"}
_NO_PLURAL = ("ss", "us", "is")
_HISSING = ("sses", "shes", "ches", "xes", "zes")
_SHORTEST = 4


@cache
def singular(word: str) -> str:
    """Return a word as it is said of one: ``waits`` and ``wait`` come to the same."""
    if word in _MANY:
        return _MANY[word]
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_HISSING) else word[:-1]


_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "most",
        "not",
        "of",
        "on",
        "or",
        "our",
        "out",
        "she",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "you",
        "your",
    ]
)


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words that carry meaning."""
    return frozenset(stem(word) for word in words_of(text) if word not in _STOP)


@cache
def stem(word: str) -> str:
    """Return a word without its commonest endings: good enough to tell that two are kin."""
    for ending in (
        "isation",
        "ations",
        "ation",
        "ingly",
        "ements",
        "ement",
        "ness",
        "ings",
        "ing",
        "ies",
        "ied",
        "ers",
        "er",
        "ed",
        "es",
        "ly",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 - a stem
            short = word[: -len(ending)]
            return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short  # noqa: PLR2004
    return word


def bare_heading(text: str) -> str:
    """Return a heading without its number, folded."""
    text = re.sub(
        r"^\s*(?:(?:section|chapter|appendix)\s+)?(?:\d+(?:\.\d+)*|[A-Z])[.):]?\s+(?=\S)", "", text
    )
    return " ".join(words_of(text))
