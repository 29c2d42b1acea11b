"""Drawing passages for coders, so that what they say can be counted, compared and measured.

Every draw says from which frame it was made and with what chance each of its passages came into it.
For a coder and a hand-out:

- passages that others skipped are offered first, as they were drawn;
- a share is the head of a random order that is the same for everybody who is asked the same
  (`overlap`), the rest comes from passages that nobody has been given for these questions;
- either each document is put into one of two arms at random, and all its passages are in it, or a
  share of the passages is shown without suggestions, before any that are shown with them. Once a
  coder has seen a suggestion of a document, no passage of it is blind for them again.

Which passages are blind, in which order, with which questions and notes: no suggestion has a say
in it. The same record, plan and seed make the same draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from themekit.events import Draw, DrawnItem, Method, Mode, Purpose
from themekit.records import Segment
from themekit.tasks.items import item_of, key_of, name_from, name_of
from themekit.tasks.offering import Offers
from themekit.tasks.pool import Frame, Pool, frame_for
from themekit.tasks.readers import ARMS, Codes, Reader, share_codes
from themekit.tasks.repeating import draw_again
from themekit.tasks.sampling import in_fixed_order, in_strata, seeded, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be handed out.

    Attributes
    ----------
    passages : int
        To each coder.
    overlap : float
        Share of them, in [0, 1], that two or more are to get.
    blind : float
        Share of them, in [0, 1], that are shown without suggestions; 1 for all. Not with `arms`.
    arms : bool
        Whether each document is put into one of two arms at random.
    purpose : {'count', 'overlap', 'repeat'}
        ``overlap``: all of them are for two or more; ``repeat``: passages that the coder answered
        long enough ago, again.
    order : tuple of segment ids or None
        For those shown with suggestions: which to take, the most worthwhile first; None to draw
        them at random.
    seed : int
    now : datetime
        For ``repeat``.
    """

    passages: int = 20
    overlap: float = 0.0
    blind: float = 0.3
    arms: bool = False
    purpose: Purpose = "count"
    order: tuple[str, ...] | None = None
    seed: int = 0
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HandOut:
    """What one coder is given: draws in their order, and what whoever hands out should know."""

    coder: str
    draws: tuple[Draw, ...]
    remarks: tuple[str, ...] = ()

    @property
    def passages(self) -> int:
        """How many passages it is."""
        return sum(len(one.items) for one in self.draws)


@dataclass(frozen=True, slots=True)
class _Pick:
    """A passage that was drawn from a frame with a chance."""

    segment: Segment
    chance: float | None
    frame: Frame
    purpose: Purpose
    method: Method = "random"
    mode: Mode = "assisted"


@dataclass(slots=True)
class Table:
    """Who has been given what so far; each hand-out at it knows those before it.

    Attributes
    ----------
    pool : Pool
    readers : mapping of coder id to Reader
        Everybody who was ever given or looked at anything.
    draws : sequence of Draw
        All that hold, in order.
    """

    pool: Pool
    readers: Mapping[str, Reader]
    draws: Sequence[Draw] = ()
    _offers: Offers = field(init=False)

    def __post_init__(self) -> None:
        """Find what others skipped."""
        self._offers = Offers(self.draws, self.readers, self.pool)

    def hand_out(self, coder: str, plan: Plan, codes: Codes) -> HandOut:
        """Draw for one coder.

        Parameters
        ----------
        coder : str
            Id of somebody of `readers`.
        plan : Plan
        codes : tuple of str
            Ids of the codes that are asked about; empty for the whole list.
        """
        reader = self.readers[coder]
        if plan.purpose == "repeat":
            found = HandOut(
                coder, *draw_again(self.pool, reader, plan.passages, plan.seed, plan.now)
            )
        else:
            hand = _Hand(self, reader, plan, codes)
            found = HandOut(coder, tuple(hand.draws()), tuple(hand.remarks))
        for draw in found.draws:
            reader.take(draw, self.pool.segments_at)
        return found

    def taken(self, codes: Codes) -> set[str]:
        """Return the passages about which anybody is, or was, asked any of some codes."""
        return {
            segment
            for reader in self.readers.values()
            for segment, met in reader.met.items()
            if any(share_codes(one, codes) for one in met)
        }

    def offers(self, reader: Reader, plan: Plan, codes: Codes) -> list[Draw]:
        """Return draws of which somebody skipped passages that a coder may get instead."""
        return self._offers.to(reader, plan.passages, arms=plan.arms, codes=codes)


class _Hand:
    """What is drawn for one coder in one go."""

    def __init__(self, table: Table, reader: Reader, plan: Plan, codes: Codes) -> None:
        self.table, self.reader, self.plan, self.codes = table, reader, plan, codes
        self.pool = table.pool
        self.remarks: list[str] = []
        self.rng = seeded(plan.seed, reader.coder, str(reader.handed), *codes)

    def draws(self) -> Iterator[Draw]:
        """Yield the draws: what others skipped, without suggestions, then with them."""
        offered = self.table.offers(self.reader, self.plan, self.codes)
        left = self.plan.passages - sum(len(one.items) for one in offered)
        picks = self._arms(left, offered) if self.plan.arms else self._shares(left, offered)
        if len(picks) < left:
            self.remarks.append(
                f"only {len(picks)} of {left} passages were left for {self.reader.coder}"
            )
        yield from self._as_draws(offered, picks)

    # -- which passages ------------------------------------------------------------------------

    def _frame(self, offered: Iterable[Draw]) -> Frame:
        """Return what may come to this coder now, in this manner."""
        frame = frame_for(self.pool, self.reader, self.codes)
        given = {name for one in offered for it in one.items for name in self.pool.segments_at(it)}
        if given:
            frame = frame.where(lambda one: one.id not in given, "what others skipped")
        reader = self.reader
        if self.plan.arms:
            return frame.where(
                lambda one: one.document not in reader.outside_arms,
                "documents of which this coder has met something outside the arms",
            )
        if self.plan.blind >= 1:
            return frame.where(
                lambda one: reader.may_be_blind(one.document),
                "documents of which this coder has seen suggestions",
            )
        return frame

    def _shared(self, frame: Frame, size: int) -> list[_Pick]:
        """Return the head of the order that is the same for everybody."""
        if size <= 0 or not frame.segments:
            return []
        by_id = {one.id: one for one in frame.segments}
        order = in_fixed_order(by_id, self.plan.seed, "\0".join(self.codes))
        chance = min(1.0, size / len(order))
        return [_Pick(by_id[name], chance, frame, "overlap") for name in order[:size]]

    def _fresh(self, frame: Frame, shared: Iterable[_Pick]) -> Frame:
        """Return the passages that nobody has been given for these questions."""
        taken = self.table.taken(self.codes)
        head = {pick.segment.id for pick in shared}
        frame = frame.where(lambda one: one.id not in head, "what is for several coders")
        return frame.where(
            lambda one: one.id not in taken, "what others were given for these questions"
        )

    def _both(self, frame: Frame, left: int) -> tuple[list[_Pick], Frame, int]:
        """Return the shared passages, the frame of the others, and how many of these to draw."""
        share = 1.0 if self.plan.purpose == "overlap" else self.plan.overlap
        size = min(left, int(share * left + 0.5))
        shared = self._shared(frame, size)
        fresh = self._fresh(frame, shared)
        wanted = left - size
        if len(fresh.segments) < wanted:
            # Once everything was given to somebody, more people read the same.
            shared = self._shared(frame, left - len(fresh.segments))
            fresh = self._fresh(frame, shared)
            wanted = min(left - len(shared), len(fresh.segments))
        return shared, fresh, wanted

    # -- without or with suggestions -----------------------------------------------------------

    def _shares(self, left: int, offered: Sequence[Draw]) -> list[_Pick]:
        """Draw, and show a share of it without suggestions, before the rest."""
        plan, reader = self.plan, self.reader
        shared, fresh, wanted = self._both(self._frame(offered), left)
        shared = [
            replace(one, mode="blind" if self._is_blind(one.segment) else "assisted")
            for one in shared
        ]
        blind = sum(one.mode == "blind" for one in shared)
        blind += sum(len(one.items) for one in offered if one.mode == "blind")
        still = max(0.0, plan.blind * plan.passages - blind)
        own = self._mixed(fresh, wanted, still) if plan.order is None else ()
        if plan.order is not None:
            own = self._chosen(fresh, wanted, still, plan.order)
        found = [*shared, *own]
        if plan.blind and found and not any(one.mode == "blind" for one in found) and not blind:
            self.remarks.append(
                f"{reader.coder} has seen suggestions in every document of these passages: none is "
                "without them (choose arms, or no suggestions at all, from the start)"
            )
        return sorted(found, key=lambda one: one.mode != "blind")

    def _is_blind(self, segment: Segment) -> bool:
        """Tell whether a passage for several is shown without suggestions: wherever it can be."""
        return self.plan.blind > 0 and self.reader.may_be_blind(segment.document)

    def _mixed(self, fresh: Frame, wanted: int, still: float) -> list[_Pick]:
        """Draw at random, and of that at random those that are blind."""
        reader, pool = self.reader, self.pool
        drawn = in_strata(fresh.segments, wanted, pool.stratum, self.rng)
        chance = min(1.0, wanted / len(fresh.segments)) if drawn else 0.0
        bound = [one for one in drawn if not reader.may_be_assisted(one.document)]
        free = [
            one
            for one in drawn
            if reader.may_be_assisted(one.document) and reader.may_be_blind(one.document)
        ]
        expected = min(float(len(free)), max(0.0, still - len(bound)))
        share = expected / len(free) if free else 0.0
        blind = {one.id for one in (*bound, *free[: whole(expected, self.rng)])}
        free_ids = {one.id for one in free}
        without, with_them = self._split(fresh)
        found = []
        for one in drawn:
            its = chance
            if one.id in free_ids:
                its *= share if one.id in blind else 1 - share
            here = one.id in blind
            frame, mode = (without, "blind") if here else (with_them, "assisted")
            found.append(_Pick(one, its, frame, "count", mode=mode))  # type: ignore[arg-type]
        return found

    def _chosen(
        self, fresh: Frame, wanted: int, still: float, order: tuple[str, ...]
    ) -> list[_Pick]:
        """Draw those that are blind at random, and take the others in an order handed in."""
        without, with_them = self._split(fresh)
        expected = min(still, float(wanted), float(len(without.segments)))
        size = whole(expected, self.rng)
        drawn = in_strata(without.segments, size, self.pool.stratum, self.rng)
        chance = expected / len(without.segments) if drawn else None
        blind = {one.id for one in drawn}
        by_id = {one.id: one for one in with_them.segments if one.id not in blind}
        rest = [by_id[name] for name in dict.fromkeys(order) if name in by_id]
        return [
            *(_Pick(one, chance, without, "count", mode="blind") for one in drawn),
            *(_Pick(one, None, with_them, "count", "chosen") for one in rest[: wanted - size]),
        ]

    def _split(self, frame: Frame) -> tuple[Frame, Frame]:
        """Return the parts of a frame that may be shown without and with suggestions."""
        reader = self.reader
        return (
            frame.where(
                lambda one: reader.may_be_blind(one.document),
                "documents of which this coder has seen suggestions",
            ),
            frame.where(
                lambda one: reader.may_be_assisted(one.document),
                "documents whose arm is without suggestions",
            ),
        )

    def _arms(self, left: int, offered: Sequence[Draw]) -> list[_Pick]:
        """Draw, and put each document into one of the two arms at random."""
        shared, fresh, wanted = self._both(self._frame(offered), left)
        drawn = in_strata(fresh.segments, wanted, self.pool.stratum, self.rng)
        chance = min(1.0, wanted / len(fresh.segments)) if drawn else None
        picks = [*shared, *(_Pick(one, chance, fresh, "count") for one in drawn)]
        arms: dict[str, Mode] = {**self.reader.arms}
        arms.update((it.document, one.mode) for one in offered for it in one.items)
        new = sorted({one.segment.document for one in picks} - set(arms))
        arms.update(_put_into_arms(new, self.pool.strand_of, self.rng))
        found = [
            replace(one, mode=arms[one.segment.document], chance=(one.chance or 0) / 2)
            for one in picks
        ]
        # Mixed, so that neither arm has the fresher or the more tired reader.
        self.rng.shuffle(found)
        return found

    # -- as draws ------------------------------------------------------------------------------

    def _as_draws(self, offered: Sequence[Draw], picks: Sequence[_Pick]) -> Iterator[Draw]:
        """Yield draws whose items say at which place of the whole hand-out they come."""
        order: list[tuple[Draw | _Pick, DrawnItem]] = [
            (one, self._anew(item)) for one in offered for item in one.items
        ]
        order += [(one, item_of(self.pool, one.segment, one.chance)) for one in picks]
        if not self.plan.arms:
            order.sort(key=lambda pair: pair[0].mode != "blind")
        items: dict[tuple[object, ...], list[DrawnItem]] = {}
        first: dict[tuple[object, ...], Draw | _Pick] = {}
        for position, (one, item) in enumerate(order):
            key = _like(one)
            first.setdefault(key, one)
            items.setdefault(key, []).append(replace(item, position=position))
        base = name_from(self.reader.coder, *(key_of(item) for _, item in order))
        for key, found in items.items():
            yield self._draw(first[key], tuple(found), base)

    def _draw(self, like: Draw | _Pick, items: tuple[DrawnItem, ...], base: str) -> Draw:
        """Return a draw of passages that were drawn alike."""
        if isinstance(like, Draw):
            return replace(
                like, items=items, coder=self.reader.coder, number=0, event_id="", act="",
                time="", received="", after=0, since=0, origin="", entered_by="",
            )  # fmt: skip
        found = Draw(
            coder=self.reader.coder, mode=like.mode, purpose=like.purpose, method=like.method,
            frame=like.frame.words, frame_hash=like.frame.hash,
            frame_size=len(like.frame.segments), seed=self.plan.seed,
            codebook_hash=self.pool.codebook_hash, codes=self.codes, items=items,
        )  # fmt: skip
        if self.plan.arms:
            return replace(found, draw=f"{ARMS}{base}-{like.purpose}-{like.mode}")
        return replace(found, draw=name_of(found))

    def _anew(self, item: DrawnItem) -> DrawnItem:
        """Return an item as it was drawn; what is said before it may be known better by now."""
        found = [self.pool.by_id[name] for name in self.pool.segments_at(item)]
        return replace(item, note=self.pool.notes.note(found[0])) if found else item


def _like(one: Draw | _Pick) -> tuple[object, ...]:
    if isinstance(one, Draw):
        return (one.draw,)
    return one.mode, one.purpose, one.method


def _put_into_arms(
    documents: Sequence[str], strand_of: Mapping[str, str], rng: Random
) -> Iterator[tuple[str, Mode]]:
    """Yield an arm for each document: either with the same chance, and evenly in every strand."""
    modes: tuple[Mode, Mode] = ("blind", "assisted")
    order = list(documents)
    rng.shuffle(order)
    order.sort(key=lambda name: strand_of.get(name, ""))
    turn = rng.randrange(2)
    for number, name in enumerate(order):
        yield name, modes[(number + turn) % 2]
