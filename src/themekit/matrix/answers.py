"""What a cell of a closed question says, and under which names the answers are shown.

Numbers: up to twelve different ones have a row each, more are banded at their quartiles (over all
waves of the strand, so that waves compare); words among them keep rows of their own. With a listed
`order` they are treated like other answers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import isfinite
from statistics import quantiles

from themekit.names import folded
from themekit.study import ClosedItem

MOST_VALUES = 12
OTHERS = "(other answers)"
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")

Counts = list[tuple[str, int]]


def fold(text: str) -> str:
    """Return what two spellings of one answer have in common."""
    return folded(text.translate(_QUOTES))


def number_of(text: str) -> float | None:
    """Return the number that a cell holds; commas may part thousands."""
    plain = text.strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) else None


def written(value: float) -> str:
    """Return a number as a reader writes it."""
    return str(int(value)) if value.is_integer() else repr(value)


class Answers:
    """Reads the cells of one item and remembers the names of the answers it has met."""

    def __init__(self, item: ClosedItem) -> None:
        self._item = item
        self._missing = {"", *map(self._key, item.missing)}
        self.positive = frozenset(map(self._key, item.positive)) - self._missing
        self._names = {self._key(text): text for text in reversed(item.order)}
        self._listed = [
            key for key in dict.fromkeys(map(self._key, item.order)) if key not in self._missing
        ]
        self._cells: dict[str, tuple[str, ...]] = {}

    def read(self, cell: str) -> tuple[str, ...]:
        """Return the keys of the distinct answers in a cell; none if it holds no answer."""
        keys = self._cells.get(cell)
        if keys is None:
            keys = self._cells[cell] = self._read(cell)
        return keys

    def shown(self, total: Counter[str], counts: Mapping[str, int], *, fewest: int = 0) -> Counts:
        """Return names and numbers of all answers in reading order.

        Parameters
        ----------
        total : Counter
            Answers over all waves, in order of first appearance; they decide on rows and bands.
        counts : mapping of key to int
            Answers in the wave to be shown.
        fewest : int
            Answers in people's own words that fewer gave are counted together: words of one person
            are no answer to be read outside. What study.yaml lists, and numbers, stay.
        """
        own = {key for key in total if total[key] < fewest and self._in_own_words(key)}
        left = sum(counts.get(key, 0) for key in own)
        others = [(OTHERS, left)] if own else []
        total = Counter({key: number for key, number in total.items() if key not in own})
        unlisted = [key for key in total if key not in self._listed]
        if self._item.type == "number" and not self._item.order:
            return [*self._numbers(total, counts), *others]
        known = [(self._names[key], counts.get(key, 0)) for key in (*self._listed, *unlisted)]
        return [*known, *others]

    def is_positive(self, name: str) -> bool:
        """Tell whether an answer, as shown, counts as positive."""
        return name != OTHERS and self._key(name) in self.positive

    def has_mixed_bands(self, total: Counter[str], names: Iterable[str]) -> bool:
        """Tell whether numbers that count as positive stand in bands with others."""
        shown = {self._key(name) for name in names}
        return any(key in total and key not in shown for key in self.positive)

    def _in_own_words(self, key: str) -> bool:
        return key not in self._listed and key not in self.positive and number_of(key) is None

    def _key(self, text: str) -> str:
        """Return what stands for an answer whatever its spelling."""
        value = number_of(text) if self._item.type == "number" else None
        return fold(text) if value is None else written(value)

    def _read(self, cell: str) -> tuple[str, ...]:
        """Take a cell apart."""
        multi = self._item.type == "multi" and self._item.separator
        parts = cell.split(self._item.separator) if multi else [cell]
        found: dict[str, None] = {}
        for part in parts:
            key = self._key(part)
            if key not in self._missing:
                found[key] = None
                self._names.setdefault(key, " ".join(part.split()))
        return tuple(found)

    def _numbers(self, total: Counter[str], counts: Mapping[str, int]) -> Counts:
        """Return the rows of numbers by size, then those of words."""
        values = {key: value for key in total if (value := number_of(key)) is not None}
        words = [(self._names[key], counts.get(key, 0)) for key in total if key not in values]
        ordered = sorted(values, key=values.__getitem__)
        if len(ordered) <= MOST_VALUES:
            return [(key, counts.get(key, 0)) for key in ordered] + words
        weighed = [value for key, value in values.items() for _ in range(total[key])]
        least, uppers = min(weighed), _upper_edges(weighed)
        bands = [0] * len(uppers)
        for key, value in values.items():
            bands[bisect_left(uppers, value)] += counts.get(key, 0)
        return [*zip(_bands(least, uppers), bands, strict=True), *words]


def _upper_edges(values: list[float]) -> list[float]:
    """Return the distinct upper ends of the quartile bands, each of which is in its band."""
    return sorted({*quantiles(values, n=4, method="inclusive"), max(values)})


def _bands(least: float, uppers: list[float]) -> list[str]:
    """Name the bands; the first starts with the least value and may hold nothing else."""
    first = written(uppers[0])
    if least < uppers[0]:
        first = f"{written(least)} to {first}"
    return [first, *(f"over {written(low)} to {written(high)}" for low, high in pairwise(uppers))]
