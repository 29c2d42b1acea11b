"""A table whose head names codes -> themes and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from themekit.reading.codebooks import Rows
from themekit.starting.codebook_records import (
    LEVELS,
    LONGEST_NAME,
    OWN,
    OWN_ID,
    DraftCode,
    DraftCodebook,
    Part,
    one_line,
    part_of,
    several,
    short,
)


def codes_of_table(draft: DraftCodebook, table: Rows, place: str, under: str = "") -> None:
    """Take the codes of a table whose head names them; they stand under a heading, if any."""
    head, *rows = table.cells
    columns = _columns(head)
    if not columns.keys() & set(LEVELS):
        return
    reading = _Table(draft, head, columns)
    if under and "theme" not in columns:
        reading.here["theme"] = under
    draft.taken += reading.said()
    for number, row in zip(table.places[1:], rows, strict=True):
        reading.take(row, f"{place} {number}")


def _columns(head: Sequence[str]) -> dict[Part, int]:
    """Return the column of each part; the first that fits is the one."""
    columns: dict[Part, int] = {}
    for place, cell in enumerate(head):
        part = part_of(cell) if cell and len(cell) < LONGEST_NAME and cell not in OWN else None
        if part and part not in columns:
            columns[part] = place
    if "subcode" in columns and "code" not in columns:
        columns["code"] = columns.pop("subcode")
    if "theme" in columns and "code" not in columns:  # categories alone are the codes
        columns["code"] = columns.pop("theme")
    return columns


class _Table:
    """Reads the rows of one table; knows under which theme and code it is."""

    def __init__(self, draft: DraftCodebook, head: Sequence[str], columns: dict[Part, int]) -> None:
        self.draft, self.head, self.columns = draft, head, columns
        self.levels = [part for part in LEVELS if part in columns]
        self.here: dict[Part, str] = {}

    def said(self) -> Iterator[str]:
        """Say what each column was taken for, and which have no place."""
        names = {"code": "the code's name", "subcode": "a code below it", "parent": "what is above"}
        for part, at in self.columns.items():
            yield f"column '{self.head[at]}': {names.get(part, part.replace('_', ' '))}"
        for at in self._rest():
            yield f"! column '{self.head[at]}': no place for it, kept as a comment beside each code"

    def take(self, row: Sequence[str], place: str) -> None:
        """Take one row: a code, a theme with what is said of it, or a heading across the table."""
        filled = [cell for cell in row if cell]
        if not filled:
            return
        named = [part for part in self.levels if row[self.columns[part]]]
        if self._is_heading(row, filled):
            self.here = {"theme": one_line(filled[0])}
            self.draft.themes.setdefault(self.here["theme"], "")
        elif not named:
            left = short(one_line(filled[0]))
            self.draft.doubts.append(f"{place}: it names no code, and was left out: {left}")
        else:
            self._enter(row)
            self._add(row, named[-1], place)

    def _is_heading(self, row: Sequence[str], filled: Sequence[str]) -> bool:
        """Tell whether a row is a heading that runs across a table without a column of themes."""
        across = len(filled) == 1 and bool(row[0]) and "theme" not in self.levels
        return across and "definition" in self.columns

    def _enter(self, row: Sequence[str]) -> None:
        """Note under what the row stands; what is left empty stands under the one above."""
        for at, part in enumerate(self.levels):
            cell = one_line(row[self.columns[part]])
            if cell and cell != self.here.get(part):
                for deeper in self.levels[at:]:
                    self.here.pop(deeper, None)
                self.here[part] = cell

    def _add(self, row: Sequence[str], deepest: Part, place: str) -> None:
        """Add what the row names."""
        theme, told = self.here.get("theme", ""), self._told(row)
        if deepest == "theme":
            self.draft.themes[theme] = one_line(told.get("definition", ""))
            return
        if theme:
            self.draft.themes.setdefault(theme, "")
        above = self.here.get("code", "") if deepest == "subcode" else ""
        if above and all(one.name != above for one in self.draft.codes):
            self.draft.codes.append(DraftCode(above, theme=theme, place=place))
        parent = above or one_line(row[self.columns["parent"]] if "parent" in self.columns else "")
        code = DraftCode(self.here[deepest], theme=theme, parent=parent, place=place)
        code.parts = {part: several(part, text) for part, text in told.items()}
        code.own = {
            head: cell
            for head, cell in zip(self.head, row, strict=True)
            if cell and head in {*OWN, OWN_ID}
        }
        code.rest = [(self.head[at], one_line(row[at])) for at in self._rest() if row[at]]
        self.draft.codes.append(code)

    def _told(self, row: Sequence[str]) -> dict[Part, str]:
        named = {*LEVELS, "parent"}
        return {p: row[at] for p, at in self.columns.items() if p not in named and row[at]}

    def _rest(self) -> list[int]:
        used = set(self.columns.values())
        return [
            at
            for at, head in enumerate(self.head)
            if at not in used and head and head not in {*OWN, OWN_ID}
        ]
