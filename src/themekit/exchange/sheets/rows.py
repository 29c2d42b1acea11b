"""What sheets share in which a row is written in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from themekit.errors import Problem
from themekit.events import Event
from themekit.exchange.sheets.material import BY, Material
from themekit.exchange.sheets.merging import Entry
from themekit.exchange.sheets.model import Column, FilledRow, SheetPlan, SheetRow, Tab


def open_keys(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the keys of the columns in which people write."""
    return tuple(one.key for one in columns if one.is_open)


class RowSheet:
    """A kind of sheet whose rows each become one event.

    Parameters
    ----------
    material : Material

    Attributes
    ----------
    title : str
        Of the tab that is filled in.
    record : type
        What a row becomes.
    columns : tuple of Column
        The first holds the row's id.
    how : tuple of str
        How to fill it in.
    """

    title: ClassVar[str]
    record: ClassVar[type[Event]]
    columns: ClassVar[tuple[Column, ...]]
    how: ClassVar[tuple[str, ...]]
    frozen: ClassVar[int] = 1

    def __init__(self, material: Material) -> None:
        self.material = material

    @property
    def id_columns(self) -> tuple[str, ...]:
        """Return the key of the column by which a row is known again."""
        return (self.columns[0].key,)

    def titles(self) -> Mapping[str, str]:
        """Return the titles of the columns, by key."""
        return {one.key: one.title for one in self.columns}

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the open columns, which are written in one go."""
        return (open_keys(self.columns),)

    def entries(self, standing: Sequence[Event]) -> Iterator[Entry]:
        """Yield what may be written, with what stood there."""
        raise NotImplementedError

    def tabs(self, standing: Sequence[Event]) -> tuple[Tab, ...]:
        """Return what there is to read."""
        raise NotImplementedError

    def fixed(self, entry: Entry) -> Mapping[str, str]:  # noqa: ARG002
        """Return the locked cells of a row, beside its id and who wrote it."""
        return {}

    def plan(self, standing: Sequence[Event]) -> SheetPlan:
        """Return the sheet as it is to be filled in."""
        return SheetPlan(
            self.material.about, self.material.study, self.title, self.how, self.columns,
            self.id_columns, tuple(self._row(one) for one in self.entries(standing)),
            self.tabs(standing), self.frozen,
        )  # fmt: skip

    def _row(self, entry: Entry) -> SheetRow:
        cells = {**self.fixed(entry), **entry.cells, self.columns[0].key: entry.row[0]}
        if entry.event is not None:
            cells[BY.key] = self.material.by(entry.event.coder)
        return SheetRow(entry.row, cells, entry.unlocked)

    def whole(self, rows: Sequence[FilledRow]) -> Iterator[Problem]:  # noqa: ARG002
        """Yield what is wrong between rows."""
        yield from ()

    def unknown(self, row: FilledRow) -> Problem:
        """Say what is wrong with a row whose id the sheet does not have."""
        column = self.columns[0]
        said = row.get(column.key)
        if not said:
            message, hint = "the row has lost its id", "copy its words into an empty row"
        else:
            message = f"'{said}' is the id of none of this sheet's rows"
            hint = "an id was changed: copy these words into an empty row, or write the id back"
        return row.problem(column.key, message, hint)
