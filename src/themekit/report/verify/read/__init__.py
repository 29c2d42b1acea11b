"""A finished report's bytes -> blocks, a format a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.verify.model import ReportText

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report.verify.model import Block

ENDINGS = (".docx", ".md", ".markdown", ".html", ".htm", ".pdf")
"""Endings of reports that can be read."""


def read_report(name: str, data: bytes) -> ReportText:
    """Read a report; the format goes by its ending.

    Parameters
    ----------
    name : str
        The file's name.
    data : bytes

    Raises
    ------
    KeyError
        If its ending is none of `ENDINGS`.
    Exception
        Whatever a parser throws at a broken file.
    """
    ending = "." + name.rpartition(".")[2].casefold()
    return ReportText(name, _reader(ending)(data))


def _reader(ending: str) -> Callable[[bytes], tuple[Block, ...]]:
    """Return what reads files with an ending; their parsers are loaded when first needed."""
    if ending == ".docx":
        from themekit.report.verify.read.docx import read_docx

        return read_docx
    if ending in {".md", ".markdown"}:
        from themekit.report.verify.read.md import read_md

        return read_md
    if ending in {".html", ".htm"}:
        from themekit.report.verify.read.html import read_html

        return read_html
    if ending == ".pdf":
        from themekit.report.verify.read.pdf import read_pdf

        return read_pdf
    raise KeyError(ending)
