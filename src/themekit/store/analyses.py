"""spaCy's analyses kept on disk by text and model, so that a new codebook parses nothing again.

Each file is one DocBin of up to `PART` texts, written beside and renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from themekit.language import Analyser
from themekit.language.boxes import ATTRIBUTES, blank_vocab, packed, unpacked
from themekit.spans import HASH_LENGTH, parts_hash, text_hash

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

PART = 2_000
FILES_OPEN = 4


class ReadyAnalyser(Analyser, Protocol):
    """An analyser that can make ready for texts before they are asked for."""

    def begin(self) -> None:
        """Make ready for many texts."""
        ...

    def end(self) -> None:
        """Let go of what was made ready."""
        ...

    def expect(self, texts: Sequence[str]) -> None:
        """Begin with texts that will be asked for next."""
        ...


class CachedAnalyser:
    """An analyser that asks the real one only for texts that it has not seen.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit/analyses``.
    key : str
        The real analyser's identity.
    load : callable
        Loads the real analyser; called at most once, and only when a new text comes.
    """

    def __init__(self, folder: Path, key: str, load: Callable[[], Analyser]) -> None:
        self.key = key
        self._folder = folder / key
        self._load = load
        self._analyser: Analyser | None = None
        self._vocab: Vocab | None = None
        self._place: dict[str, tuple[Path, int]] = {}
        self._opened: dict[Path, list[Doc]] = {}
        self._fresh: dict[str, Doc] = {}
        self._index()

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of every document that this analyser gives."""
        if self._vocab is None:
            self._vocab = blank_vocab(self.key)
        return self._vocab

    def begin(self) -> None:
        """Tell the real analyser, if it can make ready, that many new texts will come."""
        real = self._real()
        if hasattr(real, "begin"):
            cast("ReadyAnalyser", real).begin()

    def end(self) -> None:
        """Tell it that no more will come for now."""
        if hasattr(self._analyser, "end"):
            cast("ReadyAnalyser", self._analyser).end()

    def expect(self, texts: Sequence[str]) -> None:
        """Tell it which texts will be asked for next."""
        if hasattr(self._analyser, "expect"):
            named = ((text_hash(text), text) for text in texts)
            new = [text for name, text in named if not self._knows(name)]
            cast("ReadyAnalyser", self._analyser).expect(new)

    def _knows(self, name: str) -> bool:
        return name in self._place or name in self._fresh

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one analysed document a text, in order."""
        names = [text_hash(text) for text in texts]
        missing = {
            name: text for name, text in zip(names, texts, strict=True) if not self._knows(name)
        }
        if missing:
            self._add(missing)
        found = self._stored(names)
        for name in names:
            yield self._fresh[name] if name in self._fresh else found[name]

    def _stored(self, names: Sequence[str]) -> dict[str, Doc]:
        """Fetch what is on disk, each file once, whatever the order of the texts."""
        wanted: dict[Path, dict[str, int]] = {}
        for name in names:
            if name not in self._fresh:
                path, row = self._place[name]
                wanted.setdefault(path, {})[name] = row
        found: dict[str, Doc] = {}
        for path, rows in wanted.items():
            docs = self._open(path)
            found.update((name, docs[row]) for name, row in rows.items())
        return found

    def save(self) -> None:
        """Write what was analysed since the last time; what is not saved is analysed again."""
        names = list(self._fresh)
        for start in range(0, len(names), PART):
            part = names[start : start + PART]
            docs = [self._fresh[name] for name in part]
            # Named after what is in it: two processes that save at once do not meet.
            path = self._folder / f"{parts_hash(*part)}.spacy"
            # The names come last: a file of analyses without names is not there yet.
            _replace(path, packed(docs))
            _replace(path.with_suffix(".names"), "".join(part).encode("ascii"))
            self._keep(path, docs)
            self._place.update({name: (path, row) for row, name in enumerate(part)})
        self._fresh.clear()

    def _index(self) -> None:
        """Learn from the names' files which texts are there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self._folder.glob("*.names")):
            names = path.read_text(encoding="ascii")
            docs = path.with_suffix(".spacy")
            for row in range(len(names) // HASH_LENGTH):
                name = names[row * HASH_LENGTH : (row + 1) * HASH_LENGTH]
                self._place[name] = (docs, row)

    def _open(self, path: Path) -> list[Doc]:
        docs = self._opened.pop(path, None)
        if docs is None:
            from spacy.tokens import DocBin

            docs = list(DocBin().from_disk(path).get_docs(self.vocab))
        self._keep(path, docs)
        return docs

    def _keep(self, path: Path, docs: list[Doc]) -> None:
        """Keep the files used last: a study may hold more analyses than memory does."""
        self._opened[path] = docs
        while len(self._opened) > FILES_OPEN:
            del self._opened[next(iter(self._opened))]

    def _add(self, missing: dict[str, str]) -> None:
        """Analyse texts and keep the result as it will come back from the disk."""
        analyser = self._real()
        names = list(missing)
        # Asked for all at once: whoever works elsewhere goes on while a part is being kept.
        docs = analyser.docs([missing[name] for name in names])
        for start in range(0, len(names), PART):
            part = names[start : start + PART]
            found: Iterable[Doc] = islice(docs, len(part))
            if not getattr(analyser, "as_kept", False):
                found = unpacked(packed(found), self.vocab)
            self._fresh.update(zip(part, found, strict=True))
            if len(self._fresh) >= PART:
                self.save()

    def _real(self) -> Analyser:
        if self._analyser is None:
            self._analyser = self._load()
        return self._analyser


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(data)
    beside.replace(path)


def keep_analyses(folder: Path, wanted: Container[str]) -> Iterator[tuple[str, Doc]]:
    """Let go of every analysis but those of some texts; yield the hash and analysis of each.

    To be gone through to its end. A kill leaves every file whole: what was half done is done again.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit/analyses``.
    wanted : container of str
        Hashes of texts.
    """
    for of_model in sorted(folder.iterdir()) if folder.is_dir() else []:
        vocab = blank_vocab(of_model.name)
        for path in sorted(of_model.glob("*.names")):
            yield from _keep(path, wanted, vocab)
        for left in sorted(of_model.iterdir()):
            if left.suffix == ".new" or not left.with_suffix(".names").exists():
                left.unlink()


def _keep(path: Path, wanted: Container[str], vocab: Vocab) -> Iterator[tuple[str, Doc]]:
    """Write one file anew with what is wanted of it, unless all is."""
    from spacy.tokens import DocBin

    text, docs_file = path.read_text(encoding="ascii"), path.with_suffix(".spacy")
    names = [text[at : at + HASH_LENGTH] for at in range(0, len(text), HASH_LENGTH)]
    try:
        docs = list(DocBin().from_disk(docs_file).get_docs(vocab))
    except Exception:  # noqa: BLE001 -- whatever is wrong with it, it cannot be kept
        docs = []
    kept = [(name, doc) for name, doc in zip(names, docs, strict=False) if name in wanted]
    if len(kept) < len(names) or len(docs) != len(names):
        if kept and len(docs) == len(names):
            new = path.with_name(f"{parts_hash(*(name for name, _ in kept))}.spacy")
            box = DocBin(attrs=list(ATTRIBUTES), docs=[doc for _, doc in kept])
            _replace(new, box.to_bytes())
            _replace(new.with_suffix(".names"), "".join(name for name, _ in kept).encode("ascii"))
        else:
            kept = []
        path.unlink()
        docs_file.unlink(missing_ok=True)
    yield from kept
