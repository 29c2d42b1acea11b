"""What there is to draw from, and the part of it that may come to one coder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from themekit.decisions import CodedStudy, cases_of, hash_of_frame
from themekit.events import DrawnItem
from themekit.records import Segment
from themekit.tasks.content_notes import ContentNotes
from themekit.tasks.readers import Codes, Reader

Suggested = tuple[tuple[str, float], ...]


@dataclass(frozen=True)  # without slots: the order of its passages is worked out once
class Pool:
    """All passages that are to be coded, the same for everybody.

    Attributes
    ----------
    segments : tuple of Segment
        Those that are to be coded, in the order of the study.
    strand_of : mapping of document id to strand
    codebook_hash : str
    notes : ContentNotes
    case_of : mapping of segment id to case
        Whose words a passage is; the document's id where nobody is named.
    suggested : mapping of segment id to (code id, score) pairs
        The machine's, likeliest first; frozen into what is drawn, and used for nothing else.
    """

    segments: tuple[Segment, ...]
    strand_of: Mapping[str, str]
    codebook_hash: str = ""
    notes: ContentNotes = field(default_factory=ContentNotes)
    suggested: Mapping[str, Suggested] = field(default_factory=dict)
    case_of: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, coded: CodedStudy, notes: ContentNotes) -> Pool:
        """Return what a loaded study has to draw from."""
        by_segment: dict[str, list[tuple[str, float]]] = {}
        for one in coded.suggestions:
            by_segment.setdefault(one.segment_id, []).append((one.code_id, one.score))
        suggested = {
            name: tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
            for name, found in by_segment.items()
        }
        codable = tuple(one for one in coded.segments if one.codable)
        cases = cases_of(coded, codable)
        return cls(codable, coded.strand_of, coded.codebook.hash, notes, suggested, cases)

    @cached_property
    def by_id(self) -> dict[str, Segment]:
        """Passages by their ids."""
        return {one.id: one for one in self.segments}

    @cached_property
    def _at(self) -> dict[tuple[str, str, int, int], str]:
        return {(one.document, one.text_hash, one.start, one.end): one.id for one in self.segments}

    def segments_at(self, item: DrawnItem) -> tuple[str, ...]:
        """Return the ids of the passages of exactly an item's range."""
        found = self._at.get((item.document, item.text_hash, item.start, item.end))
        return () if found is None else (found,)

    def stratum(self, segment: Segment) -> str:
        """Return the stratum of a passage: the strand of its document."""
        return self.strand_of.get(segment.document, "")

    def hash_of(self, segments: Collection[Segment]) -> str:
        """Return a hash of some passages, whoever asks."""
        return hash_of_frame(segments)


@dataclass(frozen=True)  # without slots: its hash is worked out once
class Frame:
    """Passages from which something is drawn.

    Attributes
    ----------
    pool : Pool
    segments : list of Segment
    words : str
        What they are, for those who read about the draw.
    """

    pool: Pool = field(repr=False)
    segments: list[Segment] = field(repr=False)
    words: str

    @cached_property
    def hash(self) -> str:
        """Hash of the passages."""
        return self.pool.hash_of(self.segments)

    def where(self, test: Callable[[Segment], bool], words: str) -> Frame:
        """Return the part for which a test holds; `words` say which part."""
        kept = [one for one in self.segments if test(one)]
        if len(kept) == len(self.segments):
            return self
        left_out = len(self.segments) - len(kept)
        return Frame(self.pool, kept, f"{self.words}; without {words} ({left_out:,})")


def frame_for(
    pool: Pool, reader: Reader, codes: Codes, drawn: Collection[str] = frozenset()
) -> Frame:
    """Return the passages that may come to a coder and about which they were not asked yet.

    Those `drawn` before stay in: chance alone took them out of the same frame.

    The words tell neither whom they may know nor which topics they chose not to see.
    """
    strands = len({pool.stratum(one) for one in pool.segments})
    asked = f"{len(codes)} codes" if codes else "the whole list"
    among = f" of {strands} strands" if strands > 1 else ""
    words = f"{len(pool.segments):,} passages{among} that are to be coded, for {asked}"
    frame = Frame(pool, list(pool.segments), words)
    closed, unwanted = reader.closed, reader.not_to_see
    if closed:
        frame = frame.where(
            lambda one: one.document not in closed, "documents that may not come to this coder"
        )
    if reader.met:
        frame = frame.where(
            lambda one: one.id in drawn or not reader.has_met(one.id, codes),
            "what this coder was given or looked at",
        )
    if unwanted:
        frame = frame.where(
            lambda one: not pool.notes.speaks_of(one, unwanted),
            "topics that this coder chose not to see",
        )
    return frame
