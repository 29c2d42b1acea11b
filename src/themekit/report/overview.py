"""All codes in one table, before the sections: to find a code, and to compare one with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.cells import GROUP, is_none_found, is_told, why_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import MatrixRow
    from themekit.report.cells import Cell, RowModel
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
        said = f"{people}; “suggested”: {suggested}"
    else:
        said = people
    more = [
        f"“{words.SO_FAR}”: not all that they said has been read",
        f"“{words.WITHHELD}”: a figure of few people",
    ]
    told = {figure(cell) for cell in cells}
    known = (any(words.SO_FAR in one for one in told), words.WITHHELD in told)
    explained = "".join(f"; {one}" for one, stands in zip(more, known, strict=True) if stands)
    return f"All codes, as the codebook orders them: {said}{explained}."


def figure(cell: Cell) -> str:
    """Say a figure in a word or two: ``6 of 7``, ``4 of 7 so far``, ``8 suggested``, ``raised``."""
    row = cell.row
    if cell.is_unasked or row.unchecked:
        return words.UNPROMPTED if cell.is_unasked else cell.count
    if row.cases is None or not row.asked:
        return why_none(row)
    partly = bool(row.unread) and row.found is not None and row.basis == "mixed"
    low = row.found if partly and row.found is not None else row.cases
    upto = max(low, low + (row.cases_if or 0) - row.cases)
    if is_told(row, cell.kind):
        return _of_many(row, low, upto, partly=partly)
    if not upto:
        return f"not raised {words.SO_FAR}" if row.unread else "not raised"
    if cell.kind == GROUP:
        said = words.plural(upto, "speaker")
        return f"{low:,} to {said}" if upto > low else said
    return "raised" if low else "people disagree"


def _of_many(row: MatrixRow, low: int, upto: int, *, partly: bool) -> str:
    """Say how many of five or more; nobody says none before everything is read."""
    if is_none_found(row) and row.share_high is not None:
        return f"at most {words.share(row.share_high)}"
    if not upto and partly:
        return f"not found {words.SO_FAR}"
    if not upto and row.basis == "checked":
        return words.none_of(row.asked or 0, own_words=False)
    said = words.count(low, row.asked, upto=upto)
    if row.basis == "corrected":
        return f"about {said}"
    return f"{said} {words.SO_FAR}" if partly else said
