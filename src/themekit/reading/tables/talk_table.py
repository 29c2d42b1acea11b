"""A table that keeps a talk, a row a turn, to talks laid out as lines ``Speaker: words``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError, Problem
from themekit.names import folded
from themekit.reading.layout import Cue, in_paragraphs, in_turns, lay_out
from themekit.reading.slugs import clean_name
from themekit.reading.speakers.cues import labelled
from themekit.reading.tables.long_format import long_format
from themekit.reading.tables.study_columns import column_place, nearest
from themekit.reading.tables.talk_cells import voice_of
from themekit.reading.tables.talk_columns import Recognised, recognise, with_header
from themekit.reading.tables.time_columns import NEARLY_ALL, ascend, times_in, unit_of
from themekit.study import TurnColumns, may_ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.reading.tables.table import Table
    from themekit.records import Extract
    from themekit.study import Strand

_BY_DAY = 5 * 3600.0
_SHOWN = 8
_ROLES = ("speaker", "text", "start", "end", "document")


class Talk(NamedTuple):
    """One talk of a table; `name` is empty where the table holds just one."""

    name: str
    extract: Extract


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: who spoke (empty: nobody is named), what, and when."""

    speaker: str
    words: str
    start: float | None


def talks_in(
    table: Table, strand: Strand, source: str
) -> tuple[tuple[Talk, ...], tuple[Problem, ...]]:
    """Turn the rows of a table into talks.

    Parameters
    ----------
    table : Table
    strand : Strand
        Of any kind but survey. Its `columns` say where everything stands; without them the
        columns are recognised where that is sure.
    source : str
        The file, as messages should name it.

    Returns
    -------
    talks : tuple of Talk
        In the table's order; several only where a column tells them apart.
    problems : tuple of Problem
        Warnings and notes.

    Raises
    ------
    InputError
        A named column is not there, the columns cannot be told, or nobody says anything.
    """
    notes: list[str] = []
    found: Recognised | None = None
    if strand.columns is not None:
        table, columns = _declared(table, strand.columns, source)
    else:
        found = recognise(table)
        if found is None:
            raise _unclear(table, strand, source)
        table, columns = found.table, found.columns
        notes.append(f"Read as a talk, a row a turn: {_shown(columns)}.")
        notes += _beside(found)
    beside = found.beside if found else ()
    notes += _left_out(table, columns, beside)
    if table.sheets and not columns.document:
        notes.append(_of_sheets(table))
    problems = [*table.problems, *(Problem(source, None, note, severity="note") for note in notes)]
    talks, more = read_talks(table, columns, source)
    return talks, (*problems, *more)


def talk_doubt(table: Table, strand: Strand, source: str) -> tuple[Problem, ...]:
    """Doubt that a table is a survey if its rows are turns; cheap however long it is."""
    found = recognise(table)
    # Rows of a respondent and a question look much alike; they have a doubt of their own.
    if (
        found is None
        or long_format(table)
        or found.columns.text
        not in {
            found.table.header[place]
            for name in strand.open
            if (place := column_place(name, table.header)) >= 0
        }
    ):
        return ()
    message = (
        "This table looks like a talk with a row a turn, and is read as a survey: each turn counts "
        "as a respondent's answer, the interviewer's too."
    )
    hint = (
        f"in the strand {strand.name!r} write 'kind: interview' and 'columns: "
        f"{{{_as_yaml(found.columns)}}}' in place of 'open', 'closed' and the like"
    )
    return (Problem(source, None, message, hint, "warning", doubt="table-is-talk"),)


def _shown(columns: TurnColumns) -> str:
    """Name the columns for a reader: ``speaker 'Who', text 'What'``."""
    return ", ".join(f"{role} {name!r}" for role, name in _roles(columns))


def _as_yaml(columns: TurnColumns) -> str:
    """Write the columns as study.yaml would, on one line."""
    written = []
    for role, name in _roles(columns):
        plain = " ".join(name.split())
        sure = plain.replace("_", "").replace(" ", "").isalnum()
        written.append(f"{role}: {plain if sure else json.dumps(plain, ensure_ascii=False)}")
    return ", ".join(written)


def _roles(columns: TurnColumns) -> list[tuple[str, str]]:
    """Return the roles that are filled, as people would tell them."""
    return [(role, name) for role in _ROLES if (name := getattr(columns, role))]


def _declared(table: Table, columns: TurnColumns, source: str) -> tuple[Table, TurnColumns]:
    """Find the columns that study.yaml names, each by the name that it has in the table."""
    named = {field.name: getattr(columns, field.name) for field in fields(columns)}
    for one in (table, with_header(table)):
        places = {role: column_place(name, one.header) for role, name in named.items() if name}
        if min(places.values()) >= 0:
            return one, TurnColumns(**{role: one.header[at] for role, at in places.items()})
    hint = {role: nearest(named[role], table.header) for role, at in places.items() if at < 0}
    raise InputError(
        Problem(source, 1, f"The {role} column {named[role]!r} is not in the table.", hint[role])
        for role in hint
    )


def _unclear(table: Table, strand: Strand, source: str) -> InputError:
    """Say that the columns cannot be told, and what to write."""
    names = ", ".join(repr(name[:40]) for name in table.header[:_SHOWN])
    more = ", ..." if len(table.header) > _SHOWN else ""
    message = (
        f"It is not clear which column of this table holds what was said in a talk (a row a turn): "
        f"the columns are {names}{more}."
    )
    hint = (
        f"add 'columns: {{speaker: ..., text: ...}}' to the strand {strand.name!r}; a table with a "
        "row a respondent belongs in a strand of 'kind: survey'"
    )
    return InputError.one(source, None, message, hint)


def _beside(found: Recognised) -> Iterator[str]:
    """Tell of other columns full of words."""
    for name in found.beside:
        yield (
            f"The column {name!r} is as full of words as {found.columns.text!r} and is left out; "
            f"to read it instead, write 'columns: {{text: ...}}' with its name."
        )


def _left_out(table: Table, columns: TurnColumns, told: Iterable[str]) -> Iterator[str]:
    """Tell which columns no role takes, but for those told of already."""
    taken = {*(name for _, name in _roles(columns)), *told}
    own = table.header[:-1] if table.sheets else table.header
    others = [repr(name[:40]) for name in own if name not in taken]
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        yield f"Columns of the talk that are left out: {', '.join(others[:_SHOWN])}{more}."


def read_talks(
    table: Table, columns: TurnColumns, source: str
) -> tuple[tuple[Talk, ...], tuple[Problem, ...]]:
    """Part the rows into talks and lay each out; `columns` are names in the table's header."""
    notes: Counter[str] = Counter()
    places = {role: table.header.index(name) for role, name in _roles(columns)}
    names = _names(table, columns)
    starts, problems = _starts(table, columns, names, source)
    talks: dict[str, list[_Row]] = {}
    for at, (name, row) in enumerate(zip(names, table.rows, strict=True)):
        words = _plain(row[places["text"]])
        if not words:
            notes["{} without words left out."] += 1
            continue
        speaker, time = voice_of(row[places["speaker"]] if "speaker" in places else "")
        start = starts[at] if starts[at] is not None else time
        talks.setdefault(name, []).append(_Row(speaker, words, start))
    if not talks:
        column = columns.text
        raise InputError.one(source, None, f"The column {column!r} holds no words in any row.")
    found = [Talk(name, _talk(rows, notes)) for name, rows in talks.items()]
    told = (what.format("1 row" if n == 1 else f"{n:,} rows") for what, n in notes.items())
    return tuple(found), (*problems, *(Problem(source, None, one, severity="note") for one in told))


def _of_sheets(table: Table) -> str:
    """Tell that each sheet is a talk."""
    titles = [repr(title) for title in dict.fromkeys(table.sheets)]
    more = f" and {len(titles) - _SHOWN} more" if len(titles) > _SHOWN else ""
    return f"Each of {len(titles):,} sheets is a document: {', '.join(titles[:_SHOWN])}{more}."


def _names(table: Table, columns: TurnColumns) -> list[str]:
    """Return the talk of each row: a column says it, else the sheet; empty where there is one."""
    if not columns.document:
        return [clean_name(title) for title in table.sheets] or [""] * len(table.rows)
    place = table.header.index(columns.document)
    names: list[str] = []
    for row in table.rows:  # cells left blank go on with the talk above
        names.append(clean_name(row[place]) or (names[-1] if names else ""))
    return names


def _starts(
    table: Table, columns: TurnColumns, names: Sequence[str], source: str
) -> tuple[list[float | None], tuple[Problem, ...]]:
    """Return when each row starts, in seconds; where only ends are told, that of the row before."""
    name = columns.start or columns.end
    none: list[float | None] = [None] * len(table.rows)
    if not name:
        return none, ()
    place, text = table.header.index(name), table.header.index(columns.text)
    times = times_in([row[place] for row in table.rows])
    unit = unit_of(times, [len(row[text]) for row in table.rows]) if times else None
    if times is None or unit is None:
        message = f"The column {name!r} holds no times that can be read; the turns have no times."
        hint = "times look like 0:01:05, 65 (seconds) or 65000 (milliseconds)"
        return none, (Problem(source, None, message, hint, "warning"),)
    at: Sequence[float | None] = times.at
    if not columns.start:
        ends = times.until if any(one is not None for one in times.until) else times.at
        goes_on = [False, *(one == other for one, other in pairwise(names))]
        at = [ends[row - 1] if same else 0.0 for row, same in enumerate(goes_on)]
    first: dict[str, float] = {}
    for name, one in zip(names, at, strict=True):
        if one is not None:
            first[name] = min(one, first.get(name, one))
    # Times of day are counted from the first message; no recording starts hours into itself.
    day = times.writing == "date"
    zero = {name: one if day or one * unit >= _BY_DAY else 0.0 for name, one in first.items()}
    return [
        None if one is None else round((one - zero[name]) * unit, 3)
        for name, one in zip(names, at, strict=True)
    ], ()


def _talk(rows: Sequence[_Row], notes: Counter[str]) -> Extract:
    """Join the rows of one speaker in a row into turns, and lay those out."""
    rows = _in_order(rows, notes)
    if not any(row.speaker for row in rows):
        cues = list(labelled([Cue(row.start, None, row.words) for row in rows]))
        return lay_out(in_turns(cues) if any(cue.speaker for cue in cues) else in_paragraphs(cues))
    return lay_out(in_turns(_named(rows, notes)))


def _in_order(rows: Sequence[_Row], notes: Counter[str]) -> Sequence[_Row]:
    """Put rows in the order of their times if they stand the last first, or speaker by speaker."""
    times = [row.start for row in rows]
    known = [time for time in times if time is not None]
    if len(known) < len(rows) or len(rows) <= 2 or ascend(times) == 1:  # noqa: PLR2004 -- no order in two
        return rows
    keys = [folded(row.speaker) for row in rows]
    blocks = 1 + sum(before != after for before, after in pairwise(keys))
    by_speaker = 1 < len(set(keys)) == blocks and min(known) < known[0] + 1
    backwards = ascend(times) <= 1 - NEARLY_ALL
    if not (by_speaker or backwards):
        return rows
    notes["{} put in the order of their times, in which they did not stand."] += len(rows)
    return sorted(reversed(rows) if backwards else rows, key=lambda row: row.start or 0.0)


def _named(rows: Sequence[_Row], notes: Counter[str]) -> Iterator[Cue]:
    """Give rows that name nobody to the speaker before, as cells left blank or joined mean it.

    Where only the interviewer is ever named, they are somebody else's answers.
    """
    labels = {folded(row.speaker) for row in rows if row.speaker}
    asker_only = len(labels) == 1 and may_ask(next(iter(labels)))
    speaker = ""
    for row in rows:
        if row.speaker or asker_only:
            speaker = row.speaker
        elif speaker:
            notes["In {} nobody is named: read as going on with the speaker before."] += 1
        else:
            notes["{} before the first that names a speaker: read, but not coded."] += 1
        yield Cue(row.start, speaker, row.words)


def _plain(cell: str) -> str:
    """Return what a cell says: white space made single, its lines kept."""
    lines = (" ".join(line.split()) for line in cell.split("\n"))
    return "\n".join(line for line in lines if line)
