"""Questions with several answers, whose options an export spreads over columns: one column again.

A tick is the option's own words, a cross, 1 or Yes, against blank, 0 or No. Read apart, such
columns would each look like a question; cells of any other kind (a grid of ratings) stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from themekit.names import folded
from themekit.reading.tables.option_names import CODE, TITLE, TOOL, Option, is_other

SEPARATOR = "; "
NONE_TICKED = "(none)"  # of somebody who was asked: not the same as no answer
_LEAST = 2
_CODES = 3  # numbered columns of 1 and 0, from which they look like the options of one question
_MATCHING = 0.95
_MARKS = frozenset(
    ["x", "xx", "y", "+", "✓", "✔", "☑", "✅", "\u00d7", "\u2715", "checked", "selected", "ticked"]
)
_DIGITS_ON, _DIGITS_OFF = frozenset({"1", "1.0"}), frozenset({"0", "0.0"})
_TRUTH = frozenset({"true", "false"})  # as programs write a tick, and nobody an answer
_WORDS_ON = frozenset(["yes", "true", "wahr", "vrai", "ja", "oui", "si", "sí", "on"])
_WORDS_OFF = frozenset({"no", "false", "falsch", "faux", "nein", "non", "off", "n"})
_PLAIN_OFF = frozenset({"", "unchecked", "not selected", "unticked", "n/a", "-", "not checked"})
_SAID_OFF = _DIGITS_OFF | _WORDS_OFF | (_PLAIN_OFF - {"", "n/a", "-"})
_ON = _MARKS | _DIGITS_ON | _WORDS_ON
_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:which|tick|select|choose|check all|that apply|used)\b", re.IGNORECASE
)

Row = Sequence[str]


class Joined(NamedTuple):
    """A table's columns after joining, and how to bring a row into their shape.

    Attributes
    ----------
    header, wordings : tuple of str
    places : tuple of tuple of int
        For each new column the old ones that it is made of.
    others : dict of int to tuple of int
        By the first place of a question, where people wrote something beside its ticks.
    choices : tuple of (name, tuple of str)
        Of those that were joined every option, ticked by anybody or not.
    questions : tuple of str
        Wordings of those that were joined.
    lists : tuple of str
        Columns left out since they repeat what the ticks say.
    apart : tuple of str
        Questions whose columns look like options, but not surely enough to be joined.
    """

    header: tuple[str, ...]
    wordings: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    others: dict[int, tuple[int, ...]]
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[str, ...]
    lists: tuple[str, ...]
    apart: tuple[str, ...]

    def row(self, cells: Row) -> tuple[str, ...]:
        """Return a row with the ticked options of a question in one cell."""
        return tuple(
            [
                cells[places[0]]
                if len(places) == 1
                else _ticked(cells, places, self.others[places[0]], self.labels)
                for places in self.places
            ]
        )


class _Group(NamedTuple):
    """The columns of one question, and that of the list which repeats them."""

    places: tuple[int, ...]
    list_place: int | None
    others: tuple[int, ...]


def join_option_columns(
    header: Sequence[str],
    wordings: Sequence[str],
    options: Sequence[Option | None],
    rows: Sequence[Row],
) -> Joined | None:
    """Find columns that hold nothing but ticks, and join those of one question.

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
        None where there is nothing to join or to doubt.
    """
    groups, apart = _groups(header, options, rows)
    if not groups and not apart:
        return None
    first = {group.places[0]: group for group in groups}
    inside = {at for group in groups for at in group.places[1:]}
    inside |= {group.list_place for group in groups if group.list_place is not None}
    names, asked, places = [], [], []
    for at in range(len(header)):
        if at in inside:
            continue
        group, option = first.get(at), options[at]
        places.append(group.places if group else (at,))
        names.append(option.name if group and option else header[at])
        asked.append(option.question if group and option else wordings[at])
    labels = tuple(option.option if option else "" for option in options)
    others = {group.places[0]: group.others for group in groups}
    return Joined(
        tuple(names),
        tuple(asked),
        tuple(places),
        labels,
        others,
        tuple(
            (name, tuple(labels[at] for at in group))
            for name, group in zip(names, places, strict=True)
            if len(group) > 1
        ),
        tuple(say for say, group in zip(asked, places, strict=True) if len(group) > 1),
        tuple(header[one.list_place] for one in groups if one.list_place is not None),
        tuple(apart),
    )


def _groups(
    header: Sequence[str], options: Sequence[Option | None], rows: Sequence[Row]
) -> tuple[list[_Group], list[str]]:
    """Return the columns of each question that can be joined, and those that only look so."""
    members: dict[str, list[int]] = {}
    for at, option in enumerate(options):
        if option is not None:
            members.setdefault(folded(option.name), []).append(at)
    names = {folded(name): at for at, name in enumerate(header)}
    found, apart = [], []
    for name, places in members.items():
        if len(places) < _LEAST:
            continue
        cells = {at: {row[at].strip() for row in rows} for at in places}
        ticks = [at for at in places if _is_ticks(cells[at], options[at])]
        others = [at for at in places if at not in ticks]
        several = len(ticks) >= _LEAST and len(others) <= 1
        # A grid in which somebody answered "Don't know" once is no list of ticks.
        several = several and not any(_answers_alike(cells[at], options[at]) for at in others)
        labels = {folded(one.option) for at in ticks if (one := options[at])}
        if not several or len(labels) < len(ticks):
            continue
        place = names.get(name)
        repeats = place is not None and _repeats(place, ticks, options, rows)
        verdict = _verdict(ticks, options, cells)
        if verdict and (place is None or repeats):
            found.append(_Group(tuple(ticks), place, tuple(others)))
        elif verdict or _looks_so(ticks, options, cells):
            apart.append((options[ticks[0]] or _NONE).question)
    return found, apart


_NONE = Option("", "", "")


def _is_ticks(cells: set[str], option: Option | None) -> bool:
    """Tell whether a column holds its option, marks of a tick, or nothing."""
    if option is None or ";" in option.option or (cells <= {""} and is_other(option.option)):
        return False
    own = folded(option.option)
    found = {folded(cell) for cell in cells}
    return found <= {"", own} or found <= (_ON | _DIGITS_OFF | _WORDS_OFF | _PLAIN_OFF)


def _answers_alike(cells: set[str], option: Option | None) -> bool:
    """Tell whether a column that holds more than ticks holds ticks too, and is no 'Other'."""
    marks = _ON | _DIGITS_OFF | _WORDS_OFF
    named = option is not None and is_other(option.option)
    return not named and not marks.isdisjoint(map(folded, cells))


def _verdict(
    places: Sequence[int], options: Sequence[Option | None], cells: dict[int, set[str]]
) -> bool:
    """Tell whether these columns are surely the options of one question."""
    found = {folded(cell) for at in places for cell in cells[at]}
    own = {folded(one.option) for at in places if (one := options[at])}
    surely = min((one.surely for at in places if (one := options[at])), default=CODE)
    if not found - {""}:
        return False
    if found <= own | {""} and not found & _DIGITS_ON:
        return True
    if found <= _MARKS | _PLAIN_OFF:
        return bool(found & _MARKS)
    if surely == TOOL:
        return True
    # Yes beside No, under a mere title, is a question about each of them.
    grid = any(
        not (said - _TRUTH).isdisjoint(_WORDS_ON) and not (said - _TRUTH).isdisjoint(_WORDS_OFF)
        for said in ({folded(cell) for cell in cells[at]} for at in places)
    )
    question = (options[places[0]] or _NONE).question
    return surely == TITLE and not grid and _ASKS_FOR_SEVERAL.search(question) is not None


def _looks_so(
    places: Sequence[int], options: Sequence[Option | None], cells: dict[int, set[str]]
) -> bool:
    """Tell whether numbered columns of 1 and 0 are likely to be options of one question."""
    found = {folded(cell) for at in places for cell in cells[at]}
    digits = found <= _DIGITS_ON | _DIGITS_OFF | _PLAIN_OFF and bool(found & _DIGITS_ON)
    level = min((one.surely for at in places if (one := options[at])), default=CODE)
    return level == CODE and digits and len(places) >= _CODES


def _repeats(
    place: int, ticks: Sequence[int], options: Sequence[Option | None], rows: Sequence[Row]
) -> bool:
    """Tell whether a column lists what is ticked in the others: ``housing food``."""
    labels = {at: one.option for at in ticks if (one := options[at])}
    fitting = sum(
        _left(row[place], [label for at, label in labels.items() if _is_on(row[at], label)])
        for row in rows
    )
    return fitting >= _MATCHING * len(rows)


def _ticked(cells: Row, places: Sequence[int], others: Sequence[int], labels: Sequence[str]) -> str:
    """Return the ticked options of a question; say so where somebody was asked and ticked none."""
    on = [labels[at] for at in places if _is_on(cells[at], labels[at])]
    if on or any(cells[at].strip() for at in others):
        return SEPARATOR.join(on)
    return NONE_TICKED if any(folded(cells[at]) in _SAID_OFF for at in places) else ""


def _left(cell: str, ticked: Sequence[str]) -> bool:
    """Tell whether nothing is left of a cell once the ticked options are taken out of it."""
    rest = f" {folded(cell)} "
    for label in sorted(map(folded, ticked), key=len, reverse=True):
        if label not in rest:
            return False
        rest = rest.replace(label, " ", 1)
    return not rest.strip(" ,;|") or is_other(rest)


def _is_on(cell: str, label: str) -> bool:
    """Tell whether a cell says that its option was ticked."""
    if not cell:
        return False
    plain = folded(cell)
    if plain in _DIGITS_OFF or plain in _WORDS_OFF or plain in _PLAIN_OFF:
        return plain == folded(label) != "0" and plain not in _PLAIN_OFF
    return True
