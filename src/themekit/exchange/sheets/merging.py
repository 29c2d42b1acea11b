"""What a sheet that came back says, beside what it said when it left and what the study says now.

A cell that is as it was, is nobody's word. One that is another replaces what the same person wrote
there before. Where the study has another word by now than the sheet had, the row is refused and
named: nothing that others wrote meanwhile is overwritten by who did not know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from themekit.decisions import key_of, says_nothing, written
from themekit.errors import Problem
from themekit.events import Anchored, Event
from themekit.exchange.sheets.filled import repeated
from themekit.exchange.sheets.model import Filled, FilledRow, SheetPlan, same_text
from themekit.names import folded
from themekit.spans import parts_hash

_MADE_ANEW = "write the sheet anew with 'export', and fill in that one"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person writes in one go: the open cells of a row, or one cell of a framework.

    Attributes
    ----------
    row : tuple of str
        Id of the row.
    keys : tuple of str
        Of its open columns.
    cells : mapping of key to str
        As the sheet had them when it left.
    event : Event or None
        What stood there then.
    about : str
        Id of the passage, or of the column, that it is about.
    unlocked : frozenset of str
        Keys of columns that are open in this row alone.
    """

    row: tuple[str, ...]
    keys: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    event: Event | None = None
    about: str = ""
    unlocked: frozenset[str] = frozenset()


class Sheet(Protocol):
    """A kind of sheet, for one study: what is on it, and what a filled row says."""

    title: str
    record: type[Event]
    id_columns: tuple[str, ...]

    def plan(self, standing: Sequence[Event]) -> SheetPlan:
        """Return the sheet as it is to be filled in."""

    def titles(self) -> Mapping[str, str]:
        """Return the titles of the columns it has to have, by key."""

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return which open columns are written in one go."""

    def entries(self, standing: Sequence[Event]) -> Iterator[Entry]:
        """Yield what may be written, with what stood there."""

    def cells(self, event: Event) -> Mapping[str, str]:
        """Return the open cells that an event fills."""

    def whole(self, rows: Sequence[FilledRow]) -> Iterator[Problem]:
        """Yield what is wrong between rows."""

    def unknown(self, row: FilledRow) -> Problem:
        """Say what is wrong with a row whose id the sheet does not have."""

    def make(self, row: FilledRow, entry: Entry, problems: list[Problem]) -> Event | None:
        """Return what a row says, without who says it; nothing where it cannot be read."""


@dataclass(slots=True)
class Merged:
    """What a sheet that came back comes to.

    Attributes
    ----------
    events : list of Event
        New ones, each of its coder.
    there : int
        Filled cells or rows that the study has already.
    losses : list of Problem
        Rows that are not taken, each with the cell and why.
    problems : list of Problem
        Mistakes: with one of them nothing of the file is taken.
    rows : dict of event id to FilledRow
    """

    events: list[Event] = field(default_factory=list)
    there: int = 0
    losses: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, FilledRow] = field(default_factory=dict)


def merge(sheet: Sheet, filled: Filled, events: Iterable[Event], coder: str) -> Merged:
    """Find what is new in a sheet.

    Parameters
    ----------
    sheet : Sheet
    filled : Filled
    events : iterable of Event
        Of the whole study, in order.
    coder : str
        Id of whose words they are.
    """
    own = [one for one in events if isinstance(one, sheet.record)]
    return _Merging(sheet, filled, own, coder).done()


class _Merging:
    def __init__(self, sheet: Sheet, filled: Filled, events: Sequence[Event], coder: str) -> None:
        self.sheet, self.filled, self.coder = sheet, filled, coder
        then = written(events, sheet.record, filled.about.through)
        now = written(events, sheet.record)
        self.entries = {(one.row, one.keys): one for one in sheet.entries(then)}
        self.known_rows = {row for row, _ in self.entries}
        self.now = {key_of(one): one for one in now}
        self.after = {name: one for one in events for name in one.replaces}
        self.by_act = {one.act: one for one in now if one.coder == coder and one.act}
        self.merged = Merged(losses=list(filled.notes))

    def done(self) -> Merged:
        """Go through all rows."""
        sheet, merged = self.sheet, self.merged
        merged.problems += sheet.whole(self.filled.rows)
        for row, line in repeated(self.filled.rows, sheet.id_columns):
            message = f"row {line} has the same id: whose words these are is not clear"
            merged.problems.append(row.problem(sheet.id_columns[0], message, _COPIED))
        for row in self.filled.rows:
            id_ = tuple(row.get(key) for key in sheet.id_columns)
            if id_ in self.known_rows:
                for keys in sheet.groups():
                    self._entry(row, self.entries[id_, keys])
            elif any(row.get(key) for keys in sheet.groups() for key in keys):
                merged.problems.append(sheet.unknown(row))
        return merged

    def _entry(self, row: FilledRow, entry: Entry) -> None:
        if all(same_text(row.get(key), entry.cells.get(key, "")) for key in entry.keys):
            return
        merged, before = self.merged, len(self.merged.problems)
        wanted = self.sheet.make(row, entry, merged.problems)
        if wanted is None or len(merged.problems) > before:
            return
        act = f"{self.filled.about.sheet}:{parts_hash(*entry.row, *entry.keys)[:12]}"
        latest = self._latest(entry, wanted, act)
        if latest is not None:
            there = self.sheet.cells(latest)
            if all(same_text(row.get(key), there.get(key, "")) for key in entry.keys):
                merged.there += 1
                return
            if why := self._why_not(row, entry, wanted, latest, act):
                merged.losses.append(why)
                return
        own = latest is not None and latest.coder == self.coder
        replaces = (latest.event_id,) if own and latest is not None else ()
        self._take(row, replace(wanted, coder=self.coder, act=act, replaces=replaces))

    def _latest(self, entry: Entry, wanted: Event, act: str) -> Event | None:
        """Return what stands by now where a row speaks."""
        found = [self.now.get(key_of(wanted))]
        if entry.event is not None:
            one = entry.event
            while one.event_id in self.after:
                one = self.after[one.event_id]
            found += [one, self.now.get(key_of(entry.event))]
        there = self.by_act.get(act)
        if there is not None and self._is_same_thing(there, wanted):
            found.append(there)
        return max((one for one in found if one), key=lambda one: one.number, default=None)

    @staticmethod
    def _is_same_thing(there: Event, wanted: Event) -> bool:
        """Tell whether two events of one row of one sheet speak of one thing.

        Two panels may have been given copies of one sheet, and have written into the same row.
        """
        if isinstance(there, Anchored) and isinstance(wanted, Anchored):
            return (there.document, there.start, there.end) == (
                wanted.document, wanted.start, wanted.end,
            )  # fmt: skip
        stands_alone = key_of(there)[1] == there.event_id
        return stands_alone or key_of(there) == key_of(wanted)

    def _why_not(
        self, row: FilledRow, entry: Entry, wanted: Event, latest: Event, act: str
    ) -> Problem | None:
        """Say why a row may not be taken; nothing where it may."""
        is_as_then = entry.event is not None and latest.event_id == entry.event.event_id
        is_own = latest.coder == self.coder
        at = self._first_changed(entry, latest, row)
        if not is_as_then and not (is_own and latest.act == act):
            through = self.filled.about.through
            message = (
                f"the study has another word on this since the sheet was made (number "
                f"{latest.number}; the sheet knows up to {through}): the row is not taken"
            )
            return row.loss(at, message, _MADE_ANEW)
        if not is_own and says_nothing(wanted):
            message = f"what {latest.coder} wrote here is gone: only they can take it back"
            return row.loss(at, message, "leave it as it was, or write what you see otherwise")
        if not is_own and key_of(latest) != key_of(wanted) and key_of(latest)[1] != latest.event_id:
            message = f"{latest.coder} wrote this row: what it is about stays as they wrote it"
            return row.loss(at, message, "write yours into an empty row")
        return None

    def _first_changed(self, entry: Entry, latest: Event, row: FilledRow) -> str:
        """Return the first column in which the study, or else the row, is another than it was."""
        there = self.sheet.cells(latest)
        for cells in (there, row.cells):
            for key in entry.keys:
                if not same_text(cells.get(key, ""), entry.cells.get(key, "")):
                    return key
        return entry.keys[0]

    def _take(self, row: FilledRow, event: Event) -> None:
        said = [str(getattr(event, name)) for name in event.__slots__] + [*_said(event)]
        event = replace(event, event_id=parts_hash(event.act, event.coder, *event.replaces, *said))
        self.merged.events.append(event)
        self.merged.rows[event.event_id] = row


_COPIED = "an id belongs to one row: use an empty row at the end"


def _said(event: Event) -> Iterator[str]:
    """Yield what of an event its kind does not say itself."""
    for name in ("document", "text_hash", "start", "end"):
        yield str(getattr(event, name, ""))


def nearest_id(said: str, ids: Iterable[str]) -> str:
    """Return the id that was probably meant, folded alike or nearly so; empty for none."""
    from themekit._yaml import nearest

    known = {folded(one): one for one in ids}
    return known.get(folded(said)) or nearest(said, list(known.values())) or ""
