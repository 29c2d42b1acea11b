"""Words and figures that parts of the methods appendix share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from themekit.events import Event

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def date_in_words(iso: str) -> str:
    """Return ``3 March 2021`` for a date that starts ``2021-03-03``; else what was given."""
    parts = iso[:10].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004
        return iso
    year, month, number = map(int, parts)
    return f"{number} {MONTHS[month - 1]} {year}" if 1 <= month <= len(MONTHS) else iso


def day(event: Event) -> str:
    """Return the day of an event in words, as its device told it; may be empty."""
    return date_in_words(event.time or event.received)


def figure(cell: str | float | None) -> str:
    """Return a cell of a table of agreement: fractions with two decimals, no value as a dash."""
    if cell is None or cell == "":
        return words.NO_FIGURE
    if isinstance(cell, float):
        return f"{cell + 0.0:.2f}".replace("-0.00", "0.00")
    return f"{cell:,}" if isinstance(cell, int) else cell
