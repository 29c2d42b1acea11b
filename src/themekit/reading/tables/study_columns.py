"""Where in a table the columns are that study.yaml names; what it names in vain is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError, Problem
from themekit.names import folded
from themekit.reading.slugs import item_slug, unused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.reading.dates import Step
    from themekit.reading.tables.table import Table
    from themekit.study import Strand

ABSENT = -1
_SHOWN = 10
_CUTOFF = 0.5


class Answer(NamedTuple):
    """A column of free text: its place, the slug of its item, and what was asked."""

    place: int
    item: str
    question: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of a strand's columns; -1 (`ABSENT`) where the strand names none.

    Attributes
    ----------
    id, case, question, date : int
    by : {'day', 'month', 'quarter', 'year'}
    wave : str
        The fixed wave, where the strand has one.
    answers : tuple of Answer
    closed, attributes : tuple of (name, place)
        Under the names that study.yaml uses.
    """

    id: int
    case: int
    question: int
    date: int
    by: Step
    wave: str
    answers: tuple[Answer, ...]
    closed: tuple[tuple[str, int], ...]
    attributes: tuple[tuple[str, int], ...]


class _Finder:
    """Looks columns up and keeps what was not found."""

    def __init__(self, table: Table, source: str) -> None:
        self.table, self.source = table, source
        self.problems: list[Problem] = []

    def place(self, name: str | None, role: str) -> int:
        """Return a column's place; remember the problem where it is missing."""
        if not name:
            return ABSENT
        at = column_place(name, self.table.header)
        if at == ABSENT:
            message = f"The {role} column {name!r} is not in the table."
            self.problems.append(Problem(self.source, 1, message, nearest(name, self.table.header)))
        return at


def find_columns(table: Table, strand: Strand, source: str) -> Columns:
    """Find every column that `strand` names.

    Parameters
    ----------
    table : Table
    strand : Strand
        Of kind survey, from study.yaml.
    source : str
        The file, as errors should name it.

    Raises
    ------
    InputError
        Columns that are not there, each with the nearest name.
    """
    find = _Finder(table, source)
    wave = strand.wave
    found = Columns(
        id=find.place(strand.id, "id"),
        case=find.place(strand.case, "case"),
        question=find.place(strand.question, "question"),
        date=ABSENT if wave is None or isinstance(wave, str) else find.place(wave.column, "wave"),
        by="year" if wave is None or isinstance(wave, str) else wave.by,
        wave=wave if isinstance(wave, str) else "",
        answers=tuple(_answers(find, strand)),
        closed=tuple((column, find.place(column, "closed")) for column in _closed(strand)),
        attributes=tuple((name, find.place(name, "attribute")) for name in strand.attributes),
    )
    if found.question != ABSENT and not strand.id:
        message = "One row a respondent and question needs the respondent's id."
        find.problems.append(
            Problem(source, None, message, f"add 'id:' to the strand {strand.name!r}")
        )
    if not found.answers:
        message = f"The strand {strand.name!r} names no column of free text."
        hint = f"add 'open: [...]' to it; the columns are {', '.join(table.header[:10])}"
        find.problems.append(Problem(source, None, message, hint))
    if find.problems:
        raise InputError(find.problems)
    return found


def _closed(strand: Strand) -> dict[str, None]:
    """Return the columns of closed questions; two questions may look at one."""
    return dict.fromkeys(column for item in strand.closed for column in item.columns)


def _answers(find: _Finder, strand: Strand) -> list[Answer]:
    """Find the free-text columns and give each item a slug of its own."""
    answers: list[Answer] = []
    for name in strand.open:
        place = find.place(name, "open")
        slug = unused(item_slug(name), {answer.item for answer in answers}, "-")
        answers.append(Answer(place, slug, find.table.wordings[place] if place >= 0 else name))
    return answers


def column_place(wanted: str, header: Sequence[str]) -> int:
    """Return a column's place; -1 where it is not there. Names are compared as all names are."""
    if wanted in header:
        return header.index(wanted)
    sought = folded(wanted)
    places = [at for at, name in enumerate(header) if folded(name) == sought]
    return places[0] if len(places) == 1 else -1


def nearest(wanted: str, known: Sequence[str]) -> str:
    """Return a hint: the nearest name there is, or the names there are."""
    close = get_close_matches(wanted, known, 1, _CUTOFF)
    if close:
        return f"did you mean {close[0]!r}?"
    more = ", ..." if len(known) > _SHOWN else ""
    return "the columns are " + ", ".join(repr(name) for name in known[:_SHOWN]) + more
