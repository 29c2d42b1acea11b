"""The machine's probabilities of every code on every codable segment, kept between runs.

One file holds them all, in the order of the documents' ids; its name follows from what is in it, so
that a run finds at once whether what it kept is there still. While the stage suggest works, each
part of the documents lies in a file of its own, and a kill costs no part that is whole. Where any
of it is missing, the stage makes it anew: nothing here is the only copy of anything.

A file is a row of blocks, each with its length before it: what it is about as JSON, ids of the
segments, documents with what their scores were made from, and the numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.records import Scores
from themekit.spans import parts_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FOLDER = "scores"
_WHOLE = "all-"
_PART = "part-"
_HALF = ".themekit-"
_LENGTH = 8


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPart:
    """Scores of some documents, as a model gave them.

    Attributes
    ----------
    codes : tuple of str
        Ids, a column each.
    documents : mapping of document id to str
        What each document's scores were made from.
    segments : mapping of document id to tuple of str
        Its codable segments, in order.
    values : array of float32 of shape (n_segments, n_codes)
        Document by document.
    """

    codes: tuple[str, ...]
    documents: Mapping[str, str]
    segments: Mapping[str, tuple[str, ...]]
    values: Floats


def add_part(folder: Path, part: ScoredPart) -> None:
    """Keep the scores of some documents until all are there.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit``.
    part : ScoredPart
    """
    name = parts_hash(*part.documents, *part.documents.values())
    _write(folder / FOLDER / f"{_PART}{name}", part, ())


def scored_documents(folder: Path) -> dict[str, str]:
    """Return the documents whose scores are kept, each with what these were made from."""
    found: dict[str, str] = {}
    for path in _files(folder):
        found.update(_about(path)[2])
    return found


def gather_scores(
    folder: Path,
    wanted: Mapping[str, str],
    codes: Sequence[str],
    thresholds: Sequence[float],
    left_out: Mapping[str, Floats],
) -> str:
    """Put all that is kept into one file, and return its name.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit``.
    wanted : mapping of document id to str
        Every document of the study with what its scores are made from now; others go.
    codes : sequence of str
        Ids of the codes.
    thresholds : sequence of float
        From which score on each of them is suggested.
    left_out : mapping of segment id to array of shape (n_codes,)
        Scores of segments that were learned from, by models that had not learned from their person:
        they take the place of what the model itself says.
    """
    old = _files(folder)
    kept = _merged([_read(path) for path in old], wanted, tuple(codes))
    row = 0
    for of in kept.segments.values():
        for id_ in of:
            if id_ in left_out:
                kept.values[row] = left_out[id_]
            row += 1
    name = _named(kept, thresholds)
    _write(folder / FOLDER / name, kept, thresholds)
    for path in old:
        if path.name != name:
            path.unlink()
    _drop_half(folder)
    return name


def scores_are_there(folder: Path, name: str) -> bool:
    """Tell whether a file is there that `gather_scores` named."""
    return bool(name) and (folder / FOLDER / name).is_file()


def load_scores(folder: Path, name: str) -> Scores | None:
    """Return the scores of a file that `gather_scores` named; None where it is not there."""
    if not scores_are_there(folder, name):
        return None
    about, segments, _, values = _read_blocks(folder / FOLDER / name)
    return Scores(tuple(segments), tuple(about["codes"]), values, tuple(about["thresholds"]))


def forget_scores(folder: Path) -> None:
    """Let go of all of them."""
    for path in _files(folder):
        path.unlink()
    _drop_half(folder)


def keep_scores(folder: Path, segments: Collection[str]) -> None:
    """Let go of every document's scores but of those all of whose segments are to stay.

    Parameters
    ----------
    folder : Path
        ``STUDY/.themekit``.
    segments : collection of str
        Ids of the segments that are to be coded still.
    """
    for path in _files(folder):
        about, part = _about(path)[0], _read(path)
        stays = {
            document: key
            for document, key in part.documents.items()
            if all(id_ in segments for id_ in part.segments[document])
        }
        if len(stays) < len(part.documents):
            kept = _merged([part], stays, part.codes)
            _write(path.with_name(_named(kept, about["thresholds"])), kept, about["thresholds"])
            path.unlink()
    _drop_half(folder)


def _files(folder: Path) -> list[Path]:
    """Return the files that hold scores: the whole first, so that newer parts come after it."""
    there = sorted((folder / FOLDER).glob("*")) if (folder / FOLDER).is_dir() else []
    return [path for path in there if path.name.startswith((_WHOLE, _PART))]


def _drop_half(folder: Path) -> None:
    """Delete what a kill left half-written."""
    for left in sorted((folder / FOLDER).glob(f"{_HALF}*")):
        left.unlink()


def _named(part: ScoredPart, thresholds: Iterable[float]) -> str:
    """Return the name of the file that holds all: it follows from what is in it."""
    return _WHOLE + parts_hash(
        *part.codes,
        *map(str, thresholds),
        *(f"{document} {key}" for document, key in part.documents.items()),
        *(id_ for of in part.segments.values() for id_ in of),
        hashlib.sha256(part.values.tobytes()).hexdigest(),
    )


def _merged(
    parts: Sequence[ScoredPart], wanted: Mapping[str, str], codes: tuple[str, ...]
) -> ScoredPart:
    """Return the newest scores of each document that is wanted, by document."""
    import numpy as np

    place: dict[str, tuple[int, int]] = {}
    for number, part in enumerate(parts):
        row = 0
        for document, key in part.documents.items():
            if part.codes == codes and wanted.get(document) == key:
                place[document] = (number, row)
            row += len(part.segments[document])
    ids = sorted(place)
    segments = {one: parts[place[one][0]].segments[one] for one in ids}
    values = np.empty((sum(map(len, segments.values())), len(codes)), dtype=np.float32)
    at = 0
    for one in ids:
        number, row = place[one]
        size = len(segments[one])
        values[at : at + size] = parts[number].values[row : row + size]
        at += size
    return ScoredPart(codes, {one: wanted[one] for one in ids}, segments, values)


def _write(path: Path, part: ScoredPart, thresholds: Iterable[float]) -> None:
    """Write a file beside its place and rename it: nobody sees half of it."""
    import numpy as np

    about = {"codes": list(part.codes), "thresholds": [float(one) for one in thresholds]}
    documents = [[id_, key, len(part.segments[id_])] for id_, key in part.documents.items()]
    segments = [id_ for of in part.segments.values() for id_ in of]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(_HALF + path.name)
    with beside.open("wb") as file:
        for block in (_json(about), _json(segments), _json(documents)):
            file.write(len(block).to_bytes(_LENGTH, "big") + block)
        numbers = np.ascontiguousarray(part.values, dtype="<f4")
        file.write(numbers.nbytes.to_bytes(_LENGTH, "big"))
        file.write(numbers.tobytes())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while length := file.read(_LENGTH):
            yield file.read(int.from_bytes(length, "big"))


def _about(path: Path) -> tuple[dict[str, Any], list[str], dict[str, str]]:
    """Read all of a file but its numbers."""
    blocks = _blocks(path)
    about, segments, documents = (json.loads(next(blocks)) for _ in range(3))
    return about, segments, {id_: key for id_, key, _ in documents}


def _read_blocks(path: Path) -> tuple[dict[str, Any], list[str], list[Any], Floats]:
    import numpy as np

    about, segments, documents, numbers = _blocks(path)
    head = json.loads(about)
    values = np.frombuffer(numbers, dtype="<f4").astype(np.float32, copy=False)
    ids = json.loads(segments)
    return head, ids, json.loads(documents), values.reshape(len(ids), len(head["codes"]))


def _read(path: Path) -> ScoredPart:
    about, ids, documents, values = _read_blocks(path)
    segments, at = dict[str, tuple[str, ...]](), 0
    for id_, _, size in documents:
        segments[id_] = tuple(ids[at : at + size])
        at += size
    keys = {id_: key for id_, key, _ in documents}
    return ScoredPart(tuple(about["codes"]), keys, segments, values)
