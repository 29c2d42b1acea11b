"""All codes in one table, before the sections: to find a code, and to compare one with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.cells import RowModel
    from themekit.report.model import ReportModel, SectionModel

HEADING = "All codes in one table"
Line = tuple["SectionModel", "RowModel"]
"""A theme or code, and the section in which more is said of it."""


def lines_of(model: ReportModel) -> tuple[Line, ...]:
    """Return themes and codes in the order of the codebook, each code once, under its own theme.

    Parameters
    ----------
    model : ReportModel

    Returns
    -------
    tuple of (SectionModel, RowModel)
        Empty where a single section has rows: its own table is the same.
    """
    sections = model.outlines[0].sections if model.outlines else ()
    if sum(bool(section.rows) for section in sections) < 2:  # noqa: PLR2004 - one and another
        return ()
    themes = {code.id: code.theme for code in model.codes}
    return tuple(line for section in sections for line in _own(section, themes))


def _own(section: SectionModel, themes: dict[str, str]) -> Iterator[Line]:
    """Yield a section's rows without the codes that are only shown there too."""
    for row in section.rows:
        if row.kind != "code" or themes.get(row.code_id, "") in ("", section.heading):
            yield section, row


def label_of(line: Line) -> str:
    """Return how a line is called: a theme by the heading of its section."""
    section, row = line
    return row.label if row.kind == "code" else section.heading


def caption(lines: Sequence[Line]) -> str:
    """Say what the numbers of the table are."""
    cells = [cell for _, row in lines for cell in row.cells if cell]
    machine = [cell for cell in cells if cell.row.unchecked]
    people = "how many of those asked said so (a theme: with any of its codes)"
    suggested = "passages that the machine suggests and nobody has checked"
    if cells and len(machine) == len(cells):
        said = suggested
    elif machine:
        said = f"{people}. A figure with “suggested” counts {suggested}"
    else:
        said = people
    withheld = any(cell.row.suppressed for cell in cells)
    few = f". “{words.WITHHELD.capitalize()}” is a figure of few people" if withheld else ""
    return f"All codes, as the codebook orders them: {said}{few}."
