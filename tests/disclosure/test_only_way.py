"""Text leaves through `themekit.disclosure` alone: whatever writes for outsiders asks it.

The import contracts of pyproject.toml keep what shows and writes from fetching text by itself; here
it is seen that each place which makes something for outsiders asks what may leave.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import themekit

ROOT = Path(themekit.__file__).parent
OUTSIDE = frozenset({"public", "for_others", "for_outsiders", "PUBLIC"})
"""Names by which code says that something is for outsiders."""
ASKED_BEFORE = {
    "matrix/change/outside.py": "holds numbers, and words of ours that are meant for outsiders",
    "matrix/found.py": "is told by matrix.build what may be quoted",
    "workflows/context.py": "names the folder",
    "workflows/verify.py": "holds a report against what would be public, and writes nothing",
}
"""Modules that speak of it and hold nobody's words, with why."""


def modules() -> list[str]:
    """Return the modules that make or name something for outsiders."""
    rooms = ("matrix", "report", "exchange", "workflows")
    return [
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in sorted((ROOT / room).rglob("*.py"))
        if OUTSIDE & _makes(ast.parse(path.read_text(encoding="utf-8")))
    ]


def _makes(tree: ast.AST) -> set[str]:
    """Return the keywords that a module gives True for, and the functions it defines or calls."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            if isinstance(node.value, ast.Constant) and node.value.value is True:
                names.add(node.arg)
        elif isinstance(node, ast.FunctionDef):
            names.add(node.name)
            names |= {one.arg for one in node.args.kwonlyargs if one.arg == "for_others"}
        elif isinstance(node, ast.Name):
            names |= {node.id} & {"PUBLIC"}
    return names


def imports(name: str) -> set[str]:
    """Return what a module imports, also what is for type checking only."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    return {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }


@pytest.mark.parametrize("name", [one for one in modules() if one not in ASKED_BEFORE])
def test_whatever_writes_for_outsiders_asks_disclosure(name: str) -> None:
    """A new place that makes something for outsiders has to, or to say why not."""
    assert any(one.startswith("themekit.disclosure") for one in imports(name))


def test_the_places_that_write_for_outsiders_are_found() -> None:
    """Else the test above would pass on nothing."""
    assert {"workflows/report.py", "workflows/export.py", "report/outside.py"} <= set(modules())
