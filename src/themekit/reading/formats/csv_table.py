"""Comma, semicolon and tab separated tables: the separator found, quoted line ends respected."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError, Problem
from themekit.reading.decode import decode
from themekit.reading.tables.table import RawRow, Table, build_table

if TYPE_CHECKING:
    from collections.abc import Iterator

suffixes = (".csv", ".tsv")

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 65_536
_SAMPLE_ROWS = 50
_HALF = 0.5
_WHOLE = re.compile(r'"(?:[^"]|"")*"')
_QUOTING = re.compile(r'(?<![^\t\n])"[^\t\n]*')  # a tab separated cell that opens with a mark
_MOST_TITLES = 10
_SURELY = 0.9  # rows as long as the header, below a title
MAX_ROW = 5_000_000


def read(data: bytes, name: str) -> Table:
    """Read a separated table; the separator is the one that makes rows as long as the header."""
    text, notes = decode(data, name)
    start, separator = _declared(text)
    separator = separator or find_separator(text[start:])
    if separator == "\t" and _marks_quote_nothing(text[start:]):
        text = _QUOTING.sub(_quoted, text)
    problems = [Problem(name, None, note, severity="note") for note in notes]
    return build_table(_rows(text, start, separator, name), name, problems)


def _marks_quote_nothing(text: str) -> bool:
    """Tell whether quotation marks of a tab separated table are but part of its texts (Whisper's).

    So it is where every line has as many tabs as the first, and a mark that opens a cell does not
    close it.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if '"' not in text or len({line.count("\t") for line in lines}) != 1:
        return False
    marked = (cell for line in lines for cell in line.split("\t") if cell.startswith('"'))
    return any(_WHOLE.fullmatch(cell) is None for cell in marked)


def _quoted(cell: re.Match[str]) -> str:
    """Write a cell so that its quotation marks are text."""
    return '"{}"'.format(cell[0].replace('"', '""'))


def find_separator(text: str) -> str:
    """Return the separator under which most rows are as long as the header.

    Where no separator divides the header, the table has one column, and the separator returned is
    one that leaves the rows whole.
    """
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    found = {separator: _widths(sample, separator) for separator in _SEPARATORS}
    dividing = [key for key in found if found[key].header > 1 and found[key].divided >= _HALF]
    if dividing:
        return max(
            dividing, key=lambda key: (found[key].even, -found[key].titles, found[key].header)
        )
    # Ties go to the first, so that a header alone is a list of names between commas.
    return max(found, key=lambda key: (found[key].header == 1, found[key].even))


class _Widths(NamedTuple):
    """How a separator would divide a table.

    Attributes
    ----------
    header : int
        Cells in the first row, titles above it left out.
    even, divided : float
        Shares of the other rows that are as long as the header; that have more than one cell.
    titles : int
        Rows above the header that hold one cell.
    """

    header: int
    even: float
    divided: float
    titles: int = 0


def _widths(sample: str, separator: str) -> _Widths:
    """Try a separator on the first rows."""
    reader = csv.reader(sample.split("\n"), delimiter=separator)
    widths: list[int] = []
    with suppress(csv.Error):  # the rows before it still count
        for cells in reader:
            if any(cells):
                widths.append(len(cells))
            if len(widths) > _SAMPLE_ROWS:
                break
    if not widths:
        return _Widths(1, 0.0, 0.0)
    # A title above the column names is one cell, whatever the separator is.
    titles = next((at for at, width in enumerate(widths[:_MOST_TITLES]) if width > 1), 0)
    header, *body = widths[titles:]
    body = body or [header]
    even = sum(width == header for width in body) / len(body)
    if titles and even < _SURELY:
        return _Widths(1, even, 0.0)
    return _Widths(header, even, sum(width > 1 for width in body) / len(body), titles)


def _declared(text: str) -> tuple[int, str]:
    """Understand Excel's first line ``sep=;``: where the table starts, and the separator."""
    if text[:4].lower() == "sep=" and text[5:6] in {"\n", ""} and len(text) > 4:  # noqa: PLR2004 -- length of "sep="
        return 6, text[4]
    return 0, ""


class _Lines:
    """Feeds lines to the csv module and refuses a row that never ends."""

    def __init__(self, text: str, start: int, name: str) -> None:
        self.text, self.start, self.name = text, start, name
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        """Yield line after line; whoever reads sets `size` to 0 after each row."""
        text, at, length = self.text, self.start, len(self.text)
        while at < length:
            end = text.find("\n", at) + 1 or length
            self.size += end - at
            if self.size > MAX_ROW:
                raise InputError.one(
                    self.name,
                    text.count("\n", 0, at) + 1,
                    f"A row has more than {MAX_ROW:,} characters.",
                    "a quotation mark without its pair, or no table at all?",
                )
            yield text[at:end]
            at = end


def _rows(text: str, start: int, separator: str, name: str) -> Iterator[RawRow]:
    """Yield each row with the line at which it starts."""
    lines = _Lines(text, start, name)
    skipped = text.count("\n", 0, start)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + skipped + 1
            lines.size = 0
    except csv.Error as error:
        raise InputError.one(name, line, _explain(str(error), line, separator), _HINT) from error


_HINT = 'inside a text in quotation marks each quotation mark must stand twice: ""'


def _explain(error: str, line: int, separator: str) -> str:
    """Put the csv module's few complaints into words that name the row."""
    if "field limit" in error:
        return (
            f"Row {line} holds a cell of more than {csv.field_size_limit():,} characters; "
            "perhaps a quotation mark without its pair."
        )
    if "end of data" in error:
        return f"Row {line} opens a quotation mark that is never closed."
    return f"Row {line} goes on after a closing quotation mark without a {separator!r}."
