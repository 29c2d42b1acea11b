"""Proposals of identifying details while a server runs: read once a text, and only when needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

from themekit.decisions import CodedStudy
from themekit.disclosure import Replacements
from themekit.disclosure.proposals import KnownNames, Proposal, Reader, propose
from themekit.disclosure.risks import KnownWords
from themekit.errors import UsageError
from themekit.events import Coder
from themekit.names import folded
from themekit.records import Document

_BATCH = 20
"""Texts read in one go: whoever opens a document meanwhile waits for no more."""
_PATIENCE = 4.0
"""Seconds for which a page waits: the first text takes longer, for the model is loaded."""
_NAME_COLUMNS = frozenset({"name", "full name", "first name", "surname", "last name", "nickname"})
_ROLES = frozenset({
    "int", "interviewer", "interviewee", "participant", "respondent", "speaker", "moderator",
    "facilitator", "researcher", "chair", "unknown", "all", "group", "several",
})  # fmt: skip
"""Labels of speakers that name nobody."""


def load_shipped() -> Reader:
    """Load the language model of this machine."""
    from themekit.language.reader import load_reader

    return load_reader()


def known_names(coded: CodedStudy, coders: Iterable[Coder]) -> KnownNames:
    """Return the names that a study gives: of cases, speakers, coders and organisations."""
    people = {one.name for one in coders} | set(coded.cases)
    people |= {turn.speaker for one in coded.documents for turn in one.turns}
    organisations = set()
    for case in coded.cases.values():
        organisations.add(case.organisation)
        people |= {value for name, value in case.attributes if folded(name) in _NAME_COLUMNS}
    people = {one for one in people if one and folded(one) not in _ROLES}
    return KnownNames(frozenset(people), frozenset(filter(None, organisations)))


class Proposing:
    """What is proposed in the documents of a study, as far as they were looked through.

    Parameters
    ----------
    load : callable
        Loads the reader, the first time that a text is read.

    Attributes
    ----------
    problem : str
        Why nothing can be read; empty where it can, or was not tried.
    """

    def __init__(self, load: Callable[[], Reader] = load_shipped) -> None:
        self._load = load
        self._reader: Reader | None = None
        self._reading = threading.Lock()
        self._beginning = threading.Lock()
        self._read: dict[tuple[str, str], tuple[Proposal, ...]] = {}
        self._known: tuple[KnownNames, Replacements, KnownWords] | None = None
        self._added: dict[tuple[str, str], tuple[Proposal, ...]] = {}
        self._thread: threading.Thread | None = None
        self.problem = ""

    @property
    def works(self) -> bool:
        """Whether documents are being looked through."""
        return self._thread is not None and self._thread.is_alive()

    def looked_through(self, documents: Iterable[Document]) -> int:
        """Return how many of some documents were looked through."""
        return sum((one.id, one.text_hash) in self._read for one in documents)

    def at_hand(
        self, document: Document, names: KnownNames, replaced: Replacements
    ) -> tuple[Proposal, ...] | None:
        """Return what is proposed in a document; None where it was not looked through."""
        key = document.id, document.text_hash
        read, reader = self._read.get(key), self._reader
        if read is None or reader is None:
            return None
        known = self._known
        if known is None or known[0] != names or known[1] is not replaced:
            known = names, replaced, KnownWords(names, replaced, reader.is_word)
            self._known = known
            self._added = {}
        added, found = self._added, self._added.get(key)
        if found is None:
            added[key] = found = known[2].added(document, read)
        return found

    def look_at(self, documents: Sequence[Document]) -> None:
        """Look documents through that were not; what hinders it stands in `problem`."""
        for first in range(0, len(documents), _BATCH):
            with self._reading:
                batch = [
                    one
                    for one in documents[first : first + _BATCH]
                    if (one.id, one.text_hash) not in self._read
                ]
                if not batch:
                    continue
                try:
                    self._reader = self._reader or self._load()
                except UsageError as error:
                    self.problem = str(error)
                    return
                found: dict[tuple[str, str], list[Proposal]] = {
                    (one.id, one.text_hash): [] for one in batch
                }
                hashes = {one.id: one.text_hash for one in batch}
                labels = _ROLES | {folded(name) for one in batch for name in _labels(one)}
                for one in propose(batch, KnownNames(), self._reader):
                    if folded(one.text) not in labels:
                        found[one.document, hashes[one.document]].append(one)
                self._read.update({key: tuple(places) for key, places in found.items()})
        self.problem = ""

    def look_soon(self, document: Document, seconds: float = _PATIENCE) -> None:
        """Look a document through, and wait for it no longer than somebody waits for a page."""
        if (document.id, document.text_hash) not in self._read:
            thread = threading.Thread(target=self.look_at, args=([document],), daemon=True)
            thread.start()
            thread.join(seconds)

    def begin(self, documents: Sequence[Document]) -> None:
        """Look documents through beside what goes on, unless that is being done."""
        with self._beginning:
            if self.works:
                return
            self._thread = threading.Thread(target=self.look_at, args=(documents,), daemon=True)
            self._thread.start()


def _labels(document: Document) -> Iterator[str]:
    """Yield the labels of speakers that stand for a name already, such as P1."""
    for turn in document.turns:
        if any(sign.isdigit() for sign in turn.speaker):
            yield turn.speaker
