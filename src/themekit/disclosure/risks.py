"""What is left in a text after replacement: named as risk, for nothing makes it harmless."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from themekit.disclosure.finding.found import Found, without_overlap
from themekit.disclosure.proposals import KnownNames, NameFinder, Proposal, beyond
from themekit.disclosure.replacements import Replacements
from themekit.events import Event, Mark
from themekit.records import Document
from themekit.spans import Span

ReadState = Literal["read", "changed since it was read", "not read"]
READ_STATES: tuple[ReadState, ...] = ("not read", "changed since it was read", "read")
ALWAYS = (
    "Only what the rules find is counted here. A story that one person alone could tell, "
    "or a post and a place together, may identify somebody too."
)
_QUOTED = 2
_LONGEST = 28
_KINDS = {
    "name": ("name", "names"),
    "known": ("name that the study itself gives", "names that the study itself gives"),
    "replaced before": ("place of words replaced elsewhere", "places of words replaced elsewhere"),
    "phone": ("phone number", "phone numbers"),
    "email": ("email address", "email addresses"),
    "address": ("address", "addresses"),
    "place": ("place", "places"),
    "organisation": ("organisation", "organisations"),
    "title": ("post that one person holds", "posts that one person holds"),
    "age": ("age", "ages"),
    "date": ("date", "dates"),
    "number": ("number of a record", "numbers of records"),
    "web": ("web address", "web addresses"),
    "circumstance": ("rare thing in a family", "rare things in a family"),
}
_INDIRECT = ("place", "address", "organisation", "title", "age", "date", "circumstance")
"""Kinds that name nobody; each leaves fewer people of whom it can be true."""
_FEW_ENOUGH = 3
"""Kinds that together leave few people, as a place, an age and an employer do."""


@dataclass(frozen=True, slots=True)
class Left:
    """What stands in a document as it is.

    Attributes
    ----------
    open : tuple of Proposal
        Of which nobody has decided anything.
    kept : tuple of Proposal
        Which somebody decided to leave.
    replaced : int
        Places that are replaced.
    """

    open: tuple[Proposal, ...]
    kept: tuple[Proposal, ...]
    replaced: int

    def sentences(self) -> tuple[str, ...]:
        """Say what is left, as a researcher reads it before they answer for a text."""
        told = [f"Replaced: {_counted(self.replaced, 'place', 'places')} in this text."]
        if self.open:
            told.append(f"Nobody has decided yet: {_listed(self.open)}.")
        if self.kept:
            told.append(f"Left as they stand: {_listed(self.kept)}.")
        told += _together({one.kind for one in (*self.open, *self.kept)})
        if not self.open and not self.kept:
            told.append("Nothing else is proposed here.")
        return (*told, ALWAYS)


def left_in(
    proposals: Sequence[Proposal], replaced: Replacements, kept: Sequence[Span], document: str
) -> Left:
    """Part a document's proposals by what was decided of them.

    Parameters
    ----------
    proposals : sequence of Proposal
        Of this document.
    replaced : Replacements
    kept : sequence of Span
        See `kept_places`.
    document : str
        Id.
    """
    waiting: list[Proposal] = []
    left: list[Proposal] = []
    for one in (it for whole in proposals for it in beyond(whole, replaced)):
        is_kept = any(it.start <= one.start and one.end <= it.end for it in kept)
        (left if is_kept else waiting).append(one)
    return Left(tuple(waiting), tuple(left), len(replaced.of(document)))


def kept_places(
    documents: Iterable[Document], events: Iterable[Event], void: Collection[str]
) -> Mapping[str, tuple[Span, ...]]:
    """Return the places that somebody decided to leave as they are, by document.

    As with replacements, what was said last of words holds.
    """
    hashes = {one.id: one.text_hash for one in documents}
    found: dict[str, list[Span]] = {}
    for one in events:
        if not isinstance(one, Mark) or one.marking == "read" or one.event_id in void:
            continue
        if hashes.get(one.document) != one.text_hash:
            continue
        there = found.setdefault(one.document, [])
        there[:] = [it for it in there if it.end <= one.start or one.end <= it.start]
        if one.marking == "keep":
            there.append(Span(one.start, one.end))
    return {name: tuple(sorted(it, key=lambda one: one.start)) for name, it in found.items() if it}


def read_states(
    documents: Iterable[Document], events: Iterable[Event], void: Collection[str]
) -> Mapping[str, ReadState]:
    """Return of every document whether somebody read its present text for such details."""
    marks = [
        one
        for one in events
        if isinstance(one, Mark) and one.marking == "read" and one.event_id not in void
    ]
    # Of one text the last mark counts, as for `Gate`.
    ends = {(one.document, one.text_hash): one.end if one.start == 0 else -1 for one in marks}
    earlier = {one.document for one in marks}
    states: dict[str, ReadState] = {}
    for one in documents:
        if ends.get((one.id, one.text_hash), -1) >= len(one.text):
            states[one.id] = "read"
        else:
            states[one.id] = "changed since it was read" if one.id in earlier else "not read"
    return states


class KnownWords:
    """Finds what the study itself tells, which costs little and changes with every decision.

    Parameters
    ----------
    names : KnownNames
    replaced : Replacements
    is_word : callable
        Tells of a word in lower case whether the dictionary has it.
    """

    def __init__(
        self, names: KnownNames, replaced: Replacements, is_word: Callable[[str], bool]
    ) -> None:
        self._known = NameFinder(names, replaced, is_word)

    def added(self, document: Document, proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
        """Return what a reader proposed of a document together with the known names in it."""
        found = [Found(one.start, one.end, one.kind, one.why) for one in proposals]
        text = document.text
        return tuple(
            Proposal(document.id, one.start, one.end, one.kind, text[one.start : one.end], one.why)
            for one in without_overlap([*found, *self._known.found_in(text)])
        )


def _together(kinds: Collection[str]) -> tuple[str, ...]:
    """Say that what names nobody by itself may do so together."""
    same = {"address"} if "place" in kinds else set()
    there = [_KINDS[it][0] for it in _INDIRECT if it in kinds and it not in same]
    if len(there) < _FEW_ENOUGH:
        return ()
    told = f"{', '.join(there[:-1])} and {there[-1]}"
    return (f"Together they leave few people of whom all of it can be true: {told}.",)


def _listed(proposals: Sequence[Proposal]) -> str:
    groups: dict[str, list[Proposal]] = {}
    for one in proposals:
        groups.setdefault(one.kind, []).append(one)
    told = []
    for kind, places in groups.items():
        single, many = _KINDS.get(kind, (kind, f"{kind}s"))
        words = list(dict.fromkeys(" ".join(it.text.split()) for it in places))
        named = ", ".join(f"“{_short(it)}”" for it in words[:_QUOTED])
        more = ", …" if len(words) > _QUOTED else ""
        told.append(f"{_counted(len(places), single, many)} ({named}{more})")
    return ", ".join(told)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 2].rstrip()} …"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
