"""`themekit init` takes over the codebook that somebody has."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from support import make_study
from themekit.codebook import Codebook
from themekit.errors import InputError
from themekit.report.export_tables import codebook as codebook_table
from themekit.workflows.check import check_study
from themekit.workflows.init import start_from, start_study

TALK = "INT: How did it go?\n\nP1: I waited for ever.\n\nINT: And then?\n\nP1: They were kind.\n"


def fieldwork(folder: Path) -> Path:
    """Write three short transcripts and a codebook in Word."""
    folder.mkdir()
    for name in ("P1", "P2", "P3"):
        (folder / f"{name}.txt").write_text(TALK.replace("P1", name))
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for row in (("Code", "Definition"), ("Waiting", "Time."), ("Kindness", "Staff are kind.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    (folder / "codebook.docx").write_bytes(file.getvalue())
    return folder


def test_a_codebook_among_the_transcripts_is_taken_over(tmp_path: Path) -> None:
    """It is no transcript, and the study can be run."""
    said = start_from(tmp_path / "study", fieldwork(tmp_path / "fieldwork"))
    book = Codebook.load(tmp_path / "study" / "codebook.yaml")
    assert [one.name for one in book.codes] == ["Waiting", "Kindness"]
    assert any("codebook.docx is taken for the codebook" in line for line in said)
    assert "codebook.docx" not in (tmp_path / "study" / "study.yaml").read_text()
    assert not [one for one in check_study(tmp_path / "study").problems if one.severity == "error"]


def test_a_codebook_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    """What somebody wrote is kept, and they are told."""
    study = make_study(tmp_path / "study")
    before = (study / "codebook.yaml").read_bytes()
    with pytest.raises(InputError, match="there already"):
        start_study(study, fieldwork(tmp_path / "fieldwork") / "codebook.docx")
    assert (study / "codebook.yaml").read_bytes() == before


def test_our_own_export_comes_back_as_it_was(tmp_path: Path) -> None:
    """Ids, examples and plain words are those that were exported."""
    study = make_study(tmp_path / "study")
    book = Codebook.load(study / "codebook.yaml")
    table, sheet = codebook_table(book), Workbook()
    sheet.active.append(list(table.header))
    for row in table.rows:
        sheet.active.append(list(row))
    sheet.save(tmp_path / "codes.xlsx")
    start_study(tmp_path / "other", tmp_path / "codes.xlsx")
    again = Codebook.load(tmp_path / "other" / "codebook.yaml")
    assert [one.id for one in again.codes] == [one.id for one in book.codes]
    assert [one.hash for one in again.codes] == [one.hash for one in book.codes]
