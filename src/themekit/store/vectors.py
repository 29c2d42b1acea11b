"""Vectors kept on disk by text and model, so that no text is embedded twice.

Two files that only grow: hashes of the texts (and of the parts of texts that were asked for), and
the vectors in the same order, read through the
operating system's memory map. Vectors are written before their hashes, so what a kill cuts off is
ignored and written anew; since a text's vector depends on the text alone, the order never matters.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from themekit.spans import HASH_LENGTH, Span, parts_hash, text_hash
from themekit.vectors import Encoder
from themekit.vectors.parts import encode_batches
from themekit.vectors.spacing import evened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.vectors.words import WordTable

    Vectors = NDArray[np.float32]

_HASH_BYTES = HASH_LENGTH // 2
# Saved this often, so that a kill loses half a minute at most.
PART = 4_096


class CachedEncoder:
    """An encoder that asks the real one only for texts that it has not seen.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit/vectors``.
    key : str
        The real encoder's identity.
    load : callable
        Loads the real encoder; called at most once, and only when a new text comes.
    progress : callable, optional
        Told (done, total) in texts while new ones are encoded.
    words : callable, optional
        Opens the model's input table, or returns None.
    """

    def __init__(
        self,
        folder: Path,
        key: str,
        load: Callable[[], Encoder],
        progress: Callable[[int, int], None] | None = None,
        words: Callable[[], WordTable | None] | None = None,
    ) -> None:
        self.key = key
        self._hashes = folder / f"{key}.hashes"
        self._vectors = folder / f"{key}.f32"
        self._shape = folder / f"{key}.dimensions"
        self._flat = folder / f"{key}.flat"
        self._load = load
        self._progress = progress
        self._words = words
        self._encoder: Encoder | None = None
        self._rows: dict[bytes, int] = {}
        self._one = threading.Lock()  # texts are encoded ahead while single words are asked for
        self._open()

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        if not self._shape.exists():
            return self._real().dimensions
        return int(self._shape.read_text(encoding="ascii"))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape ``(len(texts), dimensions)``."""
        return self.encode_spans(texts, [()] * len(texts))[0]

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors]:
        """Return unit vectors of texts, and of parts of them from the same pass.

        Parameters
        ----------
        texts : sequence of str
        spans : sequence of sequence of Span

        Returns
        -------
        tuple of array
            Shapes ``(len(texts), dimensions)`` and ``(number of spans, dimensions)``.
        """
        with self._one:
            names, parts = self._ensure(texts, spans, layers=False)
            return self._kept(names), self._kept(parts)

    def encode_layers(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return what `encode_spans` does, and the middle layer's vector of each text.

        The last has no columns where the model has no layers, or layers of another width.
        """
        import numpy as np

        with self._one:
            names, parts = self._ensure(texts, spans, layers=True)
            middle = [_layer_name(name) for name in names]
            if self._rows.keys() >= set(middle):
                inner = self._kept(middle)
            else:
                inner = np.zeros((len(texts), 0), dtype=np.float32)
            return self._kept(names), self._kept(parts), inner

    def _ensure(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]], *, layers: bool
    ) -> tuple[list[bytes], list[bytes]]:
        """Encode what is not there yet; return under which names texts and parts are kept."""
        even = [evened(text, of) for text, of in zip(texts, spans, strict=True)]
        names = [bytes.fromhex(text_hash(text)) for text, _ in even]
        parts = [_part_names(name, of) for name, (_, of) in zip(names, even, strict=True)]
        layers = layers and not self._flat.exists()
        missing = {
            name: text
            for name, of_name, text in zip(names, parts, even, strict=True)
            if not self._rows.keys() >= {name, *of_name, *([_layer_name(name)] if layers else [])}
        }
        if missing:
            self._add(missing)
        return names, [name for of in parts for name in of]

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Return the texts whose vectors are not kept yet, in their order."""
        return [text for text in texts if _name(text) not in self._rows]

    def uncached(self) -> Encoder:
        """Return the real encoder."""
        return self._real()

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return vectors of single words, from the model's input table where it has one."""
        table = self._words() if self._words else None
        return self.encode(words) if table is None else table.vectors(words)

    def _kept(self, names: Sequence[bytes]) -> Vectors:
        """Return the vectors that are on disk under these names."""
        import numpy as np

        width = self.dimensions
        out = np.empty((len(names), width), dtype=np.float32)
        for start in range(0, len(names), PART):
            rows = [self._rows[name] for name in names[start : start + PART]]
            # Mapped anew for each part: what has been looked at counts as this process's memory.
            stored = np.memmap(self._vectors, dtype=np.float32, mode="r")
            out[start : start + PART] = stored[: len(self._rows) * width].reshape(-1, width)[rows]
        return out

    def _open(self) -> None:
        """Find out which vectors are whole; drop what a kill left half-written."""
        self._hashes.parent.mkdir(parents=True, exist_ok=True)
        data = self._hashes.read_bytes() if self._hashes.exists() else b""
        if not data or not self._shape.exists() or not self._vectors.exists():
            data = b""
        width = 4 * self.dimensions if data else 1
        whole = min(len(data) // _HASH_BYTES, self._vectors.stat().st_size // width if data else 0)
        self._rows = {
            data[row * _HASH_BYTES : (row + 1) * _HASH_BYTES]: row for row in range(whole)
        }

    def _add(self, missing: dict[bytes, tuple[str, tuple[Span, ...]]]) -> None:
        encoder = self._real()
        self._shape.write_text(str(encoder.dimensions), encoding="ascii")
        # Short texts first: rows of one width fill whole batches, and time is easier to foresee.
        names = sorted(missing, key=lambda name: (len(missing[name][0]), name))
        batches = [names[start : start + PART] for start in range(0, len(names), PART)]
        asked = (
            ([missing[name][0] for name in part], [missing[name][1] for name in part])
            for part in batches
        )
        done = 0
        for part, found in zip(batches, encode_batches(encoder, asked), strict=True):
            whole, parts, inner = found
            done += len(part)
            self._append(part, whole)
            if inner.shape[1] == whole.shape[1]:
                self._append([_layer_name(name) for name in part], inner)
            else:  # noted, so that no later run asks the model again
                self._flat.touch()
            self._append([p for name in part for p in _part_names(name, missing[name][1])], parts)
            if self._progress:
                self._progress(done, len(names))

    def _append(self, names: Sequence[bytes], vectors: Vectors) -> None:
        """Write what is not there yet: a text may come again with other parts."""
        fresh = {name: row for row, name in enumerate(names) if name not in self._rows}
        rows = list(fresh.values())
        _append(self._vectors, vectors[rows].tobytes(), len(self._rows) * 4 * vectors.shape[1])
        _append(self._hashes, b"".join(fresh), len(self._rows) * _HASH_BYTES)
        self._rows.update({name: len(self._rows) + row for row, name in enumerate(fresh)})

    def _real(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder


def _name(text: str) -> bytes:
    """Return under which name the vector of a text is kept."""
    return bytes.fromhex(text_hash(evened(text)[0]))


def _part_names(name: bytes, spans: Sequence[Span]) -> list[bytes]:
    """Return under which names the parts of a text are kept."""
    return [bytes.fromhex(parts_hash(name.hex(), str(one.start), str(one.end))) for one in spans]


def _layer_name(name: bytes) -> bytes:
    """Return under which name the middle layer's vector of a text is kept."""
    return bytes.fromhex(parts_hash(name.hex(), "middle layer"))


def _append(path: Path, data: bytes, at: int) -> None:
    """Write `data` at offset `at`, over anything that lies behind it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        file.truncate(at)
        file.seek(at)
        file.write(data)


def cached_names(text: str, spans: Iterable[Span] = ()) -> list[bytes]:
    """Return every name under which vectors of a text and of parts of it are kept."""
    even, parts = evened(text, list(spans))
    name = bytes.fromhex(text_hash(even))
    return [name, _layer_name(name), *_part_names(name, parts)]


def keep_vectors(folder: Path, wanted: Collection[bytes]) -> None:
    """Let go of every vector but those of some names.

    A kill leaves a cache whole or empty, never with vectors that are another text's.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit/vectors``.
    wanted : collection of bytes
        See `cached_names`.
    """
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in there:
        if path.suffix == ".hashes":
            _keep(path, wanted)
    for path in there:
        if path.suffix == ".new" or (path.suffix == ".f32" and not _hashes_of(path).exists()):
            path.unlink(missing_ok=True)


def _keep(hashes: Path, wanted: Collection[bytes]) -> None:
    vectors = hashes.with_name(f"{hashes.stem}.f32")
    shape = hashes.with_name(f"{hashes.stem}.dimensions")
    if not vectors.exists() or not shape.exists():
        hashes.unlink()
        return
    data, width = hashes.read_bytes(), 4 * int(shape.read_text(encoding="ascii"))
    whole = min(len(data) // _HASH_BYTES, vectors.stat().st_size // width)
    names = [data[row * _HASH_BYTES : (row + 1) * _HASH_BYTES] for row in range(whole)]
    rows = [row for row, name in enumerate(names) if name in wanted]
    if len(rows) * _HASH_BYTES == len(data) and len(rows) * width == vectors.stat().st_size:
        return
    beside = {one: one.with_name(f"{one.name}.new") for one in (hashes, vectors)}
    beside[hashes].write_bytes(b"".join(names[row] for row in rows))
    with vectors.open("rb") as old, beside[vectors].open("wb") as new:
        for row in rows:
            old.seek(row * width)
            new.write(old.read(width))
    for one in beside.values():
        one.chmod(0o600)
    hashes.unlink()  # without names there are no vectors: nothing is read while they do not match
    beside[vectors].replace(vectors)
    beside[hashes].replace(hashes)


def _hashes_of(vectors: Path) -> Path:
    return vectors.with_name(f"{vectors.stem}.hashes")
