"""Slugs: names made fit to be part of ids, and told apart: pure strings."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from themekit.spans import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60


def item_slug(wording: str) -> str:
    """Turn a column name or a question into the slug of an item; never empty, underscores kept.

    Examples
    --------
    >>> item_slug("main_worry"), item_slug("What is your main worry, and why?")
    ('main_worry', 'what-is-your-main-worry-and-why')
    """
    plain = unicodedata.normalize("NFKD", wording).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")
    if not slug:
        return f"x{text_hash(wording)[:8]}"
    # A cut slug takes a mark of the whole wording along, so that two long questions stay two.
    return (
        slug if len(slug) <= _LONGEST else f"{slug[:_LONGEST].rstrip('-')}-{text_hash(wording)[:6]}"
    )


def clean_name(name: str) -> str:
    """Make a respondent's id or a file's stem fit to stand in a document's id."""
    if name.isprintable() and "/" not in name:
        return name.strip()
    return "".join("-" if sign == "/" or not sign.isprintable() else sign for sign in name.strip())


def unused(name: str, used: Iterable[str], mark: str) -> str:
    """Return `name`, or with the first number after `mark` that makes it new: ``V03#2``."""
    taken = used if isinstance(used, dict | set | frozenset) else set(used)
    number, found = 2, name
    while found in taken:
        found = f"{name}{mark}{number}"
        number += 1
    return found
