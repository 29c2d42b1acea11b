"""Ids of codes: what they may look like, and the default made from the path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit._yaml import slugify

if TYPE_CHECKING:
    from collections.abc import Sequence

ID_SYNTAX = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def make_ids(
    given: Sequence[str], paths: Sequence[tuple[str, ...]], themes: Sequence[str]
) -> list[str]:
    """Return one unique id a code.

    Given ids stay. The others are made from parent codes and name; where two would meet, the
    later one gets its theme in front, and then a number.

    Parameters
    ----------
    given : sequence of str
        Ids that the file states, empty where it does not.
    paths : sequence of tuple of str
        Parent codes and name, without the theme.
    themes : sequence of str
        Theme of each code, or empty.
    """
    taken = {one for one in given if one}
    ids = []
    for stated, path, theme in zip(given, paths, themes, strict=True):
        chosen = stated or _free(taken, path, theme)
        taken.add(chosen)
        ids.append(chosen)
    return ids


def _free(taken: set[str], path: tuple[str, ...], theme: str) -> str:
    """Return the first free id for a path."""
    short = "-".join(slugify(part) for part in path)
    if short not in taken:
        return short
    base = f"{slugify(theme)}-{short}" if theme else short
    number, candidate = 2, base
    while candidate in taken:
        candidate = f"{base}-{number}"
        number += 1
    return candidate
