"""Tables of what people wrote down beside coding: choices, outcomes, claims, summaries, lists.

Every event is in them, as in codings.csv; which of them stand says `themekit.decisions.written`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from themekit.events import (
    Action,
    Anchored,
    CausalLink,
    Effort,
    Event,
    HarvestedOutcome,
    Selection,
    Summary,
)
from themekit.report.csvtext import Cell, Row, Table
from themekit.report.work_tables import quoted

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy

FILES: Mapping[str, type[Event]] = {
    "selections.csv": Selection,
    "outcomes.csv": HarvestedOutcome,
    "links.csv": CausalLink,
    "summaries.csv": Summary,
    "actions.csv": Action,
    "effort_written.csv": Effort,
}
"""The visible list of these tables, each with what its rows are."""
_HEAD = ("number", "event_id", "act", "coder")
_PLACE = ("document", "text_hash", "start", "end", "quote")
_TAIL = ("origin", "entered_by", "replaces", "after", "time")


def columns(record: type[Event]) -> tuple[str, ...]:
    """Return the columns of the table of a kind."""
    place = _PLACE if issubclass(record, Anchored) else ()
    return (*_HEAD, *place, *record.__slots__, *_TAIL)


def tables(coded: CodedStudy, texts: Mapping[str, str]) -> Iterator[tuple[str, Table]]:
    """Yield each table that has a row, with the name of its file."""
    for name, record in FILES.items():
        found = [one for one in coded.events if isinstance(one, record)]
        if found:
            names = columns(record)
            rows: Iterator[Row] = (_row(one, names, texts) for one in found)
            yield name, Table(names, rows)


def _row(event: Event, names: tuple[str, ...], texts: Mapping[str, str]) -> tuple[Cell, ...]:
    cells = {name: getattr(event, name, "") for name in names}
    if isinstance(event, Anchored):
        cells["quote"] = quoted(event, texts)[0]
    cells["replaces"] = " ".join(event.replaces)
    return tuple("; ".join(one) if isinstance(one, tuple) else one for one in cells.values())
