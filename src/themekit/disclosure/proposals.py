"""What the tool proposes as details by which somebody is known; a person decides.

Nothing that is proposed is thereby dangerous, and nothing that is not is thereby safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from themekit.disclosure.finding.found import Found, Kind, without_overlap
from themekit.disclosure.replacements import Replacements
from themekit.names import folded
from themekit.records import Case, Document

_SHORTEST = 3
"""Letters of a known name that is looked for, and of the rest of a name that was replaced in part:
shorter ones stand in every other word."""
_BY_ENTITY: dict[str, Kind] = {
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}
_TRIMMED = " \t\n.,;:!?()[]\"“”'\N{RIGHT SINGLE QUOTATION MARK}"


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

    @classmethod
    def of(
        cls, documents: Iterable[Document], cases: Iterable[Case], coders: Iterable[str] = ()
    ) -> KnownNames:
        """Return the names that a study gives.

        Parameters
        ----------
        documents : iterable of Document
            Their speakers, and the cases that they name.
        cases : iterable of Case
        coders : iterable of str
            Names, as people wrote them.
        """
        people, organisations = set(coders), set()
        for document in documents:
            people |= {document.case, *(turn.speaker for turn in document.turns)}
        for case in cases:
            people.add(case.id)
            organisations.add(case.organisation)
        return cls(frozenset(people - {""}), frozenset(organisations - {""}))


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

    known = _Known(names, replaced, reader.is_word)
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
        for one in _trimmed(
            text, _undecided(document.id, without_overlap(_trimmed(text, found)), replaced)
        ):
            words = text[one.start : one.end]
            if any(map(str.isalnum, words)):
                proposed.append(Proposal(document.id, one.start, one.end, one.kind, words, one.why))
    return tuple(proposed)


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


def _undecided(
    document: str, found: Iterable[Found], replaced: Replacements | None
) -> Iterator[Found]:
    """Yield what nobody decided about; of words of which a part was replaced, the other part."""
    if replaced is None:
        yield from found
        return
    kept = replaced.kept(document)
    for one in found:
        if any(it.start <= one.start and one.end <= it.end for it in kept):
            continue
        start = one.start
        for it in replaced.within(document, one.start, one.end):
            if it.start - start >= _SHORTEST:
                yield one._replace(start=start, end=it.start)
            start = max(start, it.end)
        if start == one.start or one.end - start >= _SHORTEST:
            yield one._replace(start=start)


class _Known:
    """Finds what the study itself gives as names, and what was replaced before."""

    def __init__(
        self, names: KnownNames, replaced: Replacements | None, is_word: Callable[[str], bool]
    ) -> None:
        people = {
            part
            for name in names.people
            for part in (name, *name.split())
            # 'Interviewer' names nobody; a name like Hope is found by what stands around it.
            if " " in part or not is_word(folded(part))
        }
        kinds: tuple[tuple[Iterable[str], Kind, str], ...] = (
            (people, "known", "it is the name of a case, a speaker or a coder"),
            (names.organisations, "organisation", "it is the organisation of a case"),
            (replaced.known if replaced else (), "replaced before", "it was replaced elsewhere"),
        )
        self._patterns = [
            (_spelled(words), kind, why) for words, kind, why in kinds if any(map(_tells, words))
        ]

    def found_in(self, text: str) -> Iterator[Found]:
        """Yield the known names in a text, in whatever case."""
        for pattern, kind, why in self._patterns:
            for one in pattern.finditer(text):
                yield Found(one.start(), one.end(), kind, why)


def _tells(name: str) -> bool:
    """Tell whether a name is long enough to be looked for, and no number or label."""
    letters = [sign for sign in name if sign.isalpha()]
    return len(letters) >= _SHORTEST and not any(sign.isdigit() for sign in name)


def _spelled(names: Iterable[str]) -> re.Pattern[str]:
    chosen = sorted({folded(one) for one in names if _tells(one)}, key=lambda one: (-len(one), one))
    spelled = (r"\s+".join(map(re.escape, one.split())) for one in chosen)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)
