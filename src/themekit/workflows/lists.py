"""Lists of passages by code, strand, document, coder and state, and what each of them shows.

Everything is columns of numbers: a list is found by masks and only the page that is shown is built.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.decisions.latest import VOTES, Voices
from themekit.decisions.standings import people_state
from themekit.workflows.eyes import Eyes

Shown = Literal[
    "disputed", "read differently", "needs another reader", "reopened", "both stand",
    "suggested", "uncertain", "holds", "does not hold", "read for some codes", "not looked at",
]  # fmt: skip
STATES: tuple[Shown, ...] = get_args(Shown)
"""States of a code on a passage, those that ask for somebody first."""
MARGIN = frozenset(STATES) - {"does not hold", "read for some codes", "not looked at", "reopened"}
"""States that are shown beside a passage."""
_MACHINE = frozenset({"suggested", "uncertain"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Which passages are asked for; what is empty is not asked.

    Attributes
    ----------
    state : str
        One of `STATES`.
    code, strand, document, coder : str
        Id of a code, name of a strand, ids of a document and a coder.
    """

    state: str = ""
    code: str = ""
    strand: str = ""
    document: str = ""
    coder: str = ""

    @property
    def of_words(self) -> bool:
        """Whether it asks for what anybody says of passages, and not only for where they are."""
        return bool(self.state or self.code or self.coder)


@dataclass(frozen=True, slots=True)
class Chip:
    """A code beside a passage.

    Attributes
    ----------
    code_id : str
    state : str
        One of `STATES`.
    mine : bool
        Whether the person who looks said so.
    """

    code_id: str
    state: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside a passage for one person.

    Attributes
    ----------
    chips : tuple of Chip
        In codebook order.
    others : int
        People whose words there are not shown, for this person has not answered yet.
    differs : bool
        Whether those read it differently.
    kept : bool
        Whether nothing is shown until this person has answered a passage without suggestions.
    answered : bool
        Of what is kept: whether they have answered here, and others of the same text are open.
    """

    chips: tuple[Chip, ...] = ()
    others: int = 0
    differs: bool = False
    kept: bool = False
    answered: bool = False


class Lists:
    """All lists of a study as it stands at one number.

    Parameters
    ----------
    coded : CodedStudy
    """

    def __init__(self, coded: CodedStudy) -> None:
        self.coded = coded
        decisions = coded.decisions
        self.latest, self.passages = decisions.latest, decisions.passages
        self.size = len(self.passages)
        self.reflexive = decisions.reflexive
        self.code_ids = [code.id for code in coded.codebook.codes]
        self.code_number = {name: at for at, name in enumerate(self.code_ids)}
        self._pairs = self._by_state()

    # -- which there are -----------------------------------------------------------------------

    def find(self, asked: Asked, eyes: Eyes, within: Ints | None = None) -> Ints:
        """Return the numbers of the segments that are asked for and may be shown, in order.

        Parameters
        ----------
        asked : Asked
        eyes : Eyes
        within : array, optional
            Numbers of segments among which they are looked for.
        """
        found = self.scope(asked, eyes)
        if asked.of_words:
            found &= self._spoken(asked) & ~eyes.kept_mask
        if within is not None:
            inside = np.zeros(self.size, dtype=bool)
            inside[within] = True
            found &= inside
        return np.flatnonzero(found)

    def scope(self, asked: Asked, eyes: Eyes) -> Flags:
        """Return which segments lie where it is asked, whatever anybody says of them."""
        found: Flags = self.passages.codable & eyes.visible
        if asked.document:
            at = self.passages.documents.get(asked.document, -1)
            found = found & (self.passages.document == at)
        if asked.strand:
            found = found & (self._strand == self.strands.get(asked.strand, -1))
        return found

    def held_back(self, asked: Asked, eyes: Eyes) -> int:
        """Return how many passages there are of which this person may not be told yet."""
        return int((self.scope(asked, eyes) & eyes.kept_mask).sum()) if eyes.kept else 0

    def count(self, eyes: Eyes, asked: Asked | None = None) -> dict[str, int]:
        """Return how many passages there are in each state that has any."""
        where = (self.scope(asked or Asked(), eyes)) & ~eyes.kept_mask
        code = asked.code if asked else ""
        counts = {}
        for state in STATES:
            counts[state] = int((self._in_state(state, code) & where).sum())
        return {state: count for state, count in counts.items() if count}

    def by_code(self, state: Shown, eyes: Eyes) -> list[tuple[str, int]]:
        """Return the codes that have passages in a state, with how many, the most first."""
        pairs = self._pairs[state]
        shown = (self.passages.codable & eyes.visible & ~eyes.kept_mask)[pairs % max(self.size, 1)]
        counts = np.bincount(pairs[shown] // max(self.size, 1), minlength=len(self.code_ids))
        order = np.argsort(-counts, kind="stable")
        return [(self.code_ids[at], int(counts[at])) for at in order.tolist() if counts[at]]

    @cached_property
    def strands(self) -> dict[str, int]:
        """Numbers of the strands."""
        return {one.name: at for at, one in enumerate(self.coded.study.strands)}

    @cached_property
    def _strand(self) -> Ints:
        """The strand of each segment, by number; -1 for those of none."""
        of = [
            self.strands.get(self.coded.strand_of.get(name, ""), -1)
            for name in self.passages.documents
        ]
        if not of:
            return np.zeros(0, dtype=np.int64)
        return np.array(of, dtype=np.int64)[self.passages.document]

    def _spoken(self, asked: Asked) -> Flags:
        found = np.ones(self.size, dtype=bool)
        if asked.state:
            found &= self._in_state(asked.state, asked.code)
        elif asked.code:
            found &= self._of_code(asked.code)
        if asked.coder:
            found &= self._by_coder(asked.coder)
        return found

    def _in_state(self, state: str, code: str = "") -> Flags:
        if state == "not looked at":
            if code in self.code_number:
                looked = self.coded.decisions.looked.of(self.code_number[code])
                return np.asarray(self.passages.codable & ~looked)
            return self._unread
        if state == "read for some codes":
            return self._begun(code)
        found = np.zeros(self.size, dtype=bool)
        for name, pairs in self._pairs.items():
            if name == state:
                found[self._within(pairs, code) % max(self.size, 1)] = True
        return found

    def _of_code(self, code: str) -> Flags:
        """Return where a code holds, may hold or is disputed: all but where it is refused."""
        found = np.zeros(self.size, dtype=bool)
        for name in MARGIN:
            found[self._within(self._pairs[name], code) % max(self.size, 1)] = True
        return found

    def _within(self, pairs: Ints, code: str) -> Ints:
        if not code:
            return pairs
        at = self.code_number.get(code, -1)
        low, high = np.searchsorted(pairs, [at * self.size, (at + 1) * self.size])
        return pairs[low:high]

    def _by_coder(self, coder: str) -> Flags:
        """Return where somebody has said anything, or looked."""
        found = np.zeros(self.size, dtype=bool)
        for pair, words in self.latest.words.items():
            if coder in words:
                found[pair % self.size] = True
        for pair, settled in self.latest.settled.items():
            if settled.coder == coder:
                found[pair % self.size] = True
        for segment, looks in self.latest.looks.items():
            if any(look.coder == coder for look in looks):
                found[segment] = True
        return found

    @cached_property
    def _unread(self) -> Flags:
        """Return which segments nobody has looked at for any code."""
        found = self.passages.codable.copy()
        found[list(self.latest.looks)] = False
        voted = (
            pair % self.size
            for pair, words in self.latest.words.items()
            if any(one.verdict in VOTES for one in words.values())
        )
        found[[*voted, *(pair % self.size for pair in self.latest.settled)]] = False
        return found

    def _begun(self, code: str) -> Flags:
        """Return where somebody looked, but not for every code, or not for one, as it now reads."""
        decisions, every = self.coded.decisions, range(len(self.code_ids))
        wanted = [self.code_number[code]] if code in self.code_number else every
        done = decisions.checked.of_all(wanted)
        return np.asarray(self.passages.codable & decisions.looked.of_any(every) & ~done)

    def _by_state(self) -> dict[Shown, Ints]:
        decisions = self.coded.decisions
        resolved, suggested = decisions.resolved, decisions.suggested
        held = resolved.held
        uncertain = suggested.key[~suggested.counts & ~decisions.looked.covers(suggested.key)]
        human = held.pair[held.human]
        return {
            "disputed": resolved.disputed.pair,
            "both stand": resolved.both.pair,
            "holds": human,
            "suggested": held.pair[~held.human],
            "uncertain": np.setdiff1d(uncertain, human),
            "does not hold": resolved.refused,
            **self._asking_for_somebody(),
            "read for some codes": np.zeros(0, dtype=np.int64),
            "not looked at": np.zeros(0, dtype=np.int64),
        }

    def _asking_for_somebody(self) -> dict[Shown, Ints]:
        found: dict[Shown, list[int]] = {
            "needs another reader": [], "reopened": [], "read differently": [],
        }  # fmt: skip
        for pair in self.latest.words.keys() | self.latest.settled.keys():
            voices = self.latest.voices(pair, self.size)
            if voices.unsure and people_state(voices, reflexive=self.reflexive) is None:
                found["needs another reader"].append(pair)
            if _reopened(voices):
                found["reopened"].append(pair)
            if self.reflexive and voices.yes and (voices.no or voices.silent):
                found["read differently"].append(pair)
        return {name: np.array(sorted(pairs), dtype=np.int64) for name, pairs in found.items()}

    # -- what stands beside a passage ----------------------------------------------------------

    @cached_property
    def _by_segment(self) -> tuple[Ints, Ints, Ints]:
        """Segments, sorted, beside them pairs and the numbers of their states."""
        names = [name for name in STATES if name in MARGIN or name == "does not hold"]
        pairs = np.concatenate([self._pairs[name] for name in names])
        states = np.concatenate(
            [np.full(self._pairs[name].size, STATES.index(name)) for name in names]
        )
        segments = pairs % max(self.size, 1)
        order = np.lexsort((pairs, segments))
        return segments[order], pairs[order], states[order]

    def margin(self, segment: int, eyes: Eyes) -> Margin:
        """Return what stands beside a segment for somebody."""
        if eyes.is_kept(segment):
            answered = segment not in eyes.kept and self._has_answered(segment, eyes.coder)
            return Margin(kept=True, answered=answered)
        segments, pairs, states = self._by_segment
        low, high = np.searchsorted(segments, [segment, segment + 1])
        chips: list[Chip] = []
        others: set[str] = set()
        differs = False
        for pair, state in zip(pairs[low:high].tolist(), states[low:high].tolist(), strict=True):
            chip, unseen = self._chip(pair, STATES[state], eyes)
            if chip is not None and chip.code_id not in {one.code_id for one in chips}:
                chips.append(chip)
            others |= unseen
            differs |= bool(unseen) and STATES[state] in ("disputed", "read differently")
        others |= self._silent_others(segment, eyes)
        return Margin(tuple(chips), len(others), differs)

    def _chip(self, pair: int, state: str, eyes: Eyes) -> tuple[Chip | None, set[str]]:
        """Return what is shown of a code, and whose words are not."""
        code_id = self.code_ids[pair // self.size]
        if state in _MACHINE:
            return Chip(code_id, state), set()
        voices = self.latest.voices(pair, self.size)
        own = any(word.coder == eyes.coder for word in (*voices.yes, *voices.no, *voices.unsure))
        others = _others(voices, eyes.coder)
        opened = own or eyes.coder in voices.silent
        if not others or opened or eyes.has_compared(pair % self.size, code_id):
            mine = any(word.coder == eyes.coder for word in voices.yes)
            return (Chip(code_id, state, mine) if state in MARGIN else None), set()
        return self._as_suggested(pair, code_id), others

    def _as_suggested(self, pair: int, code_id: str) -> Chip | None:
        """Return what the machine says where people's words are not shown."""
        suggested = self.coded.decisions.suggested
        at = int(np.searchsorted(suggested.key, pair))
        if at >= suggested.key.size or suggested.key[at] != pair:
            return None
        return Chip(code_id, "suggested" if suggested.counts[at] else "uncertain")

    def _has_answered(self, segment: int, coder: str) -> bool:
        """Tell whether somebody has looked at a segment, or said something of a code there."""
        if any(look.coder == coder for look in self.latest.looks.get(segment, ())):
            return True
        pairs = range(segment, len(self.code_ids) * self.size, max(self.size, 1))
        return any(coder in self.latest.words.get(pair, ()) for pair in pairs)

    def _silent_others(self, segment: int, eyes: Eyes) -> set[str]:
        """Return who looked at a segment and whom this person has not answered beside."""
        looks = self.latest.looks.get(segment, ())
        if any(look.coder == eyes.coder for look in looks) or segment in eyes.compared:
            return set()
        return {look.coder for look in looks}

    def rows(self, segments: Sequence[int], eyes: Eyes) -> Iterator[tuple[int, Margin]]:
        """Yield segments with what stands beside them."""
        for segment in segments:
            yield segment, self.margin(segment, eyes)


def _others(voices: Voices, coder: str) -> set[str]:
    """Return who beside somebody says something of a code; whoever was silent too."""
    said = {word.coder for word in (*voices.yes, *voices.no, *voices.unsure)}
    settled = {voices.settled.coder} if voices.settled else set()
    return (said | settled | set(voices.silent)) - {coder}


def _reopened(voices: Voices) -> bool:
    settled = voices.settled
    return settled is not None and any(
        word.number > settled.number and (not word.act or word.act != settled.act)
        for word in (*voices.yes, *voices.no, *voices.unsure)
    )
