"""Columns by which data says who collected it and how it was told, by their usual names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from themekit.records import Case, Document

ASKED_BY = frozenset(
    {
        "asked by", "collected by", "collector", "enumerator", "fieldworker", "interviewed by",
        "interviewer", "recorded by", "story collector",
    }
)  # fmt: skip
"""Columns that say who asked."""
TOLD_AS = frozenset(
    {
        "collection mode", "how collected", "how it was told", "how told", "mode", "story mode",
        "told as", "told how", "voice", "written by", "written down by",
    }
)  # fmt: skip
"""Columns that say how something was told: by the person's own hand, told, translated."""


def usual_column(pairs: Iterable[tuple[str, str]], names: Collection[str]) -> str:
    """Return what a column of one of some names says; empty where there is none.

    Parameters
    ----------
    pairs : iterable of (name, value)
    names : collection of str
        `ASKED_BY` or `TOLD_AS`.
    """
    for name, value in pairs:
        if folded(name.replace("_", " ")) in names and value.strip():
            return value.strip()
    return ""


def collected(document: Document, case: Case | None, names: Collection[str]) -> str:
    """Return what a column says of the occasion of a document, else what stays with the person.

    What held for the person on other occasions tells nothing of this one.

    Parameters
    ----------
    document : Document
    case : Case or None
    names : collection of str
        `ASKED_BY` or `TOLD_AS`.
    """
    known = case.attributes if case else ()
    if case and case.varies:
        known = tuple(one for one in known if folded(one[0]) not in case.varies)
    return usual_column(document.attributes, names) or usual_column(known, names)
