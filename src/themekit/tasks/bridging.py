"""A part of an earlier wave, unmarked among what is new: how reading has moved since.

Whole people of the earlier wave who were read to the end stand in one random order, the same for
every later hand-out: each takes the next of it. So what was read anew by any time is a simple
random sample of them. People of the last wave of whom nobody has read anything are mixed in at
random, whole too, for else the old ones would be known by it; all of it is shown without
suggestions, without what was said before, and in one way.

Where a description has changed since, every second person is read under the former version of the
codebook: so what the coder does otherwise and what the description does part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from themekit.decisions import hash_of_frame
from themekit.events import Draw, DrawnItem, Method, Purpose
from themekit.records import Segment
from themekit.tasks.items import item_of, name_of
from themekit.tasks.plans import HandOut
from themekit.tasks.pool import Pool
from themekit.tasks.readers import Reader
from themekit.tasks.sampling import in_fixed_order, seeded

Cases = Mapping[str, Sequence[Segment]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """What is to be read anew.

    Attributes
    ----------
    strand, wave : str
    beside : int
        Place of the strand's last wave in time, from 1: the bridge tells how that is read.
    cases : int
        People to each coder.
    old : mapping of case to segments
        The people of the earlier wave who were read to the end, with their passages.
    new : mapping of case to segments
        The people of the last wave of whom nobody has read anything, with their passages.
    former : str
        Hash of the codebook's version under which every second is read; empty for none.
    done : frozenset of str
        People who were given anew before, to anybody.
    seed : int
    """

    strand: str
    wave: str
    beside: int
    cases: int
    old: Cases
    new: Cases = field(default_factory=dict)
    former: str = ""
    done: frozenset[str] = frozenset()
    seed: int = 0


def build_bridges(pool: Pool, readers: Sequence[Reader], bridge: Bridge) -> list[HandOut]:
    """Draw for some coders, each of whom gets other people.

    Parameters
    ----------
    pool : Pool
    readers : sequence of Reader
    bridge : Bridge
    """
    given = set(bridge.done)
    taken: set[str] = set()
    found = []
    for reader in readers:
        one = _Mixing(pool, reader, bridge, frozenset(given), frozenset(taken)).hand_out()
        for draw in one.draws:
            names = [name for item in draw.items for name in pool.segments_at(item)]
            if draw.purpose == "bridge":
                given |= {pool.case_of[name] for name in names}
            taken |= set(names)
        found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Mixing:
    """What one coder is given."""

    pool: Pool
    reader: Reader
    bridge: Bridge
    given: frozenset[str]
    taken: frozenset[str]

    def hand_out(self) -> HandOut:
        """Draw people of the earlier wave, mix in what is new, and say what falls short."""
        frame, order = self._frame()
        cases = [case for case in order if case not in self.given][: self.bridge.cases]
        chance = min(1.0, (len(cases) + len(self.given)) / len(frame)) if cases else None
        # Every second person under the former version: the order is random already.
        old = cases[1::2] if self.bridge.former else []
        parts: list[tuple[Purpose, str, list[str]]] = [
            ("bridge", self.pool.codebook_hash, [one for one in cases if one not in set(old)]),
            ("bridge", self.bridge.former, old),
        ]
        groups: list[tuple[int, list[DrawnItem]]] = []
        for at, (_, _, names) in enumerate(parts):
            groups += [(at, self._items(self.bridge.old[name], chance)) for name in names]
        fresh, of_new = self._new(len(cases))
        every = len(fresh) == len(of_new)
        frame_new = [one for own in of_new.values() for one in own]
        parts.append(("count", self.pool.codebook_hash, fresh))
        groups += [(2, self._items(of_new[name], 1.0 if every else None)) for name in fresh]
        seeded(self.bridge.seed, "mix", self.reader.coder, str(self.reader.handed)).shuffle(groups)
        draws = tuple(
            self._draw(purpose, version, items, frame if purpose == "bridge" else frame_new, every)
            for at, (purpose, version, _) in enumerate(parts)
            if (items := tuple(_placed(groups, at)))
        )
        return HandOut(self.reader.coder, draws, tuple(self._remarks(len(cases), len(fresh))))

    def _may_come(self, one: Segment) -> bool:
        reader = self.reader
        return one.document not in reader.closed and not (
            reader.not_to_see and self.pool.notes.speaks_of(one, reader.not_to_see)
        )

    def _frame(self) -> tuple[list[Segment], list[str]]:
        """Return the people who may come to this coder, as passages, and their order."""
        here = {
            case: passages
            for case, passages in self.bridge.old.items()
            if all(map(self._may_come, passages))
        }
        about = f"bridge\0{self.bridge.strand}\0{self.bridge.wave}"
        order = in_fixed_order(here, self.bridge.seed, about)
        return [passages[0] for passages in here.values()], order

    def _new(self, wanted: int) -> tuple[list[str], Cases]:
        """Return as many new people as old ones, at random, and all of whom they were drawn."""
        frame = {
            case: passages
            for case, passages in self.bridge.new.items()
            if all(
                self._may_come(one)
                and one.id not in self.taken
                and not self.reader.has_met(one.id, ())
                and self.reader.may_be_blind(one.document)
                for one in passages
            )
        }
        return in_fixed_order(frame, self.bridge.seed, "new")[:wanted], frame

    def _items(self, passages: Sequence[Segment], chance: float | None) -> list[DrawnItem]:
        return [item_of(self.pool, one, chance) for one in passages]

    def _draw(
        self,
        purpose: Purpose,
        version: str,
        items: tuple[DrawnItem, ...],
        frame: Sequence[Segment],
        every: bool,  # noqa: FBT001 -- of the new, whether all are given
    ) -> Draw:
        strand, wave = self.bridge.strand, self.bridge.wave
        is_bridge = purpose == "bridge"
        words = (
            f"{len(frame):,} people of {strand}, {wave}, who were read to the end, whole, in one "
            "random order"
            if is_bridge
            else f"{len(frame):,} passages of people of the last wave of {strand} whom nobody read"
        )
        # Of the new whole people come, so that no passage has a chance of its own.
        method: Method = "random" if is_bridge else "all" if every else "chosen"
        found = Draw(
            coder=self.reader.coder, mode="blind", purpose=purpose, method=method, frame=words,
            round=self.bridge.beside if is_bridge else 1,
            frame_hash=hash_of_frame(frame), frame_size=len(frame), seed=self.bridge.seed,
            codebook_hash=version, items=items,
        )  # fmt: skip
        return replace(found, draw=name_of(found))

    def _remarks(self, cases: int, fresh: int) -> Iterator[str]:
        if cases < self.bridge.cases:
            yield f"only {cases} of {self.bridge.cases} people were left for {self.reader.coder}"
        if not fresh and cases:
            yield (
                "nobody new is left to hide them among: whoever reads them will know that they "
                "are old"
            )


def _placed(groups: Sequence[tuple[int, Sequence[DrawnItem]]], at: int) -> Iterator[DrawnItem]:
    """Yield the items of one draw with their places in the whole hand-out."""
    place = 0
    for of, items in groups:
        for item in items:
            if of == at:
                yield replace(item, position=place)
            place += 1


def cases_of_wave(pool: Pool, documents: Collection[str]) -> dict[str, list[Segment]]:
    """Return the people of some documents, with their passages."""
    found: dict[str, list[Segment]] = {}
    for one in pool.segments:
        if one.document in documents and one.id in pool.case_of:
            found.setdefault(pool.case_of[one.id], []).append(one)
    return found
