"""A sheet that people fill in, as records: what it is of, its columns, its rows, what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from themekit.errors import Problem
from themekit.events import Event
from themekit.spans import parts_hash

Kind = Literal["selections", "outcomes", "links", "framework"]
SHEET_FORMAT = "themekit-sheet/1"
HOW, ABOUT = "How to fill it in", "About this file"
EXTRA_ROWS = 30
"""Empty rows of a sheet for what is not in it yet."""
NEW = "new-"
"""How the id of such a row begins."""
Name = Callable[[str, str], str]
"""Gives the name of something of a kind (``segment``, ``case``...) as the sheet is to show it."""


@dataclass(frozen=True, slots=True)
class About:
    """Which sheet of which study a file is: stands on a tab of its own, in plain sight.

    Attributes
    ----------
    study : str
        Id of the study.
    kind : {'selections', 'outcomes', 'links', 'framework'}
    through : int
        Number of the last thing people had decided when it was made.
    named : {'names', 'keys'}
        Whether ids stand as in the study, or as keys for others.
    """

    study: str
    kind: Kind
    through: int
    named: Literal["names", "keys"] = "names"

    @property
    def sheet(self) -> str:
        """By which what comes from this very sheet is known again."""
        return f"sheet-{parts_hash(self.study, self.kind, str(self.through), self.named)[:12]}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    key : str
    title, help : str
        First row, and the line beneath it.
    width : int
        In characters.
    is_open : bool
        Whether people write in it; else it is locked.
    choices : tuple of str
        The only words that it may hold; empty for any.
    source : str
        Title of a tab whose first column lists what may stand here.
    """

    key: str
    title: str
    help: str = ""
    width: int = 24
    is_open: bool = True
    choices: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as the study fills it.

    Attributes
    ----------
    id : tuple of str
        Cells of the columns by which it is known again.
    cells : mapping of key to str
        Without those that are empty.
    unlocked : frozenset of str
        Keys of columns that are open in this row alone.
    quiet : frozenset of str
        Keys of cells that say what the record knows, not what a person wrote.
    notes : mapping of key to str
        What stands as a note on a cell.
    """

    id: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    unlocked: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tab:
    """A further tab, to read and not to fill in."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int, ...], ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A whole file: how to fill it in, the tab to fill in, what there is to read, what it is.

    Attributes
    ----------
    about : About
    study : str
        Title of the study.
    title : str
        Of the tab that is filled in.
    how : tuple of str
        Plain sentences.
    columns : tuple of Column
    id_columns : tuple of str
        Keys of the columns by which a row is known again.
    rows : tuple of SheetRow
    tabs : tuple of Tab
    frozen : int
        Columns that stay in sight.
    """

    about: About
    study: str
    title: str
    how: tuple[str, ...]
    columns: tuple[Column, ...]
    id_columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    tabs: tuple[Tab, ...] = ()
    frozen: int = 1


# -- what came back -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a sheet that came back.

    Attributes
    ----------
    file, tab : str
    line : int
        Row of the tab, from 1.
    cells : mapping of key to str
    letters : mapping of key to str
        Of the columns, as a spreadsheet calls them.
    """

    file: str
    tab: str
    line: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def get(self, key: str) -> str:
        """Return a cell; empty where there is nothing."""
        return self.cells.get(key, "")

    def place(self, key: str) -> str:
        """Say where a cell is."""
        return f"{self.file}, sheet '{self.tab}', cell {self.letters.get(key, 'A')}{self.line}"

    def problem(self, key: str, message: str, hint: str = "") -> Problem:
        """Say that a cell is wrong, so that nothing of the file can be taken."""
        return Problem(self.place(key), None, message, hint)

    def loss(self, key: str, message: str, hint: str = "") -> Problem:
        """Say that a row is not taken, because of a cell."""
        return Problem(self.place(key), None, message, hint, "warning")


@dataclass(frozen=True, slots=True)
class Filled:
    """A file that came back: what it says it is, and its rows that hold anything."""

    name: str
    about: About
    rows: tuple[FilledRow, ...]
    notes: tuple[Problem, ...] = ()


# -- what the study holds -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage or story that a sheet may name.

    Attributes
    ----------
    id : str
        Of a unit or of a document.
    shown_id : str
        As the sheet calls it.
    case, shown_case : str
        Who tells it: the id, and as the sheet calls them.
    wave, question : str
    text : str
        As the sheet may show it.
    names : tuple of str
        All that its teller is called in the study.
    document, text_hash : str
    start, end : int
        Where it lies; empty of a whole document.
    """

    id: str
    shown_id: str
    case: str = ""
    shown_case: str = ""
    wave: str = ""
    question: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    document: str = ""
    text_hash: str = ""
    start: int = 0
    end: int = 0


def row_key(event: Event) -> str:
    """Return a short name for what stands in the record, by which its row is known again."""
    return f"r-{parts_hash(event.event_id)[:8]}"


def same_text(one: str, other: str) -> bool:
    """Tell whether two cells say the same: white space at line ends and around is no difference."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
