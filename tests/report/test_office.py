"""The workbook and the document."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from openpyxl import Workbook

from themekit.records import MatrixRow, ThemeMatrix
from themekit.report.docx import DocxRenderer
from themekit.report.xlsx import XlsxRenderer
from themekit.style.zips import with_fixed_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from conftest import Reported
    from themekit.report import ReportModel


@pytest.fixture
def book(model: ReportModel) -> Workbook:
    """Render the workbook and open it again."""
    return openpyxl.load_workbook(io.BytesIO(XlsxRenderer().render(model)))


@pytest.fixture
def document(model: ReportModel) -> Document:
    """Render the document and open it again."""
    return docx.Document(io.BytesIO(DocxRenderer().render(model)))


def text_of(document: Document) -> str:
    """Join a document's paragraphs."""
    return "\n".join(p.text for p in document.paragraphs)


def test_workbook_has_its_sheets_in_order(book: Workbook) -> None:
    """Read me first, raw segments last."""
    assert book.sheetnames == [
        "Read me",
        "Theme matrix",
        "Quotes",
        "Closed questions",
        "By question",
        "Segments",
    ]


def test_every_sheet_says_that_nothing_was_checked(book: Workbook) -> None:
    """The notice stands at the head of each."""
    assert all("no person has confirmed" in sheet["A2"].value for sheet in book)


def test_matrix_sheet_holds_numbers_and_words_for_none(book: Workbook) -> None:
    """Share only from 20 asked; withheld and not asked in words."""
    sheet = book["Theme matrix"]
    names = [cell.value for cell in sheet[3]]
    rows = [
        dict(zip(names, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=4)
    ]
    demand, funding = rows[0], rows[2]
    assert (demand["Interviews: cases"], demand["Interviews: asked"]) == (2, 7)
    assert funding["Survey: share (from 20 asked)"] == 0.9
    assert (funding["Interviews"], funding["Interviews: cases"]) == ("not asked", None)
    assert funding["Roundtable (validation)"] == "withheld"
    assert sheet.freeze_panes == "E4"


def test_matrix_sheet_leaves_out_what_says_nothing_of_a_strand(book: Workbook) -> None:
    """`all` and groups have no share; where nobody disagrees nothing is said of it."""
    names = [cell.value for cell in book["Theme matrix"][3]]
    assert [name for name in names if "share" in name] == ["Survey: share (from 20 asked)"]
    assert not [name for name in names if "disputed" in name or "readings" in name]


def test_matrix_sheet_shows_doubts_as_the_other_files_do(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """The figure in the same words, and beside it the numbers that it is made of."""
    row = make_row(
        "Demand", "", "Survey", asked=30, cases=11, cases_if=14, against=2, disputed=1, both_stand=3
    )
    built = replace(inputs, matrix=ThemeMatrix((row,))).build()
    sheet = openpyxl.load_workbook(io.BytesIO(XlsxRenderer().render(built)))["Theme matrix"]
    found = dict(zip((c.value for c in sheet[3]), (c.value for c in sheet[4]), strict=True))
    assert found["Survey"] == "11 to 14 of 30"
    names = (
        "cases", "cases, if all in doubt count", "say the opposite", "segments disputed",
        "segments where both readings stand",
    )  # fmt: skip
    assert [found[f"Survey: {name}"] for name in names] == [11, 14, 2, 1, 3]


def test_text_is_never_a_formula(book: Workbook) -> None:
    """A quotation that looks like one stays text."""
    values = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [c for c in values if c.data_type == "f"]
    assert any("=SUM(A1)" in str(c.value) for c in values)


def test_quotes_sheet_traces_each_quotation(book: Workbook) -> None:
    """Id, case and document stand beside the words."""
    first = [c.value for c in book["Quotes"][4]]
    assert first == [
        "int/V01/1",
        "V01",
        "int/V01",
        "Chief executive",
        "More people",
        None,
        "We were swamped. More people came.",
        "suggested",
        None,
        "1.0",
    ]


def test_quotes_sheet_credits_those_who_coded(checked: Reported) -> None:
    """Whoever said yes stands beside the words, a peer only as they wish."""
    sheet = openpyxl.load_workbook(io.BytesIO(XlsxRenderer().render(checked.build())))["Quotes"]
    names = [cell.value for cell in sheet[3]]
    rows = [dict(zip(names, (c.value for c in row), strict=True)) for row in sheet.iter_rows(4)]
    by_segment = {row["Segment"]: (row["Status"], row["Coded by"]) for row in rows}
    assert by_segment["int/V01/1"] == ("disputed", "Coder A (invented)")
    assert by_segment["int/V02/1"] == ("suggested", None)


def test_public_workbook_names_no_segment(public_model: ReportModel) -> None:
    """No sheet of segments, no ids beside quotations."""
    made = openpyxl.load_workbook(io.BytesIO(XlsxRenderer().render(public_model)))
    values = [str(c.value) for sheet in made for row in sheet.iter_rows() for c in row]
    assert "Segments" not in made.sheetnames
    assert not [v for v in values if "V01" in v]


def test_document_has_a_heading_a_section(document: Document) -> None:
    """Sections stand in order under their outline."""
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "What this rests on",
        "Findings",
        "1 Demand",
        "2 Inequalities",
        "3 Funding",
        "Executive summary",
        "1 In short",
        "Other closed questions",
    ]


def test_document_says_that_nothing_was_checked(document: Document) -> None:
    """The notice stands in the first lines."""
    assert any("no person has confirmed" in p.text for p in document.paragraphs[:3])


def test_document_table_repeats_its_head_and_shows_the_figures(document: Document) -> None:
    """Figures read as in the page."""
    table = next(t for t in document.tables if t.cell(0, 0).text == "Theme and codes")
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")
    assert [c.text for c in table.rows[1].cells] == [
        "Demand",
        "2 of 7\n2 segments",
        "0 of 30 (0\u00a0%)",
        "2 of 33",
        "suggested for 1 speaker\n1 segment",
        "no",
    ]


def test_document_carries_quotations_with_attribution(document: Document) -> None:
    """Words first, then who said them."""
    assert "“We were swamped. More people came.”\nChief executive · int/V01/1" in text_of(document)


def test_pictures_have_a_description(document: Document) -> None:
    """Who does not see the chart can hear it."""
    described = [s._inline.docPr.get("descr") for s in document.inline_shapes]
    assert described
    assert all(text.startswith("Horizontal bars. ") for text in described)


def test_hostile_text_breaks_neither_file(book: Workbook, document: Document) -> None:
    """Tags, other scripts and forbidden characters come through as text."""
    said = next(c.value for c in book["Quotes"]["G"] if c.value and "script" in c.value)
    assert said in text_of(document)
    assert "\ufffd\ufffd\ufffd ]]>" in said


def test_zip_clock_is_constant() -> None:
    """Two archives made at different times are the same bytes."""

    def packed(year: int) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.txt", (year, 1, 1, 0, 0, 0)), "same")
        return target.getvalue()

    assert packed(2001) != packed(2002)
    assert with_fixed_clock(packed(2001)) == with_fixed_clock(packed(2002))
