"""The room that suggests codes: a codebook and what people have checked in, suggestions out.

Importing it loads nothing heavy: each name below is fetched when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from themekit.tagging.estimator import CodebookTagger
    from themekit.tagging.records import (
        Agreement,
        Checked,
        Explanation,
        Part,
        Prepared,
        Tag,
        Verdict,
    )

_HOME = {
    "Agreement": "records",
    "Checked": "records",
    "CodebookTagger": "estimator",
    "Explanation": "records",
    "Part": "records",
    "Prepared": "records",
    "Tag": "records",
    "Verdict": "records",
}

__all__ = [
    "Agreement",
    "Checked",
    "CodebookTagger",
    "Explanation",
    "Part",
    "Prepared",
    "Tag",
    "Verdict",
]


def __getattr__(name: str) -> Any:
    """Fetch a public name from its module."""
    if name not in _HOME:
        raise AttributeError(f"module 'themekit.tagging' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"themekit.tagging.{_HOME[name]}"), name)
