"""spaCy in a process of its own: the next texts are analysed there while these are encoded here.

Python lets one thread at a time do spaCy's work, and the encoder's threads wait for it too. Texts
go there as JSON and analyses come back as the bytes that they are kept as, each with its length
before it. The process ends when this one does, however that ends: it reads from a pipe that nobody
holds then. If it cannot work, this process does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import IO, TYPE_CHECKING

from themekit.language.analyser import DEFAULT_MODEL, load_analyser
from themekit.language.boxes import packed, unpacked

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from themekit.language import Analyser

AT_ONCE = 500
"""Texts whose analyses come back together."""
MANY = 300
"""Texts that are worth a process of their own, which takes two seconds to get ready."""
_LENGTH = 8
_ALONE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class BesideAnalyser:
    """An analyser that has many texts analysed by another process, and few here.

    Parameters
    ----------
    key : str
    model : str
        The spaCy model that the other process loads.
    load : callable
        Loads the same model here, when few texts come or the other process cannot work.
    vocab : callable
        Returns the vocabulary that its documents are to have.
    """

    as_kept = True
    """Documents are as they come back from the disk, with words of `vocab`."""

    def __init__(
        self,
        key: str,
        model: str,
        load: Callable[[], Analyser],
        vocab: Callable[[], Vocab],
    ) -> None:
        self.key = key
        self._model = model
        self._load = load
        self._vocab = vocab
        self._own: Analyser | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: list[str] = []
        self._due = 0

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of every document that this analyser gives."""
        return self._vocab()

    def begin(self) -> None:
        """Start the other process, so that it is ready when texts come."""
        if self._process is None:
            command = [sys.executable, "-m", "themekit.engine.beside", self._model]
            with suppress(OSError):
                self._process = subprocess.Popen(  # noqa: S603 (our own program)
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, **dict.fromkeys(_ALONE, "1")},
                )

    def end(self) -> None:
        """Let the other process go."""
        process, self._process, self._asked, self._due = self._process, None, [], 0
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            process.wait()

    def expect(self, texts: Sequence[str]) -> None:
        """Have the other process begin with texts that will be asked for next."""
        if self._process is not None and not self._due and texts:
            with suppress(OSError):
                self._ask(list(texts))

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one analysed document a text, in order."""
        texts = list(texts)
        if len(texts) >= MANY:
            self.begin()
        done = 0
        if self._process is not None and texts:
            for found in self._answers(texts):
                docs = unpacked(found, self.vocab)
                done += len(docs)
                yield from docs
        if done < len(texts):
            yield from self._here(texts[done:])

    def _here(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield documents made in this process."""
        if self._own is None:
            self._own = self._load()
        docs = self._own.docs(texts)
        while part := list(islice(docs, AT_ONCE)):
            yield from unpacked(packed(part), self.vocab)

    def _answers(self, texts: list[str]) -> Iterator[bytes]:
        """Yield what the other process says of texts, as far as it says anything."""
        try:
            if self._asked != texts or self._due < _answers_to(texts):
                while self._due:  # was not asked for after all
                    self._next()
                self._ask(texts)
            for _ in range(_answers_to(texts)):
                yield self._next()
        except (OSError, EOFError):
            self.end()

    def _ask(self, texts: list[str]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._asked, self._due = texts, _answers_to(texts)
        _write(self._process.stdin, json.dumps(texts).encode("ascii"))

    def _next(self) -> bytes:
        """Return the next answer of those that are due."""
        assert self._process is not None
        assert self._process.stdout is not None
        found = _read(self._process.stdout)
        self._due -= 1
        return found


def _answers_to(texts: Sequence[str]) -> int:
    return -(-len(texts) // AT_ONCE)


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """Return what was written at the other end.

    Raises
    ------
    EOFError
        If nobody holds it any more.
    """
    length = pipe.read(_LENGTH)
    data = pipe.read(int.from_bytes(length, "big"))
    if len(length) < _LENGTH or len(data) < int.from_bytes(length, "big"):
        raise EOFError
    return data


# -- in the other process -----------------------------------------------------------------------


def serve(model: str, asked: IO[bytes], told: IO[bytes]) -> None:
    """Analyse what comes through one pipe, into another, until nobody asks any more."""
    if model == DEFAULT_MODEL:  # made of layers that want no torch: half of the start and memory
        sys.modules.setdefault("torch", None)  # type: ignore[arg-type]
    analyser = load_analyser(model)
    with suppress(EOFError, OSError):
        while True:
            docs = analyser.docs(json.loads(_read(asked)))
            while part := list(islice(docs, AT_ONCE)):
                _write(told, packed(part))


def _main() -> None:
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whatever else is printed
    serve(sys.argv[1], sys.stdin.buffer, told)
    os._exit(0)


if __name__ == "__main__":
    _main()
