"""*All parents*, *nobody*, *only women*: said beside the name of a row, in whatever words.

While some of a row is unread, no such word of it can be checked. Where all is read it is held
against the row, as far as it is plain that the word is of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.claims.grammar import SAID
from themekit.report.verify.claims.loosely import PERSONS
from themekit.report.verify.figures import POSITIVE
from themekit.report.verify.numbers import wordings
from themekit.report.verify.numbers.carrying import narrowed
from themekit.report.verify.numbers.sayings import so_far
from themekit.report.verify.numbers.words import over_all
from themekit.report.verify.result import Flaw
from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from themekit.report.verify.claims import Claim
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement

_PART = re.compile(
    r"[,;:()\u2013\u2014]|\b(?:because|when|while|which|so|but|if|until|since|where|although|"
    r"though|than|unless|(?<!said )(?<!say )(?<!told us )(?<!felt )(?<!thought )that)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"\b{PERSONS}\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|or)\s*$", re.IGNORECASE)
_LED = re.compile(r"\W*(?:(?:in|at|among|of|across|during)\b[^,]*)?\W*", re.IGNORECASE)
_DID = re.compile(
    rf"\s+(?:\w+ly\s+|also\s+|once\s+)?(?:{SAID}|complained|experienced|faced|met|lived\s+with|"
    r"(?:was|were|is|are)\s+(?:worried|afraid|concerned|anxious|troubled|bothered|affected))\b"
    r"(?!\s+(?:them|us|him|her|it|me|parents?|people|to\s+help|no|not|never|little|enough)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Loose:
    """Such a word with the rows that stand beside it.

    Attributes
    ----------
    claim : Claim
    one : Statement
    rows : sequence of Figure
        At least one.
    """

    claim: Claim
    one: Statement
    rows: Sequence[Figure]

    @property
    def may_be(self) -> list[Figure]:
        """The rows that may come to it once all is read."""
        if self.claim.kind == "none":
            return [f for f in self.rows if not f.n]
        return [f for f in self.rows if f.most >= f.of] if self.claim.kind == "all" else []

    @property
    def is_so(self) -> bool:
        """Whether a row that was read says so."""
        return any(not f.is_open for f in self.may_be)

    @property
    def is_plain(self) -> bool:
        """Whether it is plainly of the row: who is meant begins its part, and says or has it."""
        text, claim = self.one.bare, self.claim
        start = _part(text, claim)[0]
        return bool(
            _LED.fullmatch(text, start, claim.start) and _DID.match(text, claim.end)
        ) and not wordings.OPPOSITE.search(text)

    @property
    def can_be_held(self) -> bool:
        """Whether the rows can say so or not: of whom it is *only*, they do not tell."""
        return self.claim.kind != "only" and self.is_plain


def names_people(claim: Claim) -> bool:
    """Tell whether a claim says of which people it is, and not *nobody* or *everyone* alone."""
    return _PEOPLE.search(claim.said) is not None


def rows_beside(claim: Claim, one: Statement, primary: Collection[str]) -> list[Figure]:
    """Return the rows that a claim may be of: those tied, else those named in its part.

    Parameters
    ----------
    claim : Claim
    one : Statement
    primary : collection of str
        Strands of which is spoken where a sentence names none.
    """
    found = [f for f in one.tied or _named_beside(claim, one) if f.kind in {"row", "closed"}]
    rows = over_all([f for f in found if f.of and f.answer in {"", POSITIVE}], one)
    meant = [f for f in rows if f.strand in primary]
    return rows if one.tied or one.strands else meant or rows


def _named_beside(claim: Claim, one: Statement) -> list[Figure]:
    start, end = _part(one.bare, claim)
    there = {p.name for p in one.places if start <= p.start and p.end <= end}
    named = narrowed(one.named, one)
    return [f for f in named if {joined(name).strip() for name in (f.name, f.code_id)} & there]


def _part(text: str, claim: Claim) -> tuple[int, int]:
    """Return the range of the part of a sentence that a claim stands in."""
    cuts = [m.end() for m in _PART.finditer(text, 0, claim.start)]
    cuts += [claim.start] if _AND.search(text[: claim.start]) else []
    after = _PART.search(text, claim.end)
    return max(cuts, default=0), after.start() if after else len(text)


def flaws_of_loose(it: Loose) -> Iterator[Flaw]:
    """Yield the first thing that is wrong with such a word, or open."""
    found = next((flaw for rule in RULES if (flaw := rule(it))), None)
    if found is not None:
        yield found


def _is_not_so(it: Loose) -> Flaw | None:
    """Find a word that no row can come to, whatever is unread."""
    if it.claim.kind == "only" or it.may_be or not it.is_plain:
        return None
    return Flaw(it.rows[0].said, "state the figure of the row", severity="doubtful")


def _open_yet(it: Loose) -> Flaw | None:
    """Find a word that what is unread can turn."""
    first = next((f for f in it.may_be or it.rows if f.is_open), None)
    if first is None or it.is_so or wordings.UNREAD.search(it.one.text):
        return None
    return so_far(first, f"read the rest before you say {it.claim.said.split()[0].casefold()}")


RULES: tuple[Callable[[Loose], Flaw | None], ...] = (_is_not_so, _open_yet)
"""What cannot be so first."""
