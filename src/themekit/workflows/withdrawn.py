"""What a study remembers of those who took their words back, wherever words come in.

Whether or not a file or a row of cases.csv still has them: what is known again is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from themekit.disclosure import LONG_ENOUGH, mask_document, words_of
from themekit.disclosure.erasure import masked, repeated, runs_of
from themekit.errors import Problem
from themekit.names import folded, visible
from themekit.records import ERASED, Document
from themekit.store import Store
from themekit.store.withdrawals import Memory, load_memory, load_withdrawals
from themekit.study import CaseEntry, Strand, Study, read_cases, roles
from themekit.workflows.context import RunContext

_TAKES_PART = "participant"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Where cases.csv says that somebody speaks who withdrew; names as they are compared."""

    document: str
    speaker: str
    strand: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """By what those who withdrew are known again in this study.

    Attributes
    ----------
    memory : Memory
    rows : tuple of CaseRow
    """

    memory: Memory = field(default_factory=Memory)
    rows: tuple[CaseRow, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anybody withdrew."""
        return bool(self.memory)

    def has_source(self, path: str) -> bool:
        """Tell whether a file is wholly theirs, so that it is never opened."""
        return self.memory.knows("source", path)

    def lines_of(
        self, entries: Iterable[CaseEntry], documents: Sequence[Document]
    ) -> frozenset[int]:
        """Return the lines of cases.csv that name somebody who withdrew.

        Parameters
        ----------
        entries : iterable of CaseEntry
        documents : sequence of Document
            Those in which a row may name a speaker.
        """
        if not self.memory:
            return frozenset()
        knows = self.memory.knows
        return frozenset(
            one.line
            for one in entries
            if any(knows("case", strand, visible(one.case)) for strand in {"", one.strand})
            or knows("case", "", visible(one.document))
            or any(knows("speaker", here.id, folded(one.speaker)) for here in documents)
        )

    def left(
        self, documents: Sequence[Document], strand: Strand
    ) -> tuple[tuple[Document, ...], frozenset[str]]:
        """Return the documents of a source without what was taken back.

        Parameters
        ----------
        documents : sequence of Document
        strand : Strand

        Returns
        -------
        tuple of Document
        frozenset of str
            What of the source nobody is told any more: names, and runs of words.
        """
        if not self.memory:
            return tuple(documents), frozenset()
        kept: list[Document] = []
        words = set[str]()
        for one in documents:
            rest = self._rest(one, strand)
            if rest is not one:
                words |= set(_words_gone(one, rest))
            if rest is not None:
                kept.append(rest)
        return tuple(kept), frozenset(words)

    def _rest(self, document: Document, strand: Strand) -> Document | None:
        """Return what is left of a document: itself, another without somebody, or nothing."""
        is_group = strand.kind == "group"
        if self._has_document(document, is_group=is_group):
            return None
        speakers = self._speakers(document, is_group=is_group)
        if not speakers:
            return document
        whose = zip(document.turns, roles(strand.interviewer, document.turns), strict=True)
        if speakers.issuperset(folded(turn.speaker) for turn, role in whose if role == _TAKES_PART):
            return None
        row = mask_document(document, speakers)
        return replace(document, text=row.text, text_hash=row.text_hash, turns=row.turns)

    def _has_document(self, document: Document, *, is_group: bool) -> bool:
        knows = self.memory.knows
        if knows("document", document.id) or self._has_text(document.text):
            return True
        if is_group:
            return False
        names = dict.fromkeys((document.case, document.id, document.name))
        if any(self._has_case(document, visible(name)) for name in names if name):
            return True
        if any(not one.speaker for one in self._rows_of(document)):
            return True
        # One person's answers: who gave a long one that nobody else gave, gave the others too.
        return any(turn.item for turn in document.turns) and any(
            self._has_text(document.text[turn.start : turn.end]) for turn in document.turns
        )

    def _speakers(self, document: Document, *, is_group: bool) -> frozenset[str]:
        """Return those who speak in a document and withdrew, folded."""
        labels: dict[str, str] = {}
        for turn in document.turns:
            labels.setdefault(folded(turn.speaker), visible(turn.speaker))
        rows = {one.speaker for one in self._rows_of(document)}
        found = set[str]()
        for key, label in labels.items():
            if not key or label.strip(ERASED) == "":
                continue
            names = (f"{document.name}/{label}", f"{document.id}/{label}") if is_group else ()
            if (
                self.memory.knows("speaker", document.id, key)
                or key in rows
                or any(self._has_case(document, name) for name in names)
            ):
                found.add(key)
        for turn in document.turns:
            if folded(turn.speaker) not in found:
                said = document.text[turn.start : turn.end]
                if self._has_text(said):
                    found.add(folded(turn.speaker))
        return frozenset(found)

    def _rows_of(self, document: Document) -> Iterator[CaseRow]:
        names = (document.id, document.name, document.source, document.source.rsplit("/", 1)[-1])
        keys = {folded(name) for name in names}
        for row in self.rows:
            if row.document in keys and row.strand in ("", document.strand):
                yield row

    def _has_case(self, document: Document, case: str) -> bool:
        return self.memory.knows("case", "", case) or self.memory.knows(
            "case", document.strand, case
        )

    def _has_text(self, text: str) -> bool:
        words = words_of(text) if self.memory.has("text") else ()
        return len(words) >= LONG_ENOUGH and self.memory.knows("text", *words)


NOBODY = Withdrawn()
"""Nobody withdrew."""


def withdrawn_of(study: Study, store: Store) -> Withdrawn:
    """Return what a study remembers of those who withdrew."""
    with store.reading() as connection:
        memory = load_memory(connection)
    if not memory:
        return Withdrawn()
    return Withdrawn(memory, tuple(_case_rows(study, memory)))


def count_withdrawals(context: RunContext) -> int:
    """Return how often somebody withdrew from a study."""
    with context.store.reading() as connection:
        return len(load_withdrawals(connection))


def unsaid(problems: Iterable[Problem], words: frozenset[str]) -> tuple[Problem, ...]:
    """Return problems whose sentences neither name nor repeat what was taken back."""
    runs = frozenset(word for word in words if " " in word)
    names = tuple(sorted(words - runs))

    def mask(text: str) -> str:
        return masked(text, repeated(text, names, runs))

    if not words:
        return tuple(problems)
    return tuple(replace(one, message=mask(one.message), hint=mask(one.hint)) for one in problems)


def _case_rows(study: Study, memory: Memory) -> Iterator[CaseRow]:
    for one in read_cases(study)[0].entries:
        strands = ("", one.strand) if one.strand else ("",)
        known = any(memory.knows("case", strand, visible(one.case)) for strand in strands)
        if one.case and one.document and known:
            yield CaseRow(folded(one.document), folded(one.speaker), one.strand)


def _words_gone(document: Document, rest: Document | None) -> Iterator[str]:
    """Yield the names and runs of words that are left in no document."""
    if rest is None:
        yield from (document.id, document.name, *filter(None, (document.case,)))
        yield from runs_of(words_of(document.text))
        return
    for before, after in zip(document.turns, rest.turns, strict=True):
        if before.speaker != after.speaker:
            yield before.speaker
            yield from runs_of(words_of(document.text[before.start : before.end]))
