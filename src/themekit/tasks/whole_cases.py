"""Drawing whole cases, so that a share of cases can be reckoned from them.

A case has a code if any of its passages has it, so a draw of passages says nothing of the share of
cases. Here the cases of a strand stand in one random order, which is the same for everybody and for
every later hand-out: each takes the next of it. So what was drawn so far is at any time a simple
random sample of the whole frame, whoever reads which part, and a case's chance to have come in a
draw is the draw's share of the frame. All passages of a case that are to be coded are given, in the
order of the text and without suggestions; no suggestion has a say in which.

Who was read in one wave and tells again in the next comes first there, by the same order: so the
same people are followed, and what was read so far of a wave is a random sample of that wave too.
What somebody read of a case before is not given to them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from themekit.decisions import hash_of_frame
from themekit.events import CASES, Draw, Purpose
from themekit.records import Segment
from themekit.tasks.items import item_of, name_of
from themekit.tasks.plans import HandOut, Plan
from themekit.tasks.pool import Pool
from themekit.tasks.readers import Codes, Reader, share_codes
from themekit.tasks.sampling import in_fixed_order

Cases = dict[str, list[Segment]]


def whole_cases(
    pool: Pool,
    draws: Sequence[Draw],
    readers: Sequence[Reader],
    plan: Plan,
    codes: Mapping[str, Codes],
) -> list[HandOut]:
    """Draw whole cases for some coders at once.

    Parameters
    ----------
    pool : Pool
    draws : sequence of Draw
        All that hold, in order.
    readers : sequence of Reader
    plan : Plan
        How many `cases`, of which `strand`; of these, `overlap` are such as others read too.
    codes : mapping of coder id to Codes
    """
    shelf = _Shelf(pool, plan.strand, plan.seed, draws)
    found = []
    for reader in readers:
        one = shelf.hand(reader, plan, codes[reader.coder])
        for draw in one.draws:
            reader.take(draw, pool.segments_at)
        found.append(one)
    return found


@dataclass(frozen=True)
class _Given:
    """Passages of whole cases that a coder was given, and of what they were asked."""

    coder: str
    codes: Codes
    passages: frozenset[str]


class _Shelf:
    """The cases of a strand in their order, and who was given which."""

    def __init__(self, pool: Pool, strand: str, seed: int, draws: Sequence[Draw]) -> None:
        self.pool, self.strand = pool, strand
        self.cases: Cases = {}
        for one in pool.segments:
            if pool.stratum(one) == strand and one.id in pool.case_of:
                self.cases.setdefault(pool.case_of[one.id], []).append(one)
        earlier = [draw for draw in draws if draw.of_cases and self._is_here(draw)]
        # Whoever names another seed later would begin another order, and read the same cases twice.
        self.seed = earlier[0].seed if earlier else seed
        self.order = in_fixed_order(self.cases, self.seed, f"cases\0{strand}")
        self.earlier = earlier
        self.given: list[_Given] = []

    def _is_here(self, draw: Draw) -> bool:
        return any(item.stratum == self.strand for item in draw.items)

    def hand(self, reader: Reader, plan: Plan, codes: Codes) -> HandOut:
        """Give the next cases of the order to a coder."""
        called_back = reader.called_back
        given = self.given + [
            _Given(one.coder, one.codes, frozenset(self._passages_in(one)))
            for one in self.earlier
            if one.event_id not in called_back
        ]
        given = [one for one in given if share_codes(one.codes, codes)]
        mine = _union(one.passages for one in given if one.coder == reader.coder)
        theirs = _union(one.passages for one in given if one.coder != reader.coder)
        order, words = self._frame(reader)
        left = {case: new for case in order if (new := self._without(case, mine))}
        several = int(plan.overlap * plan.cases + 0.5)
        shared = dict(list(left.items())[:several])
        rest = [case for case in left if case not in shared]
        fresh = {case: new for case in rest if (new := self._without(case, mine | theirs))}
        again = {case: left[case] for case in rest if case not in fresh}
        # Once everything was given to somebody, more people read the same.
        own = dict(list({**fresh, **again}.items())[: plan.cases - len(shared)])
        every = (one.id for own_part in (shared, own) for new in own_part.values() for one in new)
        self.given.append(_Given(reader.coder, codes, frozenset(every)))
        remarks = []
        if (total := len(shared) + len(own)) < plan.cases:
            remarks.append(f"only {total} of {plan.cases} cases were left for {reader.coder}")
        draws = self._draws(reader, order, words, {"overlap": shared, "count": own})
        drawn = tuple(replace(one, codes=codes) for one in draws)
        return HandOut(reader.coder, tuple(map(_named, drawn)), tuple(remarks))

    def _passages_in(self, draw: Draw) -> Iterable[str]:
        return (name for item in draw.items for name in self.pool.segments_at(item))

    def _without(self, case: str, given: frozenset[str]) -> list[Segment]:
        """Return the passages of a case but those that were given."""
        return [one for one in self.cases[case] if one.id not in given]

    def _frame(self, reader: Reader) -> tuple[list[str], str]:
        """Return the cases that may come to a coder without suggestions, and what they are."""
        order = self.order
        words = f"{len(order):,} cases of {self.strand}, whole, in one random order"
        for may_come, why in (
            (lambda one: one.document not in reader.closed, "that may not come to this coder"),
            (
                lambda one: reader.may_be_blind(one.document),
                "of which this coder has seen suggestions",
            ),
            (
                lambda one: (
                    not (reader.not_to_see and self.pool.notes.speaks_of(one, reader.not_to_see))
                ),
                "with topics that this coder chose not to see",
            ),
        ):
            kept = [case for case in order if all(map(may_come, self.cases[case]))]
            if len(kept) < len(order):
                words += f"; without those {why} ({len(order) - len(kept):,})"
            order = kept
        return order, words

    def _draws(
        self, reader: Reader, order: list[str], words: str, parts: Mapping[Purpose, Cases]
    ) -> Iterable[Draw]:
        """Yield a draw for what several read and one for the rest."""
        frame = set(order)
        here = [one for one in self.pool.segments if self.pool.case_of.get(one.id) in frame]
        frame_hash = hash_of_frame(one for one in here if self.pool.stratum(one) == self.strand)
        position = 0
        for purpose, cases in parts.items():
            chance = len(cases) / len(order) if order else 0.0
            passages = [one for new in cases.values() for one in new]
            items = tuple(
                replace(item_of(self.pool, one, chance), position=position + at)
                for at, one in enumerate(passages)
            )
            position += len(items)
            if items:
                yield Draw(
                    coder=reader.coder, mode="blind", purpose=purpose, method="random",
                    frame=words, frame_hash=frame_hash, frame_size=len(order), seed=self.seed,
                    codebook_hash=self.pool.codebook_hash, items=items,
                )  # fmt: skip


def _named(draw: Draw) -> Draw:
    return replace(draw, draw=f"{CASES}{name_of(draw)}")


def _union(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*found)
