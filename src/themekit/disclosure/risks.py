"""What is left in a document that may identify somebody, named as risk.

Nobody can promise that a person is not known by what is left. So what the tool sees is counted, in
sentences that a researcher reads before text leaves, and what it cannot see is said too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from themekit.disclosure.finding import Kind
from themekit.disclosure.proposals import Proposal
from themekit.disclosure.replacements import Replacements
from themekit.names import folded

CAUTION = "What no rule finds is not listed here: whoever knows the person may know them still."
_NOUNS: Mapping[Kind, tuple[str, str]] = {
    "name": ("name of a person", "names of people"),
    "known": ("name that this study gives", "names that this study gives"),
    "replaced before": ("detail that was replaced elsewhere", "details replaced elsewhere"),
    "phone": ("telephone number", "telephone numbers"),
    "email": ("e-mail address", "e-mail addresses"),
    "number": ("number of a paper or an account", "numbers of papers or accounts"),
    "web": ("address or name in the net", "addresses or names in the net"),
    "address": ("address", "addresses"),
    "title": ("post or role of one person", "posts or roles of one person"),
    "organisation": ("organisation", "organisations"),
    "place": ("place", "places"),
    "age": ("age or date of birth", "ages or dates of birth"),
    "date": ("day", "days"),
    "circumstance": ("rare circumstance in a family", "rare circumstances in a family"),
}
"""In the order in which they are told: what points at one person first."""
_QUOTED: frozenset[Kind] = frozenset({"title", "circumstance"})
"""Told in their words: a count of them says nothing about how rare they are."""
_TOGETHER: tuple[frozenset[Kind], ...] = (
    frozenset({"place", "address"}),
    frozenset({"organisation"}),
    frozenset({"title"}),
    frozenset({"age"}),
    frozenset({"date"}),
    frozenset({"circumstance"}),
)
"""None of them names anybody; each leaves fewer people of whom it can be true."""
_FEW_ENOUGH = 3
"""Kinds that together leave few people: as place, age and employer do."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left in one document, and how much was replaced there.

    Attributes
    ----------
    document : str
    left : tuple of Proposal
        In order.
    replaced : int
        Replacements in force there.
    """

    document: str
    left: tuple[Proposal, ...]
    replaced: int = 0

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many different details of each kind are left; kinds with none are left out."""
        seen = Counter(kind for kind, _ in {(one.kind, folded(one.text)) for one in self.left})
        return {kind: seen[kind] for kind in _NOUNS if seen[kind]}

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a researcher reads of it."""
        return (*_left(self), *_combined(self), CAUTION)


def remaining(
    documents: Iterable[str], proposals: Iterable[Proposal], replacements: Replacements
) -> tuple[Remaining, ...]:
    """Return what is left in each document once its replacements are applied.

    What somebody decided to keep is left as well: it was decided, and is a risk all the same.

    Parameters
    ----------
    documents : iterable of str
        Ids, in the order wished for.
    proposals : iterable of Proposal
        Of all that may identify somebody there; those that were replaced since fall away.
    replacements : Replacements
    """
    found: dict[str, list[Proposal]] = {}
    for one in proposals:
        if not _is_covered(one, replacements):
            found.setdefault(one.document, []).append(one)
    return tuple(
        Remaining(
            document,
            tuple(sorted(found.get(document, ()), key=lambda one: one.start)),
            len(replacements.of(document)),
        )
        for document in documents
    )


def _is_covered(one: Proposal, replacements: Replacements) -> bool:
    """Tell whether every letter of a proposal is replaced; half a name is a name."""
    there = replacements.within(one.document, one.start, one.end)
    return all(
        any(it.start <= at < it.end for it in there)
        for at, sign in enumerate(one.text, start=one.start)
        if sign.isalnum()
    )


def _left(of: Remaining) -> tuple[str, ...]:
    told = [_counted(of, kind, number) for kind, number in of.counts.items()]
    if not told:
        return ("Nothing else was found that may identify somebody.",)
    return (f"Left as they stand: {', '.join(told)}.",)


def _counted(of: Remaining, kind: Kind, number: int) -> str:
    noun = _NOUNS[kind][number > 1]
    if kind not in _QUOTED:
        return f"{number} {noun}"
    words = dict.fromkeys(one.text for one in of.left if one.kind == kind)
    alike = {folded(one): one for one in reversed(words)}
    quoted = ", ".join(f"“{one}”" for one in words if alike[folded(one)] == one)
    return f"{number} {noun} ({quoted})"


def _combined(of: Remaining) -> tuple[str, ...]:
    kinds = [
        next(kind for kind in of.counts if kind in group)
        for group in _TOGETHER
        if group & of.counts.keys()
    ]
    if len(kinds) < _FEW_ENOUGH:
        return ()
    nouns = [_NOUNS[kind][0] for kind in kinds]
    told = f"{', '.join(nouns[:-1])} and {nouns[-1]}"
    return (f"Together they leave few people of whom all can be true: {told}.",)
