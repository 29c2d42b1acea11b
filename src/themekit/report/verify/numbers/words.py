"""Words of number - few, some, most, a majority - against the key that a study declares.

A rule looks at one such word with the rows that it may be of; the first that finds something has
the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.claims import is_sure
from themekit.report.verify.figures import POSITIVE
from themekit.report.verify.numbers import wordings
from themekit.report.verify.numbers.carrying import narrowed
from themekit.report.verify.numbers.sayings import of_another_strand, so_far, strand_of, unchecked
from themekit.report.verify.result import Flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from themekit.report.verify.claims import Claim
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement
    from themekit.study import Quantifier

_TINY = 1e-9
_PLAIN = {"majority": (0.5 + 1e-6, 1.0), "minority": (0.0, 0.5 - 1e-6), "most": (0.5 + 1e-6, 1.0)}
"""Shares that words stand for though a study does not say so."""
_SMALL = frozenset({"few", "a couple"})
"""Words that nobody need declare to know that more may be found than they say."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A word of number in a statement.

    Attributes
    ----------
    claim : Claim
    one : Statement
    rows : sequence of Figure
        That it may be of.
    known : Quantifier or None
        What the study declares it to mean.
    """

    claim: Claim
    one: Statement
    rows: Sequence[Figure]
    known: Quantifier | None

    @classmethod
    def of(
        cls,
        claim: Claim,
        one: Statement,
        declared: Mapping[str, Quantifier],
        nearly: Sequence[Figure] = (),
    ) -> Worded:
        """Find the rows that a word of number may be of; `nearly` are all but named."""
        rows = [
            f
            for f in one.tied or narrowed(one.named, one) or narrowed(nearly, one)
            if f.of and f.kind in {"row", "closed"} and f.answer in {"", POSITIVE}
        ]
        return cls(claim, one, over_all(rows, one), declared.get(claim.word))

    @property
    def is_known(self) -> bool:
        """Whether there are rows to hold it against, and it is said what it means."""
        return bool(self.rows) and (self.known is not None or self.claim.word in _PLAIN)

    def is_between(self, low: float, high: float) -> bool | None:
        """Tell whether the share of a row lies so; None while what is unread can turn it."""
        told = wordings.UNREAD.search(self.one.text)
        spans = [(f.n / f.of, (f.n if told else f.most) / f.of) for f in self.rows]
        if any(low <= least and most <= high for least, most in spans):
            return True
        return None if any(low <= most and least <= high for least, most in spans) else False

    @property
    def unread(self) -> Figure | None:
        """The first row of which not all is read."""
        return next((f for f in self.rows if f.is_open), None)

    @property
    def is_undefined(self) -> bool:
        """Whether it counts people, and nobody has said what it means."""
        if self.known is not None or self.claim.word in {"majority", "minority"}:
            return False
        strands = bool(self.one.strands and self.claim.noun)
        return bool(self.rows) or is_sure(self.claim.noun) or strands


def over_all(rows: list[Figure], one: Statement) -> list[Figure]:
    """Keep rows over all strands, if there are such and a statement speaks of no strand."""
    if one.tied or one.strands:
        return rows
    return [f for f in rows if f.strand == said_as.ALL] or rows


def flaw_of_word(it: Worded) -> Flaw | None:
    """Return the first thing that is wrong with a word of number; None where nothing is."""
    if not it.rows:
        return None
    return next((flaw for rule in RULES if (flaw := rule(it))), None)


def _not_half(it: Worded) -> Flaw | None:
    """Find a majority that is none: what these words mean needs no key."""
    plain = _PLAIN.get(it.claim.word)
    if it.known or not plain:
        return None
    if it.is_between(*plain) is not False:
        return None
    return Flaw(
        f"{it.rows[0].said}; '{it.claim.word}' is {'less' if plain[0] == 0 else 'more'} than half",
        "state the figure",
        "quantifier",
        "doubtful" if it.claim.word == "most" else "wrong",
    )


def _outside_of_key(it: Worded) -> Flaw | None:
    """Find a word that the study declares to mean other shares."""
    known = it.known
    if not known:
        return None
    meant = (known.low - _TINY, known.high + _TINY)
    if it.is_between(*meant) is not False:
        return None
    span = f"{said_as.rounded(known.low)} to {said_as.rounded(known.high)} %"
    return Flaw(
        f"{it.rows[0].said}; '{it.claim.word}' is {span} here",
        "use the declared word, or the figure",
        "quantifier",
    )


def _open_yet(it: Worded) -> Flaw | None:
    """Find a word that what is unread can turn: *few* while most of it is unread."""
    plain = _PLAIN.get(it.claim.word)
    meant = (it.known.low - _TINY, it.known.high + _TINY) if it.known else plain
    told = wordings.UNREAD.search(it.one.text)
    if it.unread is None or told or (meant is None and it.claim.word not in _SMALL):
        return None
    if meant is not None and it.is_between(*meant):
        return None
    return so_far(it.unread, "read the rest, or state the figure so far")


def _other_strand(it: Worded) -> Flaw | None:
    """Find a word tied to a row of another strand."""
    return of_another_strand(it.one, it.rows) if it.known else None


def _nobody_checked(it: Worded) -> Flaw | None:
    """Find a word of rows that rest on the machine alone."""
    told = wordings.MACHINE.search(it.one.text)
    if not it.known or told or any(f.is_checked for f in it.rows):
        return None
    return unchecked(it.rows[0], "check it first")


def _no_share(it: Worded) -> Flaw | None:
    """Find a word tied to rows alone that have no share, of which it may be right or not."""
    if not it.one.tied or any(f.has_share for f in it.rows):
        return None
    first = it.rows[0]
    return Flaw(
        f"'{it.claim.word}' is of a share, and {strand_of(first)} {_have(first)} none: it cannot "
        f"be checked there ({first.said})",
        "tie it to the row of a strand, or give the count",
        "quantifier",
        "undefined",
    )


def _have(figure: Figure) -> str:
    return "have" if figure.strand == said_as.ALL else "has"


RULES: tuple[Callable[[Worded], Flaw | None], ...] = (
    _not_half,
    _outside_of_key,
    _other_strand,
    _nobody_checked,
    _open_yet,
    _no_share,
)
"""What is plainly wrong first; what cannot be told, last."""
