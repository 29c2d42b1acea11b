"""Lines of printed pages to running text: pure.

A page breaks what a document joins: heads and numbers between the words, lines cut at the margin,
words cut at line ends.
"""

# Dashes, quotes and full-width colons stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

_EDGE = 2  # lines at the top and at the foot of a page that may be its head or number
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?|seite)\s*)?\d{1,4}(?:\s*(?:of|/|\||von)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"\s*(?:[•●▪◦\-–*]\s|\(?\d{1,3}[.)]\s|[a-z]\)\s)")
_SOFT = ("\x02", "\ufffe", "\u00ad")
_FULL = 0.75
_REPEATED = 0.5
_ALWAYS = 0.9
_LABELLED = re.compile(r"[^:]{1,40}:\s*\S")
_FEW_PAGES = 3
_FEW_NUMBERS = 4
_STEPS = frozenset({1, 5, 10})
_HUGE = 12

FindStarts = Callable[[str], set[int]]


def join_pages(pages: list[list[str]], label_starts: FindStarts) -> tuple[str, tuple[str, ...]]:
    """Join pages into text with one line a paragraph.

    Parameters
    ----------
    pages : list of list of str
        The lines of each page in reading order.
    label_starts : callable
        Text -> offsets of the lines that begin with a speaker's label; those never join the line
        before.

    Returns
    -------
    text : str
    notes : tuple of str
        What was dropped.
    """
    kept, dropped = _without_edges([[line.rstrip() for line in page] for page in pages])
    starts = label_starts("\n".join(kept))
    notes = (f"{dropped} running heads, page and line numbers were left out.",) if dropped else ()
    return "\n".join(_paragraphs(kept, starts)), notes


def _without_edges(pages: list[list[str]]) -> tuple[list[str], int]:
    """Drop page numbers, and lines at the edges that return on half of the pages."""
    filled = [[line for line in page if line.strip()] for page in pages]
    pages = [_without_line_numbers(page) for page in filled]
    numbers = sum(map(len, filled)) - sum(map(len, pages))
    seen = Counter(_key(page, at) for page in pages for at in _edges(page))
    often = {key for key, count in seen.items() if _is_head(key[1], count, len(pages))}
    kept: list[str] = []
    dropped = 0
    for page in pages:
        drop = {at for at in _edges(page) if _NUMBER.match(page[at]) or _key(page, at) in often}
        dropped += len(drop)
        kept += [line for at, line in enumerate(page) if at not in drop]
    return kept, dropped + numbers


def _is_head(line: str, count: int, pages: int) -> bool:
    """Tell whether a line returns too often to be words; 'Participant: Yeah.' may return."""
    share = _ALWAYS if _LABELLED.match(line) else _REPEATED
    return pages >= _FEW_PAGES and count > 1 and count >= share * pages


def _without_line_numbers(page: list[str]) -> list[str]:
    """Drop the numbers in a margin, which come as lines of their own that count up."""
    values = [
        int(line.strip()) if line.strip().isdecimal() and len(line) < _HUGE else None
        for line in page
    ]
    drop: set[int] = set()
    run: list[int] = []
    for at, value in enumerate([*values, None]):
        last = values[run[-1]] if run else None
        if value is not None and last is not None and value - last in _STEPS:
            run.append(at)
            continue
        if len(run) >= _FEW_NUMBERS:
            drop.update(run)
        run = [at] if value is not None else []
    return [line for at, line in enumerate(page) if at not in drop]


def _edges(page: list[str]) -> list[int]:
    """Return the places of the first and last lines of a page."""
    return [at for at in range(len(page)) if at < _EDGE or at >= len(page) - _EDGE]


def _key(page: list[str], at: int) -> tuple[int, str]:
    """Return a line and its place as they are compared between pages: numbers do not count."""
    place = at if at < _EDGE else at - len(page)
    return place, _DIGITS.sub("#", " ".join(page[at].split()).casefold())


def _paragraphs(lines: list[str], starts: set[int]) -> list[str]:
    """Join each line to the one before where that one ran to the margin."""
    lengths = sorted(len(line) for line in lines)
    full = _FULL * (lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0)
    joined: list[str] = []
    at, before = 0, 0
    for line in lines:
        alone = at in starts or _ITEM.match(line) is not None
        if joined and not alone and (before >= full or joined[-1].endswith(_SOFT)):
            joined[-1] = _healed(joined[-1], line.lstrip())
        else:
            joined.append(line)
        at += len(line) + 1
        before = len(line)
    return [line.translate(dict.fromkeys(map(ord, _SOFT))) for line in joined]


def _healed(before: str, after: str) -> str:
    """Join two lines; a hyphen that cut a word goes."""
    if before.endswith(_SOFT):
        return before[:-1] + after
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"
