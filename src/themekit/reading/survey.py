"""A table and its strand to documents: one a respondent, one turn an answer.

Written as plain loops over tuples: a million short rows take some ten seconds, most of it
making the records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.errors import Problem
from themekit.reading.columns import ABSENT, Columns, find_columns
from themekit.reading.dates import parse_date, wave_of, writes_month_first
from themekit.reading.keys import clean_name, item_key, unused
from themekit.records import Document, Pairs, Turn
from themekit.spans import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.reading.table import Table
    from themekit.study import Strand

_BETWEEN = "\n\n"
_SHOWN = 20

Row = tuple[str, ...]
Said = tuple[str, str, str]  # item, question, answer


def survey_documents(
    table: Table, strand: Strand, source: str
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Turn the rows of a survey into documents.

    Parameters
    ----------
    table : Table
    strand : Strand
        Names the columns; with a `question` column, rows of one id make one document.
    source : str
        Path relative to the study folder.

    Returns
    -------
    documents : tuple of Document
        In the table's order. An empty answer keeps its turn, with start == end.
    problems : tuple of Problem
        Repeated and missing ids, dates that are none.

    Raises
    ------
    InputError
        A column that the strand names is not there.
    """
    columns = find_columns(table, strand, source)
    builder = _Builder(table, strand, source, columns)
    if columns.question == ABSENT:
        documents = tuple(builder.by_row())
    else:
        documents = tuple(builder.by_respondent())
    return documents, (*table.problems, *builder.problems())


class _Builder:
    """Makes the documents of one table and gathers what a person should know."""

    def __init__(self, table: Table, strand: Strand, source: str, columns: Columns) -> None:
        self.table, self.strand, self.source, self.columns = table, strand, source, columns
        self.names: dict[str, int] = {}
        self.found: dict[str, list[Problem]] = {}
        self.waves: dict[str, str] = {}
        self.month_first = False
        if columns.date != ABSENT:
            self.month_first = writes_month_first(row[columns.date] for row in table.rows)

    def by_row(self) -> Iterator[Document]:
        """One row a respondent."""
        answers = self.columns.answers
        for number, (line, row) in enumerate(
            zip(self.table.lines, self.table.rows, strict=True), 1
        ):
            said = [(answer.item, answer.question, row[answer.place]) for answer in answers]
            yield self._document(self._new_name(row, line, number), line, (row,), said)

    def by_respondent(self) -> Iterator[Document]:
        """One row a respondent and question: the rows of an id belong together."""
        people: dict[str, list[int]] = {}
        place = self.columns.id
        for at, row in enumerate(self.table.rows):
            name = clean_name(row[place]) or self._missing(self.table.lines[at])
            people.setdefault(name, []).append(at)
        for name, places in people.items():
            rows = [self.table.rows[at] for at in places]
            said = list(self._said(rows))
            yield self._document(name, self.table.lines[places[0]], rows, said)

    def _said(self, rows: Sequence[Row]) -> Iterator[Said]:
        """Yield the answers of one respondent, each with a key of its own."""
        used: set[str] = set()
        for row in rows:
            question = row[self.columns.question].strip()
            for at, answer in enumerate(self.columns.answers):
                key = item_key(question) if question else answer.item
                key = unused(f"{key}-{answer.item}" if at else key, used, "-")
                used.add(key)
                yield key, question or answer.question, row[answer.place]

    def _new_name(self, row: Row, line: int, number: int) -> str:
        """Name a respondent by the id column, made unique; by number where there is none."""
        if self.columns.id == ABSENT:
            return f"R{number}"
        name = clean_name(row[self.columns.id]) or self._missing(line)
        if name in self.names:
            again = unused(name, self.names, "#")
            message = (
                f"The id {name!r} is repeated (first in row {self.names[name]}); kept as {again!r}."
            )
            hint = "is it the same person twice? then name the column under 'case' as well"
            # Where cases have a column of their own, rows of one person are meant.
            self._tell("repeated", line, message, hint, "" if self.strand.case else "repeated-id")
            name = again
        self.names[name] = line
        return name

    def _missing(self, line: int) -> str:
        """Name a respondent who has no id by the row."""
        self._tell("missing", line, f"Row {line} has no id; kept as 'row-{line}'.", "")
        return f"row-{line}"

    def _document(
        self, name: str, line: int, rows: Sequence[Row], said: Sequence[Said]
    ) -> Document:
        """Lay the answers out and take along what else the rows say."""
        text = _BETWEEN.join([answer for _, _, answer in said])
        columns = self.columns
        return Document(
            id=f"{self.strand.slug}/{name}",
            name=name,
            strand=self.strand.name,
            source=self.source,
            text=text,
            text_hash=text_hash(text),
            turns=_turns(said),
            wave=columns.wave or self._wave(_first(rows, columns.date), line),
            case=_first(rows, columns.case).strip(),
            closed=self._pairs(columns.closed, rows, line),
            attributes=self._pairs(columns.attributes, rows, line),
        )

    def _pairs(self, named: Iterable[tuple[str, int]], rows: Sequence[Row], line: int) -> Pairs:
        """Take one value a column; where a respondent's rows differ, the first, and say so."""
        if len(rows) == 1:
            row = rows[0]
            return tuple([(name, row[place]) for name, place in named])
        for name, place in named:
            if len({row[place] for row in rows if row[place].strip()}) > 1:
                message = (
                    f"The rows of one respondent differ in {name!r}; the first value was taken."
                )
                self._tell(f"differ {name}", line, message, "")
        return tuple([(name, _first(rows, place)) for name, place in named])

    def _wave(self, text: str, line: int) -> str:
        """Name the wave of a date; remember dates that are none."""
        if self.columns.date == ABSENT:
            return ""
        wave = self.waves.get(text)
        if wave is None:
            day = parse_date(text, month_first=self.month_first)
            wave = self.waves[text] = wave_of(day, self.columns.by) if day else ""
        if not wave:
            message = (
                f"Row {line} has no date that can be read ({text[:40]!r}); its wave is left empty."
            )
            self._tell("date", line, message, "write dates as 2021-09-30")
        return wave

    def _tell(self, kind: str, line: int, message: str, hint: str, doubt: str = "") -> None:
        """Remember a warning."""
        problem = Problem(self.source, line, message, hint, "warning", doubt)
        self.found.setdefault(kind, []).append(problem)

    def problems(self) -> Iterator[Problem]:
        """Yield what was found, at most a screenful of each kind."""
        if self.month_first:
            message = "Dates are read with the month first, since some can be read no other way."
            yield Problem(self.source, None, message, severity="note")
        for same in self.found.values():
            yield from same[:_SHOWN]
            if len(same) > _SHOWN:
                line, more = same[_SHOWN].line, len(same) - _SHOWN
                message = f"The same holds for {more:,} more rows, from row {line} on."
                yield Problem(self.source, line, message, "", "warning", same[_SHOWN].doubt)


def _first(rows: Sequence[Row], place: int) -> str:
    """Return the first value with content in a column; empty where there is no such column."""
    if place == ABSENT:
        return ""
    for row in rows:
        if row[place].strip():
            return row[place]
    return ""


def _turns(said: Sequence[Said]) -> tuple[Turn, ...]:
    """Place the answers in the text that `_BETWEEN` joins; white space around them is left out."""
    turns = []
    at = 0
    for item, question, answer in said:
        words = answer.strip()
        start = at + (len(answer) - len(answer.lstrip()) if words else 0)
        turns.append(Turn(start, start + len(words), "", None, question, item))
        at += len(answer) + len(_BETWEEN)
    return tuple(turns)
