"""Frozen records to database rows and back: tuples travel as JSON, everything else as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Record = TypeVar("Record")


def dump(record: Any) -> dict[str, Any]:
    """Return a record's fields as a row."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def loader(cls: type[Record], **convert: Callable[[Any], Any]) -> Callable[[Any], Record]:
    """Return a function that builds a record from a row.

    Parameters
    ----------
    cls : type
        A frozen record whose field names are columns of the row.
    **convert : callable
        How to turn a column back into its field, where it is not stored as it is.
    """
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]

    def load(row: Any) -> Record:
        values: Mapping[str, Any] = row._mapping  # noqa: SLF001 (SQLAlchemy's public name for it)
        return cls(
            **{
                name: convert[name](values[name]) if name in convert else values[name]
                for name in names
            }
        )

    return load


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
        [getattr(part, field.name) for field in fields(part)] if is_dataclass(part) else part
        for part in value
    ]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
