"""A table -> a survey: which column tells respondents apart, which hold what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from themekit.reading import Table
from themekit.reading.exports import export_in_columns, looks_like
from themekit.reading.keys import column_place
from themekit.workflows.guessing.cells import Cells
from themekit.workflows.guessing.columns import guess_column
from themekit.workflows.guessing.names import (
    date_rank,
    is_answer,
    is_id,
    is_person,
    is_question,
    private_reason,
)
from themekit.workflows.guessing.records import ColumnGuess, TableGuess

_SAMPLE = 5_000
_MOST_COLUMNS = 400
_LONGEST_NAME = 500
_REPEATED = 1.5
_NEARLY = 0.9
_LONGEST_ID = 80
_CASES = ({"case", "document"}, {"case", "organisation"}, {"case", "consent_quote"})
_QUESTIONS = {"question", "asked"}


class _Column(NamedTuple):
    """A column that study.yaml can name."""

    place: int
    name: str
    cells: Cells


def guess_table(path: str, table: Table) -> TableGuess:
    """Guess how a table is to be read as a survey.

    Parameters
    ----------
    path : str
        Relative to the study folder, with ``/``.
    table : Table
        As a reader gives it.

    Returns
    -------
    TableGuess
        With a `reason` where it cannot be run as a survey as it is.
    """
    if key := own_table(table):
        reason = f"it looks like the study's table of {key}"
        return TableGuess(path, len(table.rows), (), reason, key)
    if program := export_in_columns(table.header):
        return TableGuess(path, len(table.rows), (), looks_like(program))
    if not table.rows:
        return TableGuess(path, 0, (), "it has column names but no row of answers")
    columns, unused = _columns(table)
    question, repeated = _question(table, columns)
    ids = _ids(table, columns, repeated)
    taken = {one.name for one in ids if one.sure}
    if question:
        taken.add(question.name)
    dates = _dates([one for one in columns if one.name not in taken])
    taken |= {one.name for one in dates}
    guesses = [guess_column(one.cells) for one in columns if one.name not in taken]
    guesses = _answers_beside(guesses) if question else _with_open(guesses)
    proposed = {one.name for one in ids if not one.sure}
    guesses = [one for one in guesses if one.name not in proposed or one.use != "unused"]
    found = (*ids, *([question] if question else []), *dates, *guesses, *unused)
    reason = "" if any(one.use == "open" and one.sure for one in found) else "no free text in it"
    return TableGuess(path, len(table.rows), found, reason)


def own_table(table: Table) -> str:
    """Recognise the tables that a study has beside its sources; return their key."""
    names = {name.casefold() for name in table.header}
    if any(wanted <= names for wanted in _CASES):
        return "cases"
    return "questions" if names >= _QUESTIONS else ""


def _columns(table: Table) -> tuple[list[_Column], list[ColumnGuess]]:
    """Take a sample of every column that can be named; say which cannot."""
    rows = table.rows[:: -(-len(table.rows) // _SAMPLE)]
    columns: list[_Column] = []
    unused: list[ColumnGuess] = []
    for place, (header, wording) in enumerate(zip(table.header, table.wordings, strict=True)):
        name = " ".join(header.split())
        if len(name) > _LONGEST_NAME:
            unused.append(ColumnGuess(f"{name[:60]}...", "unused", "its name is too long"))
        elif column_place(name, table.header) != place:
            unused.append(ColumnGuess(name, "unused", "another column has nearly the same name"))
        elif len(columns) >= _MOST_COLUMNS:
            unused.append(ColumnGuess(name, "unused", f"only {_MOST_COLUMNS} columns are judged"))
        else:
            cells = Cells(name, wording, [row[place] for row in rows])
            columns.append(_Column(place, name, cells))
    return columns, unused


def _ids(table: Table, columns: Sequence[_Column], repeated: str) -> list[ColumnGuess]:
    """Choose the column that tells respondents apart (`repeated` if one is), and name others."""
    found: list[ColumnGuess] = []
    again: list[ColumnGuess] = []
    for column in columns:
        if not is_id(column.name) or private_reason(column.name):
            continue
        values = [row[column.place].strip() for row in table.rows]
        different, filled = len(set(values) - {""}), sum(map(bool, values))
        if not filled or max(map(len, values)) > _LONGEST_ID:
            continue
        why = f"named like an id: {different:,} different in {len(values):,} rows"
        if column.name == repeated or (different == len(values) and not repeated):
            found.append(ColumnGuess(column.name, "id", why))
        elif different >= _NEARLY * len(values):
            what = f"{why}; repeated or missing ones are kept apart and reported"
            found.append(ColumnGuess(column.name, "id", what, sure=False))
        elif not repeated and filled == len(values) and is_person(column.name):
            what = f"{why}: the same people answer again"
            again.append(ColumnGuess(column.name, "case", what, sure=not again))
    return [*_first_sure(found), *again]


def _first_sure(found: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Put the best id first, and leave the others as proposals."""
    ranked = sorted(found, key=lambda one: not one.sure)
    return [replace(one, sure=at == 0) for at, one in enumerate(ranked)]


def _dates(columns: Sequence[_Column]) -> list[ColumnGuess]:
    """Choose the column that says when an answer was given."""
    dated = [one for one in columns if date_rank(one.name) and one.cells.waves]
    dated.sort(key=lambda one: -date_rank(one.name))
    guesses = []
    for at, one in enumerate(dated):
        waves = one.cells.waves
        span = waves[0] if len(waves) == 1 else f"{waves[0]} to {waves[-1]}"
        guesses.append(ColumnGuess(one.name, "date", f"dates, {span}", sure=at == 0))
    return guesses


def _question(table: Table, columns: Sequence[_Column]) -> tuple[ColumnGuess | None, str]:
    """Recognise one row a respondent and question: an id that repeats, a question that recurs."""
    ids = [one for one in columns if is_id(one.name) and not private_reason(one.name)]
    for column in columns:
        if not is_question(column.name):
            continue
        for one in ids:
            pairs = [(row[one.place].strip(), row[column.place].strip()) for row in table.rows]
            people = {person for person, _ in pairs}
            asked = {question for _, question in pairs}
            once = len(set(pairs)) >= _NEARLY * len(pairs)
            recurs = len(pairs) >= _REPEATED * max(len(people), len(asked))
            if once and recurs and len(asked) > 1:
                why = f"one row a respondent and question: {len(asked):,} questions"
                return ColumnGuess(column.name, "question", why), one.name
    return None, ""


def _answers_beside(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """With a question column, the answers stand in one column beside it; nothing is closed."""
    texts = [one for one in guesses if one.use in {"open", "closed"} or not one.sure]
    named = [one for one in texts if is_answer(one.name)]
    chosen = [one for one in texts if one.use == "open" and one.sure] or named[:1] or texts[:1]
    names = {one.name for one in chosen}
    return [
        ColumnGuess(one.name, "open", f"the answers; {one.why}")
        if one.name in names
        else (
            ColumnGuess(one.name, "unused", "closed questions have a column each")
            if one.use == "closed"
            else one
        )
        for one in guesses
    ]


def _with_open(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Where no column is surely free text, take the likeliest: a survey without one cannot run."""
    if any(one.use == "open" and one.sure for one in guesses):
        return guesses
    likely = [one for one in guesses if one.use == "open"]
    if not likely:
        return guesses
    best = replace(likely[0], sure=True, why=f"{likely[0].why}; please confirm")
    return [best if one.name == best.name else one for one in guesses]
