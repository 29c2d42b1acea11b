"""Qualitative coding and thematic analysis that a researcher can defend line by line.

Importing the package loads nothing heavy: each name below is fetched when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from themekit import agreement
    from themekit.codebook import Codebook
    from themekit.errors import InputError, Problem, ThemekitError
    from themekit.tagging import CodebookTagger
    from themekit.workflows.opening import OpenStudy, open_study

__version__ = "0.1.0"

_HOME = {
    "Codebook": "themekit.codebook",
    "CodebookTagger": "themekit.tagging",
    "InputError": "themekit.errors",
    "OpenStudy": "themekit.workflows.opening",
    "Problem": "themekit.errors",
    "ThemekitError": "themekit.errors",
    "open_study": "themekit.workflows.opening",
}

_ROOMS = frozenset({"agreement"})
"""Whole rooms that are public under their own name."""

__all__ = [
    "Codebook",
    "CodebookTagger",
    "InputError",
    "OpenStudy",
    "Problem",
    "ThemekitError",
    "__version__",
    "agreement",
    "open_study",
]


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room."""
    if name not in _HOME and name not in _ROOMS:
        raise AttributeError(f"module 'themekit' has no attribute {name!r}")
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"themekit.{name}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
