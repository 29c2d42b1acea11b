"""Rows that are no finished answer of a respondent: previews, tests, wordings, people who stopped.

None is left out: which rows they are is told, and whoever knows the survey decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from themekit.errors import Problem
from themekit.names import folded

if TYPE_CHECKING:
    from themekit.reading.tables.table import Table

_SHOWN = 10
_HALF = 0.5
_WHOLE = 100.0
_ALL_OF_IT = 2  # test cells from which a row is a test
_PREVIEW = frozenset(
    """survey preview|preview|survey test|test|test response|generated|spam|survey preview spam
    |possible spam|offline preview|test entry""".replace("\n    ", "").split("|")
)
_NUMBERED_STATES = {"1": "Survey Preview", "2": "Survey Test", "8": "Spam", "9": "Preview Spam"}
_STATES = frozenset(
    """status|response type|response status|survey status|completion status|distribution channel
    |distributionchannel|channel|mode|collection mode|submission status""".replace(
        "\n    ", ""
    ).split("|")
)
_PARTLY = frozenset(
    """partial|partially complete|partially completed|incomplete|in progress|not completed
    |not complete|unfinished|started|abandoned|disqualified|screened out|terminated|quota full
    |not finished|dropped out|draft|saved""".replace("\n    ", "").split("|")
)
_FINISHED = frozenset(
    """finished|completed|complete|is complete|is completed|survey completed|complete?|completed?
    |finished?|survey finished|interview completed|is finished""".replace("\n    ", "").split("|")
)
_NOT = frozenset(
    {"false", "0", "no", "n", "incomplete", "partial", "unfinished", "0.0", "not completed"}
)
_PROGRESS = frozenset(
    {
        "progress",
        "percent complete",
        "percentage complete",
        "completion",
        "% complete",
        "percent completed",
    }
)
_SUBMITTED = frozenset(
    """submitdate|date submitted|submitted|submission date|date completed|completion date
    |completed at|submitted at|submit date|end time submitted""".replace("\n    ", "").split("|")
)
_LAST_PAGE = frozenset({"lastpage", "last page"})
_VALIDATION = frozenset({"_validation_status", "validation_status", "_validation_status/label"})
_REFUSED = frozenset(
    {"not approved", "on hold", "validation_status_not_approved", "validation_status_on_hold"}
)
# What nobody writes but to try a form: one cell of it is enough.
_MASHED = re.compile(
    r"(?:(?:asdf\w{0,4}|sdfgh?|dfgh|fdsa|hjkl?|qwer(?:tz?y?|tyu\w*)?|zxcv\w{0,3}|yxcv\w{0,3})\W*)+"
    r"|lorem ipsum\b.*|(?:\S+ ){0,3}\(preview\)"
    r"|this is (?:just |only )?a test\W*|test (?:entry|response|record|submission)\W*"
)
# What is also a refusal, a mark or an answer: only several of them, or beside what is sure.
_TRIED = re.compile(
    r"(?:test(?:ing)?\W*)+\d*\W*|([a-z])\1{2,}|blah?(?: blah?)*|foo|bar|foobar|dummy"
)
_ADDRESSES = frozenset({"ip address", "ipaddress", "ipaddr", "ip", "submission ip"})
_LONGEST_TRY = 200
_A_CHOICE = 0.2  # of the rows: what so many hold is an option or a mark

Test = Callable[[str], bool]


def row_problems(table: Table, name: str) -> tuple[Problem, ...]:
    """Find the rows of a table that may be no answers, or of people who did not finish.

    Parameters
    ----------
    table : Table
    name : str
        The file, as problems should name it.

    Returns
    -------
    tuple of Problem
        At most one ``rows-not-answers`` and one ``rows-unfinished``, each with the row numbers.
    """
    look = _Look(table)
    found = (
        ("rows-not-answers", "no respondent's answers", list(look.no_answers())),
        ("rows-unfinished", "answers of somebody who did not finish", list(look.unfinished())),
    )
    return tuple(_problem(table, name, doubt, what, signs) for doubt, what, signs in found if signs)


Sign = tuple[str, list[int]]  # what shows it, and the rows in which it does


class _Look:
    """Looks a table's columns up by what they are called, and their cells through."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.names = [
            _names(name, wording)
            for name, wording in zip(table.header, table.wordings, strict=True)
        ]

    def no_answers(self) -> Iterator[Sign]:
        """Yield previews, tests and rows that repeat the head."""
        qualtrics = any("responseid" in names or "response id" in names for names in self.names)
        for at in self._called(_STATES):
            if rows := self._rows(at, lambda cell: folded(cell) in _PREVIEW):
                yield self._sign(at, rows), rows
            elif qualtrics and "status" in self.names[at]:
                rows = self._rows(at, lambda cell: cell in _NUMBERED_STATES)
                if rows and len(rows) < len(self.table.rows):
                    what = _NUMBERED_STATES[self.table.rows[rows[0]][at].strip()]
                    yield f"{self._sign(at, rows)}, {what}", rows
        header = set(self.table.header) | set(self.table.wordings)
        again = [
            at
            for at, row in enumerate(self.table.rows)
            if sum(cell in header for cell in row if cell) > max(1, _HALF * sum(map(bool, row)))
        ]
        if again:
            yield "the column names again", again
        yield from self._tests()

    def _tests(self) -> Iterator[Sign]:
        """Yield rows that somebody wrote to try the form, and others that came with them."""
        tried, sure = self._tries()
        tests = [at for at, cells in tried.items() if at in sure or len(cells) >= _ALL_OF_IT]
        if not tests:
            return
        shown = dict.fromkeys(cell[:30] for at in tests for cell in tried[at])
        yield f"written to try it: {', '.join(map(repr, list(shown)[:3]))}", tests
        for at in self._called(_ADDRESSES):
            tested = {self.table.rows[row][at].strip() for row in tests} - {""}
            rows = self._rows(at, tested.__contains__)
            # Of an address that many share, only rows that themselves look like a try.
            beside = [row for row in rows if row in tried and row not in tests]
            if beside:
                yield f"{self._title(at)} is that of a test, and so look the answers", beside

    def _tries(self) -> tuple[dict[int, list[str]], set[int]]:
        """Return what looks like a try in each row, and the rows in which it surely is one."""
        tried: dict[int, list[str]] = {}
        sure: set[int] = set()
        for at in range(len(self.table.header)):
            mashed, perhaps = self._rows(at, _is_mashed), self._rows(at, _is_tried)
            if len(perhaps) > max(_ALL_OF_IT, _A_CHOICE * len(self.table.rows)):
                perhaps = []
            sure.update(mashed)
            for row in (*mashed, *perhaps):
                tried.setdefault(row, []).append(self.table.rows[row][at].strip())
        return tried, sure

    def unfinished(self) -> Iterator[Sign]:
        """Yield rows in which a column says that somebody stopped on the way."""
        yield from self._where(_FINISHED, lambda cell: folded(cell) in _NOT)
        yield from self._where(_STATES, lambda cell: folded(cell) in _PARTLY)
        yield from self._where(_VALIDATION, lambda cell: folded(cell) in _REFUSED)
        for at in self._called(_PROGRESS):
            parts = [_share(row[at]) for row in self.table.rows]
            if max(parts) in {1.0, _WHOLE}:
                whole = max(parts)
                rows = [place for place, part in enumerate(parts) if 0 <= part < whole]
                if 0 < len(rows) < len(parts):
                    yield f"{self._title(at)} below {whole:g}", rows
        submitted = list(self._called(_SUBMITTED))
        for at in submitted:
            rows = self._rows(at, lambda cell: not cell)
            if 0 < len(rows) < len(self.table.rows):
                yield f"{self._title(at)} is empty", rows
        for at in () if submitted else self._called(_LAST_PAGE):
            pages = [_share(row[at]) for row in self.table.rows]
            rows = [place for place, page in enumerate(pages) if page < max(pages)]
            if 0 < len(rows) <= _HALF * len(pages):
                yield f"{self._title(at)} below {max(pages):g}", rows
        yield from self._forms()

    def _forms(self) -> Iterator[Sign]:
        """Yield REDCap's forms that nobody marked as complete: 0 of 0, 1 and 2."""
        for at, name in enumerate(self.table.header):
            values = {row[at].strip() for row in self.table.rows} - {""}
            if name.endswith("_complete") and values <= {
                "0",
                "1",
                "2",
                "Incomplete",
                "Unverified",
                "Complete",
            }:
                rows = self._rows(at, lambda cell: cell in {"0", "Incomplete"})
                if 0 < len(rows) < sum(bool(row[at].strip()) for row in self.table.rows):
                    yield self._sign(at, rows), rows

    def _where(self, called: frozenset[str], test: Test) -> Iterator[Sign]:
        """Yield the columns of these names in which some cells, but not all, pass a test."""
        for at in self._called(called):
            rows = self._rows(at, test)
            if 0 < len(rows) < len(self.table.rows):
                yield self._sign(at, rows), rows

    def _called(self, wanted: frozenset[str]) -> Iterator[int]:
        return (at for at, names in enumerate(self.names) if not wanted.isdisjoint(names))

    def _rows(self, at: int, test: Test) -> list[int]:
        """Return the rows whose cell passes; each different cell is looked at once."""
        verdicts: dict[str, bool] = {}
        found = []
        for place, row in enumerate(self.table.rows):
            cell = row[at]
            verdict = verdicts.get(cell)
            if verdict is None:
                verdict = verdicts[cell] = test(cell.strip())
            if verdict:
                found.append(place)
        return found

    def _sign(self, at: int, rows: Sequence[int]) -> str:
        cells = dict.fromkeys(self.table.rows[place][at].strip() for place in rows)
        return f"{self._title(at)} is {', '.join(repr(cell[:40]) for cell in list(cells)[:3])}"

    def _title(self, at: int) -> str:
        name, wording = self.table.header[at], self.table.wordings[at]
        coded = re.fullmatch(r"[A-Za-z]{1,2}\d+", name) and wording != name
        return f"{name} ({wording[:40]})" if coded else name[:60]


def _problem(table: Table, name: str, doubt: str, what: str, signs: Sequence[Sign]) -> Problem:
    """Say which rows, why, and how they are taken out."""
    rows = sorted({at for _, places in signs for at in places})
    told = "; ".join(f"{_numbers(table, places)}: {sign}" for sign, places in signs)
    message = f"{len(rows):,} of {len(table.rows):,} rows may be {what} ({told})."
    they = "it belongs" if len(rows) == 1 else "they belong"
    hint = (
        f"to leave {'it' if len(rows) == 1 else 'them'} out, delete {_numbers(table, rows)} from a "
        f"copy of the file; if {they} there, write 'expected: {{{doubt}: [{name}]}}' in study.yaml"
    )
    return Problem(name, table.lines[rows[0]], message, hint, "warning", doubt)


def _numbers(table: Table, rows: Sequence[int]) -> str:
    """Return row numbers as people read them: ``rows 4 and 7``."""
    shown = [place_of(table, at) for at in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        return f"rows {', '.join(shown)} and {len(rows) - _SHOWN:,} more"
    if len(rows) == 1:
        return f"row {shown[0]}"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"


def place_of(table: Table, at: int) -> str:
    """Return where a row stands: its number, and its sheet where there are several."""
    number = str(table.lines[at])
    return f"{number} of sheet {table.sheets[at]!r}" if table.sheets else number


def _names(name: str, wording: str) -> frozenset[str]:
    """Return what a column may be called: ``submitdate. Date submitted`` has two names."""
    parts = [name, wording, name.rpartition("/")[2], *name.split(". ", 1)]
    return frozenset(folded(part) for part in parts if len(part) <= 60)  # noqa: PLR2004 -- a name


def _is_mashed(cell: str) -> bool:
    return len(cell) <= _LONGEST_TRY and _MASHED.fullmatch(folded(cell)) is not None


def _is_tried(cell: str) -> bool:
    return len(cell) <= _LONGEST_TRY and _TRIED.fullmatch(folded(cell)) is not None


def _share(cell: str) -> float:
    """Return a number; -1 where there is none."""
    try:
        return float(cell.strip().rstrip("%"))
    except ValueError:
        return -1.0
