"""The units of coding as columns of numbers, so that a million of them fit and count fast.

Beside the columns of `themekit.decisions.Passages`, which are those that decisions rest on, stands
here what only counting needs. Word counts of 6 to 60 make a good quotation: shorter ones say little
alone, longer ones bury it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints, Passages
from themekit.language import spoken
from themekit.matrix.people import People, Register, make_people
from themekit.records import Document, Segment

NO_BLOCK = -1
SHORTEST_QUOTE, LONGEST_QUOTE = 6, 60


class MatrixError(AssertionError):
    """The rooms broke a promise to each other: a fault of themekit, never of the user."""


UNDATED = "(no date)"
"""What the material of a strand with several waves counts as that nobody dated."""


class Occasion(NamedTuple):
    """A strand in one of its waves (`wave` is empty where it has one or none): what rows count.

    Who is asked three times has three chances to say a thing, so waves are never pooled.
    """

    strand: int
    wave: str


class Block(NamedTuple):
    """The answers to one open question in one strand and wave."""

    strand: int
    wave: str
    question: str


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """All segments, by number; arrays have the shape (n_segments,).

    Attributes
    ----------
    passages : Passages
        Ids, places and which are to be coded, as decisions have them.
    documents : dict
        Document id to its place in the study; documents without segments are in it too.
    occasion, case : arrays
        Number in `occasions`; `case` is `NOBODY` for the interviewer.
    occasions : tuple of Occasion
        By strand, then by wave; a strand without a document has one.
    block : array
        Number in `blocks`, or `NO_BLOCK` for speech.
    blocks : list of Block
    good_length : boolean array
        Whether it has the length of a good quotation.
    rank : array
        Place of the id among the sorted ids; settles ties.
    """

    passages: Passages
    documents: dict[str, int]
    occasion: Ints
    case: Ints
    occasions: tuple[Occasion, ...]
    block: Ints
    blocks: list[Block]
    good_length: Flags
    rank: Ints

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.passages)

    @property
    def ids(self) -> Sequence[str]:
        """Segment ids."""
        return self.passages.ids

    @property
    def codable(self) -> Flags:
        """Which are to be coded; those of people who have withdrawn are not."""
        return self.passages.codable


class _Columns:
    """Collects the columns while segments are read once."""

    def __init__(self, coded: CodedStudy) -> None:
        self.strands = {strand.name: at for at, strand in enumerate(coded.study.strands)}
        self.documents = {item.id: item for item in coded.documents}
        self.register = Register(coded)
        self.case, self.block, self.good_length = array("q"), array("q"), bytearray()
        self.blocks: dict[tuple[str, str, str], tuple[int, Block]] = {}

    def add(self, segment: Segment) -> None:
        """Append one segment to every column."""
        self.case.append(self.register.of_segment(segment))
        self.block.append(self._block(segment) if segment.item else NO_BLOCK)
        words = len(spoken(segment.text).split())
        self.good_length.append(SHORTEST_QUOTE <= words <= LONGEST_QUOTE)

    def _block(self, segment: Segment) -> int:
        """Return the number of the open question that a segment answers."""
        document = self.documents[segment.document]
        key = (document.strand, document.wave, segment.item)
        found = self.blocks.get(key)
        if found is None:
            strand = self.strands[document.strand]
            block = Block(strand, document.wave, segment.question or segment.item)
            found = self.blocks[key] = (len(self.blocks), block)
        return found[0]


def index(coded: CodedStudy) -> tuple[Units, People]:
    """Read segments once, beside the passages that decisions rest on, and number everything."""
    passages = coded.decisions.passages
    numbers = {document.id: at for at, document in enumerate(coded.documents)}
    columns = _Columns(coded)
    _check(coded.documents, passages, numbers, columns)
    occasions, occasion_of = _occasions(coded.documents, columns.strands)
    listed = [
        (numbers[name], occasion_of[numbers[name]], columns.register.number(case_id))
        for name, cases in coded.present.items()
        for case_id in cases
    ]
    for segment in coded.segments:
        columns.add(segment)
    at = np.array([numbers[name] for name in passages.documents], dtype=np.int64)
    document = at[passages.document]
    occasion = np.array(occasion_of, dtype=np.int64)[document]
    case = np.array(columns.case, dtype=np.int64)
    # What is not to be coded tells nothing of who took part: `CodedStudy.present` does.
    heard = passages.codable
    took_part = np.array([document[heard], occasion[heard], case[heard]], dtype=np.int64)
    everyone = np.hstack([took_part, np.array(listed, dtype=np.int64).reshape(-1, 3).T])
    people = make_people(columns.register.cases, *everyone)
    if (np.append(people.withdrawn, np.False_)[case] & passages.codable).any():
        raise MatrixError("a segment of somebody who has withdrawn is still to be coded")
    units = Units(
        passages=passages,
        documents=numbers,
        occasion=occasion,
        case=case,
        occasions=occasions,
        block=np.array(columns.block, dtype=np.int64),
        blocks=[block for _, block in columns.blocks.values()],
        good_length=np.array(columns.good_length, dtype=bool),
        rank=_ranks(passages.ids),
    )
    return units, people


def _occasions(
    documents: Sequence[Document], strands: Mapping[str, int]
) -> tuple[tuple[Occasion, ...], list[int]]:
    """Return the occasions of all strands, and that of each document."""
    waves: dict[int, set[str]] = {number: set() for number in strands.values()}
    for document in documents:
        waves[strands[document.strand]].add(document.wave)
    numbers: dict[tuple[int, str], int] = {}
    found: list[Occasion] = []
    for strand, there in waves.items():
        ordered = sorted(there, key=in_time) if len(there) > 1 else [""]
        for wave in ordered:
            numbers[strand, wave] = len(found)
            found.append(Occasion(strand, (wave or UNDATED) if len(ordered) > 1 else ""))
    places = [(strands[one.strand], one.wave) for one in documents]
    of = [numbers.get(place, numbers.get((place[0], ""), 0)) for place in places]
    return tuple(found), of


def in_time(wave: str) -> tuple[bool, str]:
    """Sort waves as they are written, what nobody dated last."""
    return not wave, wave


def _check(
    documents: Sequence[Document],
    passages: Passages,
    numbers: dict[str, int],
    columns: _Columns,
) -> None:
    """Refuse what cannot be counted."""
    for item in documents:
        if item.strand not in columns.strands:
            raise MatrixError(f"document {item.id!r} is of the unknown strand {item.strand!r}")
    for name in passages.documents:
        if name not in numbers:
            raise MatrixError(f"segments are of the unknown document {name!r}")
    if len(passages.position) != len(passages):
        raise MatrixError("two segments have the same id")


def _ranks(ids: Sequence[str]) -> Ints:
    """Return the place of each id among the sorted ids."""
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return ranks
