"""Questions with several answers that an export spreads over columns: one column again.

SurveyMonkey and Qualtrics can give each option a column, in which a tick is the option's own words.
Read apart, such a column would look as if everybody had answered the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

SEPARATOR = "; "
_LEAST = 2

Row = Sequence[str]


class Option(NamedTuple):
    """What a column is of: the question's name and wording, and the option that it stands for."""

    name: str
    question: str
    option: str


_NONE = Option("", "", "")


class Joined(NamedTuple):
    """A table's columns after joining, and how to bring a row into their shape.

    Attributes
    ----------
    header, wordings : tuple of str
    places : tuple of tuple of int
        For each new column the old ones that it is made of.
    questions : tuple of str
        Wordings of those that were joined.
    """

    header: tuple[str, ...]
    wordings: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]
    questions: tuple[str, ...]

    def row(self, cells: Row) -> tuple[str, ...]:
        """Return a row with the ticked options of a question in one cell."""
        return tuple(
            cells[places[0]]
            if len(places) == 1
            else SEPARATOR.join(cells[at].strip() for at in places if cells[at].strip())
            for places in self.places
        )


def join_ticks(
    header: Sequence[str],
    wordings: Sequence[str],
    options: Sequence[Option | None],
    rows: Sequence[Row],
) -> Joined | None:
    """Find columns that hold nothing but their own option, and join those of one question.

    Parameters
    ----------
    header, wordings : sequence of str
    options : sequence of (Option or None)
        One a column; None where it stands for itself.
    rows : sequence of rows
        Each as long as the header.

    Returns
    -------
    Joined or None
        None where there is nothing to join.
    """
    groups = _groups(header, options, rows)
    if not groups:
        return None
    first = {places[0]: places for places in groups}
    inside = {at for places in groups for at in places[1:]}
    kept = [first.get(at, (at,)) for at in range(len(header)) if at not in inside]
    names, asked, questions = [], [], []
    for places in kept:
        option = options[places[0]]
        if len(places) > 1 and option is not None:
            names.append(option.name)
            asked.append(option.question)
            questions.append(option.question)
        else:
            names.append(header[places[0]])
            asked.append(wordings[places[0]])
    return Joined(tuple(names), tuple(asked), tuple(kept), tuple(questions))


def _groups(
    header: Sequence[str], options: Sequence[Option | None], rows: Sequence[Row]
) -> list[tuple[int, ...]]:
    """Return the columns of each question that can be joined."""
    ticked = [at for at, option in enumerate(options) if option and _is_ticks(at, option, rows)]
    found: dict[str, tuple[int, ...]] = {}
    for name, group in groupby(ticked, key=lambda at: (options[at] or _NONE).name):
        places = tuple(group)
        if len(places) >= _LEAST and name not in header:
            found.setdefault(name, places)
    return list(found.values())


def _is_ticks(at: int, option: Option, rows: Sequence[Row]) -> bool:
    """Tell whether a column holds its option or nothing."""
    wanted = option.option.casefold()
    return ";" not in wanted and all(
        not (cell := row[at].strip()) or cell.casefold() == wanted for row in rows
    )
