"""A table and its strand to documents: one a respondent, one turn an answer.

Written as plain loops over tuples: a million short rows take some ten seconds, most of it
making the records.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from themekit.errors import Problem
from themekit.names import folded, visible
from themekit.reading.dates import orders, parse_date, wave_of, writes_month_first
from themekit.reading.slugs import clean_name, item_slug, unused
from themekit.reading.tables.last_wave import Round, unfinished
from themekit.reading.tables.long_format import long_format
from themekit.reading.tables.study_columns import ABSENT, Columns, find_columns
from themekit.reading.tables.table import meant, with_parts
from themekit.reading.tables.unfinished_rows import place_of, row_problems
from themekit.records import Document, Pairs, Turn
from themekit.spans import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from themekit.reading.tables.long_format import LongFormat
    from themekit.reading.tables.table import Table
    from themekit.study import Strand

_BETWEEN = "\n\n"
_SHOWN = 20
_OF_LINES = (".csv", ".tsv", ".txt")
_SAMPLE = 1_000
_AN_ACCOUNT = 100  # words of an answer that somebody told rather than filled in

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
    table = with_parts(table, _named(strand))
    columns = find_columns(table, strand, source)
    builder = _Builder(table, strand, source, columns)
    if columns.question == ABSENT:
        builder.long = long_format(table)
        documents = tuple(builder.by_row())
    else:
        documents = tuple(builder.by_respondent())
    told = (*builder.problems(), *row_problems(table, source), *_written(documents, strand, source))
    return documents, (*table.problems, *told)


def _named(strand: Strand) -> set[str]:
    """Return the names of all columns that a strand uses."""
    single = [strand.id, strand.case, strand.question]
    closed = (column for item in strand.closed for column in item.columns)
    return {*strand.open, *strand.attributes, *closed, *(name for name in single if name)}


def _written(documents: Sequence[Document], strand: Strand, source: str) -> Iterator[Problem]:
    """Doubt a table whose every answer is as long as a talk: an interview that was written down."""
    if strand.unit != "answer":
        return
    lengths = [
        document.text.count(" ", turn.start, turn.end) + 1
        for document in documents[:: -(-len(documents) // _SAMPLE) or 1]
        for turn in document.turns
        if turn.end > turn.start
    ]
    if len(lengths) > 1 and median(lengths) >= _AN_ACCOUNT:
        message = (
            f"Half of the answers have {int(median(lengths)):,} words or more: "
            "this looks like an interview that was written down, and each answer is coded whole."
        )
        hint = (
            "write 'unit: paragraph' (or sentence) in the strand to code them piece by piece; "
            + meant("table-is-written-interview", source)
        )
        yield Problem(source, None, message, hint, "warning", "table-is-written-interview")


_OF_LINES = (".csv", ".tsv", ".txt")


class _Builder:
    """Makes the documents of one table and gathers what a person should know."""

    def __init__(self, table: Table, strand: Strand, source: str, columns: Columns) -> None:
        self.table, self.strand, self.source, self.columns = table, strand, source, columns
        # A cell of a text file may go over lines, so that its rows are not numbered as its lines.
        self.noun = "line" if source.lower().endswith(_OF_LINES) else "row"
        # A cell of a text file may go over lines, so that its rows are not numbered as its lines.
        self.noun = "line" if source.lower().endswith(_OF_LINES) else "row"
        self.names: dict[str, int] = {}
        self.found: dict[str, list[Problem]] = {}
        self.waves: dict[str, str] = {}
        self.days: dict[str, date | None] = {}
        self.dated: Counter[str] = Counter()
        self.month_first = False
        self.repeats = self.on_sheets = self.undated = 0
        self.long: LongFormat | None = None
        self.same_people = columns.id != ABSENT and columns.id == columns.case
        if columns.date != ABSENT and columns.by != "name":
            self.month_first = writes_month_first(row[columns.date] for row in table.rows)

    def by_row(self) -> Iterator[Document]:
        """One row a respondent."""
        answers = self.columns.answers
        for at, (line, row) in enumerate(zip(self.table.lines, self.table.rows, strict=True)):
            said = [(answer.item, answer.question, row[answer.place]) for answer in answers]
            yield self._document(self._new_name(row, line, at), at, (row,), said)

    def by_respondent(self) -> Iterator[Document]:
        """One row a respondent and question: the rows of an id belong together."""
        people: dict[str, list[int]] = {}
        place = self.columns.id
        for at, row in enumerate(self.table.rows):
            name = clean_name(row[place]) or self._missing(at)
            people.setdefault(name, []).append(at)
        for name, places in people.items():
            rows = [self.table.rows[at] for at in places]
            said = list(self._said(rows))
            yield self._document(name, places[0], rows, said)

    def _said(self, rows: Sequence[Row]) -> Iterator[Said]:
        """Yield the answers of one respondent, each with a slug of its own."""
        used: set[str] = set()
        for row in rows:
            question = row[self.columns.question].strip()
            for at, answer in enumerate(self.columns.answers):
                slug = item_slug(question) if question else answer.item
                slug = unused(f"{slug}-{answer.item}" if at else slug, used, "-")
                used.add(slug)
                yield slug, question or answer.question, row[answer.place]

    def _new_name(self, row: Row, line: int, at: int) -> str:
        """Name a respondent by the id column, made unique; by number where there is none."""
        if self.columns.id == ABSENT:
            return f"R{at + 1}"
        name = clean_name(row[self.columns.id]) or self._missing(at)
        if name in self.names:
            again = unused(self._on_sheet(name, at), self.names, "#")
            # Where id and case are one column, people are meant to answer again.
            if self.same_people or "#" not in again or self._is_person(self.columns.id):
                self.repeats += 1
            else:
                first = place_of(self.table, self.names[name])
                message = f"The id {name!r} is repeated (first in row {first}); kept as {again!r}."
                hint = "is it the same person twice? then name the column under 'case' as well"
                self._tell(
                    "repeated", line, message, hint, "" if self.strand.case else "repeated-id"
                )
            name = again
        self.names[name] = at
        return name

    def _on_sheet(self, name: str, at: int) -> str:
        """Name somebody whose id stands on another sheet too after the sheet."""
        sheets = self.table.sheets
        if not sheets or sheets[self.names[name]] == sheets[at]:
            return name
        self.on_sheets += 1
        return f"{name} {clean_name(sheets[at])}"

    def _missing(self, at: int) -> str:
        """Name a respondent who has no id by the row."""
        line, place = self.table.lines[at], place_of(self.table, at)
        name = (
            f"row-{line}-{clean_name(self.table.sheets[at])}"
            if self.table.sheets
            else f"row-{line}"
        )
        self._tell("missing", line, f"Row {place} has no id; kept as {name!r}.", "")
        return name

    def _document(self, name: str, at: int, rows: Sequence[Row], said: Sequence[Said]) -> Document:
        """Lay the answers out and take along what else the rows say."""
        text = _BETWEEN.join([answer for _, _, answer in said])
        columns, line = self.columns, self.table.lines[at]
        return Document(
            id=f"{self.strand.slug}/{name}",
            name=name,
            strand=self.strand.name,
            source=self.source,
            text=text,
            text_hash=text_hash(text),
            turns=_turns(said),
            wave=columns.wave or self._wave(_first(rows, columns.date), at),
            case=_first(rows, columns.case).strip(),
            closed=self._pairs(columns.closed, rows, line),
            attributes=self._pairs(columns.attributes, rows, line),
            place=f"{self.noun} {place_of(self.table, at)}",
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

    def _wave(self, text: str, at: int) -> str:
        """Name the wave of a date, or take its name; remember dates that are none."""
        if self.columns.date == ABSENT:
            return ""
        if not text.strip():
            self.undated += 1
            return ""
        if self.columns.by == "name":  # a slip of case or spaces makes no wave of its own
            return self.waves.setdefault(folded(text.replace("\u2011", "-")), visible(text))
        wave = self.waves.get(text)
        self.dated[text] += 1
        if wave is None:
            day = self.days[text] = parse_date(text, month_first=self.month_first)
            wave = self.waves[text] = wave_of(day, self.columns.by) if day else ""
        if not wave:
            where = place_of(self.table, at)
            message = (
                f"Row {where} has no date that can be read ({text[:40]!r}); its wave is left empty."
            )
            self._tell("date", self.table.lines[at], message, "write dates as 2021-09-30")
        return wave

    def _tell(self, kind: str, line: int, message: str, hint: str, doubt: str = "") -> None:
        """Remember a warning."""
        self.found.setdefault(kind, []).append(
            Problem(self.source, line, message, hint, "warning", doubt)
        )

    def problems(self) -> Iterator[Problem]:
        """Yield what was found, at most a screenful of each kind."""
        if self.month_first:
            message = "Dates are read with the month first, since some can be read no other way."
            yield Problem(self.source, None, message, severity="note")
        if self.undated:
            column = self.table.header[self.columns.date]
            message = f"No date in {column!r}: {self.undated:,} documents are left without a wave."
            if self.undated == 1:
                message = f"No date in {column!r}: 1 document is left without a wave."
            yield Problem(self.source, None, message, severity="note")
        if self.on_sheets:
            message = (
                f"{self.on_sheets:,} ids stand on an earlier sheet too; those are kept as "
                f"'ID SHEET'."
            )
            hint = f"if they are the same people, write 'case: {self.strand.id}' in the strand"
            yield Problem(self.source, None, message, hint, "note")
        elif self.repeats and not self._is_person(self.columns.id):
            column = self.table.header[self.columns.id]
            people = len(self.names) - self.repeats
            message = (
                f"{len(self.names):,} rows of {people:,} people: who comes again in {column!r} is "
                "kept as ID#2, ID#3, ... and counts as one case."
            )
            yield Problem(self.source, None, message, severity="note")
        yield from self._long_form()
        yield from self._dates()
        for same in self.found.values():
            yield from same[:_SHOWN]
            if len(same) > _SHOWN:
                line, more = same[_SHOWN].line, len(same) - _SHOWN
                message = f"The same holds for {more:,} more rows, from row {line} on."
                yield Problem(self.source, line, message, "", "warning", same[0].doubt)

    def _dates(self) -> Iterator[Problem]:
        """Doubt dates that cannot be known, or else a last wave that is not whole."""
        found = orders(self.dated.elements()) if self.dated else None
        if found is None or not found.mixed:
            doubt = unfinished(self._rounds(), self.columns.by, self.source)
            yield from [doubt] if doubt else []
            return
        column = self.table.header[self.columns.date]
        message = (
            f"Some dates of {column!r} have the day first ({found.day_first}), some the month "
            f"({found.month_first}): {found.either:,} rows could be either, and are read with the "
            "day first."
        )
        hint = "write all dates as 2021-09-30: else people fall into waves that are not theirs"
        yield Problem(self.source, None, message, hint, "warning", "dates-two-ways")

    def _rounds(self) -> dict[str, Round]:
        """Return how many answered in each wave that dates make, and when the last of them."""
        rounds: dict[str, Round] = {}
        for text, rows in self.dated.items():
            if day := self.days[text]:
                one = rounds.setdefault(self.waves[text], Round(0, day))
                one.rows, one.last = one.rows + rows, max(one.last, day)
        return rounds

    def _is_person(self, place: int) -> bool:
        return self.long is not None and self.long.person == place

    def _long_form(self) -> Iterator[Problem]:
        """Doubt a table of one row a respondent and question whose rows count as respondents."""
        if self.long is None or self.columns.case == self.long.person != self.columns.id:
            return
        person, question = (self.table.header[at] for at in self.long[:2])
        message = (
            f"Each row counts as a respondent, but {self.long.people:,} people in {person!r} seem "
            f"to answer {self.long.questions:,} questions in {question!r}, a row each."
        )
        hint = (
            f"write 'id: {person}' and 'question: {question}' in the strand, and name only the "
            f"answers under 'open'; {meant('row-a-question', self.source)}"
        )
        yield Problem(self.source, None, message, hint, "warning", "row-a-question")


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
