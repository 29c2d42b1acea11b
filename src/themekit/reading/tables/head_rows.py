"""What stands above the answers in any table: titles, names in two rows, a row of wordings.

Nothing here knows a tool: a row is taken for a head because it differs from all rows below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from themekit.names import folded
from themekit.reading.dates import parse_date
from themekit.reading.tables.talk_cells import SPEAKER, TEXT

_MOST_TITLES = 10
_A_TABLE = 3
_HALF = 0.5
_SHORT = 3  # words of a cell that is a choice, a number or a code
_WORDING = 3  # words from which a cell reads like a question
_ASKS = ("?", "\u061f", "\uff1f", "\u037e", "\u055e", "\u1367")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
_NOTHING = frozenset(["n/a", "na", "none", "nil", "nan", "null", "missing", "-", ".", "..", "?"])
_LABELS = frozenset(
    """response id|responseid|responseset|respondent id|start date|startdate|end date|enddate
    |recorded date|date submitted|submission date|ip address|ipaddress|last page|start language
    |response type|user language|case id|record id|participant id""".replace("\n    ", "").split(
        "|"
    )
)

Rows = Sequence[Sequence[str]]


class TwoRows(NamedTuple):
    """Names that stand in two rows: for each column the title above it, and its own name."""

    titles: list[str]
    names: list[str]


class Wordings(NamedTuple):
    """A row of wordings under the names, and whether it is surely one."""

    cells: list[str]
    sure: bool


def title_rows(top: Rows) -> int:
    """Count the lines above the column names that are a title: one cell, and a table below it."""
    counts = [_filled(row) for row in top]
    usual = median(counts[len(counts) // 2 :])
    for at, count in enumerate(counts[: _MOST_TITLES + 1]):
        if count >= max(2, _HALF * usual):
            break
        if count != 1 or not top[at][0].strip():
            return 0
    else:
        return 0
    if at == 0 or at + 1 >= len(top) or any(is_number(cell) for cell in top[at]):
        return 0
    # Of two columns, the second may just have no name.
    is_sentence = " " in top[0][0].strip() and not top[0][0].rstrip().endswith(_ASKS)
    names = {folded(cell) for cell in top[at]}
    of_talk = not names.isdisjoint(SPEAKER) and not names.isdisjoint(TEXT)
    return at if usual >= _A_TABLE or is_sentence or of_talk else 0


def two_rows(top: Rows) -> TwoRows | None:
    """Recognise names in two rows, as merged cells leave them: a title, then blanks beside it."""
    if len(top) < _A_TABLE:
        return None
    width = max(map(len, top))
    above, below, *body = [[*map(str.strip, row), *[""] * (width - len(row))] for row in top]
    titles, spanned = _titles(above, below)
    # One column without a name is where somebody wrote a remark.
    if (
        not spanned
        or not _spans(above, titles, spanned)
        or not any(below[at] for at in range(width))
    ):
        return None
    columns = [[row[at] for row in body if row[at]] for at in range(width)]
    if any(columns[at] and not titles[at] and not below[at] for at in range(width)):
        return None
    named = [at for at in range(width) if below[at]]
    options = [folded(below[at]) for at in spanned]
    if len(set(options)) < len(options) or any(
        is_number(below[at]) or parse_date(below[at]) for at in named
    ):
        return None
    if any(_is_answer(below[at], columns[at], own=True) for at in named):
        return None
    merged_down = any(titles[at] and not below[at] and columns[at] for at in range(width))
    unlike = any(_unlike(below[at], columns[at]) for at in named)
    return TwoRows(titles, below) if merged_down or unlike else None


def _titles(above: Sequence[str], below: Sequence[str]) -> tuple[list[str], list[int]]:
    """Carry each title over the columns that it spans; say which columns share one."""
    titles: list[str] = []
    spanned: set[int] = set()
    for at, title in enumerate(above):
        before = titles[-1] if titles else ""
        shared = before and below[at] and (not title or folded(title) == folded(before))
        # A column before it that has a name of its own only: its title spans nothing.
        if shared and at and below[at - 1]:
            spanned |= {at - 1, at}
            titles.append(before)
        else:
            titles.append(title)
    return titles, sorted(spanned)


def _spans(above: Sequence[str], titles: Sequence[str], spanned: Sequence[int]) -> bool:
    """Tell whether a title stands above two columns without one, or is written over several."""
    untitled = Counter(titles[at] for at in spanned if not above[at])
    repeated = any(above[at] and folded(above[at]) == folded(above[at - 1]) for at in spanned if at)
    return repeated or max(untitled.values(), default=0) > 1


def wording_row(top: Rows) -> Wordings | None:
    """Recognise a row under the names that holds wordings: unlike all rows below it."""
    if len(top) < _A_TABLE + 1:
        return None
    names, row, *body = top
    labels = again = unlike = asking = asked = filled = 0
    for at, cell in enumerate(row):
        words = cell.strip()
        column = [there for line in body if at < len(line) and (there := line[at].strip())]
        if not words or folded(words) in _NOTHING:
            continue
        if column and _is_answer(words, column):
            return None
        filled += 1
        labels += folded(words) in _LABELS
        asked += words.endswith(_ASKS)
        if not column:
            continue
        name = folded(names[at]) if at < len(names) else ""
        again += folded(words) == name and not is_number(words)
        if _unlike(words, column):
            unlike += 1
            asking += len(words.split()) >= _WORDING
    cells = [cell.strip() for cell in row]
    # A first respondent may answer unlike all others, but asks no questions and repeats no names.
    if labels or again > 1 or (unlike > 1 and asked > _HALF * filled):
        return Wordings(cells, sure=True)
    return Wordings(cells, sure=False) if asking or again or unlike > 1 else None


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a number."""
    return bool(_NUMBER.fullmatch(cell.strip()))


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_answer(cell: str, column: Sequence[str], *, own: bool = False) -> bool:
    """Tell whether a cell is one of the answers below it: it recurs, or it has their shape."""
    if not own and folded(cell) in set(map(folded, column)):
        return True
    if len(cell.split()) > _SHORT or not any(sign.isdigit() for sign in cell):
        return False
    shape = _shape(cell)
    return any(_shape(other) == shape for other in column)


def _unlike(cell: str, column: Sequence[str]) -> bool:
    """Tell whether a cell differs in kind from every cell below it."""
    if not column or is_number(cell) or parse_date(cell):
        return False
    if all(is_number(other) or parse_date(other) for other in column):
        return True
    if cell.endswith(_ASKS):
        return not any(other.endswith(_ASKS) for other in column)
    different = set(map(folded, column))
    choices = len(column) >= _A_TABLE and len(different) <= _HALF * len(column)
    brief = max(len(other.split()) for other in column) <= _SHORT
    if choices and brief:
        return different == {folded(cell)} or len(cell.split()) > _SHORT
    return brief and len(cell.split()) > _SHORT + 2


def _shape(cell: str) -> str:
    """Return a cell with every number as 0 and every word as a."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", cell.strip()))
