"""Rose, fell, no change seen, or cannot tell: what two waves let one say, and why in words.

*Rose* and *fell* need three things: the share changed by at least what matters; its interval leaves
no change out; and, where half or more of the people return, more of the same people began than
stopped (or the reverse) than chance would make. Where it is known how reading drifted, that is
taken off first: the first wave's words were read then, the second's today. It is a brake, and no
licence to speak of anybody but these tellers, unless they were drawn at random. *No change seen*
needs an interval that lies within what matters. All else **cannot be told**, and so is everything
that people have not read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from themekit.matrix.change.heard import Heard, Share
from themekit.matrix.change.reread import Drift
from themekit.records import Verdict
from themekit.statistics.change import (
    NO_DRIFT,
    Estimate,
    Pairs,
    change_beyond,
    change_of,
    exact_change,
)
from themekit.statistics.prevalence import LEAST_STANDING

CHANCE = 0.05
"""Chance below which it is taken for more than that."""
RETURNING = 0.5
"""The part of the smaller wave from which on people count as the same."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """What two waves come to.

    Attributes
    ----------
    verdict : str
    change : Estimate or None
        None where there is nothing to compare.
    reasons : tuple of str
        Sentences.
    """

    verdict: Verdict
    change: Estimate | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waves:
    """Two waves, ready to be judged.

    Attributes
    ----------
    before, after : Heard
    first, second : Share
        How many told it in each.
    pairs : Pairs
        The same people of whom it is known both times.
    matters : float
        The least change that would matter, in (0, 1).
    drift : Drift or None
    is_drawn : bool
        Whether the tellers are a random sample of others.
    """

    before: Heard
    after: Heard
    first: Share
    second: Share
    pairs: Pairs
    matters: float
    drift: Drift | None = None
    is_drawn: bool = False

    @property
    def estimated(self) -> bool:
        """Whether some people stand for others in one of the waves."""
        return {self.first.by, self.second.by} != {"count"}

    @property
    def return_(self) -> bool:
        """Whether so many people return that the same ones are compared.

        Where chance chose who is read, it is asked of those who were.
        """
        fewer = min(
            len(one.asked if share.by == "count" else one.settled)
            for one, share in ((self.before, self.first), (self.after, self.second))
        )
        return bool(self.pairs.number) and self.pairs.number >= RETURNING * fewer

    @property
    def drifted(self) -> Estimate:
        """By how much the earlier wave is read otherwise today, as far as that is known."""
        return self.drift.moves if self.drift else NO_DRIFT

    @property
    def chance(self) -> float | None:
        """The chance that the same people differ so much, read as they are today; None if others.

        Exact where no drift was measured.
        """
        if not self.return_:
            return None
        if self.drift is None:
            return exact_change(self.pairs.began, self.pairs.stopped)
        return change_beyond(self.pairs, self.drift.among)

    @property
    def more(self) -> float:
        """How many more of the same people in 1 began than stopped, both times as read today."""
        pairs = self.pairs
        between = (pairs.began - pairs.stopped) / pairs.number if pairs.number else 0.0
        return between - (self.drift.among.value if self.drift else 0.0)

    def change(self, more_then: float = 0.0, more_now: float = 0.0) -> Estimate:
        """Return the change, were the shares larger by so much that may still turn out."""
        first, second = (
            one.side._replace(share=min(1.0, one.side.share + more))
            for one, more in ((self.first, more_then), (self.second, more_now))
        )
        return change_of(first, second, self.pairs, self.drifted)

    def verdict_on(self, change: Estimate) -> Verdict:
        """Return what a change comes to."""
        chance = self.chance
        by_chance = chance is not None and chance >= CHANCE
        more = self.more
        same_way = chance is None or more * change.value > 0
        if abs(change.value) >= self.matters - _TINY and not by_chance and same_way:
            if change.low > 0:
                return "rose"
            if change.high < 0:
                return "fell"
        within = -self.matters <= change.low and change.high <= self.matters
        if within and (chance is None or by_chance or abs(more) < _TINY):
            return "no change seen"
        return "cannot tell"


def compare(waves: Waves) -> Compared:
    """Judge two waves that people have read."""
    least, most = waves.change(waves.first.open, 0.0), waves.change(0.0, waves.second.open)
    plain = waves.change()
    change = Estimate(plain.value, least.low, most.high)
    verdicts = {waves.verdict_on(least), waves.verdict_on(most)}
    if len(verdicts) > 1:
        return Compared("cannot tell", change, (_counts(waves), *_open(waves)))
    verdict = verdicts.pop()
    return Compared(verdict, change, tuple(_why(waves, verdict, change)))


def _why(waves: Waves, verdict: Verdict, change: Estimate) -> list[str]:
    said = [_counts(waves), _same(waves)]
    if waves.drift:
        said.append(_drift(waves.drift))
        said += _as_read_then(waves)
    if verdict in ("rose", "fell"):
        whom = "" if waves.is_drawn else ", among these tellers"
        and_ = " and in how it was read" if waves.drift else ""
        said.append(f"That is more than chance in who tells{and_}{whom}.")
    elif verdict == "no change seen":
        said.append(f"A change of {points(waves.matters)} or more does not fit what was told.")
    else:
        said.append(_unclear(waves, change))
        said += _open(waves)
    return said


def _unclear(waves: Waves, change: Estimate) -> str:
    """Say why nothing can be told."""
    chance = waves.chance
    large = abs(change.value) >= waves.matters - _TINY
    if large and chance is not None and chance >= CHANCE:
        return f"That can be chance in who tells{' or in how it was read' if waves.drift else ''}."
    if chance is not None and waves.more * change.value < 0:
        return "Those who told both times went the other way: who tells has changed."
    if large and change.low <= 0 <= change.high:
        why = "in how it was read" if waves.drift else "in who tells"
        return f"That can be chance {why}."
    return f"Anything from {_signed(change.low)} to {_signed(change.high)} fits what was told."


def _counts(waves: Waves) -> str:
    """Say what stands."""
    return f"{waves.first.words}, then {waves.second.words}."


def _same(waves: Waves) -> str:
    """Say how the same people fared."""
    pairs = waves.pairs
    if not pairs.number:
        return "Nobody told both times."
    return f"Of {pairs.number} who told both times {pairs.began} began and {pairs.stopped} stopped."


def _as_read_then(waves: Waves) -> list[str]:
    """Say that those who began and who stopped were not counted as they are read today."""
    if not waves.pairs.number:
        return []
    weighed = ", and weighed with this taken off" if waves.return_ else ""
    return [f"Who began and who stopped is counted as each wave was read at its time{weighed}."]


def _drift(drift: Drift) -> str:
    """Say by how much the earlier wave is read otherwise today, and by whose doing."""
    low, high = (round(100 * one) for one in drift.estimate[1:])
    said = (
        f"{drift.pairs.number} of {drift.of} were read anew: today it is found "
        f"{_oftener(drift.estimate.value)} there ({low:+d} to {high:+d})."
    )
    if drift.by_coder is not None:
        said += (
            f" Under the former description it is {_signed(drift.by_coder.value)}: that is the "
            "coder's part, the rest is the description's."
        )
    machine = drift.machine
    if machine is not None and machine.then != machine.now:
        said += (
            f" Of {machine.of} whom somebody read with suggestions the machine suggested it of "
            f"{machine.then} then, and suggests it of {machine.now} now."
        )
    return said


def _open(waves: Waves) -> list[str]:
    """Say who may still turn out."""
    said: list[str] = []
    for one, share in ((waves.before, waves.first), (waves.after, waves.second)):
        if one.unread and share.by == "count":
            are = "is" if len(one.unread) == 1 else "are"
            said.append(f"{_people(one.unread)} of {one.wave} {are} not read to the end.")
            if 0 < len(one.drawn) < LEAST_STANDING:
                said.append(
                    f"{len(one.drawn)} whom chance chose are read: from {LEAST_STANDING} on they "
                    "stand for all."
                )
        if one.disputed and share.open:
            said.append(f"Coders do not agree on {_people(one.disputed)} of {one.wave}.")
    return said


def _people(those: Collection[str]) -> str:
    return "1 person" if len(those) == 1 else f"{len(those)} people"


def points(share: float) -> str:
    """Say a share as so many in 100."""
    return f"{round(100 * share)} in 100"


def _oftener(value: float) -> str:
    """Say by how much more or less often something is found."""
    number = round(100 * value)
    if not number:
        return "as often"
    return f"{abs(number)} in 100 {'more' if number > 0 else 'less'} often"


def _signed(value: float) -> str:
    """Say a change as so many in 100, with its sign."""
    number = round(100 * value)
    return f"{number:+d} in 100" if number else "0 in 100"
