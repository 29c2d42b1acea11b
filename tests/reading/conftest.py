"""Builders of strands and of files as people bring them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from themekit.study import Strand

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


@pytest.fixture
def make_strand() -> Callable[..., Strand]:
    """Return a maker of strands, of interviews unless told otherwise."""

    def make(**given: object) -> Strand:
        fields = {"name": "Test strand", "slug": "test", "kind": "interview", "sources": ("*",)}
        return Strand(**{**fields, **given})  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_survey(make_strand: Callable[..., Strand]) -> Callable[..., Strand]:
    """Return a maker of survey strands with an id and one open column."""

    def make(**given: object) -> Strand:
        return make_strand(**{"kind": "survey", "id": "id", "open": ("text",), **given})

    return make


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """Return a maker of Word documents by python-docx."""

    def make(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if table:
            grid = document.add_table(len(table), len(table[0]))
            for row, cells in zip(grid.rows, table, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def make_zip() -> Callable[[dict[str, bytes | str]], bytes]:
    """Return a maker of zips from members."""

    def make(members: dict[str, bytes | str]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return out.getvalue()

    return make


@pytest.fixture
def make_raw_docx(make_zip: Callable[[dict[str, bytes | str]], bytes]) -> Callable[..., bytes]:
    """Return a maker of Word documents from the XML inside the body."""

    def make(body: str, **members: str) -> bytes:
        xml = f"<?xml version='1.0' encoding='UTF-8'?><w:document {W}><w:body>{body}</w:body></w:document>"
        return make_zip({"_rels/.rels": _RELS, "word/document.xml": xml, **members})

    return make


@pytest.fixture
def make_xlsx() -> Callable[..., bytes]:
    """Return a maker of workbooks by openpyxl, one list of rows a sheet."""

    def make(**sheets: list[list[object]]) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def shared() -> Path:
    """Return the folder of real files, which stands beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: it holds the real files and is no part of the project")
    return SHARED
