"""A part of an earlier wave, unmarked among what is new: how reading has moved since.

Whole people of the earlier wave who were read to the end stand in one random order, the same for
every later hand-out: each takes the next of it. So what was read anew by any time is a simple
random sample of them. New passages of the last wave that nobody has looked at are mixed in at
random; all of it is shown without suggestions, without what was said before, and in one way.

Where a description has changed since, every second person is read under the former version of the
codebook: so what the coder does otherwise and what the description does part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from themekit.decisions import hash_of_frame
from themekit.events import Draw, DrawnItem, Purpose
from themekit.records import Segment
from themekit.tasks.items import item_of, name_of
from themekit.tasks.plans import HandOut
from themekit.tasks.pool import Pool
from themekit.tasks.readers import Reader
from themekit.tasks.sampling import in_fixed_order, in_strata, seeded

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
    new : sequence of Segment
        Passages of the last wave that nobody has looked at.
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
    new: Sequence[Segment] = ()
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
        fresh, frame_new = self._new(sum(len(items) for _, items in groups))
        chance_new = min(1.0, len(fresh) / len(frame_new)) if fresh else None
        parts.append(("count", self.pool.codebook_hash, []))
        groups += [(len(parts) - 1, self._items([one], chance_new)) for one in fresh]
        seeded(self.bridge.seed, "mix", self.reader.coder, str(self.reader.handed)).shuffle(groups)
        draws = tuple(
            self._draw(purpose, version, items, frame if purpose == "bridge" else frame_new)
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

    def _new(self, wanted: int) -> tuple[list[Segment], list[Segment]]:
        """Return as many new passages as old ones, at random, and from what they were drawn."""
        frame = [
            one
            for one in self.bridge.new
            if self._may_come(one)
            and one.id not in self.taken
            and not self.reader.has_met(one.id, ())
            and self.reader.may_be_blind(one.document)
        ]
        rng = seeded(self.bridge.seed, "new", self.reader.coder, str(self.reader.handed))
        return in_strata(frame, wanted, self.pool.stratum, rng), frame

    def _items(self, passages: Sequence[Segment], chance: float | None) -> list[DrawnItem]:
        return [item_of(self.pool, one, chance) for one in passages]

    def _draw(
        self,
        purpose: Purpose,
        version: str,
        items: tuple[DrawnItem, ...],
        frame: Sequence[Segment],
    ) -> Draw:
        strand, wave = self.bridge.strand, self.bridge.wave
        words = (
            f"{len(frame):,} people of {strand}, {wave}, who were read to the end, whole, in one "
            "random order"
            if purpose == "bridge"
            else f"{len(frame):,} passages of the last wave of {strand} that nobody has looked at"
        )
        found = Draw(
            coder=self.reader.coder, mode="blind", purpose=purpose, method="random", frame=words,
            round=self.bridge.beside if purpose == "bridge" else 1,
            frame_hash=hash_of_frame(frame), frame_size=len(frame), seed=self.bridge.seed,
            codebook_hash=version, items=items,
        )  # fmt: skip
        return replace(found, draw=name_of(found))

    def _remarks(self, cases: int, fresh: int) -> Iterator[str]:
        if cases < self.bridge.cases:
            yield f"only {cases} of {self.bridge.cases} people were left for {self.reader.coder}"
        if not fresh and cases:
            yield (
                "no new passage is left to hide them among: whoever reads them will know that they "
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


def cases_read(
    pool: Pool, wanted: Callable[[Segment], bool], looked: Callable[[str], bool]
) -> dict[str, list[Segment]]:
    """Return the people all of whose wanted passages were looked at, with these passages."""
    found: dict[str, list[Segment]] = {}
    for one in pool.segments:
        if wanted(one) and one.id in pool.case_of:
            found.setdefault(pool.case_of[one.id], []).append(one)
    return {case: own for case, own in found.items() if all(looked(one.id) for one in own)}
