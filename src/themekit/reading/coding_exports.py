"""Recognise what other coding programs export of coded passages: quotations, and no transcript.

Read as documents they would count passages that somebody chose already, some of them twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = 400  # characters in which a title stands
_LEAST = 3
# program -> how its report begins, and what recurs in it
_REPORTS = {
    "MAXQDA": (r"\s*Coded Segments\b[\s\S]*\bDocument name\b[\s\S]*\bCode\b", r"\bSegment\b"),
    "Taguette": (r"\s*#*\s*Taguette highlights\b", r"^\W*Document: .*\bTags: "),
    "NVivo": (r"", r"^[^\w\n]*Reference \d+\W+\d[\d.,]* ?% Coverage"),
}
_COLUMNS = {
    "Taguette": {"id", "document", "tag", "content"},
    "MAXQDA": {"document name", "code", "segment"},
    "ATLAS.ti": {"quotation content", "codes"},
    "Dedoose": {"excerpt copy", "media title"},
}


def export_in_text(text: str) -> str:
    """Return the program whose report of coded passages a text is; empty for any other text."""
    for program, (begins, recurs) in _REPORTS.items():
        if re.match(begins, text[:_HEAD]):
            found = re.finditer(recurs, text, re.MULTILINE)
            enough = 1 if program == "MAXQDA" else _LEAST
            if sum(1 for _ in zip(range(enough), found, strict=False)) == enough:
                return program
    return ""


def export_in_columns(header: Iterable[str]) -> str:
    """Return the program whose table of coded passages has these columns; empty for others."""
    names = set(map(folded, header))
    return next((program for program, columns in _COLUMNS.items() if columns <= names), "")


def looks_like(program: str) -> str:
    """Say in one sentence what such a file is."""
    return f"it looks like passages coded in {program}, not like the documents themselves"
