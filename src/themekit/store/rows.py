"""Frozen records to database rows and back: tuples travel as JSON, everything else as it is."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Column, Table

Record = TypeVar("Record")
# Surveys repeat themselves: the same attributes, the same questions, answers of the same length.
_PARSED = 16_384


class Strings:
    """Keeps one of all equal strings, so that a million rows hold each of their words once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def shared(self, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
        """Yield rows whose strings are the ones known already."""
        known = self._known.setdefault
        for row in rows:
            yield tuple([known(cell, cell) if type(cell) is str else cell for cell in row])


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector off in a ``with`` block, or as a decorator in a function.

    It only finds what refers to itself in a circle, which records never do; yet each time that
    their number has grown by a quarter it would go through all of them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def names_of(cls: Any) -> tuple[str, ...]:
    """Return the names of a record's fields that are stored."""
    return tuple(field.name for field in fields(cls) if not field.metadata.get("not stored"))


def columns_of(table: Table, cls: type) -> list[Column[Any]]:
    """Return the columns that hold a record's fields, in the record's own order."""
    return [table.c[name] for name in names_of(cls)]


def dump(record: Any, **convert: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a record's fields as a row.

    Parameters
    ----------
    record : frozen record
    **convert : callable
        How to turn a field into its column, where that is not done as everywhere.
    """
    return {
        name: convert.get(name, _plain)(getattr(record, name)) for name in names_of(type(record))
    }


def loader(cls: type[Record], **convert: Callable[[Any], Any]) -> Callable[[Sequence[Any]], Record]:
    """Return a function that builds a record from a row.

    Parameters
    ----------
    cls : type
        A frozen record; rows hold its columns in the order of `columns_of`.
    **convert : callable
        How to turn a column back into its field, where it is not stored as it is.
    """
    places = [(names_of(cls).index(name), turn) for name, turn in convert.items()]

    def load(row: Sequence[Any]) -> Record:
        if not places:
            return cls(*row)
        values = list(row)
        for place, turn in places:
            values[place] = turn(values[place])
        return cls(*values)

    return load


@lru_cache(maxsize=_PARSED)
def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read pairs back from JSON."""
    return tuple((name, value) for name, value in json.loads(text))


def strings(text: str) -> tuple[str, ...]:
    """Read strings back from JSON."""
    return tuple(json.loads(text))


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return int(value) if isinstance(value, bool) else value
    parts = [
        [getattr(part, name) for name in names_of(type(part))] if is_dataclass(part) else part
        for part in value
    ]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
