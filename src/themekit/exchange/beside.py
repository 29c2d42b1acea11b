"""Rows of what people write down beside coding -> events: choices, outcomes, claims, times...

A file of actions or of effort is the list of its author: a row that says another thing of what a
former row of theirs was about replaces it, so that a list can be kept in a spreadsheet and be
handed in again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from themekit.decisions import written
from themekit.errors import Problem
from themekit.events import (
    Action,
    Answer,
    CausalLink,
    Effort,
    Event,
    HarvestedOutcome,
    Selection,
    State,
    Summary,
    Valence,
    YesNo,
)
from themekit.exchange.dates import iso_date
from themekit.exchange.tables import Row, minutes, one_of
from themekit.names import folded
from themekit.records import EffortBasis

RECORDS: Mapping[str, type[Event]] = {
    "selections": Selection,
    "outcomes": HarvestedOutcome,
    "links": CausalLink,
    "summaries": Summary,
    "actions": Action,
    "effort": Effort,
}
"""Kinds of tables, with what a row of each becomes."""
LISTS = frozenset({"actions", "effort"})
"""Kinds whose rows may name nobody."""
_ONE_OF: Mapping[str, tuple[str, ...]] = {
    "answer": get_args(Answer),
    "valence": get_args(Valence),
    "blindfolded": get_args(YesNo),
    "state": get_args(State),
    "basis": get_args(EffortBasis),
}
_NEEDED = {"actions": ("what",), "effort": ("activity", "role", "basis")}
_SEGMENT_LISTS = frozenset({"offered", "segments"})


def fields_of(kind: str, row: Row, problems: list[Problem]) -> dict[str, Any]:
    """Return what a row says of its own kind, by the names of the record's fields."""
    missing = [name for name in _NEEDED.get(kind, ()) if not row.get(name)]
    problems += [row.problem(f"the row does not say '{name}'") for name in missing]
    found: dict[str, Any] = {}
    for name in RECORDS[kind].__slots__:
        if name in _ONE_OF:
            said = one_of(row, name, _ONE_OF[name], problems)
            found |= {name: said} if said else {}
        elif name in _SEGMENT_LISTS:
            found[name] = tuple(filter(None, map(str.strip, row.get(name).split(";"))))
        elif name == "minutes":
            found[name] = minutes(row, name, problems)
        elif kind == "actions" and name == "date":
            found[name] = _date(row, problems)
        else:
            found[name] = row.words(name) if name == "text" else row.get(name)
    return found


def _date(row: Row, problems: list[Problem]) -> str:
    said = row.get("date")
    found = iso_date(said) if said else ""
    if said and not found:
        message = f"the date '{said}' is none"
        problems.append(row.problem(message, "write 2026-03-14, or 2026-03, or 2026"))
    return found


class Lists:
    """What stands of people's lists, and which of it a row of a new one is to replace.

    Parameters
    ----------
    events : iterable of Event
        Of the study, in order.
    handed_in : collection of str
        Ids of all rows that are handed in: what stands in the list still is replaced by nothing.
    """

    def __init__(self, events: Iterable[Event], handed_in: Collection[str]) -> None:
        known = sorted(events, key=lambda one: one.number)
        self._left: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in (*written(known, Action), *written(known, Effort)):
            if one.event_id not in handed_in:
                self._left[_line(one)].append(one.event_id)

    def replacing(self, event: Event) -> Event:
        """Return an event that replaces what its author's list said of the same before."""
        left = self._left.get(_line(event))
        return replace(event, replaces=(left.pop(0),)) if left else event


def _line(event: Event) -> tuple[str, ...]:
    """Return of what a row of a list is, and whose."""
    if isinstance(event, Effort):
        named = (event.wave, event.activity, event.role)
        return ("effort", event.coder, event.basis, *map(folded, named))
    if isinstance(event, Action):
        return ("action", event.coder, event.because_of, folded(event.what))
    return (event.event_id,)
