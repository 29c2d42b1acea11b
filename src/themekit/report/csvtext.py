"""Tables as CSV: UTF-8 with BOM, LF line ends, and no cell that a spreadsheet takes for a formula.

Numbers are written plainly and never guarded; a text that starts with ``= + - @``, TAB or CR gets
a leading apostrophe, which our reader removes; so does one in which people wrote the apostrophe
themselves, so that theirs is there when ours is gone.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Cell = str | int | float | bool | None
Row = Sequence[Cell]

FORMULA_STARTS = frozenset("=+-@\t\r")
BOM = "\ufeff"
CHUNK = 1 << 18
DIGITS = 6


class Number(str):
    """A number that came as text: written as it stands, and never guarded."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written: its columns, and rows that may come from a generator.

    Attributes
    ----------
    header : tuple of str
    rows : iterable of rows
        Read once where it is a generator: then use either `csv` or `chunks`, once.
    """

    header: tuple[str, ...]
    rows: Iterable[Row]

    def csv(self) -> bytes:
        """Return the whole file."""
        return csv_bytes(self.header, self.rows)

    def chunks(self) -> Iterator[bytes]:
        """Yield the file in parts of about 256 kB, holding no more than one part in memory."""
        return csv_chunks(self.header, self.rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a whole CSV file."""
    return b"".join(csv_chunks(header, rows))


def csv_chunks(header: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file in parts."""
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    plain = csv.writer(buffer, lineterminator="\n")
    # The csv module quotes a lone CR only if it quotes everything (Python 3.11, 3.12).
    quoted = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow([cell_text(name) for name in header])
    for row in rows:
        cells = [cell_text(cell) for cell in row]
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
        if buffer.tell() >= CHUNK:
            yield _drain(buffer)
    yield _drain(buffer)


def cell_text(cell: Cell) -> str:
    """Write one cell."""
    if isinstance(cell, Number):
        return str(cell)
    if isinstance(cell, str):
        start = cell.lstrip("'")[:1] if cell[:1] == "'" else cell[:1]
        return "'" + cell if start in FORMULA_STARTS else cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return number_text(cell)
    return str(int(cell))


def number_text(number: float) -> str:
    """Write a number with at most six decimals and no exponent; nothing if it is not finite."""
    if not math.isfinite(number):
        return ""
    text = f"{number:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def is_number(text: str) -> bool:
    """Tell whether a text is a plain number, so that its column may stay unguarded."""
    try:
        return math.isfinite(float(text)) and not text[:1].isspace() and "_" not in text
    except ValueError:
        return False


def _drain(buffer: io.StringIO) -> bytes:
    """Take what was written so far out of `buffer`."""
    data = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return data
