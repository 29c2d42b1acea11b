"""A fitted tagger on disk: tagger.json and tagger.npz in one folder, nothing pickled."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from themekit.codebook import Code, Codebook, Theme, TokenPattern
from themekit.errors import InputError, Problem
from themekit.spans import parts_hash
from themekit.tagging.calibration import Calibration
from themekit.tagging.design import Design
from themekit.tagging.kernel import Kernel
from themekit.tagging.learner import Learned
from themekit.tagging.solver import Solution

if TYPE_CHECKING:
    from themekit.tagging.kit import Kit

FORMAT = 5
JSON, NPZ = "tagger.json", "tagger.npz"
_DESIGN = (
    "word_idf",
    "piece_idf",
    "middle",
    "sentence_middle",
    "lexical_middle",
    "inner_middle",
    "surroundings_middle",
)
_KERNEL = ("landmarks", "vectors", "middle")
_SOLUTION = ("intercept", "slope", "dense", "sparse")
_OWN = ("thresholds", "doubts", "vectors", "y", "left_out", "worded")
_COLUMNS = ("words", "pieces", "questions")


def save(path: str | Path, kit: Kit, learned: Learned) -> None:
    """Write a fitted tagger to the folder `path`, which is made where it is missing."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "format": FORMAT,
        "key": kit.key,
        "codebook": _codebook_data(kit.codebook),
        "texts": list(learned.texts),
        "columns": {name: list(getattr(learned.design, name)) for name in _COLUMNS},
    }
    (folder / JSON).write_text(json.dumps(head, ensure_ascii=False, indent=1), "utf-8")
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **_arrays(learned))
    (folder / NPZ).write_bytes(buffer.getvalue())


def load(path: str | Path) -> tuple[Codebook, Learned, str]:
    """Read what `save` wrote; return codebook, what was learned, and the kit's key."""
    folder = Path(path)
    try:
        head = json.loads((folder / JSON).read_text("utf-8"))
        with np.load(io.BytesIO((folder / NPZ).read_bytes()), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        if head["format"] != FORMAT:
            raise _broken(folder, f"it has format {head['format']}, this version reads {FORMAT}")
        return _codebook(head["codebook"]), _learned(head, arrays), str(head["key"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise _broken(folder, f"{type(error).__name__}: {error}") from error


def state_hash(kit: Kit, learned: Learned) -> str:
    """Hash everything that influences what a tagger says."""
    digest = hashlib.sha256()
    for name, array in sorted(_arrays(learned).items()):
        digest.update(f"{name}{array.dtype}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    columns = [parts_hash(*getattr(learned.design, name)) for name in _COLUMNS]
    return parts_hash(kit.key, digest.hexdigest(), *columns, *learned.texts)


def _arrays(learned: Learned) -> dict[str, Any]:
    last = learned.calibration
    return {
        **{name: getattr(learned.design, name) for name in _DESIGN},
        **{f"kernel_{name}": getattr(learned.design.kernel, name) for name in _KERNEL},
        **{name: getattr(learned.solution, name) for name in _SOLUTION},
        **{name: getattr(learned, name) for name in _OWN},
        "line": np.array([last.scale, last.competition, learned.design.inner_scale]),
        "shift": last.shift,
    }


def _learned(head: dict[str, Any], arrays: dict[str, Any]) -> Learned:
    columns: dict[str, Any] = {
        name: {term: column for column, term in enumerate(head["columns"][name])}
        for name in _COLUMNS
    }
    scale, competition, inner_scale = (float(one) for one in arrays["line"])
    kernel = Kernel(**{name: arrays[f"kernel_{name}"] for name in _KERNEL})
    return Learned(
        design=Design(
            **columns,
            **{name: arrays[name] for name in _DESIGN},
            inner_scale=inner_scale,
            kernel=kernel,
        ),
        solution=Solution(**{name: arrays[name] for name in _SOLUTION}),
        calibration=Calibration(scale, competition, arrays["shift"]),
        texts=tuple(head["texts"]),
        **{name: arrays[name] for name in _OWN},
    )


def _codebook_data(codebook: Codebook) -> dict[str, Any]:
    codes = []
    for code in codebook.codes:
        data = {field.name: getattr(code, field.name) for field in dataclasses.fields(code)}
        data["patterns"] = [
            one.tokens if isinstance(one, TokenPattern) else one for one in code.patterns
        ]
        codes.append(data)
    themes = [dataclasses.asdict(theme) for theme in codebook.themes]
    return {
        "name": codebook.name,
        "version": codebook.version,
        "themes": themes,
        "codes": codes,
    }


def _codebook(data: dict[str, Any]) -> Codebook:
    themes = tuple(Theme(**theme) for theme in data["themes"])
    codes = tuple(_code(code) for code in data["codes"])
    return Codebook(data["name"], data["version"], themes, codes)


def _code(data: dict[str, Any]) -> Code:
    fixed = {key: _frozen(value) for key, value in data.items() if key != "patterns"}
    patterns = tuple(
        one if isinstance(one, str) else TokenPattern(_frozen(one)) for one in data["patterns"]
    )
    return Code(**fixed, patterns=patterns)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _broken(folder: Path, why: str) -> InputError:
    hint = "save the tagger again"
    return InputError(
        [Problem(str(folder), None, f"this is no tagger that can be read: {why}", hint)]
    )
