"""Everything but the tables: what lies on the disk of somebody who took their words back.

Nothing is looked for by what was theirs: of each cache stays what the study holds still, and every
file that is neither a cache nor the database goes. So no trace of theirs is left that nobody
thought of, and a second time changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from themekit.codebook import Codebook, parse_codebook, read_codebook, without_words
from themekit.decisions import versioned
from themekit.decisions.meanings import EDITORIAL
from themekit.disclosure import Erasure, words_of
from themekit.events import Override
from themekit.files import write_whole
from themekit.language import spoken
from themekit.language.sentences import sentence_spans
from themekit.records import Document
from themekit.segmenting.surroundings import surroundings
from themekit.spans import Span, text_hash
from themekit.store import Store, open_store
from themekit.store.analyses import keep_analyses
from themekit.store.coders import save_versions
from themekit.store.documents import document_keys, load_documents
from themekit.store.events import append_events, load_kind
from themekit.store.scores import FOLDER as SCORES
from themekit.store.scores import keep_scores
from themekit.store.segments import load_segments
from themekit.store.vectors import cached_names, keep_vectors
from themekit.store.withdrawals import unfinished
from themekit.study import read_study

REASON = "an example was taken out"
"""Why a code whose examples were somebody's own words means what it meant before."""
RECEIPTS = "withdrawals"
_PUBLIC = "public"
_DATABASE = ("themekit.db", "themekit.db-wal", "themekit.db-shm", "themekit.db-journal")
_KEPT = frozenset({*_DATABASE, "lock", ".gitignore", "vectors", "analyses", SCORES})
_OPEN = "open-"
_BACKUPS = "themekit-before-version-*.db"
_HALF = ".themekit-*"
_FEWEST = 5
"""So many words in a row, or a whole unit, make an example theirs."""
_AT_ONCE = 500


@dataclass(slots=True)
class _Left:
    """What the study holds still: hashes of texts that are analysed, and of those with vectors.

    Attributes
    ----------
    texts : set of str
    vectors : set of bytes
    """

    texts: set[str] = field(default_factory=set)
    vectors: set[bytes] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Note a text."""
        hashed = text_hash(text)
        if hashed not in self.texts:
            self.texts.add(hashed)
            self.vectors.update(cached_names(text, (Span(0, len(text)),)))


def wipe(root: Path, erasure: Erasure) -> None:
    """Take somebody's words out of every file of a study but the sources.

    Called twice: once the tables are without them, and once what was asked for is too. What is
    done is done again without harm, whatever killed it.

    Parameters
    ----------
    root : Path
        The study's folder.
    erasure : Erasure
        What is theirs.
    """
    store = open_store(root)
    try:
        _wipe_outputs(root / "outputs")
        codebook = _wipe_codebook(root, store, erasure)
        _wipe_state(store.folder)
        _wipe_caches(store, codebook)
        with store.reading() as connection:
            is_asked_for = unfinished(connection) is not None
        if not is_asked_for:  # until then the tables hold it, and are written anew in vain
            store.compact()
    finally:
        store.close()


def kept_beside(folder: Path) -> dict[str, int]:
    """Return how many backups, and former versions of the codebook, a state folder holds."""
    return {
        "backup": len(list(folder.glob(_BACKUPS))),
        "former codebook": len(list((folder / "codebooks").glob("*.yaml"))),
    }


def _wipe_outputs(outputs: Path) -> None:
    """Delete what the next run writes anew; that there are files for outsiders stays known."""
    for one in sorted(outputs.iterdir()) if outputs.is_dir() else []:
        if one.name == _PUBLIC and one.is_dir() and not one.is_symlink():
            for inner in sorted(one.iterdir()):
                _delete(inner)
        elif one.name == RECEIPTS:
            for half in sorted(one.glob(_HALF)):
                half.unlink()
        else:
            _delete(one)


def _wipe_state(folder: Path) -> None:
    """Delete all that is kept beside the database and the caches: backups, former versions."""
    for one in sorted(folder.iterdir()):
        if one.name not in _KEPT and not one.name.startswith(_OPEN):
            _delete(one)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


# -- the codebook -------------------------------------------------------------------------------


def _wipe_codebook(root: Path, store: Store, erasure: Erasure) -> Codebook | None:
    """Take their words out of the codebook's examples; what people said of its codes stays good."""
    study, _ = read_study(root)
    if study is None:
        return None
    path = study.codebook
    for folder in {root, path.parent}:
        for half in sorted(folder.glob(_HALF)):
            if half.is_file():
                half.unlink()
    text = path.read_bytes().decode("utf-8-sig")
    after, _ = examples_in(text, store, erasure)
    if after != text:
        _stays_good(store, text, after)
        write_whole(path.resolve(), after.encode("utf-8"), path.stat().st_mode)
    return read_codebook(path)[0]


def _stays_good(store: Store, text: str, after: str) -> None:
    """Record that a code without such an example means what it meant: in the same act."""
    old, new = parse_codebook(text)[0], parse_codebook(after)[0]
    if old is None or new is None:
        return
    known = {one.id: one.meaning_hash for one in old.codes}
    said = [
        Override(what=EDITORIAL, target=one.id, before=known[one.id], now=one.meaning_hash,
                 reason=REASON)
        for one in new.codes
        if known.get(one.id, one.meaning_hash) != one.meaning_hash
    ]  # fmt: skip
    with store.appending() as connection:
        there = {(one.target, one.before, one.now) for one in load_kind(connection, Override)}
        fresh = [one for one in said if (one.target, one.before, one.now) not in there]
        if fresh:
            save_versions(connection, versioned(new))
            append_events(connection, fresh)


def examples_in(text: str, store: Store, erasure: Erasure) -> tuple[str, int]:
    """Return the text of a codebook without their examples, and how many these are."""
    after = without_words(text, _repeats(store, erasure)) or text
    if after == text:
        return text, 0
    old, new = _examples(text), _examples(after)
    return after, sum(old.values()) - sum(new.values())


def _examples(text: str) -> dict[str, int]:
    codebook = parse_codebook(text)[0]
    return {one.id: len((*one.examples, *one.near_misses)) + bool(one.plain_example)
            + bool(one.plain_not_this) for one in (codebook.codes if codebook else ())}  # fmt: skip


def _repeats(store: Store, erasure: Erasure) -> Callable[[str], bool]:
    """Return what tells of an example whether it is theirs, or names them."""
    units = {words_of(one) for one in erasure.texts}
    said = [_told(words) for words in units]

    def is_theirs(text: str) -> bool:
        words = words_of(text)
        if words in units or erasure.repeats(text):
            return True
        told = _told(words)
        return (
            len(words) >= _FEWEST
            and any(told in one for one in said)
            and not any(told in _told(words_of(one)) for one in of_others(store, erasure))
        )

    return is_theirs


def _told(words: Iterable[str]) -> str:
    return " ".join(("", *words, ""))


def of_others(store: Store, erasure: Erasure) -> Iterator[str]:
    """Yield what others said, whether or not the tables are without them yet."""
    masked = {one.document: one.text for one in erasure.masked}
    for document in _documents(store):
        if document.id not in erasure.documents:
            yield masked.get(document.id, document.text)


# -- the caches ---------------------------------------------------------------------------------


def _wipe_caches(store: Store, codebook: Codebook | None) -> None:
    """Keep of the caches what is left of the study; a study's hours of work are not thrown away."""
    left = _Left()
    for text in _pieces(store):
        left.add(text)
    with store.reading() as connection:
        segments = list(load_segments(connection))
    for one in segments:
        left.add(one.text)
        left.add(spoken(one.text))
    for around in surroundings(segments).values():
        for line in around.split("\n"):
            left.add(line)
    for text in _of_tool(codebook):
        left.add(text)
    for hashed, doc in keep_analyses(store.folder / "analyses", left.texts):
        del hashed
        left.vectors.update(cached_names(doc.text, sentence_spans(doc)))
    keep_vectors(store.folder / "vectors", left.vectors)
    keep_scores(store.folder, {one.id for one in segments if one.codable})


def _pieces(store: Store) -> Iterator[str]:
    """Yield every turn, and every paragraph of it that is cut into units."""
    for document in _documents(store):
        for turn in document.turns:
            said = document.text[turn.start : turn.end]
            yield said
            yield from (line.strip() for line in said.split("\n"))


def _documents(store: Store) -> Iterator[Document]:
    with store.reading() as connection:
        ids = [one.id for one in document_keys(connection)]
    for at in range(0, len(ids), _AT_ONCE):
        with store.reading() as connection:
            found = load_documents(connection, ids[at : at + _AT_ONCE])
        yield from found.values()


def _of_tool(codebook: Codebook | None) -> Iterator[str]:
    """Yield what is encoded of the codebook and of the concepts that come with the tool."""
    from themekit.tagging.concepts import bank_texts, concept_bank
    from themekit.tagging.wording import worded

    yield from bank_texts(concept_bank())
    for one in worded(codebook) if codebook else ():
        yield one.name
        yield from (*one.phrases, *one.examples, *(text for _, text in one.against))
    for code in codebook.codes if codebook else ():
        yield from (one for one in code.patterns if isinstance(one, str))
