"""All tables together -> events in their order, numbered and dated as the study will know them."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import get_args

from themekit.errors import InputError, Problem
from themekit.events import Coder, Draw, Event, Role, VersionedCode
from themekit.exchange.beside import LISTS, RECORDS
from themekit.exchange.draws import draw_of, earlier_draw, random_draws, unknown_draws
from themekit.exchange.rows import Maker
from themekit.exchange.tables import Row, Table, names_in, one_of, whole_number
from themekit.exchange.taken import Item, Known, Names, Taken
from themekit.names import visible
from themekit.spans import parts_hash

_NO_CONTENT = ("number", "after", "since", "event_id", "memo_id")


@dataclass(frozen=True, slots=True)
class Named:
    """Who an import is by.

    Attributes
    ----------
    coder : str
        Of rows that name none.
    entered_by : str
        Who typed it in; may be empty.
    """

    coder: str = ""
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """What tables come to in a study.

    Attributes
    ----------
    taken : tuple of Taken
        In their order.
    coders : tuple of Coder
        New ones, and those of whom more is known now.
    versions : tuple of VersionedCode
    losses : tuple of Problem
        What could not be taken, or counts nowhere.
    """

    taken: tuple[Taken, ...] = ()
    coders: tuple[Coder, ...] = ()
    versions: tuple[VersionedCode, ...] = ()
    losses: tuple[Problem, ...] = field(default=(), repr=False)

    def dated(
        self, last: int, there: Mapping[str, int], others: Mapping[str, Sequence[int]]
    ) -> list[Event]:
        """Return the events with what they knew, for a study at some moment.

        A row knows the rows before it in its files, also where they came before, and nothing else.
        What other people said makes no difference to what it may not have known.

        Parameters
        ----------
        last : int
            Number of the last event in the study.
        there : mapping of event id to number
            Those that are in the study already.
        others : mapping of coder to sorted sequence of int
            Numbers of what coders said that is in the study and not in the files.
        """
        number, before, placed = last, 0, dict(there)
        events = []
        numbers: list[tuple[int, int]] = []
        for one in self.taken:
            known = placed.get(one.event.event_id)
            if known is None:
                known = number = placed[one.event.event_id] = number + 1
            after = before if one.after is None else _at(numbers, one.after)
            own = others.get(one.event.coder, ())
            missed = own[bisect_right(own, after) - 1] if own and own[0] <= after else 0
            told = _at(numbers, one.since) if one.since else 0
            events.append(replace(one.event, after=after, since=max(missed, told)))
            before = known
            if one.number is not None:
                insort(numbers, (one.number, before))
        return events


def _at(numbers: Sequence[tuple[int, int]], old: int) -> int:
    """Return the new number of the last row that had no higher number than `old`; 0 for none."""
    place = bisect_right(numbers, old, key=lambda pair: pair[0])
    return numbers[place - 1][1] if place else 0


def import_tables(tables: Iterable[Table], known: Known, named: Named | None = None) -> Import:
    """Turn tables into events of a study.

    Raises
    ------
    InputError
        With every row that cannot be read, or contradicts another or the study.
    """
    reading = _Reading(tuple(tables), known, named or Named())
    found = reading.read()
    if reading.problems:
        raise InputError(dict.fromkeys(reading.problems))
    return found


class _Reading:
    """Goes through tables: people and codebooks first, then rows in their order."""

    def __init__(self, tables: tuple[Table, ...], known: Known, named: Named) -> None:
        self.tables = tables
        self.problems: list[Problem] = []
        self.losses: list[Problem] = []
        self.named = named
        self.versions = self._versions(known.versions)
        known = replace(known, versions=(*known.versions, *self.versions))
        self.known = known
        self.names = Names(known, self.problems, self.losses)

    def read(self) -> Import:
        """Return what the tables come to."""
        for row in self._rows("coders"):
            self._introduce(row)
        entered_by = self.named.entered_by
        typed = self.names.coder(entered_by, "researcher") if entered_by else ""
        items = [*self._events(), *self._draws()]
        authors = {item.id: item.coder for item in items}
        draws = random_draws(items)
        maker = Maker(self.names, typed, draws, authors)
        taken: list[Taken] = []
        for item in self._in_order(items):
            made = (draw_of(item, self.names),) if item.kind == "draws" else maker.make(item)
            taken += (Taken(one, item.row, item.number, item.after, item.since) for one in made)
        taken = [*self._earlier(draws, taken), *taken]
        rows = {one.event.event_id: one.row for one in taken}
        events = [one.event for one in taken]
        self.losses += unknown_draws(events, self.known.events, rows)
        coders = tuple(self.names.changed.values())
        losses = tuple(dict.fromkeys(self.losses))
        return Import(tuple(taken), coders, self.versions, losses)

    def _earlier(self, draws: Mapping[str, str], taken: Sequence[Taken]) -> Iterator[Taken]:
        """Yield the draws that older tables hint at, before what was said in them."""
        for coder, draw in draws.items():
            found = earlier_draw(draw, coder, (one.event for one in taken))
            there = self.known.events.get(found.event_id)
            yield Taken(there if isinstance(there, Draw) else found, taken[0].row)

    def _rows(self, kind: str) -> Iterator[Row]:
        return (row for table in self.tables if table.kind == kind for row in table.rows)

    def _versions(self, known: Sequence[VersionedCode]) -> tuple[VersionedCode, ...]:
        """Return the codes of versions that the study does not keep yet, each once."""
        there = {(one.codebook_hash, one.code_id): one for one in known}
        hashes = {one.codebook_hash for one in known}
        found: dict[tuple[str, str], VersionedCode] = {}
        for row in self._rows("codebooks"):
            key = (row.get("codebook_hash"), row.get("code_id"))
            if not all(key):
                message = "the row needs both codebook_hash and code_id"
                self.problems.append(row.problem(message))
            hashed = (row.get("code_hash"), row.get("meaning_hash"))
            one = VersionedCode(*key, row.words("code"), *hashed)
            before = there.get(key) if key[0] in hashes else found.setdefault(key, one)
            if before is None or (before.code_hash, before.meaning_hash) != hashed:
                message = f"the code '{key[1]}' of this version is another already: it stays so"
                self.losses.append(row.loss(message))
        return tuple(found.values())

    def _introduce(self, row: Row) -> None:
        name = visible(row.get("coder"))
        if not name:
            self.problems.append(row.problem("the row does not name the coder"))
            return
        role = one_of(row, "role", get_args(Role), self.problems, "imported")
        shown = visible(row.get("name")) or name
        coder = Coder(name, shown, role, row.get("credit"))  # type: ignore[arg-type]
        self.names.introduce(row, coder)

    # -- rows -----------------------------------------------------------------------------------

    def _events(self) -> Iterator[Item]:
        """Yield the rows of codings, looks, memos, and of what was written down beside them."""
        for table in self.tables:
            if table.kind not in ("codings", "looks", "memos", *RECORDS):
                continue
            seen: Counter[str] = Counter()
            for row in table.rows:
                named = table.kind not in LISTS or row.get("coder") or self.named.coder
                column = "author" if table.kind == "memos" else "coder"
                coder = self._coder(row, column) if named else ""
                stated = row.get("memo_id" if table.kind == "memos" else "event_id")
                yield Item(
                    table.kind,
                    row,
                    table.older,
                    stated or _content_id(table.kind, row, coder, seen),
                    coder,
                    whole_number(row, "number", self.problems),
                    whole_number(row, "after", self.problems),
                    whole_number(row, "since", self.problems),
                    names_in(row, "replaces"),
                    table.columns,
                )

    def _draws(self) -> Iterator[Item]:
        """Yield one item for each coder that a draw was given to."""
        for table in self.tables:
            if table.kind != "draws":
                continue
            groups: dict[tuple[str, ...], list[Row]] = {}
            for row in table.rows:
                key = (row.get("number"), row.get("draw"), row.get("coder"))
                groups.setdefault(key, []).append(row)
            for rows in groups.values():
                row = rows[0]
                coder = self._coder(row, "coder")
                if not row.get("draw"):
                    self.problems.append(row.problem("the row does not name its draw"))
                stated = row.get("event_id")
                number = whole_number(row, "number", self.problems)
                id_ = stated or f"draw-{parts_hash(row.get('draw'), coder)}"
                yield Item("draws", row, table.older, id_, coder, number, more=tuple(rows[1:]))

    def _coder(self, row: Row, column: str) -> str:
        said, given = row.get(column), self.named.coder
        if said and given and self.names.coder(said) != self.names.coder(given, "researcher"):
            message = f"the row is by '{said}', not by '{given}'"
            hint = "leave --coder out, or give a table without the column 'coder'"
            self.problems.append(row.problem(message, hint))
        if not said and not given:
            hint = f"fill the column '{column}', or say it with --coder NAME"
            self.problems.append(row.problem("nobody is named whose word this is", hint))
            return ""
        return self.names.coder(said) if said else self.names.coder(given, "researcher")

    # -- order ----------------------------------------------------------------------------------

    def _in_order(self, items: Sequence[Item]) -> Iterator[Item]:
        """Yield items by number, else by time, else as they stand.

        Without numbers, what was done in one act stays together, and what is named stands before
        what names it.
        """
        keys = _keys(items)
        first: dict[tuple[str, str], tuple[int, float, int]] = {}
        acts = [(item.coder, item.row.get("act") or item.id) for item in items]
        for act, key in zip(acts, keys, strict=True):
            first[act] = min(first.get(act, key), key)
        order = sorted(
            range(len(items)),
            key=lambda at: (
                keys[at] if items[at].number is not None else first[acts[at]],
                keys[at],
            ),
        )
        by_id = {item.id: item for item in items}
        done: set[int] = set()
        for at in order:
            yield from _named_first(items[at], by_id, done)


def _named_first(item: Item, by_id: Mapping[str, Item], done: set[int]) -> Iterator[Item]:
    """Yield an item behind all that it names."""
    waiting = [(item, iter(item.names))]
    entered = {id(item)}
    while waiting:
        one, names = waiting[-1]
        further = next((by_id[name] for name in names if name in by_id), None)
        if further is not None:
            if id(further) not in done and id(further) not in entered:
                entered.add(id(further))
                waiting.append((further, iter(further.names)))
            continue
        waiting.pop()
        if id(one) not in done:
            done.add(id(one))
            yield one


def _keys(items: Sequence[Item]) -> list[tuple[int, float, int]]:
    """Return what items are sorted by: those with a number first, then by time, then as they stand.

    A time that cannot be read is that of the row before it.
    """
    keys = []
    time, file = 0.0, ""
    for place, item in enumerate(items):
        if item.row.file != file:
            time, file = 0.0, item.row.file
        time = _seconds(item.row.get("time"), time)
        keys.append((1, time, place) if item.number is None else (0, float(item.number), place))
    return keys


def _seconds(text: str, before: float) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return before
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _content_id(kind: str, row: Row, coder: str, seen: Counter[str]) -> str:
    """Return an id made from what a row says; rows that say the same are told apart by counting."""
    cells = sorted(
        f"{column}={cell}"
        for column, cell in row.cells.items()
        if cell.strip() and column not in _NO_CONTENT
    )
    content = parts_hash(kind, coder, *cells)
    seen[content] += 1
    return content if seen[content] == 1 else parts_hash(content, str(seen[content]))
