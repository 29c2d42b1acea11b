"""What a study knows of itself, gathered from what people decided: the cases of a strand, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from themekit.codebook import Code
from themekit.decisions import CodedStudy, Flags, Ints
from themekit.decisions import Scores as Floats
from themekit.designing import NO, UNKNOWN, YES, Pilot
from themekit.events import Coding
from themekit.matrix.build import gather
from themekit.matrix.found import Evidence, not_asked
from themekit.matrix.outlines import REPORT, CodeGroup, RowSpec, Tree
from themekit.matrix.people import NOBODY
from themekit.study import Strand

_ALMOST = 1 - 1e-6


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class Piloting:
    """The cases of one strand, and what people said of them.

    Parameters
    ----------
    coded : CodedStudy
        With its scores, where there are any.
    strand : Strand
    """

    coded: CodedStudy
    strand: Strand
    tree: Tree = field(init=False)
    evidence: Evidence = field(init=False)

    def __post_init__(self) -> None:
        """Index the study once."""
        object.__setattr__(self, "tree", Tree(self.coded.codebook))
        object.__setattr__(self, "evidence", gather(self.coded))

    def pilot(self, codes: Sequence[Code]) -> Pilot:
        """Return what is known of some codes."""
        columns = [self._column(code) for code in codes]
        holds, second, starts, ends, scores = (
            np.stack([column[at] for column in columns], axis=1) for at in range(5)
        )
        # Cases that nobody has read tell nothing of readers, and nothing of people.
        known = (holds != UNKNOWN).any(axis=1)
        people = self.evidence.people
        keys = self.cases[known]
        asked, returned, left = self._turnout
        return Pilot(
            codes=tuple(code.id for code in codes),
            holds=holds[known],
            second=second[known],
            scores=None if self.coded.scores is None else scores[known],
            starts=starts[known],
            ends=ends[known],
            words=self._words[known],
            person=keys % len(people.cases),
            wave=people.occasion_of(keys),
            answered=len(self.cases),
            asked=asked,
            returned=returned,
            left=left,
        )

    @cached_property
    def cases(self) -> Ints:
        """Keys of who told something that can be coded, on each occasion of the strand."""
        return np.unique(self._keys[self.places])

    @cached_property
    def places(self) -> Ints:
        """Segments of the strand that are somebody's and are to be coded."""
        units = self.evidence.units
        names = [self.evidence.strands[one.strand].name for one in units.occasions]
        here = np.array([name == self.strand.name for name in names], dtype=bool)
        return np.flatnonzero(units.codable & (units.case != NOBODY) & here[units.occasion])

    @property
    def passages(self) -> float:
        """How many passages a case has on average."""
        return len(self.places) / max(len(self.cases), 1)

    @property
    def letters(self) -> float:
        """How many letters a passage has on average."""
        lengths = [len(self.coded.segments[at].text) for at in self.places.tolist()]
        return sum(lengths) / max(len(lengths), 1)

    def names(self) -> list[str]:
        """Return who has read here, by name, whoever read most first."""
        return [self.coded.coder_names.get(one, one) for one in self._readers]

    # -- one code --------------------------------------------------------------------------------

    def _column(self, code: Code) -> tuple[np.ndarray, ...]:
        """Return what holds, what another reader said, where it is told, and scores, by case."""
        head = self.tree.head(self.tree.codes.index(code))
        spec = RowSpec(REPORT, "", "", code.name, code.id, (CodeGroup((head,)),))
        asked = ~np.isin(self.cases, not_asked(spec, self.evidence))
        first, second = self._two_readers(head)
        stands = self._standing(head, spec)
        # Where two have read by themselves the one who read most is set against the other; what
        # they made of it together says nothing of how they differ.
        holds = np.where((first != UNKNOWN) & (second != UNKNOWN), first, stands)
        holds = np.where((holds == UNKNOWN) & (first != UNKNOWN), first, holds)
        starts, ends = self._told_between(head)
        return (
            np.where(asked, holds, UNKNOWN).astype(np.int8),
            np.where(asked, second, UNKNOWN).astype(np.int8),
            starts,
            ends,
            self._scores(head),
        )

    def _standing(self, head: tuple[int, ...], spec: RowSpec) -> Ints:
        """Return how a code stands in every case."""
        decisions = self.evidence.decisions
        read = decisions.checked.of_all(head)
        found = np.where(self._all_of(read), NO, UNKNOWN)
        for unclear in (decisions.resolved.disputed, decisions.resolved.both):
            found[self._at(self.evidence.standing(unclear, spec.groups).segment)] = UNKNOWN
        held = self.evidence.standing(decisions.resolved.held, spec.groups)
        yes = held.segment[held.affirmed & held.human]
        # A case that has it may not be read to the end: then chance did not choose it.
        has = np.zeros(len(self.cases), dtype=bool)
        has[self._at(yes)] = True
        return np.where(has & self._all_of(read), YES, found)

    def _two_readers(self, head: tuple[int, ...]) -> tuple[Ints, Ints]:
        """Return what the first who read a case whole said of a code, and what the second did."""
        found = [np.full(len(self.cases), UNKNOWN) for _ in range(2)]
        for name in self._readers:
            looked, yes = self._said[name]
            whole = self._all_of(np.all(looked[list(head)], axis=0))
            has = np.zeros(len(self.cases), dtype=bool)
            has[self._at(np.flatnonzero(yes[list(head)].any(axis=0)))] = True
            word = np.where(has, YES, NO)
            free = whole & (found[0] == UNKNOWN)
            later = whole & ~free & (found[1] == UNKNOWN)
            found[0], found[1] = np.where(free, word, found[0]), np.where(later, word, found[1])
        return found[0], found[1]

    @cached_property
    def _said(self) -> dict[str, tuple[Flags, Flags]]:
        """What each coder looked at by themselves, and gave which codes: (n_codes, n_segments)."""
        decisions, size = self.coded.decisions, len(self.evidence.units)
        number = {code.id: at for at, code in enumerate(self.tree.codes)}
        affirmed = {
            event.number
            for event in self.coded.events
            if isinstance(event, Coding) and event.stance != "against"
        }
        here = set(self.places.tolist())
        found: dict[str, tuple[Flags, Flags]] = {}
        position = decisions.passages.position
        for word in decisions.independent():
            at = position[word.segment_id]
            if at not in here or not word.current or word.verdict not in ("yes", "no", "nothing"):
                continue
            if word.coder not in found:
                shape = (len(number), size)
                found[word.coder] = (np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool))
            looked, yes = found[word.coder]
            looked[number[word.code_id], at] = True
            yes[number[word.code_id], at] = word.verdict == "yes" and word.number in affirmed
        return found

    @cached_property
    def _readers(self) -> list[str]:
        """Coders, whoever looked at most passages first."""
        looked = {name: int(one[0].any(axis=0).sum()) for name, one in self._said.items()}
        return sorted(looked, key=lambda name: (-looked[name], name))

    def _scores(self, head: tuple[int, ...]) -> Floats:
        """Return the machine's chance of a code in every case; NaN where it is not known."""
        scores = self.coded.scores
        if scores is None:
            return np.full(len(self.cases), np.nan)
        known = np.full(len(self.evidence.units), np.nan)
        position = self.evidence.units.passages.position
        at = np.array([position[one] for one in scores.segments], dtype=np.int64)
        values = np.clip(np.asarray(scores.values[:, list(head)], dtype=np.float64), 0.0, _ALMOST)
        known[at] = np.log1p(-values).sum(axis=1)
        none = np.bincount(self._at(self.places), known[self.places], len(self.cases))
        return np.asarray(1 - np.exp(none), dtype=np.float64)

    # -- where in a case -------------------------------------------------------------------------

    def _told_between(self, head: tuple[int, ...]) -> tuple[Floats, Floats]:
        """Return between which words of each case a code is told first; all of it elsewhere."""
        starts, ends = np.zeros(len(self.cases)), self._words.copy()
        codes = {self.tree.codes[at].id for at in head}
        first: dict[int, tuple[float, float]] = {}
        for event in self.coded.decisions.record.said:
            if not isinstance(event, Coding) or event.code_id not in codes:
                continue
            if event.decision not in ("accept", "add", "change_code"):
                continue
            for segment, low, high in self._spans(event):
                case = int(self._at(np.array([segment]))[0])
                span = (self._before[segment] + low, self._before[segment] + high)
                first[case] = min(first.get(case, span), span)
        for case, (start, end) in first.items():
            starts[case], ends[case] = start, end
        return starts, ends

    def _spans(self, event: Coding) -> list[tuple[int, int, int]]:
        """Return the segments of a coding, each with the words of it that were marked."""
        decisions, found = self.coded.decisions, []
        where = decisions.record.where(event)
        for name in decisions.segments_of(event):
            at = decisions.passages.position[name]
            if at not in self._before:
                continue
            one = self.coded.segments[at]
            low, high = max(where.start, one.start), min(where.end, one.end)
            before = len(one.text[: low - one.start].split())
            marked = len(one.text[low - one.start : high - one.start].split())
            found.append((at, before, before + max(marked, 1)))
        return found

    @cached_property
    def _before(self) -> dict[int, int]:
        """How many words of its case stand before each segment."""
        passed: dict[int, int] = {}
        found = {}
        for at, case in zip(self.places.tolist(), self._keys[self.places].tolist(), strict=True):
            found[at] = passed.get(case, 0)
            passed[case] = found[at] + len(self.coded.segments[at].text.split())
        return found

    # -- cases -----------------------------------------------------------------------------------

    @cached_property
    def _keys(self) -> Ints:
        units = self.evidence.units
        keys = self.evidence.people.key(units.occasion, units.case)
        return np.where(units.case == NOBODY, -1, keys)

    def _at(self, segments: Ints) -> Ints:
        """Return the places of the cases of segments; those of other strands are left out."""
        keys = self._keys[segments]
        return np.searchsorted(self.cases, keys[np.isin(keys, self.cases)])

    def _all_of(self, mask: Flags) -> Flags:
        """Return the cases of which a mask is true for every passage that is to be coded."""
        at, size = self._at(self.places), len(self.cases)
        every = np.bincount(at, minlength=size)
        found: Flags = np.bincount(at[mask[self.places]], minlength=size) == every
        return found

    @cached_property
    def _words(self) -> Floats:
        words = [len(self.coded.segments[at].text.split()) for at in self.places.tolist()]
        return np.bincount(self._at(self.places), words, len(self.cases)).astype(np.float64)

    @cached_property
    def _turnout(self) -> tuple[int, int, int]:
        """Return how many were asked; and of those who told, how many did in the next wave."""
        people = self.evidence.people
        occasions = np.unique(people.occasion_of(self.cases))
        asked = people.present[np.isin(people.occasion_of(people.present), occasions)]
        size = len(people.cases)
        by_wave = [
            set((self.cases[self.cases // size == one] % size).tolist()) for one in occasions
        ]
        told = sum(len(one) for one in by_wave[:-1])
        returned = sum(len(one & after) for one, after in pairwise(by_wave))
        return max(len(asked), len(self.cases)), returned, told - returned
