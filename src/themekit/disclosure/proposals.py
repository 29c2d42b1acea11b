"""What the tool proposes as details by which somebody is known; a person decides.

Nothing that is proposed is thereby dangerous, and nothing that is not is thereby safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

from themekit.disclosure.finding.found import Found, Kind, without_overlap
from themekit.disclosure.replacements import Replacements
from themekit.names import folded
from themekit.records import Document

_SHORTEST = 3
"""Letters of a known name that is looked for, and of the rest of a name that was replaced in part:
shorter ones stand in every other word."""
_TOLD_BY_A_PART: frozenset[Kind] = frozenset(
    {"name", "known", "replaced before", "phone", "email", "number", "address"}
)
"""Half of them is as good as all: a surname, the first line of an address."""
_BY_ENTITY: dict[str, Kind] = {
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}
_TRIMMED = " \t\n.,;:!?()[]\"“”'\N{RIGHT SINGLE QUOTATION MARK}"
_WORD = re.compile(r"\w+")
_DOTLESS_I = "\N{LATIN SMALL LETTER DOTLESS I}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words of a document that may identify somebody.

    Attributes
    ----------
    document : str
        Id.
    start, end : int
        Half-open range of code points of its text.
    kind : str
        See `themekit.disclosure.finding.Kind`.
    text : str
        The words.
    why : str
        Why they are proposed, in a few words.
    """

    document: str
    start: int
    end: int
    kind: Kind
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that the study itself gives, each of which is looked for everywhere.

    Attributes
    ----------
    people : frozenset of str
        Of cases, speakers and coders, as they are written.
    organisations : frozenset of str
    """

    people: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alike:
    """The same words wherever they are proposed.

    Attributes
    ----------
    words : str
        As they are written most often.
    kind : str
    places : tuple of Proposal
    """

    words: str
    kind: Kind
    places: tuple[Proposal, ...] = field(repr=False)

    @property
    def documents(self) -> int:
        """In how many documents they stand."""
        return len({one.document for one in self.places})


class Reader(Protocol):
    """Reads texts for names: see `themekit.language.reader.Reader`."""

    def docs(self, texts: Sequence[str]) -> Iterator[object]:
        """Yield one document a text."""
        ...

    def is_word(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        ...


def propose(
    documents: Sequence[Document],
    names: KnownNames,
    reader: Reader,
    replaced: Replacements | None = None,
) -> tuple[Proposal, ...]:
    """Propose what may identify somebody, where nothing was decided about it yet.

    Parameters
    ----------
    documents : sequence of Document
    names : KnownNames
    reader : Reader
    replaced : Replacements, optional
        What was replaced already: its words are looked for everywhere, and its places left out.

    Returns
    -------
    tuple of Proposal
        By document in the order given, then by place; no two share a letter.
    """
    from themekit.disclosure.finding.numbers import numbers_in
    from themekit.disclosure.finding.people import names_in
    from themekit.disclosure.finding.singling import singled_out

    known = NameFinder(names, replaced, reader.is_word)
    proposed: list[Proposal] = []
    docs = reader.docs([one.text for one in documents])
    for document, doc in zip(documents, docs, strict=True):
        text = document.text
        found = [
            *names_in(doc, reader.is_word),  # type: ignore[arg-type]
            *_entities(doc),
            *numbers_in(text),
            *singled_out(text),
            *known.found_in(text),
        ]
        for one in without_overlap(_trimmed(text, found)):
            words = text[one.start : one.end]
            new = Proposal(document.id, one.start, one.end, one.kind, words, one.why)
            proposed += [new] if replaced is None else beyond(new, replaced)
    return tuple(proposed)


def beyond(one: Proposal, replaced: Replacements) -> tuple[Proposal, ...]:
    """Return what of a proposal is not replaced: all of it, nothing, or what is left of a name.

    Of a post or a place that was replaced in part, somebody judged which words give it away.
    """
    there = replaced.within(one.document, one.start, one.end)
    if not there:
        return (one,)
    if one.kind not in _TOLD_BY_A_PART:
        return ()
    edges = [one.start, *(at for it in there for at in (it.start, it.end)), one.end]
    found = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        words = one.text[max(0, low - one.start) : max(0, high - one.start)]
        start = low + len(words) - len(words.lstrip(_TRIMMED))
        words = words.strip(_TRIMMED)
        if len(words) >= _SHORTEST:
            found.append(replace(one, start=start, end=start + len(words), text=words))
    return tuple(found)


def alike(proposals: Iterable[Proposal]) -> tuple[Alike, ...]:
    """Return proposals of the same words together, those that stand most often first."""
    groups: dict[tuple[str, Kind], list[Proposal]] = {}
    for one in proposals:
        groups.setdefault((folded(one.text), one.kind), []).append(one)
    found = []
    for (_, kind), places in groups.items():
        written = [one.text for one in places]
        words = max(dict.fromkeys(written), key=written.count)
        found.append(Alike(words, kind, tuple(places)))
    return tuple(sorted(found, key=lambda one: (-len(one.places), folded(one.words))))


def _entities(doc: object) -> Iterator[Found]:
    """Yield the places and organisations that the model finds."""
    for entity in doc.ents:  # type: ignore[attr-defined]
        kind = _BY_ENTITY.get(entity.label_)
        if kind:
            yield Found(entity.start_char, entity.end_char, kind, "the language model finds it")


def _trimmed(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Yield stretches without the signs and spaces around them."""
    for one in found:
        start, end = one.start, one.end
        while start < end and text[start] in _TRIMMED:
            start += 1
        while end > start and text[end - 1] in _TRIMMED:
            end -= 1
        if start < end:
            yield one._replace(start=start, end=end)


class NameFinder:
    """Finds what the study itself gives as names, and what was replaced before."""

    def __init__(
        self, names: KnownNames, replaced: Replacements | None, is_word: Callable[[str], bool]
    ) -> None:
        # A part of a name is looked for too, unless it is an ordinary word, as in 'Hope Field'.
        parts = {it for name in names.people for it in name.split() if not is_word(folded(it))}
        kinds: tuple[tuple[Iterable[str], Kind, str], ...] = (
            (names.people | parts, "known", "it is the name of a case, a speaker or a coder"),
            (names.organisations, "organisation", "it is the organisation of a case"),
            (replaced.known if replaced else (), "replaced before", "it was replaced elsewhere"),
        )
        self._kinds = [(_Names(words), kind, why) for words, kind, why in kinds]

    def found_in(self, text: str) -> Iterator[Found]:
        """Yield the known names in a text, in whatever case."""
        words = [(one.start(), _alike(one.group())) for one in _WORD.finditer(text)]
        for names, kind, why in self._kinds:
            for start, end in names.found_in(text, words):
                yield Found(start, end, kind, why)


class _Names:
    """Looks for names by their first word: thousands of them cost little more than a few."""

    def __init__(self, names: Iterable[str]) -> None:
        chosen = {folded(one) for one in names if _tells(one)}
        begun: dict[str, dict[int, list[str]]] = {}
        for name in sorted(chosen, key=lambda one: (-len(one), one)):
            # Signs may stand before the first word, as in @anna.
            for first in islice(_WORD.finditer(name), 1):
                there = begun.setdefault(_alike(first.group()), {})
                there.setdefault(first.start(), []).append(name)
        self._begun = {word: sorted(by.items(), reverse=True) for word, by in begun.items()}
        self._spelled: dict[str, list[tuple[int, re.Pattern[str]]]] = {}

    def found_in(self, text: str, words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
        """Yield where names stand, none over another."""
        last = 0
        for at, word in words:
            for signs, pattern in self._patterns(word) if word in self._begun else ():
                start = at - signs
                found = pattern.match(text, start) if start >= last else None
                if found:
                    last = found.end()
                    yield start, last
                    break

    def _patterns(self, word: str) -> list[tuple[int, re.Pattern[str]]]:
        """Return how names that begin with a word are found; spelled out once it occurs."""
        found = self._spelled.get(word)
        if found is None:
            found = [(signs, _spelled(its)) for signs, its in self._begun[word]]
            self._spelled[word] = found
        return found


def _alike(word: str) -> str:
    """Return a word as a pattern without regard to case takes it."""
    low = word.casefold()
    return low.replace("i\N{COMBINING DOT ABOVE}", "i").replace(_DOTLESS_I, "i")


def _tells(name: str) -> bool:
    """Tell whether a name is long enough to be looked for, and no number or label."""
    letters = [sign for sign in name if sign.isalpha()]
    return len(letters) >= _SHORTEST and not any(sign.isdigit() for sign in name)


def _spelled(names: Iterable[str]) -> re.Pattern[str]:
    spelled = (r"\s+".join(map(re.escape, one.split())) for one in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)
