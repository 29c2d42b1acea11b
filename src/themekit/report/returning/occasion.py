"""One wave of a study: whose it is, what came before it, how much of it people have read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.returning.room import ROOMS, Room

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from themekit.codebook import Code
    from themekit.disclosure import Uses
    from themekit.records import Document
    from themekit.report.inputs import ReportInputs
    from themekit.study import Strand

DIRECTIONS = ("worse", "same", "mixed", "better")
"""In this order places are kept: what gets worse or stays is told less often by itself."""
DIRECTION_WORDS = {
    "worse": "things getting worse",
    "same": "things staying as they were",
    "mixed": "things getting better in some ways and worse in others",
    "better": "things getting better",
}
ANSWERS = 60
SO_FAR = "found so far"
"""While people have not read all."""
FEWEST = 5
FEW_BEHIND = "Few people are behind it, or behind what could be worked out from it."
"""Outside, fewer people than this are not told of; nobody is."""


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Occasion:
    """A wave that is given back.

    Attributes
    ----------
    inputs : ReportInputs
    wave : str
    waves : sequence of str
        All of the study, in time.
    room : Room
        How many of each have room.
    """

    inputs: ReportInputs
    wave: str
    waves: Sequence[str]
    room: Room = ROOMS[0]

    @property
    def public(self) -> bool:
        """Whether it is for readers outside."""
        return self.inputs.public

    @property
    def uses(self) -> Uses:
        """What people's words may be used for."""
        return self.inputs.uses

    @cached_property
    def documents(self) -> Mapping[str, Sequence[Document]]:
        """The documents of the wave by strand, in study order; not of those who withdrew."""
        coded = self.inputs.coded
        found: dict[str, list[Document]] = {}
        for one in coded.documents:
            there = (coded.cases.get(case) for case in coded.present.get(one.id, ()))
            if one.wave == self.wave and any(case and not case.withdrawn for case in there):
                found.setdefault(one.strand, []).append(one)
        return {strand.name: found[strand.name] for strand in self.strands if strand.name in found}

    @property
    def strands(self) -> Sequence[Strand]:
        """Strands of the study, in its order."""
        return self.inputs.strands

    def people(self, strand: str, wave: str) -> set[str]:
        """Return who took part in a wave of a strand."""
        return self.inputs.cases_in(strand, wave)

    def waves_of(self, strand: str) -> tuple[str, ...]:
        """Return the waves of a strand up to this one, in time."""
        there = {one.wave for one in self.inputs.coded.documents if one.strand == strand}
        known = [one for one in self.waves if one in there]
        return tuple(known[: known.index(self.wave) + 1]) if self.wave in known else ()

    @cached_property
    def is_first(self) -> bool:
        """Whether nothing was collected before it, in any of its strands."""
        return all(len(self.waves_of(one)) == 1 for one in self.documents)

    # -- what of it people have read ---------------------------------------------------------------

    @cached_property
    def passages(self) -> frozenset[int]:
        """Numbers of the wave's passages that can be coded."""
        coded = self.inputs.coded
        ids = {one.id for there in self.documents.values() for one in there}
        codable = coded.decisions.passages.codable.tolist()
        return frozenset(
            at for at, one in enumerate(coded.segments) if codable[at] and one.document in ids
        )

    @cached_property
    def read(self) -> frozenset[int]:
        """Numbers of those that somebody has read for any code."""
        if not self.inputs.coded.events:
            return frozenset()
        looked = self.inputs.coded.decisions.looked.of_any(range(len(self.inputs.codes))).tolist()
        return frozenset(at for at in self.passages if looked[at])

    def is_read(self, code_id: str, strand: str, wave: str) -> bool:
        """Tell whether people have read all of a wave of a strand for a code and its kinds."""
        coded = self.inputs.coded
        key = (code_id, strand, wave)
        if key not in self._is_read:
            there = [
                at
                for at, one in enumerate(coded.segments)
                if coded.strand_of[one.document] == strand
                and self.inputs.wave_of[one.document] == wave
            ]
            kinds = _kinds(code_id, coded.codebook.codes)
            places = [at for at, one in enumerate(coded.codebook.codes) if one.id in kinds]
            unread = coded.decisions.passages.codable & ~coded.decisions.looked.of_all(places)
            self._is_read[key] = not unread[there].any()
        return self._is_read[key]

    @cached_property
    def _is_read(self) -> dict[tuple[str, str, str], bool]:
        return {}

    @cached_property
    def by_document(self) -> Mapping[str, tuple[int, int]]:
        """How many passages each document with words has, and how many of these are read."""
        segments = self.inputs.coded.segments
        every = Counter(segments[at].document for at in self.passages)
        read = Counter(segments[at].document for at in self.read)
        return {one: (number, read[one]) for one, number in every.items()}

    @cached_property
    def found(self) -> Mapping[str, frozenset[int]]:
        """Passages of the wave in which people found each code, also where they do not agree."""
        coded = self.inputs.coded
        found: dict[str, set[int]] = {}
        if coded.events:
            resolved = coded.decisions.resolved
            held = resolved.held.where(resolved.held.human & resolved.held.affirmed)
            for some in (held, resolved.disputed, resolved.both):
                for pair in some.pair.tolist():
                    code, at = divmod(pair, resolved.size)
                    if at in self.passages:
                        found.setdefault(self.inputs.codes[code].id, set()).add(at)
        return {code: frozenset(there) for code, there in found.items()}

    def codes_of(self, direction: str) -> tuple[Code, ...]:
        """Return the codes that tell of a direction, in codebook order."""
        return tuple(one for one in self.inputs.codes if one.direction == direction)

    # -- what may be told --------------------------------------------------------------------------

    def name_of(self, strand: str, item: str, code_id: str) -> str:
        """Return a code's or closed question's name as those who told know it.

        Of a closed question with the answers that are counted; with its strand where several have
        this wave.
        """
        shown = self._item(strand, item) if item else self._code(code_id)
        return f"{words.strand(strand)}: {shown}" if len(self.documents) > 1 else shown

    def _code(self, code_id: str) -> str:
        known = next((one for one in self.inputs.codes if one.id == code_id), None)
        return self.shown(readable(code_id, known), self.room.label)

    def _item(self, strand: str, column: str) -> str:
        known = self.inputs.strand(strand)
        found = next((one for one in known.closed if one.column == column), None) if known else None
        if found is None:
            return self.shown(column, self.room.label)
        answers = self.shown(f"answered {' or '.join(found.positive)}", ANSWERS)
        return f"{self.shown(found.label or column, self.room.label)} ({answers})"

    def shown(self, text: str, most: int) -> str:
        """Return people's words of our own as they may be read here, and no longer.

        Replaced before it is cut: half of a name would not be found any more.
        """
        flat = " ".join(text.split()).strip(" .")
        told = self.uses.replacements.anywhere(flat) if self.public else flat
        return words.trim_end(told, most)

    def may_tell(self, *numbers: int) -> bool:
        """Tell whether so many people may be told of: outside none, or five and more."""
        return not self.public or all(not one or one >= FEWEST for one in numbers)


def _kinds(code_id: str, codes: Sequence[Code]) -> set[str]:
    """Return the ids of a code and of all below it."""
    found = {code_id}
    while more := {one.id for one in codes if one.parent_id in found} - found:
        found |= more
    return found


def readable(name: str, code: Code | None) -> str:
    """Return what a code is called for those who told, else its name."""
    return (code.plain_name or code.name) if code else name


def listed(names: Collection[str]) -> str:
    """Join names: ``A, B and C``."""
    parts = [*names]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
