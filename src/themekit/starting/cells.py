"""The cells of one column, and what can be counted of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from themekit.language import no_answer
from themekit.matrix.answers import fold, number_of
from themekit.reading.dates import parse_date, wave_of, writes_month_first
from themekit.segmenting.splitting import words_in
from themekit.starting.name_hints import names_of

MOSTLY = 0.9
FEW = 12
HALF = 0.5
SENTENCE = 5.0  # words on average, from which cells are speech and not a choice
PHRASE = 2.5
SMALL = 8  # rows, below which repetition cannot be expected
_REAL_ANSWERS = frozenset({"none", "nothing", "nil", "none really", "none at all"})
_MOST_CLOSED = 25
_LONGEST_ANSWER = 120
_RARELY = 0.25
_SEPARATORS = (";", "|", ",")
_TWICE = 2
_CELL = 3_000


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
        self.names = names_of(name, wording)
        self.rows = len(values)
        stripped = [" ".join(value[:_CELL].split()) for value in values]
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
        found = [wave for wave in waves_of(self.filled) if wave]
        enough = len(found) >= MOSTLY * max(1, len(self.filled))
        return tuple(sorted(set(found))) if enough else ()

    @property
    def few(self) -> bool:
        """Whether the answers can be those of a closed question: few, short and repeated."""
        short = max(map(len, self.distinct), default=0) <= _LONGEST_ANSWER
        if len(self.filled) < SMALL:
            return short and self.words < PHRASE
        few = len(self.distinct) <= _MOST_CLOSED and self.varied <= HALF
        return short and few and (self.words < SENTENCE or self.varied <= _RARELY)


def waves_of(values: Sequence[str]) -> list[str]:
    """Return the quarter of each date; empty for what is none."""
    month_first = writes_month_first(values)
    days = [parse_date(value, month_first=month_first) for value in values]
    return [wave_of(day, "quarter") if day is not None else "" for day in days]


def _is_missing(value: str) -> bool:
    bare = value.strip(" .!").casefold()
    return bare not in _REAL_ANSWERS and no_answer(value) == "no answer"


def find_separator(values: Sequence[str]) -> str:
    """Return the sign that parts several recurring answers in a cell; empty where none does.

    Options that hold a comma themselves ("Yes, some of them") make more different parts than
    different cells, true combinations fewer.
    """
    for separator in _SEPARATORS:
        divided = [value for value in values if separator in value.strip(separator + " ")]
        parts = parts_of(values, separator)
        different = len({fold(part) for part in parts})
        if len(divided) < _TWICE or max(map(words_in, parts), default=0) > FEW:
            continue
        cells = len({fold(value) for value in values})
        recurring = different <= HALF * len(parts) and different <= _MOST_CLOSED
        if recurring and (different < cells or (separator != "," and different <= cells + 1)):
            return separator
    return ""


def parts_of(values: Sequence[str], separator: str) -> list[str]:
    """Return all answers in all cells."""
    split = (part.strip() for value in values for part in value.split(separator))
    return [part for part in split if part]
