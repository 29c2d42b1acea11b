"""One row a respondent and question, told by the structure: a few wordings and many people, paired.

Such a table has a column of wordings that recur, a column of short codes that recur, nearly every
pair of the two once, and most of the pairs that there could be. What the columns are called is no
more than a help: people write `who`, `carer` or `Nr`, and sort by respondent or by question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from themekit.language import asks
from themekit.reading.dates import parse_date
from themekit.reading.tables.talk_cells import QUESTION, name_parts
from themekit.reading.tables.time_columns import times_in
from themekit.study import may_ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.reading.tables.table import Table

_LEAST_ROWS = 8
_SAMPLE = 2_000
_MOST_QUESTIONS = 150
_RECURS = 1.5  # rows for each different value
_NEARLY = 0.9
_FILLED = 0.5
_HALF = 0.5
_LONGEST_NAME = 40
_LONGEST_QUESTION = 600
_WORDS = 3  # of a wording on average; fewer are a code or a topic


class LongFormat(NamedTuple):
    """Where a table of one row a respondent and question holds which, and how many there are."""

    person: int
    question: int
    people: int
    questions: int


def long_format(table: Table, persons: Iterable[int] | None = None) -> LongFormat | None:
    """Recognise one row a respondent and question; None where the structure does not show it.

    Parameters
    ----------
    table : Table
    persons : iterable of int or None
        Places of the columns that may name the respondents; None for every column.

    Returns
    -------
    LongFormat or None
        Of several columns of people the one that tells most of them apart.
    """
    if len(table.rows) < _LEAST_ROWS:
        return None
    places = range(len(table.header)) if persons is None else persons
    for question in _questions(table):
        found = [
            LongFormat(person, question, people, asked)
            for person in places
            if person != question and (counts := pairs_up(table, person, question))
            for people, asked in [counts]
            if _name_people(table, person) and len(table.rows) >= _FILLED * people * asked
        ]
        if found and _answered(table, question, found[0].questions):
            return max(found, key=lambda one: (one.people, -one.person))
    return None


def pairs_up(table: Table, person: int, question: int) -> tuple[int, int] | None:
    """Count the people and the questions of two columns whose pairs are nearly all different.

    None where they are not, or where either hardly recurs.
    """
    rows = len(table.rows)
    people = {row[person].strip() for row in table.rows}
    asked = {row[question].strip() for row in table.rows}
    if len(asked) < 2 or len(people) < 2 or rows < _RECURS * max(len(people), len(asked)):  # noqa: PLR2004 -- several
        return None
    pairs = {(row[person].strip(), row[question].strip()) for row in table.rows}
    return (len(people), len(asked)) if len(pairs) >= _NEARLY * rows else None


def _questions(table: Table) -> Iterator[int]:
    """Yield the columns of recurring wordings, those that say most first."""
    sample = table.rows[:: -(-len(table.rows) // _SAMPLE)]
    found = []
    for at, name in enumerate(table.header):
        cells = {row[at].strip() for row in sample}
        if not 1 < len(cells) <= _MOST_QUESTIONS or "" in cells:
            continue
        if max(map(len, cells)) > _LONGEST_QUESTION or len(sample) < _RECURS * len(cells):
            continue
        words = sum(len(cell.split()) for cell in cells) / len(cells)
        asking = sum(map(asks, cells)) >= _HALF * len(cells)
        if words >= _WORDS and (asking or name_parts(name.replace("_", " ")) & QUESTION):
            found.append((words, at))
    return (at for _, at in sorted(found, reverse=True))


def _name_people(table: Table, place: int) -> bool:
    """Tell whether the cells of a column can name people: short, filled, no dates, nobody asks."""
    cells = {row[place].strip() for row in table.rows}
    if "" in cells or max(map(len, cells)) > _LONGEST_NAME or any(map(may_ask, cells)):
        return False
    if times_in([*cells]) is not None and not all(map(str.isdecimal, cells)):
        return False
    return not all(parse_date(cell) for cell in cells) and not any(map(asks, cells))


def _answered(table: Table, question: int, questions: int) -> bool:
    """Tell whether a column holds more different phrases than there are questions: the answers."""
    sample = table.rows[:: -(-len(table.rows) // _SAMPLE)]
    for at in range(len(table.header)):
        cells = {row[at].strip() for row in sample} - {""}
        if (
            at != question
            and len(cells) > questions
            and sum(map(_spaced, cells)) >= _HALF * len(cells)
        ):
            return True
    return False


def _spaced(cell: str) -> bool:
    return " " in cell and parse_date(cell) is None
