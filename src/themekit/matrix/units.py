"""The units of coding as columns of numbers, so that a million of them fit and count fast.

Word counts of 6 to 60 make a good quotation: shorter ones say little alone, longer ones bury it.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from themekit.language import spoken
from themekit.matrix.inputs import DocumentInfo, MatrixError, MatrixInputs
from themekit.matrix.people import Flags, Ints, People, Register, make_people
from themekit.records import Segment

NO_BLOCK = -1
SHORTEST_QUOTE, LONGEST_QUOTE = 6, 60


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
    ids, hashes : list of str
        Segment ids and text hashes.
    position : dict
        Segment id to number.
    documents : dict
        Document id to number.
    document, strand, case, start, end : arrays
        `case` is `NOBODY` for the interviewer.
    block : array
        Number in `blocks`, or `NO_BLOCK` for speech.
    blocks : list of Block
    codable : boolean array
        To be coded, and the speaker has not withdrawn.
    good_length : boolean array
        Whether it has the length of a good quotation.
    rank : array
        Place of the id among the sorted ids; settles ties.
    """

    ids: list[str]
    hashes: list[str]
    position: dict[str, int]
    documents: dict[str, int]
    document: Ints
    strand: Ints
    case: Ints
    start: Ints
    end: Ints
    block: Ints
    blocks: list[Block]
    codable: Flags
    good_length: Flags
    rank: Ints

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.ids)


class _Columns:
    """Collects the columns while segments are read once."""

    def __init__(self, inputs: MatrixInputs) -> None:
        self.strands = {strand.name: number for number, strand in enumerate(inputs.strands)}
        self.documents = {item.id: item for item in inputs.documents}
        self.numbers = {item.id: number for number, item in enumerate(inputs.documents)}
        for item in inputs.documents:
            if item.strand not in self.strands:
                raise MatrixError(f"document {item.id!r} is of the unknown strand {item.strand!r}")
        self.register = Register(inputs)
        self.ids: list[str] = []
        self.hashes: list[str] = []
        self.numbers_of: dict[str, array[int]] = {
            name: array("q") for name in ("document", "strand", "case", "start", "end", "block")
        }
        self.codable, self.good_length = bytearray(), bytearray()
        self.blocks: dict[tuple[str, str, str], tuple[int, Block]] = {}

    def add(self, segment: Segment) -> None:
        """Append one segment to every column."""
        document = self.documents.get(segment.document)
        if document is None:
            raise MatrixError(f"segment {segment.id!r} is of an unknown document")
        strand = self.strands[document.strand]
        self.ids.append(segment.id)
        self.hashes.append(segment.text_hash)
        column = self.numbers_of
        column["document"].append(self.numbers[document.id])
        column["strand"].append(strand)
        column["case"].append(self.register.of_segment(segment, document))
        column["start"].append(segment.start)
        column["end"].append(segment.end)
        column["block"].append(self._block(segment, document, strand))
        self.codable.append(segment.codable)
        words = len(spoken(segment.text).split())
        self.good_length.append(SHORTEST_QUOTE <= words <= LONGEST_QUOTE)

    def _block(self, segment: Segment, document: DocumentInfo, strand: int) -> int:
        """Return the number of the open question that a segment answers."""
        if not segment.item:
            return NO_BLOCK
        key = (document.strand, document.wave, segment.item)
        found = self.blocks.get(key)
        if found is None:
            block = Block(strand, document.wave, segment.question or segment.item)
            found = self.blocks[key] = (len(self.blocks), block)
        return found[0]


def index(inputs: MatrixInputs) -> tuple[Units, People]:
    """Read documents and segments once and number everything in them."""
    columns = _Columns(inputs)
    for segment in inputs.segments:
        columns.add(segment)
    people = _people(columns, inputs)
    arrays = {
        name: np.frombuffer(column, dtype=np.int64) if column else np.empty(0, dtype=np.int64)
        for name, column in columns.numbers_of.items()
    }
    position = {segment_id: number for number, segment_id in enumerate(columns.ids)}
    if len(position) != len(columns.ids):
        raise MatrixError("two segments have the same id")
    withdrawn = np.append(people.withdrawn, np.False_)[arrays["case"]]
    return Units(
        ids=columns.ids,
        hashes=columns.hashes,
        position=position,
        documents=columns.numbers,
        blocks=[block for _, block in columns.blocks.values()],
        codable=np.array(columns.codable, dtype=bool) & ~withdrawn,
        good_length=np.array(columns.good_length, dtype=bool),
        rank=_ranks(columns.ids),
        **arrays,
    ), people


def _people(columns: _Columns, inputs: MatrixInputs) -> People:
    """Give every case that documents and segments name its number."""
    took_part = {
        name: array("q", columns.numbers_of[name]) for name in ("document", "strand", "case")
    }
    for number, document in enumerate(inputs.documents):
        for case_id in document.cases:
            took_part["document"].append(number)
            took_part["strand"].append(columns.strands[document.strand])
            took_part["case"].append(columns.register.number(case_id))
    arrays = {name: np.array(column, dtype=np.int64) for name, column in took_part.items()}
    return make_people(columns.register.cases, **arrays)


def _ranks(ids: list[str]) -> Ints:
    """Return the place of each id among the sorted ids."""
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return ranks
