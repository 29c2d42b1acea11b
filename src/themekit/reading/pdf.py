"""PDF: the text that pdfium finds page by page, made into paragraphs again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from themekit.errors import InputError
from themekit.reading.decode import MAX_CHARACTERS, check_text
from themekit.reading.pages import join_pages
from themekit.reading.turns import find_marks, find_turns
from themekit.records import Extract

if TYPE_CHECKING:
    from collections.abc import Iterator

suffixes = (".pdf",)

_MAX_PAGES = 5_000


def read(data: bytes, name: str) -> Extract:
    """Read a PDF: running heads and page numbers dropped, lines joined into paragraphs."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(name, str(error)) from error
    try:
        pages = list(_pages(document, name))
    except pypdfium2.PdfiumError as error:
        message = "A page of the PDF is damaged and cannot be read."
        raise InputError.one(
            name, None, message, "print it to a new PDF, or export it as .docx"
        ) from error
    finally:
        document.close()
    text, notes = join_pages(pages, lambda lines: {mark.start for mark in find_marks(lines)[0]})
    if not text.strip():
        message = "The PDF holds no text, only pictures of it (a scan?)."
        raise InputError.one(name, None, message, "let a program recognise the text (OCR) first")
    check_text(text, name)
    found = find_turns(text)
    return Extract(text, found.turns, notes, found.notes)


def _pages(document: Any, name: str) -> Iterator[list[str]]:
    """Yield the lines of each page."""
    count = len(document)
    if count > _MAX_PAGES:
        raise InputError.one(
            name, None, f"The PDF has {count:,} pages; {_MAX_PAGES:,} is the most."
        )
    size = 0
    for number in range(count):
        page = document[number]
        words = page.get_textpage().get_text_range()
        size += len(words)
        if size > MAX_CHARACTERS:
            message = f"The PDF holds more than {MAX_CHARACTERS:,} characters."
            raise InputError.one(name, None, message, "split it into one file an interview")
        yield words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")


def _refused(name: str, error: str) -> InputError:
    """Say why pdfium does not open a file."""
    if "password" in error.lower():
        message = "The PDF is protected by a password."
        return InputError.one(name, None, message, "save a copy without the password")
    message = "The file is damaged, cut off, or not a PDF at all."
    return InputError.one(name, None, message, "copy it again from where it came from")
