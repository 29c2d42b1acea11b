"""A new code in codebook.yaml: comments and order stay, the former version is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from themekit.codebook._codebook import read_codebook
from themekit.errors import InputError
from themekit.spans import text_hash


def add_code(path: Path, code: Mapping[str, str], former: Path) -> None:
    """Append a code to a codebook's file.

    Parameters
    ----------
    path : Path
        ``codebook.yaml``.
    code : mapping
        Fields of the code; empty ones are left out.
    former : Path
        Folder in which the former version is kept.

    Raises
    ------
    InputError
        If the codebook with the new code would have problems; the file is untouched then.
    """
    text = path.read_text(encoding="utf-8-sig")
    entry = {key: value for key, value in code.items() if value}
    written = _appended(text, entry) if _ends_with_codes(text) else _rewritten(text, entry)
    _check(path, written)
    former.mkdir(parents=True, exist_ok=True)
    (former / f"{path.stem}-{text_hash(text)[:12]}.yaml").write_text(text, encoding="utf-8")
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(written, encoding="utf-8")
    beside.replace(path)


def _ends_with_codes(text: str) -> bool:
    """Tell whether a code can simply be written at the end of the file."""
    keys = re.findall(r"^([\w-]+):[^\n]*", text, re.MULTILINE)
    return (
        bool(keys)
        and keys[-1] == "codes"
        and re.search(r"^codes: *$", text, re.MULTILINE) is not None
    )


def _appended(text: str, entry: Mapping[str, str]) -> str:
    """Write a code behind the last one: nothing else of the file is touched."""
    block = io.StringIO()
    _yaml(0).dump([dict(entry)], block)
    margin = " " * _indent_of_codes(text)
    lines = "".join(f"{margin}{line}\n" for line in block.getvalue().splitlines())
    return f"{text.rstrip()}\n{lines}"


def _rewritten(text: str, entry: Mapping[str, str]) -> str:
    """Put a code into the list of codes wherever it stands; long lines may be wrapped anew."""
    yaml = _yaml(_indent_of_codes(text))
    data: Any = yaml.load(text)
    if not data.get("codes"):
        data["codes"] = []
    data["codes"].append(dict(entry))
    written = io.StringIO()
    yaml.dump(data, written)
    return written.getvalue()


def _yaml(indent: int) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=indent + 2, offset=indent)
    return yaml


def _check(path: Path, text: str) -> None:
    """Refuse what would leave the study without a codebook that can be read."""
    trial = path.with_name(f".{path.stem}-trial.yaml")
    trial.write_text(text, encoding="utf-8")
    try:
        _, problems = read_codebook(trial)
    finally:
        trial.unlink()
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = errors[0]
        raise InputError.one(path.name, None, first.message, first.hint)


def _indent_of_codes(text: str) -> int:
    """Return by how many spaces the list of codes is indented in the file."""
    found = re.search(r"^codes:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*(?P<indent> *)- ", text, re.MULTILINE)
    return len(found["indent"]) if found else 2
