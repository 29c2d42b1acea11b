"""A codebook as people have it: the bytes of a Word file, a sheet or a text -> headings and rows.

What is a code and what a theme is not decided here (`themekit.starting.codebook_draft`): a file is
taken apart into what its writer made visible, tables, headings, lists and plain paragraphs.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from themekit.errors import InputError, one_sentence
from themekit.reading.bytesafe import open_archive
from themekit.reading.decode import decode
from themekit.reading.registry import table_reader_for

if TYPE_CHECKING:
    from collections.abc import Iterator

CODEBOOK_SUFFIXES = (".docx", ".xlsx", ".csv", ".tsv", ".md", ".txt")
_HASHES = re.compile(r"(#{1,6})\s+(.*\S)\s*$")
_BULLET = re.compile(r"(\s*)(?:[-*+•–]|\d{1,3}[.)])\s+(.*\S)\s*$")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
_INDENT = 2
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)?\s*(\d)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes
    ----------
    text : str
    heading : int
        Its level, from 1; 0 where it is none.
    depth : int
        How deep in a list, from 1; 0 where it stands in none.
    title : bool
        Whether it is styled as the title of the whole document.
    """

    text: str
    heading: int = 0
    depth: int = 0
    title: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its head first, every row as long as the head.

    Attributes
    ----------
    cells : tuple of tuple of str
    places : tuple of int
        The row's number in the file, or in the table of a text.
    """

    cells: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]


Shown = Line | Rows


def read_codebook_file(data: bytes, name: str) -> tuple[Shown, ...]:
    """Take a file apart into tables, headings, lists and paragraphs.

    Parameters
    ----------
    data : bytes
    name : str
        The file, as errors should name it; its ending says what it is.

    Raises
    ------
    InputError
        The ending is none of `CODEBOOK_SUFFIXES`, or the bytes are broken.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".docx":
        return tuple(_of_word(data, name))
    if suffix in {".md", ".txt"}:
        return tuple(_of_text(decode(data, name).text))
    reader = table_reader_for(suffix) if suffix in CODEBOOK_SUFFIXES else None
    if reader is None:
        message = f"a codebook is not read from {suffix or 'a file without an ending'}"
        raise InputError.one(name, None, message, "save it as .docx, .xlsx, .csv or .txt")
    with one_sentence(name):
        table = reader.read(data, name)
    return (Rows((table.header, *table.rows), (1, *table.lines)),)


# -- Word ---------------------------------------------------------------------------------------


def _of_word(data: bytes, name: str) -> Iterator[Shown]:
    """Yield what stands in a Word document, in order."""
    from docx import Document
    from docx.table import Table

    open_archive(data, name, "Word document")  # refuses what is broken or far too large
    with one_sentence(name):
        document = Document(io.BytesIO(data))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _grid(block)
        elif block.text.strip():
            yield _paragraph(block)


def _paragraph(block: Any) -> Line:
    style = block.style.name if block.style is not None else ""
    heading, listed = _HEADING.match(style or ""), _LIST.match(style or "")
    level = block._p.pPr.numPr if block._p.pPr is not None else None  # noqa: SLF001 -- has no public name
    if heading:
        return Line(block.text.strip(), heading=int(heading.group(1)))
    if style == "Title":
        return Line(block.text.strip(), heading=1, title=True)
    if level is not None and level.ilvl is not None:
        return Line(block.text.strip(), depth=int(level.ilvl.val) + 1)
    if listed or level is not None:
        return Line(block.text.strip(), depth=int((listed and listed.group(1)) or 1))
    found = _BULLET.match(block.text)
    return Line(found.group(2), depth=1) if found else Line(block.text.strip())


def _grid(table: Any) -> Iterator[Rows]:
    """Yield a table; a cell that spans several columns stands in the first of them alone."""
    rows = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            again = id(cell._tc) in seen  # noqa: SLF001 -- has no public name
            cells.append("" if again else cell.text.strip())
            seen.add(id(cell._tc))  # noqa: SLF001
        rows.append(tuple(cells))
    if rows:
        width = max(map(len, rows))
        filled = tuple(row + ("",) * (width - len(row)) for row in rows)
        yield Rows(filled, tuple(range(1, len(filled) + 1)))


# -- text ---------------------------------------------------------------------------------------


def _of_text(text: str) -> Iterator[Shown]:
    """Yield what stands in a text: Markdown's headings, lists and tables, or plain lines."""
    table: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.count("|") > 1 and line.strip().startswith("|"):
            table.append((number, line))
            continue
        yield from _piped(table)
        table = []
        if found := _HASHES.match(line):
            yield Line(found.group(2), heading=len(found.group(1)))
        elif found := _BULLET.match(line):
            depth = len(found.group(1).expandtabs(4)) // _INDENT + 1
            yield Line(found.group(2), depth=depth)
        elif line.strip():
            yield Line(line.strip())


def _piped(lines: list[tuple[int, str]]) -> Iterator[Rows]:
    """Yield the table that lines with bars make."""
    rows = [
        (number, tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
        for number, line in lines
        if not _RULE.fullmatch(line)
    ]
    if rows:
        width = max(len(cells) for _, cells in rows)
        cells = tuple(one + ("",) * (width - len(one)) for _, one in rows)
        yield Rows(cells, tuple(number for number, _ in rows))
