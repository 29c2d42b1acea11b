"""Ids written into the text of codebook.yaml: nothing else of it is touched.

An id that is only made from a code's name changes with the name, and takes what people decided with
it: so the first decision writes it down.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from themekit.codebook._codebook import Codebook, parse_codebook
from themekit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY = re.compile(r"id *: *(?:\"\"|''|~|null)?(?=[ \t]*(?:#|,|\}|\n|$))")
_NULL = "tag:yaml.org,2002:null"


class _Edit(NamedTuple):
    """A range of the text, and what takes its place."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4)  # every decision asks, and the file seldom changes
def with_ids(text: str) -> str:
    """Return a codebook's text in which every code states its id.

    Parameters
    ----------
    text : str
        Of ``codebook.yaml``; its line ends, its comments and its order stay as they are.

    Raises
    ------
    InputError
        If it has problems, or is written in a way that leaves no place for an id.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    codebook = _read(plain)
    edits = sorted(_edits(plain, [code.id for code in codebook.codes]), reverse=True)
    if not edits:
        return text
    for edit in edits:
        plain = plain[: edit.start] + edit.text + plain[edit.end :]
    if _read(plain).codes != codebook.codes:
        hint = "write 'id:' into each code by hand"
        what = "the codes' ids cannot be written into it"
        raise InputError.one("codebook.yaml", None, what, hint)
    return plain.replace("\n", ends)


def _read(text: str) -> Codebook:
    codebook, problems = parse_codebook(text)
    if codebook is None:
        error = next(one for one in problems if one.severity == "error")
        raise InputError.one("codebook.yaml", error.line, error.message, error.hint)
    return codebook


def _edits(text: str, ids: list[str]) -> Iterator[_Edit]:
    """Yield what has to be written, code by code."""
    from ruamel.yaml import YAML

    top: Any = YAML().compose(text)
    codes: Any = dict(_pairs(top)).get("codes") if top is not None else None
    if codes is None or not isinstance(codes.value, list):
        return
    seen: set[int] = set()
    for node, id_ in zip(codes.value, ids, strict=True):
        # One that is written once and stands in two places has no room for two ids.
        if id(node) not in seen:
            seen.add(id(node))
            yield from _edit(text, node, id_)


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    return ((str(key.value), value) for key, value in node.value)


def _edit(text: str, node: Any, id_: str) -> Iterator[_Edit]:
    start = node.start_mark.index
    if isinstance(node.value, str):  # a name alone
        end = node.end_mark.index
        yield _Edit(start, end, f"{{id: {id_}, name: {text[start:end].rstrip()}}}")
        return
    for key, value in node.value:
        if key.value == "id":
            if value.value == "" or value.tag == _NULL:
                at = key.start_mark.index
                found = _EMPTY.match(text, at)
                if found:
                    yield _Edit(at, found.end(), f"id: {id_}")
            return
    key = node.value[0][0]
    at = key.start_mark.index
    if node.flow_style:
        yield _Edit(at, at, f"id: {id_}, ")
    else:
        margin = " " * (at - text.rfind("\n", 0, at) - 1)
        yield _Edit(at, at, f"id: {id_}\n{margin}")
