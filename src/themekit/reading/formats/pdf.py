"""PDF: the text that pdfium finds page by page, made into paragraphs again."""

from __future__ import annotations

from ctypes import c_double
from typing import TYPE_CHECKING, Any, NamedTuple

from themekit.errors import InputError, Problem
from themekit.reading.decode import MAX_CHARACTERS, check_text
from themekit.reading.formats.page_gutters import NARROWEST, Piece
from themekit.reading.formats.page_lines import join_pages
from themekit.reading.formats.page_order import Reading, read_columns
from themekit.reading.speakers.turns import find_marks, find_turns
from themekit.records import Extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

suffixes = (".pdf",)

_MAX_PAGES = 5_000
_WIDE = 1.6
_SHOWN = 8


class Sign(NamedTuple):
    """A character and its box in points."""

    text: str
    left: float
    right: float
    low: float
    high: float


def read(data: bytes, name: str) -> Extract:
    """Read a PDF: running heads and page numbers dropped, lines joined into paragraphs."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(name, str(error)) from error
    try:
        pages, pieces = _pages(document, name)
    except pypdfium2.PdfiumError as error:
        message = "A page of the PDF is damaged and cannot be read."
        raise InputError.one(
            name, None, message, "print it to a new PDF, or export it as .docx"
        ) from error
    finally:
        document.close()
    readings = read_columns(pieces)
    pages = [list(reading.lines or page) for page, reading in zip(pages, readings, strict=True)]
    text, notes = join_pages(pages, lambda lines: {mark.start for mark in find_marks(lines)[0]})
    if not text.strip():
        message = "The PDF holds no text, only pictures of it (a scan?)."
        raise InputError.one(name, None, message, "let a program recognise the text (OCR) first")
    check_text(text, name)
    found = find_turns(text)
    told = (*_parted(readings), *notes)
    return Extract(text, found.turns, told, found.notes, tuple(_mixed(readings, name)))


def _parted(readings: Sequence[Reading]) -> Iterator[str]:
    """Say how many pages were read another way than they are drawn."""
    count = sum(reading.judgement == "columns" for reading in readings)
    if count:
        pages = "page is" if count == 1 else "pages are"
        yield f"{count} {pages} set in columns, which were read one after the other."


def _mixed(readings: Sequence[Reading], name: str) -> Iterator[Problem]:
    """Doubt the pages that seem to have columns which cannot be told apart."""
    pages = [str(at) for at, one in enumerate(readings, 1) if one.judgement == "unsure"]
    if pages:
        shown = ", ".join(pages[:_SHOWN]) + (" ..." if len(pages) > _SHOWN else "")
        yield Problem(
            name,
            None,
            f"Page{'s' * (len(pages) > 1)} {shown} of the PDF may be set in two columns or as a "
            "table, whose lines are mixed row by row.",
            "if they are mixed, export the text as .docx, or print it in one column, and put that "
            "file in place of this one",
            "warning",
            "two-columns",
        )


def _pages(document: Any, name: str) -> tuple[list[list[str]], list[list[Piece]]]:
    """Return the lines of each page, and where their pieces lie."""
    pages: list[list[str]] = []
    pieces: list[list[Piece]] = []
    count = len(document)
    if count > _MAX_PAGES:
        raise InputError.one(
            name, None, f"The PDF has {count:,} pages; {_MAX_PAGES:,} is the most."
        )
    size = 0
    for number in range(count):
        page = document[number].get_textpage()
        words = page.get_text_range()
        size += len(words)
        if size > MAX_CHARACTERS:
            message = f"The PDF holds more than {MAX_CHARACTERS:,} characters."
            raise InputError.one(name, None, message, "split it into one file an interview")
        pages.append(_plain(words).split("\n"))
        pieces.append(list(_pieces(_signs(page))))
    return pages, pieces


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _signs(page: Any) -> Iterator[Sign]:
    """Yield each character of a page with its box, in pdfium's order, line ends included."""
    from pypdfium2 import raw

    left, right, low, high = (c_double() for _ in range(4))
    for at in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(page, at))
        raw.FPDFText_GetCharBox(page, at, left, right, low, high)
        yield Sign(sign, left.value, right.value, low.value, high.value)


def _pieces(signs: Iterable[Sign]) -> Iterator[Piece]:
    """Cut the lines of a page where they have wide gaps."""
    line = 0
    held: list[Sign] = []
    inked: list[Sign] = []
    width = 0.0
    for sign in signs:
        ends = sign.text in "\r\n"
        if inked and (ends or _is_apart(inked[-1], sign, width / len(inked))):
            yield _piece(held, inked, line)
            held, inked, width = [], [], 0.0
        line += sign.text == "\n"
        if ends or (not inked and sign.text.isspace()):
            continue
        held.append(sign)
        if not sign.text.isspace():
            inked.append(sign)
            width += sign.right - sign.left
    if inked:
        yield _piece(held, inked, line)


def _is_apart(last: Sign, sign: Sign, width: float) -> bool:
    """Tell whether there is more white between two signs than between words."""
    white = max(sign.left - last.right, last.left - sign.right)
    return not sign.text.isspace() and white > max(NARROWEST, _WIDE * width)


def _piece(held: Sequence[Sign], inked: Sequence[Sign], line: int) -> Piece:
    """Make a piece of signs that stand together; blanks have no box."""
    text = "".join(sign.text for sign in held)
    return Piece(
        min(sign.left for sign in inked),
        max(sign.right for sign in inked),
        min(sign.low for sign in inked),
        max(sign.high for sign in inked),
        # pdfium gives the two halves of a sign beyond the first 65,536 one by one.
        _plain(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")),
        line,
    )


def _refused(name: str, error: str) -> InputError:
    """Say why pdfium does not open a file."""
    if "password" in error.lower():
        message = "The PDF is protected by a password."
        return InputError.one(name, None, message, "save a copy without the password")
    message = "The file is damaged, cut off, or not a PDF at all."
    return InputError.one(name, None, message, "copy it again from where it came from")
