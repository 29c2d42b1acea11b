"""The framework matrix: cases down, sub-themes across, in each cell what somebody wrote.

The record fills no cell with words. It says, in brackets, where people looked at everything and
nothing is there, and where nobody asked; a cell without anything is one that nobody has written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from themekit._yaml import nearest
from themekit.errors import Problem
from themekit.events import Event, Summary
from themekit.exchange.sheets.material import Material
from themekit.exchange.sheets.merging import Entry
from themekit.exchange.sheets.model import Column, FilledRow, SheetPlan, SheetRow, Tab
from themekit.names import folded

CASE = Column("+case", "Case", "Who. Leave as it is.", 12, is_open=False)
WAVE = Column("+wave", "Wave", "When they told it.", 10, is_open=False)
STALE = Column("+stale", "Changed since written", "The passages of these summaries are others now.",
               22, is_open=False)  # fmt: skip
STATES = ("nothing said", "not asked")
HOW = (
    "This file is for summaries: what each person says on each theme, in a few of your words.",
    "1. Each row of the tab 'Framework' is a person at one time. Each column is a theme.",
    "2. Read the passages of a cell on the tab 'Passages': pick the person and the theme there.",
    "3. Write a short summary into the cell. Keep to the person's own terms.",
    "4. If you have read it all and it is not there, write: nothing said.",
    "   If nobody asked, write: not asked.",
    "5. Words in brackets come from the record. You may leave them, or write over them.",
    "6. An empty cell is one that nobody has written yet.",
    "7. Under 'Changed since written' stand the themes whose passages have changed since.",
    "   Read those again.",
    "8. Write only in the blue cells. Do not merge cells, and leave the first columns as they are.",
    "9. Save the file and send it back. You may send it again later: only changes are taken.",
)


@dataclass(frozen=True, slots=True)
class ChartCell:
    """What the record knows of a cell.

    Attributes
    ----------
    coded, suggested : tuple of str
        Ids of units.
    state : {'', 'nothing said', 'not asked'}
    basis : str
        Hash of the coded passages' words.
    """

    coded: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    state: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Chart:
    """What a framework matrix is made of.

    Attributes
    ----------
    targets : tuple of (id, title, meaning)
        Its columns: codes, each with a title of its own.
    rows : tuple of (case, wave)
    cells : mapping of (case, wave, target) to ChartCell
        As they were when the sheet was made.
    attributes : mapping of (case, wave) to pairs
        Shown beside the case, as they were then.
    """

    targets: tuple[tuple[str, str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    cells: Mapping[tuple[str, str, str], ChartCell] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)


class Framework:
    """The sheet of summaries.

    Parameters
    ----------
    material : Material
    chart : Chart
    """

    title = "Framework"
    record: type[Event] = Summary
    id_columns = (CASE.key, WAVE.key)

    def __init__(self, material: Material, chart: Chart) -> None:
        self.material, self.chart = material, chart
        self._called = {case: material.called(case) for case, _ in chart.rows}

    # -- the sheet --------------------------------------------------------------------------------

    def titles(self) -> Mapping[str, str]:
        """Return the titles of the columns, by key."""
        codes = {target: title for target, title, _ in self.chart.targets}
        return {CASE.key: CASE.title, WAVE.key: WAVE.title, **codes}

    def passed_by(self) -> tuple[str, ...]:
        """Return the titles of columns that are there to be read by people alone."""
        return (STALE.title, *self._attributes())

    def _attributes(self) -> tuple[str, ...]:
        pairs = self.chart.attributes.values()
        return tuple(dict.fromkeys(name for one in pairs for name, _ in one))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the open columns: each cell is written by itself."""
        return tuple((target,) for target, _, _ in self.chart.targets)

    def plan(self, standing: Sequence[Event]) -> SheetPlan:
        """Return the sheet as it is to be filled in."""
        about = tuple(
            Column(f"++{one}", one, "", self._width(one), is_open=False)
            for one in self._attributes()
        )
        codes = tuple(Column(target, title, told, 34) for target, title, told in self.chart.targets)
        rows = self._rows([cast("Summary", one) for one in standing])
        return SheetPlan(
            self.material.about, self.material.study, self.title, HOW,
            (CASE, WAVE, *about, STALE, *codes), self.id_columns, tuple(rows),
            (self._passages(),), frozen=2,
        )  # fmt: skip

    def _width(self, name: str) -> int:
        """Return how wide the column of an attribute is."""
        said = [dict(pairs).get(name, "") for pairs in self.chart.attributes.values()]
        return min(max(len(one) for one in (name, *said)) + 3, 26)

    def _rows(self, standing: Sequence[Summary]) -> Iterator[SheetRow]:
        there = {(one.case, one.wave, one.target): one for one in standing}
        titles = {target: title for target, title, _ in self.chart.targets}
        for case, wave in self.chart.rows:
            cells = {CASE.key: self._called[case], WAVE.key: wave}
            cells |= {
                f"++{name}": said for name, said in self.chart.attributes.get((case, wave), ())
            }
            notes, quiet, stale = dict[str, str](), set[str](), list[str]()
            for target, title in titles.items():
                known = self.chart.cells.get((case, wave, target), ChartCell())
                summary = there.get((case, wave, target))
                if summary is not None:
                    cells |= self._written(summary)
                    if summary.written_on != known.basis:
                        stale.append(title)
                elif known.state:
                    cells[target] = f"({known.state})"
                    quiet.add(target)
                if note := self._note(known):
                    notes[target] = note
            cells[STALE.key] = "; ".join(stale)
            yield SheetRow((self._called[case], wave), cells, quiet=frozenset(quiet), notes=notes)

    def _note(self, known: ChartCell) -> str:
        """Return the ids of the passages beside a cell."""
        parts = (("Passages", known.coded), ("Suggested, not checked", known.suggested))
        return "\n".join(f"{name}: {self.material.shown_ids(ids)}" for name, ids in parts if ids)

    def _passages(self) -> Tab:
        """Return the passages of all cells, by case, wave and theme."""
        columns = (
            Column("case", "Case", width=12),
            Column("wave", "Wave", width=10),
            Column("theme", "Theme", width=28),
            Column("id", "Id", width=24),
            Column("basis", "Coded by", width=20),
            Column("text", "What was said", width=90),
        )
        rows = tuple(
            (self._called[case], wave, title, passage.shown_id, by, passage.text)
            for case, wave in self.chart.rows
            for target, title, _ in self.chart.targets
            if (known := self.chart.cells.get((case, wave, target)))
            for ids, by in ((known.coded, "people"), (known.suggested, "machine, not checked"))
            for one in ids
            if (passage := self.material.by_id.get(one))
        )
        return Tab("Passages", columns, rows)

    # -- what came back ---------------------------------------------------------------------------

    def entries(self, standing: Sequence[Event]) -> Iterator[Entry]:
        """Yield every cell, with what stood there."""
        there = {(one.case, one.wave, one.target): one for one in map(_summary, standing)}
        for case, wave in self.chart.rows:
            row = (self._called[case], wave)
            for target, _, _ in self.chart.targets:
                event = there.get((case, wave, target))
                cells = self._written(event) if event else {}
                yield Entry(row, (target,), cells, event, about=case)

    def cells(self, event: Event) -> Mapping[str, str]:
        """Return the cell that a summary fills."""
        return self._written(_summary(event))

    @staticmethod
    def _written(summary: Summary) -> dict[str, str]:
        said = summary.text if summary.state == "written" else summary.state
        return {summary.target: said} if said else {}

    def whole(self, rows: Sequence[FilledRow]) -> Iterator[Problem]:  # noqa: ARG002
        """Yield what is wrong between rows: nothing that ids do not say."""
        yield from ()

    def unknown(self, row: FilledRow) -> Problem:
        """Say what is wrong with a row of nobody."""
        case, wave = row.get(CASE.key), row.get(WAVE.key)
        known = [self._called[one] for one, _ in self.chart.rows]
        if any(folded(case) == folded(one) for one in known):
            waves = [
                when for one, when in self.chart.rows if folded(self._called[one]) == folded(case)
            ]
            hint = f"there is something of: {', '.join(waves)}"
            return row.problem(WAVE.key, f"there is nothing of '{case}' in '{wave}'", hint)
        if self.material.gone(case):
            return self.material.taken_back(row, CASE.key, case)
        close = nearest(case, known)
        hint = f"did you mean '{close}'?" if close else "a summary is of a case of this study"
        message = f"the case '{case}' is not in this study"
        return row.problem(CASE.key, message, hint)

    def make(
        self,
        row: FilledRow,
        entry: Entry,
        problems: list[Problem],  # noqa: ARG002
    ) -> Summary | None:
        """Return what a cell says; what the record wrote into it is nobody's word."""
        (target,) = entry.keys
        said, wave = row.get(target), entry.row[1]
        if folded(said) in (f"({one})" for one in STATES):
            if entry.event is None:
                return None
            said = folded(said).strip("()")
        known = self.chart.cells.get((entry.about, wave, target), ChartCell())
        state = folded(said).rstrip(".")
        is_state = state in STATES
        return Summary(
            case=entry.about, wave=wave, target=target, text="" if is_state else said,
            state=state if is_state else "written",  # type: ignore[arg-type]
            segments=known.coded, written_on=known.basis,
        )  # fmt: skip


def _summary(event: Event) -> Summary:
    return cast("Summary", event)
