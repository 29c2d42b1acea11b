"""Which passages answer a question that prompts a code: what is raised when asked.

questions.csv says which codes a question prompts. In a survey the passages are the answers to that
question. In talk they are what is said from the question on until the next one of questions.csv: a
follow-up leads nowhere else. A question that was asked but whose words are not found in the
document (a guide is rarely read out as it is written) prompts its codes in the whole of it: what a
person says may then have been an answer, so it does not count as raised by themselves. A question
that prompts a code prompts its children too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.matrix.outlines import Tree
from themekit.matrix.units import Units
from themekit.names import folded
from themekit.records import Segment
from themekit.study import QuestionAsked

_Asked = tuple[str, frozenset[int]]
"""The words of a question, folded, and the codes that it prompts."""


@dataclass(frozen=True, slots=True, eq=False)
class Prompts:
    """Where people were asked.

    Attributes
    ----------
    pairs : sorted array
        ``code * n_segments + segment`` of every segment that answers a question which prompts it.
    known : boolean array
        Of which occasions questions.csv says anything at all.
    """

    pairs: Ints
    known: Flags


def read_prompts(coded: CodedStudy, units: Units, tree: Tree) -> Prompts:
    """Find the passages that answer a question which prompts a code."""
    known = np.zeros(len(units.occasions), dtype=bool)
    asked = _by_document(coded, tree)
    occasion = _occasions_of(units)
    pairs: list[int] = []
    for number, segments in _with_segments(coded, asked):
        known[occasion.get(segments[0][0], -1)] = True
        for at, codes in _prompted(segments, asked[number]):
            pairs += [code * len(units) + at for code in codes]
    return Prompts(np.unique(np.array(pairs, dtype=np.int64)), known)


def _occasions_of(units: Units) -> dict[int, int]:
    return dict(enumerate(units.occasion.tolist()))


def _by_document(coded: CodedStudy, tree: Tree) -> Mapping[str, list[_Asked]]:
    """Return the questions that were asked in each document; of those named, an empty list too."""
    documents: dict[tuple[str, str], list[str]] = {}
    for document in coded.documents:
        for strand, name in (
            (document.strand, ""), (document.strand, document.name), (document.strand, document.id),
            ("", document.name), ("", document.id),
        ):  # fmt: skip
            there = documents.setdefault((strand, name), [])
            if document.id not in there[-1:]:
                there.append(document.id)
    numbers = {code.id: number for number, code in enumerate(tree.codes)}
    found: dict[str, list[_Asked]] = {}
    for row in coded.questions:
        asked = (folded(row.question), frozenset(_codes(row, coded, numbers, tree)))
        for document_id in documents.get((row.strand, row.document), ()):
            there = found.setdefault(document_id, [])
            if row.asked:
                there.append(asked)
    return found


def _codes(
    row: QuestionAsked, coded: CodedStudy, numbers: Mapping[str, int], tree: Tree
) -> Iterator[int]:
    """Yield the codes that a question prompts, with their children."""
    for name in row.prompts_codes:
        code = coded.codebook.find(name)
        if code is not None:
            yield from tree.head(numbers[code.id])


def _with_segments(
    coded: CodedStudy, asked: Mapping[str, list[_Asked]]
) -> Iterator[tuple[str, list[tuple[int, Segment]]]]:
    """Yield the documents of which something is known, with their segments and their numbers."""
    found: dict[str, list[tuple[int, Segment]]] = {}
    for number, segment in enumerate(coded.segments):
        if segment.document in asked and segment.codable:
            found.setdefault(segment.document, []).append((number, segment))
    yield from found.items()


def _prompted(
    segments: Sequence[tuple[int, Segment]], asked: Sequence[_Asked]
) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield the segments of a document with the codes that were asked about there."""
    heard = [(at, one.item, _matching(one, asked)) for at, one in segments]
    located = {question for _, _, matched in heard for question in matched}
    anywhere = _joined(codes for number, (_, codes) in enumerate(asked) if number not in located)
    current: tuple[int, ...] = ()
    for at, item, matched in heard:
        current = matched if matched or item else current
        yield at, anywhere | _joined(asked[number][1] for number in current)


def _matching(segment: Segment, asked: Sequence[_Asked]) -> tuple[int, ...]:
    """Return the questions that a segment answers, by their words or the name of the column."""
    spoken, item = folded(segment.question), folded(segment.item)
    if segment.item:
        return tuple(at for at, (words, _) in enumerate(asked) if words in (spoken, item))
    return tuple(at for at, (words, _) in enumerate(asked) if words and words in spoken)


def _joined(codes: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*codes)
