"""Drawing passages for coders, so that what they say can be counted, compared and measured.

Every draw says from which frame it was made and with what chance each of its passages came into it.
For a coder and a hand-out:

- passages that others skipped are offered first, as they were drawn;
- a share is the head of a random order that is the same for everybody who is asked the same
  (`overlap`), the rest comes from passages that nobody has been given for these questions;
- either each document is put into one of two arms at random, and all its passages are in it, or a
  share of the passages is shown without suggestions, before any that are shown with them. Once a
  coder has seen a suggestion of a document, no passage of it is blind for them again. For a pack,
  whose passages may be read in any order, whole documents are shown either way.

Which passages are blind, in which order, with which questions and notes: no suggestion has a say
in it. The same record, plan and seed make the same draws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from themekit.events import ARMS, Draw, DrawnItem, Method, Mode, Purpose
from themekit.records import Segment
from themekit.tasks.items import item_of, key_of, name_from, name_of
from themekit.tasks.offering import Offers
from themekit.tasks.plans import HandOut, Plan
from themekit.tasks.pool import Frame, Pool, frame_for
from themekit.tasks.readers import Codes, Reader, share_codes
from themekit.tasks.repeating import draw_again
from themekit.tasks.sampling import in_fixed_order, in_strata, seeded, whole
from themekit.tasks.whole_cases import whole_cases


@dataclass(frozen=True, slots=True)
class _Pick:
    """A passage that was drawn from a frame with a chance."""

    segment: Segment
    chance: float | None
    frame: Frame
    purpose: Purpose
    method: Method = "random"
    mode: Mode = "assisted"


@dataclass(frozen=True, slots=True)
class _Own:
    """What nobody has been given yet, of which frame it is what chance left, how much is wanted."""

    left: Frame
    whole: Frame
    wanted: int

    @property
    def chance(self) -> float:
        """The chance of each passage of the whole frame: to be left, and then to be drawn."""
        return min(1.0, self.wanted / len(self.whole.segments)) if self.wanted else 0.0


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

    def hand_out(
        self, coders: Sequence[str], plan: Plan, codes: Mapping[str, Codes]
    ) -> list[HandOut]:
        """Draw for some coders at once, so that what is for several is the same for all of them.

        Parameters
        ----------
        coders : sequence of str
            Ids of some of `readers`, each once.
        plan : Plan
        codes : mapping of coder id to Codes
            What each is asked about; empty for the whole list.
        """
        if plan.cases:
            return whole_cases(
                self.pool, self.draws, [self.readers[one] for one in coders], plan, codes
            )
        hands = [_Hand(self, self.readers[one], plan, codes[one]) for one in coders]
        shared = _for_all(self.pool, hands) if plan.purpose != "repeat" else []
        found = []
        for hand in hands:
            one = self._for_one(hand, plan, shared)
            for draw in one.draws:
                hand.reader.take(draw, self.pool.segments_at)
            found.append(one)
        return found

    def _for_one(self, hand: _Hand, plan: Plan, shared: Sequence[_Pick]) -> HandOut:
        coder = hand.reader.coder
        if plan.purpose == "repeat":
            return HandOut(coder, *draw_again(self.pool, hand.reader, plan))
        return HandOut(coder, tuple(hand.draws(shared)), tuple(hand.remarks))

    def taken(self, codes: Codes) -> set[str]:
        """Return the passages about which anybody is, or was, asked any of some codes."""
        return {
            segment
            for reader in self.readers.values()
            for segment, met in reader.met.items()
            if any(share_codes(one, codes) for one in met)
        }

    def drawn_before(self, reader: Reader, codes: Codes) -> set[str]:
        """Return the passages that chance alone took out of the frame of a coder before.

        They were drawn at random for these questions, for people to whom the same may come.
        """
        found: set[str] = set()
        for draw in self.draws:
            other = self.readers.get(draw.coder)
            alike = other is not None and (other.closed, other.not_to_see) == (
                reader.closed, reader.not_to_see,
            )  # fmt: skip
            if alike and draw.drawn_alone and share_codes(draw.codes, codes):
                found.update(name for item in draw.items for name in self.pool.segments_at(item))
        return found

    def offers(self, reader: Reader, plan: Plan, codes: Codes) -> list[Draw]:
        """Return draws of which somebody skipped passages that a coder may get instead."""
        return self._offers.to(reader, plan.passages, arms=plan.arms, apart=plan.apart, codes=codes)


class _Hand:
    """What is drawn for one coder in one go."""

    def __init__(self, table: Table, reader: Reader, plan: Plan, codes: Codes) -> None:
        self.table, self.reader, self.plan, self.codes = table, reader, plan, codes
        self.pool = table.pool
        self.remarks: list[str] = []
        self.modes: dict[str, Mode] = {}
        if plan.apart:
            # Whatever waits to be read without suggestions may still be read after this.
            reader.only_blind |= {one for found in reader.waiting.values() for one in found}
        self.rng = seeded(plan.seed, reader.coder, str(reader.handed), *codes)

    def draws(self, shared: Sequence[_Pick]) -> Iterator[Draw]:
        """Yield the draws: what others skipped, what is for several, and the coder's own."""
        offered = self.table.offers(self.reader, self.plan, self.codes)
        given = {name for one in offered for it in one.items for name in self.pool.segments_at(it)}
        left = self.plan.passages - len(given)
        free = [one for one in shared if one.segment.id not in given][:left]
        frame = self.frame().where(lambda one: one.id not in given, "what others skipped")
        own, more = self._own(frame, free, left - len(free), given)
        picks = (
            self._arms(own, more, offered) if self.plan.arms else self._shares(own, more, offered)
        )
        if len(picks) < left:
            self.remarks.append(
                f"only {len(picks)} of {left} passages were left for {self.reader.coder}"
            )
        yield from self._as_draws(offered, picks)

    # -- which passages ------------------------------------------------------------------------

    def frame(self, drawn: Collection[str] = frozenset()) -> Frame:
        """Return what may come to this coder now, in this manner, and those `drawn` before."""
        frame, reader = frame_for(self.pool, self.reader, self.codes, drawn), self.reader
        if reader.only_blind:
            frame = frame.where(
                lambda one: (
                    reader.may_be_assisted(one.document) or reader.may_be_blind(one.document)
                ),
                "documents of which this coder has something else to read first",
            )
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

    def _own(
        self, frame: Frame, shared: Sequence[_Pick], wanted: int, given: Collection[str]
    ) -> tuple[list[_Pick], _Own]:
        """Return the passages for several; from what the others are drawn, and how many.

        These are passages that nobody has been given for these questions. Once everything was
        given to somebody, more people read the same. What was drawn at random before is still of
        the frame, so that chances are right over several hand-outs.
        """
        before = self.table.drawn_before(self.reader, self.codes) - set(given)
        taken, head = self.table.taken(self.codes), {pick.segment.id for pick in shared}
        rest = frame.where(lambda one: one.id not in head, "what is for several coders")
        fresh = rest.where(
            lambda one: one.id not in taken, "what others were given for these questions"
        )
        kept = {one.id for one in fresh.segments} | before | head
        whole = self.frame(before).where(
            lambda one: one.id in kept, "what others were given for these questions"
        )
        if (missing := wanted - len(fresh.segments)) <= 0:
            return list(shared), _Own(fresh, whole, wanted)
        again = rest.where(lambda one: one.id in taken, "what nobody was given yet")
        return [*shared, *_head(again, missing, self.plan.seed)], _Own(
            fresh, whole, len(fresh.segments)
        )

    # -- without or with suggestions -----------------------------------------------------------

    def _shares(self, several: Sequence[_Pick], own: _Own, offered: Sequence[Draw]) -> list[_Pick]:
        """Draw, and show a share of it without suggestions, before the rest."""
        plan, reader = self.plan, self.reader
        if plan.apart:
            self.modes.update((it.document, one.mode) for one in offered for it in one.items)
        shared = [replace(one, mode=self._mode(one.segment)) for one in several]
        if plan.apart:
            self.modes.update((one.segment.document, one.mode) for one in shared)
        blind = sum(one.mode == "blind" for one in shared)
        blind += sum(len(one.items) for one in offered if one.mode == "blind")
        still = max(0.0, plan.blind * plan.passages - blind)
        order = plan.order
        rest = self._mixed(own, still) if order is None else self._chosen(own, still, order)
        found = [*shared, *rest]
        if plan.blind and found and not any(one.mode == "blind" for one in found) and not blind:
            self.remarks.append(
                f"{reader.coder} has seen suggestions in every document of these passages: none is "
                "without them (choose arms, or no suggestions at all, from the start)"
            )
        return sorted(found, key=lambda one: one.mode != "blind")

    def _mode(self, segment: Segment) -> Mode:
        """Return how a passage for several is shown: wherever it can be, without suggestions."""
        document = segment.document
        if not self._may_be_assisted(document):
            return "blind"
        return "blind" if self.plan.blind > 0 and self._may_be_blind(document) else "assisted"

    def _may_be_blind(self, document: str) -> bool:
        """Tell whether a document may be shown without suggestions, now that others were drawn."""
        return self.modes.get(document) != "assisted" and self.reader.may_be_blind(document)

    def _may_be_assisted(self, document: str) -> bool:
        """Tell whether a document may be shown with suggestions, now that others were drawn."""
        return self.modes.get(document) != "blind" and self.reader.may_be_assisted(document)

    def _mixed(self, own: _Own, still: float) -> list[_Pick]:
        """Draw at random, and of that at random those that are blind."""
        fresh = own.left
        drawn = in_strata(fresh.segments, own.wanted, self.pool.stratum, self.rng)
        bound = [one for one in drawn if not self._may_be_assisted(one.document)]
        free = [
            one
            for one in drawn
            if self._may_be_assisted(one.document) and self._may_be_blind(one.document)
        ]
        expected = min(float(len(free)), max(0.0, still - len(bound)))
        share = expected / len(free) if free else 0.0
        if self.plan.apart:
            documents = sorted({one.document for one in free})
            chosen = {name for name in documents if self.rng.random() < share}
            blind = {one.id for one in (*bound, *free) if one in bound or one.document in chosen}
        else:
            blind = {one.id for one in (*bound, *free[: whole(expected, self.rng)])}
        free_ids = {one.id for one in free}
        sides = self._sides(own, share)
        found = []
        for one in drawn:
            mode: Mode = "blind" if one.id in blind else "assisted"
            frame, its = sides[mode]
            if one.id in free_ids:
                its *= share if mode == "blind" else 1 - share
            found.append(_Pick(one, its, frame, "count", mode=mode))
        return found

    def _sides(self, own: _Own, share: float) -> dict[Mode, tuple[Frame, float]]:
        """Return from which frame a passage without or with suggestions is, and its chance.

        Where only some of the frame may be shown so, or all that may be shown either way is shown
        without them (a `share` of 1), what was drawn before says which: there the frame is what is
        left.
        """
        left, whole = self._split(own.left), self._split(own.whole)
        if share >= 1:
            left, whole = (
                (
                    without,
                    with_them.where(
                        lambda one: not self._may_be_blind(one.document),
                        "documents that are shown without suggestions",
                    ),
                )
                for without, with_them in (left, whole)
            )
        found: dict[Mode, tuple[Frame, float]] = {}
        modes: tuple[Mode, Mode] = ("blind", "assisted")
        for mode, now, ever in zip(modes, left, whole, strict=True):
            if len(ever.segments) == len(own.whole.segments):
                found[mode] = ever, own.chance
            else:
                found[mode] = now, min(1.0, own.wanted / max(len(own.left.segments), 1))
        return found

    def _chosen(self, own: _Own, still: float, order: tuple[str, ...]) -> list[_Pick]:
        """Draw those that are blind at random, and take the others in an order handed in."""
        wanted = own.wanted
        without, with_them = self._split(own.left)
        expected = min(still, float(wanted), float(len(without.segments)))
        size = whole(expected, self.rng)
        drawn = in_strata(without.segments, size, self.pool.stratum, self.rng)
        frame = self._sides(own, 0.0)["blind"][0]
        chance = expected / len(frame.segments) if drawn else None
        blind = {one.id for one in drawn}
        if self.plan.apart:
            self.modes.update((one.document, "blind") for one in drawn)
            with_them = with_them.where(
                lambda one: self._may_be_assisted(one.document), "documents without suggestions"
            )
        by_id = {one.id: one for one in with_them.segments if one.id not in blind}
        rest = [by_id.pop(name) for name in dict.fromkeys(order) if name in by_id][: wanted - size]
        missing = wanted - size - len(rest)
        if missing:
            self.remarks.append(
                f"the tagger chose only {len(rest)}: the others are drawn at random"
            )
        taken = {one.id for one in rest}
        left = with_them.where(
            lambda one: one.id in by_id and one.id not in taken, "what is taken already"
        )
        more = in_strata(left.segments, missing, self.pool.stratum, self.rng)
        even = min(1.0, missing / len(left.segments)) if more else None
        return [
            *(_Pick(one, chance, frame, "count", mode="blind") for one in drawn),
            *(_Pick(one, None, with_them, "count", "chosen") for one in rest),
            *(_Pick(one, even, left, "count") for one in more),
        ]

    def _split(self, frame: Frame) -> tuple[Frame, Frame]:
        """Return the parts of a frame that may be shown without and with suggestions."""
        return (
            frame.where(
                lambda one: self._may_be_blind(one.document),
                "documents of which this coder has seen suggestions",
            ),
            frame.where(
                lambda one: self._may_be_assisted(one.document),
                "documents whose arm is without suggestions",
            ),
        )

    def _arms(self, several: Sequence[_Pick], own: _Own, offered: Sequence[Draw]) -> list[_Pick]:
        """Draw, and put each document into one of the two arms at random."""
        drawn = in_strata(own.left.segments, own.wanted, self.pool.stratum, self.rng)
        picks = [*several, *(_Pick(one, own.chance, own.whole, "count") for one in drawn)]
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
            pair = name_from(base, like.purpose, like.frame.words)
            return replace(found, draw=f"{ARMS}{pair}-{like.mode}")
        return replace(found, draw=name_of(found))

    def _anew(self, item: DrawnItem) -> DrawnItem:
        """Return an item as it was drawn; what is said before it may be known better by now."""
        found = [self.pool.by_id[name] for name in self.pool.segments_at(item)]
        return replace(item, note=self.pool.notes.note(found[0])) if found else item


def _for_all(pool: Pool, hands: Sequence[_Hand]) -> list[_Pick]:
    """Return what is for several: the head of a random order of what may come to all of them.

    The order is always the same, so that people who are handed out to at different times meet too,
    whichever part of the list each is asked about.
    """
    plan = hands[0].plan
    size = plan.passages if plan.purpose == "overlap" else int(plan.overlap * plan.passages + 0.5)
    if not size:
        return []
    frames = [hand.frame() for hand in hands]
    frame = frames[0]
    if len(frames) > 1:
        every = set.intersection(*({one.id for one in it.segments} for it in frames))
        kept = [one for one in frame.segments if one.id in every]
        words = f"{len(pool.segments):,} passages that are to be coded; without what may not come"
        left_out = len(pool.segments) - len(kept)
        frame = Frame(pool, kept, f"{words} to all of {len(hands)} coders ({left_out:,})")
    if plan.blind and not plan.arms:
        # What two people say can only be compared where neither saw what a machine thinks.
        unseen = frame.where(
            lambda one: all(hand.reader.may_be_blind(one.document) for hand in hands),
            "documents of which one of them has seen suggestions",
        )
        frame = unseen if len(unseen.segments) >= size else frame
    return _head(frame, size, plan.seed)


def _head(frame: Frame, size: int, seed: int) -> list[_Pick]:
    """Return the head of the order that is the same for everybody."""
    if not frame.segments:
        return []
    by_id = {one.id: one for one in frame.segments}
    chance = min(1.0, size / len(by_id))
    order = in_fixed_order(by_id, seed, "overlap")[:size]
    return [_Pick(by_id[name], chance, frame, "overlap") for name in order]


def _like(one: Draw | _Pick) -> tuple[object, ...]:
    if isinstance(one, Draw):
        return (one.draw,)
    return one.mode, one.purpose, one.method, one.frame.words


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
