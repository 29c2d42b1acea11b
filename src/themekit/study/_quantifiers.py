"""What words such as few and most mean in this study: shares that its authors declare."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from themekit.names import folded
from themekit.study._records import Quantifier

if TYPE_CHECKING:
    from themekit._yaml import Loc, YamlFile
    from themekit.errors import Problem

_EXAMPLE = "write two shares, such as few: [0, 0.25]"
_BOUNDS = 2


def read_quantifiers(
    source: YamlFile, data: dict[str, Any]
) -> tuple[tuple[Quantifier, ...], tuple[Problem, ...]]:
    """Read ``quantifiers``: a word and its two bounds a line; they may touch, but not overlap.

    Returns
    -------
    tuple of Quantifier
        Those that could be read, by their lower bound.
    tuple of Problem
    """
    read: list[Quantifier] = []
    problems: list[Problem] = []
    words: set[str] = set()
    for key in source.written("quantifiers"):
        loc: Loc = ("quantifiers", key)
        word, bounds = folded(key), _bounds(data.get(key))
        if not word or any(letter.isdigit() for letter in word):
            message = f"'{key}' should be a word such as few or most"
            problems.append(source.problem(loc, message, _EXAMPLE))
        elif word in words:
            message = f"the quantifier '{word}' stands here twice"
            problems.append(source.problem(loc, message, "put both into one"))
        elif bounds is None:
            message = f"'{key}' should have two bounds from 0 to 1, the lower one first"
            problems.append(source.problem(loc, message, _EXAMPLE))
        else:
            read.append(Quantifier(word, *bounds, line=source.line(*loc)))
        words.add(word)
    read.sort(key=lambda one: (one.low, one.high))
    return tuple(read), (*problems, *_overlaps(source, read))


def _bounds(value: Any) -> tuple[float, float] | None:
    """Return two shares in [0, 1], also where they are written as percentages."""
    if not isinstance(value, list) or len(value) != _BOUNDS:
        return None
    shares = [_share(item) for item in value]
    low, high = shares
    return None if low is None or high is None or low > high else (low, high)


def _share(value: Any) -> float | None:
    """Return a share in [0, 1]."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _overlaps(source: YamlFile, read: list[Quantifier]) -> list[Problem]:
    """Find words that a share would fall under both of."""
    problems = []
    for one, other in combinations(read, 2):
        if other.low < one.high:
            first, second = sorted((one, other), key=lambda found: found.line or 0)
            message = f"the quantifiers '{first.word}' and '{second.word}' overlap"
            written = source.written("quantifiers")
            loc = ("quantifiers", next(key for key in written if folded(key) == second.word))
            problems.append(source.problem(loc, message, "end one where the other begins"))
    return problems
