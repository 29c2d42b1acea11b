"""A new code in the text of codebook.yaml: comments, order and line ends stay."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from themekit.codebook._codebook import parse_codebook
from themekit.errors import InputError

_NO_CODES = re.compile(r"^codes: *(?:\[ *\]|~|null)(?= *(?:#|$))", re.MULTILINE)


def with_code(text: str, code: Mapping[str, str]) -> str:
    """Return a codebook's text with one more code.

    Parameters
    ----------
    text : str
        Of ``codebook.yaml``; its line ends and its comments stay as they are.
    code : mapping
        Fields of the code; empty ones are left out.

    Raises
    ------
    InputError
        If the codebook with the new code would have problems.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    text = _NO_CODES.sub("codes:", text.replace("\r\n", "\n"))
    entry = {key: value for key, value in code.items() if value}
    written = _appended(text, entry) if _ends_with_codes(text) else _rewritten(text, entry)
    _check(written)
    return written.replace("\n", ends)


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


def _check(text: str) -> None:
    """Refuse what would leave the study without a codebook that can be read."""
    _, problems = parse_codebook(text)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InputError.one("codebook.yaml", None, errors[0].message, errors[0].hint)


def _indent_of_codes(text: str) -> int:
    """Return by how many spaces the list of codes is indented in the file."""
    found = re.search(r"^codes:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*(?P<indent> *)- ", text, re.MULTILINE)
    return len(found["indent"]) if found else 2
