"""YAML text to plain data in which every scalar is the text that stands in the file.

The node graph is composed but nothing is constructed from it: no tag runs code, no alias is
expanded before it is counted, no ``no`` becomes false. What is null counts as not given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from themekit._yaml._source import decode_text, read_text
from themekit._yaml._syntax import MAX_DEPTH, explain_syntax
from themekit.errors import InputError, Problem, Severity, one_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Loc = tuple[str | int, ...]

_MAX_EXPANSION = 10_000
_CHARACTERS_A_NODE = 100
_CORE = "tag:yaml.org,2002:"
_SCALARS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "merge", "value"})


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One YAML file as plain data, with the line of every key and list item.

    Attributes
    ----------
    file : str
        The path as the user would type it.
    data : dict, list or str
        Mappings, lists and scalars as text; nulls are left out.
    lines : mapping of location to line
        1-based; a location is the path of keys and list positions in `data`.
    """

    file: str
    data: Any
    lines: Mapping[Loc, int]

    def line(self, *loc: str | int) -> int | None:
        """Return the line of `loc`, or of the nearest thing around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc)

    def written(self, *loc: str | int) -> tuple[str, ...]:
        """Return the keys that stand in the mapping at `loc`, those without a value too."""
        depth = len(loc)
        return tuple(
            str(known[-1])
            for known in self.lines
            if len(known) == depth + 1 and known[:depth] == loc and isinstance(known[-1], str)
        )

    def problem(
        self, loc: Loc, message: str, hint: str = "", severity: Severity = "error"
    ) -> Problem:
        """Build the problem for what stands at `loc`."""
        return Problem(self.file, self.line(*loc), message, hint, severity)


def read_yaml(path: Path, shown: str) -> tuple[YamlFile | None, tuple[Problem, ...]]:
    """Read a YAML file whose top level is a mapping or a list.

    Parameters
    ----------
    path : Path
    shown : str
        The path as the user would type it, for problems.

    Returns
    -------
    YamlFile or None
        None where the text as a whole cannot be used.
    tuple of Problem
        Repeated keys come with a file: the first of them counts.
    """
    return _yaml_of(read_text(path, shown), shown)


def parse_yaml(text: str, shown: str) -> tuple[YamlFile | None, tuple[Problem, ...]]:
    """Read the text of a YAML file as `read_yaml` reads the file: nothing is written for it."""
    return _yaml_of(decode_text(text.encode("utf-8"), shown), shown)


def _yaml_of(
    found: tuple[str | None, Problem | None], shown: str
) -> tuple[YamlFile | None, tuple[Problem, ...]]:
    text, problem = found
    if text is None:
        return None, (problem,) if problem else ()
    try:
        with one_sentence(shown):
            return _parsed(text, shown)
    except InputError as error:
        return None, error.problems


def _parsed(text: str, shown: str) -> tuple[YamlFile | None, tuple[Problem, ...]]:
    """Read the text of a YAML file."""
    try:
        root = _compose(text)
    except MarkedYAMLError as error:
        return None, (explain_syntax(error, shown, text),)
    except YAMLError as error:
        return None, (Problem(shown, None, f"the file cannot be read as YAML: {error}"),)
    if root is None or _is_null(root):
        return None, (Problem(shown, None, f"'{shown}' is empty"),)
    expansion = _Expansion()
    bomb = expansion.problem(root, shown)
    if bomb:
        return None, (bomb,)
    plain = _Plain(shown)
    data = plain.of(root, ())
    return YamlFile(shown, data, plain.lines), tuple(plain.problems)


def _compose(text: str) -> Node | None:
    """Compose the node graph with the pure reader, which knows lines and a largest depth."""
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = MAX_DEPTH
    yaml.composer.warn_double_anchors = False
    node: Node | None = yaml.compose(text)
    return node


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and _tag(node) == "null"


def _tag(node: Node) -> str:
    return str(node.tag).removeprefix(_CORE)


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


@dataclass(slots=True)
class _Expansion:
    """Count what the file becomes once aliases are written out, each shared node once."""

    sizes: dict[int, int] = field(default_factory=dict)
    own: int = 0
    loop: Node | None = None

    def problem(self, root: Node, shown: str) -> Problem | None:
        full = self._size(root)
        if self.loop is not None:
            line = self.loop.start_mark.line + 1
            return Problem(shown, line, "an alias (*) refers to what it stands in", "write it out")
        if full - self.own > _MAX_EXPANSION:
            message = f"aliases (*) expand to more than {_MAX_EXPANSION:,} values"
            return Problem(shown, None, message, "write the values out")
        return None

    def _size(self, node: Node) -> int:
        known = self.sizes.get(id(node))
        if known is not None:
            self.loop = node if known < 0 and self.loop is None else self.loop
            return max(known, 0)
        self.sizes[id(node)] = -1
        weight = 1
        if isinstance(node, ScalarNode):
            weight += len(node.value) // _CHARACTERS_A_NODE
        self.own += weight
        size = weight + sum(self._size(child) for child in _children(node))
        self.sizes[id(node)] = size
        return size


class _Plain:
    """Turn nodes into dicts, lists and text, noting lines and what is wrong on the way."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []

    def of(self, node: Node, loc: Loc) -> Any:
        """Return the plain value of `node`, which stands at `loc`."""
        self.lines.setdefault(loc, node.start_mark.line + 1)
        if isinstance(node, MappingNode) and _tag(node) == "map":
            return self._mapping(node, loc)
        if isinstance(node, SequenceNode) and _tag(node) == "seq":
            return self._sequence(node, loc)
        if isinstance(node, ScalarNode) and _tag(node) in _SCALARS:
            return str(node.value)
        tag = str(node.tag).replace(_CORE, "!!")
        self._problem(node, f"the tag '{tag}' is not allowed", "leave it out, or quote the text")
        return str(node.value) if isinstance(node, ScalarNode) else ""

    def _sequence(self, node: SequenceNode, loc: Loc) -> list[Any]:
        items = [item for item in node.value if not _is_null(item)]
        return [self.of(item, (*loc, index)) for index, item in enumerate(items)]

    def _mapping(self, node: MappingNode, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value in node.value:
            if not isinstance(key_node, ScalarNode):
                self._problem(key_node, "a key must be plain text, not a list or mapping")
                continue
            key, here = str(key_node.value), (*loc, str(key_node.value))
            if here in self.lines:
                first = f"it stands in line {self.lines[here]} already: put both into one"
                self._problem(key_node, f"the key '{key}' stands here twice", first)
                continue
            self.lines[here] = key_node.start_mark.line + 1
            if not _is_null(value):
                data[key] = self.of(value, here)
        return data

    def _problem(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.shown, node.start_mark.line + 1, message, hint))
