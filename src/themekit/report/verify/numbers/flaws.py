"""What is wrong with a number though it is right: whose it is, and what it rests on.

A rule looks at one claim with the figures that carry it. The rules of `FIRST` stand in their
order, and the first that finds something has the word; those of `BESIDE` are asked if none does.
What nothing is wrong with may still be so of what was read alone: `only_so_far`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.answers import part_told_as_whole
from themekit.report.verify.numbers import wordings
from themekit.report.verify.numbers.sayings import of_another_strand, so_far, strand_of, unchecked
from themekit.report.verify.result import FAILING, Flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from themekit.report.verify.answers import Positive
    from themekit.report.verify.claims import Claim
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim with the figures that carry it.

    Attributes
    ----------
    claim : Claim
    one : Statement
    fits : sequence of Figure
        At least one.
    sure : bool
        Whether no other figure can be meant.
    positive : mapping
        Affirmative answers: see `themekit.report.verify.answers.positive_answers`.
    """

    claim: Claim
    one: Statement
    fits: Sequence[Figure]
    sure: bool
    positive: Positive

    @property
    def figure(self) -> Figure:
        """The first of them, which is told."""
        return self.fits[0]


def flaws(it: Carried) -> Iterator[Flaw]:
    """Yield what is wrong with a number that is right."""
    first = next((flaw for rule in FIRST if (flaw := rule(it))), None)
    found = [first] if first else [flaw for rule in BESIDE if (flaw := rule(it))]
    yield from found
    if not any(flaw.severity in FAILING for flaw in found) and (flaw := only_so_far(it)):
        yield flaw


# -- whose it is --------------------------------------------------------------------------------


def _other_strand(it: Carried) -> Flaw | None:
    """Find a figure of another strand than the sentence names."""
    return None if it.one.is_cell else of_another_strand(it.one, it.fits)


def _other_wave(it: Carried) -> Flaw | None:
    """Find a figure of another wave than the sentence names."""
    if not it.one.tied or not it.one.waves:
        return None
    waves = {f.wave for f in it.fits}
    if waves & it.one.waves or waves == {""}:
        return None
    return Flaw(f"the row is of {it.figure.wave}", "name the wave whose figure it is", "wave")


# -- shares -------------------------------------------------------------------------------------


def _percentage_of_few(it: Carried) -> Flaw | None:
    """Find a percentage of fewer people than are told in percent."""
    base = it.claim.of or it.figure.of
    if it.claim.percent is None or base >= said_as.FEW or any(f.of >= said_as.FEW for f in it.fits):
        return None
    return Flaw(
        f"a percentage of {base}: {it.figure.said}",
        "under 20 say how many of how many",
        "percentage",
    )


def _share_where_none_is(it: Carried) -> Flaw | None:
    """Find a share of what has none, such as a group."""
    is_told = it.claim.percent is not None or (
        it.claim.kind == "fraction" and it.sure and not it.claim.word
    )
    if not is_told or any(f.has_share for f in it.fits):
        return None
    return Flaw(
        f"{strand_of(it.figure)} has no share: {it.figure.said}",
        "say how many, without a share",
        "percentage",
    )


# -- what it rests on ---------------------------------------------------------------------------


def _nobody_checked(it: Carried) -> Flaw | None:
    """Find a figure of the machine alone that is told as a fact."""
    told = it.one.is_cell or wordings.MACHINE.search(it.one.text)
    if not it.sure or told or any(f.is_checked for f in it.fits):
        return None
    return unchecked(it.figure)


def _none_while_unread(it: Carried) -> Flaw | None:
    """Find a *none* of what has not all been read."""
    nothing = it.claim.kind == "none" or (it.claim.kind == "of" and it.claim.n == 0)
    told = it.one.is_cell or wordings.UNREAD.search(it.one.text)
    if not it.sure or not nothing or told or any(f.is_read for f in it.fits):
        return None
    found = f"cannot be checked, {it.figure.left}: {it.figure.said}"
    return Flaw(found, "read the rest before you say none", "unread")


def only_so_far(it: Carried) -> Flaw | None:
    """Find a number that is only of what was read so far; that it is at least so many holds."""
    told = wordings.UNREAD.search(it.one.text) or it.claim.bound in {"least", "more"}
    if told or not all(f.is_open for f in it.fits):
        return None
    return so_far(it.figure)


def _half_checked(it: Carried) -> Flaw | None:
    """Find a figure that a machine has a part in; undefined where the sentence says as much."""
    figure = it.figure
    alone = figure.by_machine and it.claim.n == figure.n + figure.by_machine
    if not (it.one.tied or it.sure) or not alone:
        return None
    by_people = bool(wordings.BY_PEOPLE.search(it.one.text))
    told = it.one.is_cell or (wordings.MACHINE.search(it.one.text) and not by_people)
    return Flaw(
        f"people found {figure.n:,}; the machine suggests the rest: {figure.said}",
        "state what people found, or say that a machine suggests the rest",
        "unchecked",
        "undefined" if told else "wrong" if by_people else "doubtful",
    )


# -- asked and raised ---------------------------------------------------------------------------


def _part_as_whole(it: Carried) -> Flaw | None:
    """Find one of several affirmative answers that is told as if it were all of them."""
    if not it.sure or it.one.is_cell or it.claim.kind not in {"of", "percent"}:
        return None
    part = part_told_as_whole(it.one.text, it.fits, it.positive)
    if part is None:
        return None
    return Flaw(
        f"those who answered '{part.answer}' alone: {part.said}",
        "name the answer, or count all who answered so",
        "asked",
        "doubtful",
    )


def _asked_as_raised(it: Carried) -> Flaw | None:
    """Find a closed question's figure that is told as if people had raised it."""
    bare = it.one.bare
    if it.one.is_cell or {f.kind for f in it.fits} != {"closed"}:
        return None
    if not wordings.RAISED.search(bare) or wordings.TICKED.search(bare):
        return None
    apart = not any(f in it.one.tied for f in it.fits)
    sure = it.one.tied and wordings.UNPROMPTED.search(bare) and apart
    return Flaw(
        f"a closed question: {it.figure.said}",
        "say that they were asked; who raised it themselves is another figure",
        "asked",
        "wrong" if sure else "doubtful",
    )


def _raised_as_asked(it: Carried) -> Flaw | None:
    """Find what people said that is told as if they had ticked it."""
    if it.one.is_cell or not {f.kind for f in it.fits} <= {"row", "question"}:
        return None
    if not wordings.AGREED.search(it.one.bare):
        return None
    return Flaw(
        f"what people said, not an answer they ticked: {it.figure.said}",
        "state the closed question's figure",
        "asked",
        "doubtful",
    )


FIRST: tuple[Callable[[Carried], Flaw | None], ...] = (
    _other_strand,
    _other_wave,
    _percentage_of_few,
    _share_where_none_is,
    _nobody_checked,
    _none_while_unread,
)
BESIDE: tuple[Callable[[Carried], Flaw | None], ...] = (
    _half_checked,
    _part_as_whole,
    _asked_as_raised,
    _raised_as_asked,
)
