"""Documents of one source to the signs that are kept of it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import astuple
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.reading.sense.asking import wrong_asker
from themekit.reading.sense.signs import Signs
from themekit.reading.sense.sketches import digest, sketch, words_of
from themekit.reading.sense.speech import UNSPOKEN, coded_stretches
from themekit.reading.sense.words import excerpt
from themekit.study import WaveColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import Document, Turn
    from themekit.study import Strand

MOST_PEOPLE = 50_000
"""Rows of one survey that are compared with others; of further ones, repeats are not noticed."""

_WITHOUT_CASE = 2_000  # rows of a survey whose cases only cases.csv can join
_TEXT_WORDS = 20  # fewer may be the same by chance
_ROW_LENGTH = 60  # characters below which a row cannot have so many words in any script
_MOST_LABELS = 300
_EDGE = 60  # lines from the beginning and the end of a document among which boilerplate stands
_MOST_WAVES = 5_000
_MOST_VALUES = 30
_GROUPS = 60  # waves beyond which a table's columns are compared as a whole
_SMALL = 10
_SENTENCE = 60  # characters beyond which an answer is no option but said in words
_IN_WORDS = "answers in words"


def signs_of(documents: Sequence[Document], strand: Strand, source: str) -> Signs:
    """Return what doubts across sources need to know of one source.

    Parameters
    ----------
    documents : sequence of Document
        All that was read of the source.
    strand : Strand
    source : str
        Path relative to the study.
    """
    if strand.kind == "survey":
        return _of_survey(documents, strand, source)
    texts = []
    lines: dict[str, str] = {}
    labels: Counter[str] = Counter()
    asking: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = []
    for document in documents:
        said = list(coded_stretches(document, strand))
        words = [word for _, stretch in said for word in words_of(stretch)]
        if len(words) >= _TEXT_WORDS:
            texts.append((document.id, len(words), digest(words), sketch(words)))
        lines.update(_lines(said))
        if strand.kind not in UNSPOKEN:
            labels.update(turn.speaker for turn in document.turns if turn.speaker)
            if (wrong := wrong_asker(document, strand)) is not None:
                asking.append(astuple(wrong))
    return Signs(
        source,
        strand.name,
        labels=tuple(labels.most_common(_MOST_LABELS)),
        texts=tuple(texts),
        lines=tuple(lines.items()),
        asking=tuple(asking),
    )


def _lines(said: Sequence[tuple[Turn, str]]) -> Iterator[tuple[str, str]]:
    """Yield the lines that may stand in other documents too: those near the ends, and repeated.

    A go of one line is what somebody said, unless that label has no other: a recording's own voice.
    """
    gos = Counter(turn.speaker for turn in dict.fromkeys(turn for turn, _ in said))
    every = [
        line
        for turn, stretch in said
        for line in stretch.split("\n")
        if line.strip() and ("\n" in stretch or gos[turn.speaker] == 1 or not turn.speaker)
    ]
    often = Counter(every)
    edges = every if len(every) <= 2 * _EDGE else [*every[:_EDGE], *every[-_EDGE:]]
    again = [line for line, times in often.items() if times > 1][:_EDGE]
    for line in dict.fromkeys([*edges, *again]):
        if key := standing(line):
            yield key, excerpt(line)


def standing(line: str) -> str:
    """Return the digest of a line long enough to be no common phrase; empty for others.

    Numbers are left out: a footer counts its pages.
    """
    if len(line) < _LINE_LENGTH:
        return ""
    words = [word for word in words_of(line) if not word.isdigit()]
    return digest(words) if len(words) >= _LINE_WORDS else ""


_LINE_LENGTH = 20
_LINE_WORDS = 5


def _of_survey(documents: Sequence[Document], strand: Strand, source: str) -> Signs:
    some = documents[:MOST_PEOPLE]
    kept = some if strand.case else some[:_WITHOUT_CASE]
    return Signs(
        source,
        strand.name,
        texts=tuple(_rows(documents)),
        waves=tuple(_waves(documents)) if isinstance(strand.wave, WaveColumn) else (),
        columns=strand.attributes,
        people=tuple(
            (one.id, one.case, one.wave, tuple(value.strip() for _, value in one.attributes))
            for one in kept
        ),
        profiles=tuple(_profiles(some, strand)),
        places=tuple((one.id, one.place) for one in some if one.place),
    )


def _rows(documents: Sequence[Document]) -> Iterator[tuple[str, int, str, tuple[int, ...]]]:
    """Yield the rows with much text: only these cannot be alike by chance."""
    kept = 0
    for document in documents:
        if len(document.text) < _ROW_LENGTH:
            continue
        words = words_of(document.text)
        if len(words) >= _TEXT_WORDS:
            yield document.id, len(words), digest(words), ()
            kept += 1
            if kept == MOST_PEOPLE:
                return


def _waves(documents: Sequence[Document]) -> Iterator[tuple[str, int, str]]:
    first: dict[str, str] = {}
    times: Counter[str] = Counter()
    for document in documents:
        if document.wave:
            first.setdefault(document.wave, document.id)
            times[document.wave] += 1
    for wave in sorted(first, key=lambda wave: times[wave])[:_MOST_WAVES]:
        yield wave, times[wave], first[wave]


def _profiles(
    documents: Sequence[Document], strand: Strand
) -> Iterator[tuple[str, str, int, tuple[tuple[str, int], ...]]]:
    """Yield what each column holds in each wave."""
    waves = {document.wave for document in documents}
    one = len(waves) > _GROUPS
    separators = {item.column: item.separator for item in strand.closed if item.type == "multi"}
    found: dict[tuple[str, str], Counter[str]] = {}
    for document in documents:
        wave = "" if one else document.wave
        for column, value in (*document.closed, *document.attributes, *_said(document)):
            if value and not value.isspace():
                said = value if len(value) <= _SENTENCE else _IN_WORDS
                found.setdefault((wave, column), Counter())[said] += 1
    for (wave, column), values in found.items():
        kinds: Counter[str] = Counter()
        for value, times in values.items():
            for part in value.split(separators[column]) if column in separators else (value,):
                kinds[_kind(part)] += times
        kept = tuple(sorted(kinds.most_common(_MOST_VALUES), key=lambda one: (-one[1], one[0])))
        yield wave, column, values.total(), kept


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the answers in words: a column that holds them in one wave may be swapped too."""
    for turn in document.turns:
        yield turn.item, document.text[turn.start : turn.end]


def _kind(value: str) -> str:
    """Return a value as columns are compared: a large number by its size."""
    key = folded(value)
    try:
        number = abs(float(key.replace(",", ".")))
    except ValueError:
        return key[:_EXCERPT]
    if number <= _SMALL or not math.isfinite(number):
        return key[:_EXCERPT]
    return f"about {2 ** round(math.log2(number))}"


_EXCERPT = 80
