"""Who speaks in a conversation, and whether it can be so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.language import asks, spoken, stretches
from themekit.names import folded
from themekit.records import Turn
from themekit.spans import Span
from themekit.study import askers, roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.records import Document
    from themekit.study import Strand

SPOKEN = frozenset({"interview", "group"})
"""Kinds of strands in which people talk with each other."""

UNSPOKEN = frozenset({"survey", "literature", "notes"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of a document: the label, turns, those with a question, and words."""

    label: str
    asks: bool
    turns: int
    questions: int
    words: int


def turns_said(document: Document) -> Iterator[tuple[Turn, str]]:
    """Yield every turn with what was said in it."""
    for turn in document.turns:
        yield turn, document.text[turn.start : turn.end]


def words_said(text: str) -> int:
    """Count the words that somebody said: what a transcriber notes in brackets is none."""
    return sum(1 for _ in _WORD.finditer(spoken(text)))


def voices(document: Document, strand: Strand) -> tuple[Voice, ...]:
    """Return the speakers in the order of their first words; what nobody said is left out."""
    labels: dict[str, str] = {}
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for turn, said in turns_said(document):
        key = folded(turn.speaker)
        if not key:
            continue
        labels.setdefault(key, turn.speaker)
        turns[key] += 1
        questions[key] += asks(said)
        words[key] += words_said(said)
    asking = askers(strand.interviewer, labels.values())
    return tuple(
        Voice(label, key in asking, turns[key], questions[key], words[key])
        for key, label in labels.items()
    )


def somebody_speaks(document: Document, strand: Strand) -> bool:
    """Tell whether any word of a document is to be coded."""
    return any(words_said(said) for _, said in coded_stretches(document, strand))


def coded_stretches(document: Document, strand: Strand) -> Iterator[tuple[Turn, str]]:
    """Yield what of a document is to be coded, each with its turn.

    It is not the asker's words, nor what stands before the first speaker, nor lines to skip.
    """
    turns = document.turns or (Turn(0, len(document.text)),)
    for turn, role in zip(turns, roles(strand.interviewer, turns), strict=True):
        if role == "participant":
            span = Span(turn.start, turn.end)
            for stretch, unsaid in stretches(document.text, span, strand.skip):
                if not unsaid:
                    yield turn, stretch.of(document.text)
