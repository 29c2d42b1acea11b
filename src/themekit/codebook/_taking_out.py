"""Somebody's words taken out of the text of codebook.yaml: nothing else of it is touched."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from themekit.codebook._adding import _indent_of_codes, _yaml
from themekit.codebook._codebook import parse_codebook
from themekit.codebook._records import Code

# What a code means is its authors': a definition that repeats somebody is theirs to word anew.
_LISTS = ("examples", "near_misses")
_TEXTS = ("plain_example", "plain_not_this")
_FIELDS = {*_LISTS, *_TEXTS}

IsTheirs = Callable[[str], bool]
Edit = tuple[int, int, str]


def without_words(text: str, is_theirs: IsTheirs) -> str | None:
    """Return a codebook's text without the examples and near misses that are somebody's words.

    Parameters
    ----------
    text : str
        Of ``codebook.yaml``; its comments, its order and its line ends stay, but for comments on
        the lines that go, and comments that repeat the words.
    is_theirs : callable
        Tells of a text whether it repeats somebody.

    Returns
    -------
    str or None
        None where it cannot be read.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    codebook, _ = parse_codebook(plain)
    if codebook is None:
        return None
    wanted = tuple(_without(code, is_theirs) for code in codebook.codes)
    if wanted != codebook.codes:
        edited = plain
        for start, end, new in sorted(set(_edits(plain, is_theirs)), reverse=True):
            edited = edited[:start] + new + edited[end:]
        found, _ = parse_codebook(edited)
        plain = edited if found and found.codes == wanted else _rewritten(plain, is_theirs)
    return "".join(_uncommented(plain, is_theirs)).replace("\n", ends)


def _without(code: Code, is_theirs: IsTheirs) -> Code:
    lists = {
        name: tuple(one for one in getattr(code, name) if not is_theirs(one)) for name in _LISTS
    }
    texts = {name: "" for name in _TEXTS if is_theirs(getattr(code, name))}
    return replace(code, **lists, **texts)  # type: ignore[arg-type]


def _edits(text: str, is_theirs: IsTheirs) -> Iterator[Edit]:
    """Yield what has to be written instead of what, code by code."""
    from ruamel.yaml import YAML

    top: Any = YAML().compose(text)
    codes: Any = next((value for key, value in top.value if key.value == "codes"), None)
    for node in codes.value if codes is not None else ():
        for key, value in node.value if not isinstance(node.value, str) else ():
            if key.value not in _FIELDS:
                continue
            if isinstance(value.value, str):
                if is_theirs(value.value.strip()):
                    yield value.start_mark.index, _end(text, value), '""'
            elif theirs := [one for one in value.value if is_theirs(str(one.value).strip())]:
                yield from _shorter(text, value, theirs)


def _shorter(text: str, node: Any, theirs: list[Any]) -> Iterator[Edit]:
    """Yield what makes a list shorter."""
    left = [one for one in node.value if one not in theirs]
    if node.flow_style or not left:
        said = ", ".join(text[one.start_mark.index : _end(text, one)] for one in left)
        yield node.start_mark.index, _end(text, node), f"[{said}]"
        return
    for one in theirs:
        start = text.rfind("\n", 0, one.start_mark.index) + 1
        end = text.find("\n", _end(text, one)) + 1
        yield start, end or len(text), ""


def _end(text: str, node: Any) -> int:
    """Return where a node ends, without the blank lines and comments behind it."""
    end: int = node.end_mark.index
    if getattr(node, "flow_style", None) or getattr(node, "style", None) in ("'", '"'):
        return end
    lines = text[node.start_mark.index : end].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    start: int = node.start_mark.index
    return start + len("\n".join(lines).rstrip())


def _rewritten(text: str, is_theirs: IsTheirs) -> str:
    """Take the words out of the parsed file; long lines may be wrapped anew."""
    yaml = _yaml(_indent_of_codes(text))
    data: Any = yaml.load(text)
    for code in data["codes"]:
        for name in _FIELDS & set(code) if isinstance(code, dict) else ():
            value = code[name]
            if isinstance(value, list):
                for at in reversed(range(len(value))):
                    if is_theirs(str(value[at]).strip()):
                        del value[at]
            elif is_theirs(str(value).strip()):
                code[name] = ""
    written = io.StringIO()
    yaml.dump(data, written)
    return written.getvalue()


def _uncommented(text: str, is_theirs: IsTheirs) -> Iterator[str]:
    """Yield the lines without whole-line comments that repeat somebody."""
    for line in text.splitlines(keepends=True):
        if not (line.lstrip().startswith("#") and is_theirs(line.lstrip("# \t").strip())):
            yield line
