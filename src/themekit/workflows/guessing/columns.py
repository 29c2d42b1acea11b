"""What one column of a survey is for, from its name and its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from themekit.language import no_answer
from themekit.matrix.answers import fold, number_of
from themekit.reading.dates import parse_date, wave_of, writes_month_first
from themekit.segmenting.splitting import words_in
from themekit.study import ClosedItem
from themekit.workflows.guessing.names import (
    date_rank,
    is_demographic,
    is_id,
    private_reason,
)
from themekit.workflows.guessing.records import ColumnGuess, Use
from themekit.workflows.guessing.scales import Scale, find_scale
from themekit.workflows.guessing.yaml_text import listed

_REAL_ANSWERS = frozenset({"none", "nothing", "nil", "none really", "none at all"})
_MOSTLY = 0.9
_FEW = 12
_MOST_CLOSED = 25
_LONGEST_ANSWER = 120
_HALF = 0.5
_RARELY = 0.25
_SENTENCE = 5.0  # words on average, from which cells are speech and not a choice
_PHRASE = 2.5
_TRAIT = 7.0
_VARIED = 0.7
_SMALL = 8  # rows, below which repetition cannot be expected
_SEPARATORS = (";", "|", ",")
_TWICE = 2
_LONGEST_LABEL = 300
_CELL = 300


class Cells:
    """The cells of one column, and what can be counted of them.

    Parameters
    ----------
    name, wording : str
        The column, and what was asked in full where the file tells it.
    values : sequence of str
        One cell a row.
    """

    def __init__(self, name: str, wording: str, values: Sequence[str]) -> None:
        self.name, self.wording = name, wording
        self.rows = len(values)
        stripped = [" ".join(value[: 10 * _CELL].split()) for value in values]
        self.filled = [value for value in stripped if value and not _is_missing(value)]
        self.missing = tuple(
            dict.fromkeys(value for value in stripped if value and _is_missing(value))
        )

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Different answers in order of appearance, each in its first spelling."""
        first: dict[str, str] = {}
        for value in self.filled:
            first.setdefault(fold(value), value)
        return tuple(first.values())

    @cached_property
    def words(self) -> float:
        """Words a cell on average."""
        return sum(map(words_in, self.filled)) / max(1, len(self.filled))

    @property
    def varied(self) -> float:
        """Share of the filled cells that differ from all before."""
        return len(self.distinct) / max(1, len(self.filled))

    @cached_property
    def numeric(self) -> float:
        """Share of the filled cells that hold a number."""
        found = sum(number_of(value) is not None for value in self.filled)
        return found / max(1, len(self.filled))

    @cached_property
    def waves(self) -> tuple[str, ...]:
        """Quarters in which the cells fall, if nearly all are dates; else empty."""
        month_first = writes_month_first(self.filled)
        days = [parse_date(value, month_first=month_first) for value in self.filled]
        found = [wave_of(day, "quarter") for day in days if day is not None]
        enough = len(found) >= _MOSTLY * max(1, len(self.filled))
        return tuple(sorted(set(found))) if enough else ()

    @property
    def few(self) -> bool:
        """Whether the answers can be those of a closed question: few, short and repeated."""
        short = max(map(len, self.distinct), default=0) <= _LONGEST_ANSWER
        if len(self.filled) < _SMALL:
            return short and self.words < _PHRASE
        few = len(self.distinct) <= _MOST_CLOSED and self.varied <= _HALF
        return short and few and (self.words < _SENTENCE or self.varied <= _RARELY)


def _is_missing(value: str) -> bool:
    bare = value.strip(" .!").casefold()
    return bare not in _REAL_ANSWERS and no_answer(value) == "no answer"


def guess_column(cells: Cells) -> ColumnGuess:
    """Guess what a column is for; ids, dates and questions are chosen among all columns later."""
    name = cells.name
    if not cells.filled:
        return ColumnGuess(name, "unused", "empty")
    if reason := private_reason(name) or _by_cells(cells):
        return ColumnGuess(name, "unused", reason)
    if cells.waves and date_rank(name):
        return ColumnGuess(name, "unused", "a date")
    if len(cells.distinct) == 1 and cells.rows > 1:
        return ColumnGuess(name, "unused", "the same in every row")
    if is_id(name) and cells.varied == 1 and cells.words < _PHRASE:
        return ColumnGuess(name, "unused", "a number or code for each row")
    return _answer(cells)


def _answer(cells: Cells) -> ColumnGuess:
    """Tell a trait, a closed question and the rest apart."""
    name = cells.name
    if is_demographic(name) and cells.words < _TRAIT:
        why = _counted(cells, "named like a trait")
        repeated = len(cells.distinct) <= _HALF * cells.rows or cells.rows < _SMALL
        use: Use = "attribute" if repeated or cells.numeric >= _MOSTLY else "unused"
        return ColumnGuess(name, use, why, sure=use == "attribute")
    if cells.numeric >= _MOSTLY:
        why = _counted(cells, "numbers")
        return ColumnGuess(name, "closed", why, item=_item(cells, "number"))
    if separator := find_separator(cells.filled):
        return _multi(cells, separator)
    scale = find_scale(cells.distinct) if len(cells.distinct) <= _FEW else None
    if scale is not None and (cells.few or cells.rows < _SMALL):
        return _scale(cells, scale)
    return _single(cells) if cells.few else _text(cells)


def _text(cells: Cells) -> ColumnGuess:
    """Judge a column of many different cells by how long they are."""
    sentences = cells.words >= _SENTENCE and cells.varied >= _HALF
    if sentences or (cells.words >= _PHRASE and cells.varied >= _VARIED):
        return ColumnGuess(cells.name, "open", _long(cells), sure=cells.words > _PHRASE + 1)
    return ColumnGuess(cells.name, "unused", _counted(cells, "short and varied"), sure=False)


def _by_cells(cells: Cells) -> str:
    """Say why cells themselves are no material: e-mail addresses."""
    mails = sum("@" in value and " " not in value for value in cells.filled)
    return "says who somebody is" if mails >= _HALF * len(cells.filled) else ""


def _scale(cells: Cells, scale: Scale) -> ColumnGuess:
    positive = scale.positive
    item = _item(cells, "scale", order=scale.order, positive=positive, more=scale.missing)
    return ColumnGuess(
        cells.name,
        "closed",
        _counted(cells, f"a scale of {scale.kind}"),
        item=item,
        also="" if positive else f"positive: {listed(scale.order[-_TWICE:])}",
    )


def _single(cells: Cells) -> ColumnGuess:
    by_number = sorted(Counter(map(fold, cells.filled)).items(), key=lambda found: -found[1])
    names = {fold(value): value for value in cells.distinct}
    order = tuple(names[key] for key, _ in by_number)
    positive: tuple[str, ...] = ()
    if set(names) == {"yes", "no"}:
        order, positive = (names["no"], names["yes"]), (names["yes"],)
    item = _item(cells, "single", order=order, positive=positive)
    return ColumnGuess(cells.name, "closed", _counted(cells, "a choice"), item=item)


def _multi(cells: Cells, separator: str) -> ColumnGuess:
    parts = Counter(fold(part) for part in _parts(cells.filled, separator))
    names = {fold(part): part for part in reversed(_parts(cells.filled, separator))}
    order = tuple(names[key] for key, _ in sorted(parts.items(), key=lambda found: -found[1]))
    why = f"several of {len(order)} recurring answers in a cell"
    item = _item(cells, "multi", order=order, separator=separator)
    return ColumnGuess(cells.name, "closed", why, item=item)


class _Divided(NamedTuple):
    """How a separator takes cells apart."""

    cells: int
    parts: int
    different: int


def find_separator(values: Sequence[str]) -> str:
    """Return the sign that parts several recurring answers in a cell; empty where none does.

    Options that hold a comma themselves ("Yes, some of them") make more different parts than
    different cells, true combinations fewer.
    """
    for separator in _SEPARATORS:
        divided = [value for value in values if separator in value.strip(separator + " ")]
        parts = _parts(values, separator)
        different = len({fold(part) for part in parts})
        if len(divided) < _TWICE or max(map(words_in, parts), default=0) > _FEW:
            continue
        cells = len({fold(value) for value in values})
        recurring = different <= _HALF * len(parts) and different <= _MOST_CLOSED
        if recurring and (different < cells or (separator != "," and different <= cells + 1)):
            return separator
    return ""


def _parts(values: Sequence[str], separator: str) -> list[str]:
    split = (part.strip() for value in values for part in value.split(separator))
    return [part for part in split if part]


def _item(
    cells: Cells,
    kind: str,
    *,
    order: tuple[str, ...] = (),
    positive: tuple[str, ...] = (),
    more: tuple[str, ...] = (),
    separator: str = ";",
) -> ClosedItem:
    """Build the record of a closed question."""
    wording = " ".join(cells.wording.split())[:_LONGEST_LABEL]
    return ClosedItem(
        column=cells.name,
        label=wording or cells.name,
        type=kind,  # type: ignore[arg-type]
        order=order,
        positive=positive,
        missing=("", *cells.missing[:_FEW], *more),
        separator=separator,
    )


def _counted(cells: Cells, what: str) -> str:
    return f"{what}: {len(cells.distinct):,} different in {len(cells.filled):,} answers"


def _long(cells: Cells) -> str:
    return (
        f"free text: {cells.words:.0f} words on average, "
        f"{len(cells.distinct):,} different of {len(cells.filled):,}"
    )
