"""A table -> a survey: which column tells respondents apart, which hold what they said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from themekit.language import asks
from themekit.names import folded
from themekit.reading import Table
from themekit.reading.coding_exports import export_in_columns, looks_like
from themekit.reading.tables.long_format import long_format, pairs_up
from themekit.reading.tables.option_names import stem_of_text
from themekit.reading.tables.study_columns import column_place
from themekit.reading.tables.unfinished_rows import row_problems
from themekit.starting.cells import FEW, Cells, waves_of
from themekit.starting.columns import guess_arrays, guess_column
from themekit.starting.name_hints import (
    date_rank,
    is_answer,
    is_code,
    is_demographic,
    is_event,
    is_id,
    is_person,
    is_question,
    is_redcap,
    is_wave,
    names_time,
    private_reason,
    words,
)
from themekit.starting.records import ColumnGuess, TableGuess
from themekit.starting.survey_tools import tool_of
from themekit.starting.yaml_text import quoted

_SAMPLE = 5_000
_SHOWN = 5
_AN_ACCOUNT = 100  # words on average, from which an answer is an account
_MOST_COLUMNS = 400
_LONGEST_NAME = 500
_NEARLY = 0.9
_LONGEST_ID = 80
_LONGEST_WAVE = 40
_LEAST_IDS = 3
_ROUNDS = 2
_LONGEST_ID_NAME = 4  # words
_CODE = re.compile(r"[^\W\d_]{1,8}[-_./ #]?\d+(?:[-_./]?[^\W_]{1,4}){0,3}")
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
    guess = _guess(path, table)
    problems = (*table.problems, *row_problems(table, path))
    return replace(
        guess,
        notes=tuple(one.message for one in problems if not one.doubt),
        doubts=tuple(f"{one.message} ({one.hint})" for one in problems if one.doubt),
    )


def _guess(path: str, table: Table) -> TableGuess:
    """Guess what the columns of a table are for."""
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
    if not any(one.sure for one in ids):
        ids = [*_by_content(table, columns), *ids]
    taken = {one.name for one in ids if one.sure}
    if question:
        taken.add(question.name)
    free = [one for one in columns if one.name not in taken]
    sheet = table.header[-1] if table.sheets else ""
    dates = _with_events(free, _dates(free), sheet, redcap=is_redcap(table.header))
    if waves := _fixed_waves(free):
        dates = [*waves, *(replace(one, sure=one.sure and not waves[0].sure) for one in dates)]
    taken |= {one.name for one in dates}
    free = [one for one in columns if one.name not in taken]
    if not any(one.use == "case" for one in ids) and (again := _again(table, free, dates)):
        ids = [*ids, again]
        free = [one for one in free if one.name != again.name]
    choices = dict(table.choices)
    arrays = guess_arrays([one.cells for one in free if one.name not in choices])
    tool = tool_of(one.cells.names for one in columns)
    guesses = [
        ColumnGuess(one.name, "unused", f"technical: a column of {tool.name}")
        if tool.wrote(one.cells.names)
        else arrays.get(one.name) or guess_column(one.cells, choices.get(one.name, ()))
        for one in free
    ]
    guesses = [
        _sheet(one) if table.sheets and one.name == table.header[-1] else one for one in guesses
    ]
    guesses = _other_texts(guesses)
    guesses = _answers_beside(guesses) if question else _with_open(guesses)
    proposed = {one.name for one in ids if not one.sure}
    guesses = [one for one in guesses if one.name not in proposed or one.use != "unused"]
    found = (*ids, *([question] if question else []), *dates, *guesses, *unused)
    spoken = {one.name for one in found if one.use == "open" and one.sure}
    looked = ", ".join(repr(name[:30]) for name in table.header[:_SHOWN])
    more = ", ..." if len(table.header) > _SHOWN else ""
    reason = "" if spoken else f"no free text in it (looked at {looked}{more})"
    long = any(one.name in spoken and one.cells.words >= _AN_ACCOUNT for one in columns)
    return TableGuess(path, len(table.rows), found, reason, unit="paragraph" if long else "")


def _sheet(guess: ColumnGuess) -> ColumnGuess:
    return ColumnGuess(guess.name, "attribute", "the sheet in which a row stands")


def own_table(table: Table) -> str:
    """Recognise the tables that a study has beside its sources; return their key."""
    names = set(map(folded, table.header))
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
    redcap = is_redcap(table.header)
    for column in columns:
        names = column.cells.names
        named = any(map(is_id, names)) and not any(map(private_reason, names))
        if not named and column.name != repeated:
            continue
        values = [row[column.place].strip() for row in table.rows]
        people = len(set(values) - {""})
        if table.sheets and not repeated:  # numbers may begin anew on every sheet
            values = [
                value and f"{value} {sheet}"
                for value, sheet in zip(values, table.sheets, strict=True)
            ]
        different, filled = len(set(values) - {""}), sum(map(bool, values))
        if not filled or max(map(len, values)) > _LONGEST_ID:
            continue
        why = f"{different:,} different in {len(values):,} rows"
        why = f"named like an id: {why}" if named else f"who answered: {why}"
        if people < different:
            why += f", {people:,} of them not counting the sheet"
        if column.name == repeated or (different == len(values) and not repeated):
            found.append(ColumnGuess(column.name, "id", why))
        elif redcap and not repeated and not again and filled == len(values):
            what = f"{different:,} people in {len(values):,} rows: events and repeats"
            found.append(ColumnGuess(column.name, "id", what))
            again.append(ColumnGuess(column.name, "case", what))
        elif different >= _NEARLY * len(values):
            what = f"{why}; repeated or missing ones are kept apart and reported"
            found.append(ColumnGuess(column.name, "id", what, sure=False))
        elif not repeated and filled == len(values) and any(map(is_person, names)):
            what = f"{why}: the same people answer again"
            again.append(ColumnGuess(column.name, "case", what, sure=not again))
    return [*_first_sure(found), *again]


def _by_content(table: Table, columns: Sequence[_Column]) -> list[ColumnGuess]:
    """Take the first column of codes, all different, as the id, whatever it is called."""
    if len(table.rows) < _LEAST_IDS:
        return []
    for column in columns:
        cells = column.cells
        values = {row[column.place].strip() for row in table.rows}
        private = any(map(private_reason, cells.names)) or any(map(is_demographic, cells.names))
        if len(values) < len(table.rows) or "" in values or private or cells.waves:
            continue
        if asks(column.name) or len(words(column.name)) > _LONGEST_ID_NAME:
            continue
        codes = all(map(_CODE.fullmatch, values)) and not all(map(is_code, values))
        numbers = column.place == 0 and all(map(str.isdecimal, values))
        if codes or numbers:
            what = "numbers" if numbers else "codes of letters and digits"
            why = f"{what} in the {'first column' if numbers else 'column'}, all different"
            return [ColumnGuess(column.name, "id", f"{why}: one for each of {len(values):,} rows")]
    return []


def _again(
    table: Table, columns: Sequence[_Column], dates: Sequence[ColumnGuess]
) -> ColumnGuess | None:
    """Take a column of codes as who answers, if each comes once in a quarter and some come back."""
    days = next((one for one in table.header if [one] == [d.name for d in dates if d.sure]), "")
    if not days:
        return None
    waves = waves_of([row[table.header.index(days)] for row in table.rows])
    if len({*waves} - {""}) < _ROUNDS:
        return None
    for column in columns:
        if any(map(private_reason, column.cells.names)) or any(
            map(is_demographic, column.cells.names)
        ):
            continue
        values = [row[column.place].strip() for row in table.rows]
        people = set(values)
        if not all(map(_CODE.fullmatch, people)) or len(people) in (1, len(values)):
            continue
        if len(set(zip(values, waves, strict=True))) == len(values):
            why = (
                f"codes, {len(people):,} different in {len(values):,} rows, each once in a quarter"
            )
            return ColumnGuess(column.name, "case", f"{why}: the same people answer again")
    return None


def _first_sure(found: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Put the best id first, and leave the others as proposals."""
    ranked = sorted(found, key=lambda one: not one.sure)
    return [replace(one, sure=at == 0) for at, one in enumerate(ranked)]


def _dates(columns: Sequence[_Column]) -> list[ColumnGuess]:
    """Choose the column that says when an answer was given."""
    dated = [one for one in columns if _rank(one) and one.cells.waves]
    dated.sort(key=lambda one: -_rank(one))
    guesses = []
    for at, one in enumerate(dated):
        waves = one.cells.waves
        span = waves[0] if len(waves) == 1 else f"{waves[0]} to {waves[-1]}"
        guesses.append(ColumnGuess(one.name, "date", f"dates, {span}", sure=at == 0))
    return guesses


def _rank(column: _Column) -> int:
    return max(map(date_rank, column.cells.names))


def _are_waves(column: _Column) -> bool:
    """Tell whether every sheet is called after a time of asking."""
    return all(map(is_wave, column.cells.distinct))


def _with_events(
    columns: Sequence[_Column], dates: list[ColumnGuess], sheet: str, *, redcap: bool
) -> list[ColumnGuess]:
    """Add columns whose cells name the wave themselves; REDCap's events come before any date."""
    named = [
        one
        for one in columns
        if (any(map(is_event, one.cells.names)) or (one.name == sheet and _are_waves(one)))
        and not one.cells.waves
        and 1 < len(one.cells.distinct) <= FEW
    ]
    if not named:
        return dates
    sure = redcap or not dates
    events = [
        ColumnGuess(
            one.name,
            "event",
            f"names the wave: {', '.join(one.cells.distinct[:_SHOWN])}",
            sure=sure and at == 0,
        )
        for at, one in enumerate(named)
    ]
    return [*events, *(replace(one, sure=one.sure and not sure) for one in dates)]


def _fixed_waves(columns: Sequence[_Column]) -> list[ColumnGuess]:
    """Take the wave of a whole table from a column that says the same in every row."""
    found = []
    for one in columns:
        cells = one.cells
        if len(cells.distinct) != 1 or len(cells.filled) < cells.rows or cells.waves:
            continue
        (wave,) = cells.distinct
        named = any(map(is_event, cells.names))
        if len(wave) <= _LONGEST_WAVE and (named or (names_time(one.name) and is_wave(wave))):
            why = f"{one.name!r} says so in every row"
            found.append(ColumnGuess(one.name, "wave", why, named, also=f"wave: {quoted(wave)}"))
    found.sort(key=lambda one: not one.sure)
    return [replace(one, sure=one.sure and at == 0) for at, one in enumerate(found)]


def _question(table: Table, columns: Sequence[_Column]) -> tuple[ColumnGuess | None, str]:
    """Recognise one row a respondent and question: an id that repeats, a question that recurs."""
    ids = [one for one in columns if is_id(one.name) and not private_reason(one.name)]
    named = [one for one in columns if is_question(one.name)]
    # Beside the wordings may stand their numbers or codes: the longest are what was asked.
    for column in sorted(named, key=lambda one: -one.cells.words):
        for one in ids:
            if one in named:
                continue
            if counts := pairs_up(table, one.place, column.place):
                return _asked(column.name, counts[1]), one.name
    # Whatever the columns are called, the structure may show it.
    found = long_format(table, [one.place for one in columns])
    names = {one.place: one.name for one in columns}
    if found is None or found.question not in names:
        return None, ""
    return _asked(names[found.question], found.questions), names[found.person]


def _asked(name: str, questions: int) -> ColumnGuess:
    why = f"one row a respondent and question: {questions:,} questions"
    return ColumnGuess(name, "question", why)


def _other_texts(guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Take ``Q3_4_TEXT`` as what people wrote beside 'Other' where Q3 is a closed question."""
    closed = {folded(one.name) for one in guesses if one.use == "closed"}
    return [
        ColumnGuess(one.name, "open", f"what people wrote beside 'Other' of {stem!r}")
        if (stem := stem_of_text(one.name)) and folded(stem) in closed and one.why != "empty"
        else one
        for one in guesses
    ]


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
