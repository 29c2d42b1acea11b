"""The workbook and the document."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from openpyxl import Workbook

from themekit.records import MatrixRow, ThemeMatrix
from themekit.report.docx import DocxRenderer
from themekit.report.order import CAVEATS, LEGEND
from themekit.report.rows import row_key
from themekit.report.xlsx import XlsxRenderer
from themekit.style.zips import with_fixed_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from conftest import Reported
    from themekit.report import ReportModel


@pytest.fixture
def book(counted: ReportModel) -> Workbook:
    """Render the workbook and open it again."""
    return openpyxl.load_workbook(io.BytesIO(XlsxRenderer().render(counted)))


@pytest.fixture
def document(counted: ReportModel) -> Document:
    """Render the document and open it again."""
    return docx.Document(io.BytesIO(DocxRenderer().render(counted)))


def text_of(document: Document) -> str:
    """Join a document's paragraphs."""
    return "\n".join(p.text for p in document.paragraphs)


def cells_of(row: Any) -> list[str]:
    """Return what stands in a row's cells, content controls and all."""
    return [
        "".join(
            "\n" if one.tag.endswith("}br") else one.text for one in cell.xpath(".//w:t|.//w:br")
        )
        for cell in row._tr.xpath("./w:tc")
    ]


def test_workbook_has_its_sheets_in_order(book: Workbook) -> None:
    """Read me first, raw segments last."""
    assert book.sheetnames == [
        "Read me",
        "In short",
        "Theme matrix",
        "Numbers",
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
    sheet = book["Numbers"]
    names = [cell.value for cell in sheet[3]]
    rows = [
        dict(zip(names, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=4)
    ]
    demand, funding = rows[0], rows[2]
    people, machine = (
        f"Interviews: cases {how}" for how in ("found by people", "only suggested by the machine")
    )
    assert sum((demand[people], demand[machine])) == 2
    assert demand["Interviews: asked"] == 7
    assert funding["Survey: share (from 20 asked)"] == 0.9
    assert (funding[people], funding[machine], funding["Interviews: asked"]) == (None, None, 0)
    assert sheet.freeze_panes == "E4"


def test_matrix_sheet_reads_as_the_other_files_do(book: Workbook) -> None:
    """A cell says the figure in words; what is withheld or was not asked, too."""
    sheet = book["Theme matrix"]
    names = [cell.value for cell in sheet[3]]
    funding = dict(zip(names, (cell.value for cell in sheet[6]), strict=True))
    assert (funding["Interviews"], funding["Roundtable (validation)"]) == ("not asked", "withheld")
    assert not [c.value for row in sheet.iter_rows() for c in row if str(c.value).startswith("<")]


def test_every_sheet_prints_with_its_head_on_each_page(book: Workbook) -> None:
    """Sideways on A4; one page wide, but for the numbers, whose first columns are repeated."""
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$3:$3"
    assert book["Numbers"].print_title_cols == "$A:$D"


def test_matrix_sheet_leaves_out_what_says_nothing_of_a_strand(book: Workbook) -> None:
    """`all` and groups have no share; where nobody disagrees nothing is said of it."""
    names = [cell.value for cell in book["Numbers"][3]]
    assert [name for name in names if "share" in name] == ["Survey: share (from 20 asked)"]
    assert not [name for name in names if "disputed" in name or "readings" in name]


def test_matrix_sheet_shows_doubts_as_the_other_files_do(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """The figure in the same words, and beside it the numbers that it is made of."""
    row = make_row(
        "Demand",
        "",
        "Survey",
        asked=30,
        cases=11,
        cases_if=14,
        against=2,
        disputed=1,
        both_stand=3,
        basis="checked",
    )
    built = replace(inputs, matrix=ThemeMatrix((row,))).build()
    made = openpyxl.load_workbook(io.BytesIO(XlsxRenderer().render(built)))
    found = {
        head.value: cell.value
        for name in ("Theme matrix", "Numbers")
        for head, cell in zip(made[name][3], made[name][4], strict=True)
    }
    assert found["Survey"].splitlines()[0].startswith("11 to 14 of 30")
    names = (
        "cases found by people", "cases only suggested by the machine",
        "cases, if all in doubt count", "say the opposite", "segments disputed",
        "segments where both readings stand",
    )  # fmt: skip
    assert [found[f"Survey: {name}"] for name in names] == [11, 0, 14, 2, 1, 3]


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
        "We were swamped. More people came than we had chairs for.",
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
    assert headings[:11] == [
        "In short",
        CAVEATS,
        LEGEND,
        "1 Demand",
        "2 Inequalities",
        "3 Funding",
        "All codes in one table",
        "Findings",
        "1 Demand",
        "What people raised in their own words",
        "In their words",
    ]


def test_document_lists_its_headings_and_counts_its_pages(document: Document) -> None:
    """The contents are written out as links, so that they are there before any field is updated."""
    links = document.element.xpath("//w:hyperlink")
    said = ["".join(one.xpath(".//w:t/text()")) for one in links]
    assert said[:3] == ["All codes in one table", "Findings", "1 Demand"]
    names = set(document.element.xpath("//w:bookmarkStart/@w:name"))
    assert {one.xpath("./@w:anchor")[0] for one in links} == names
    assert "PAGE" in document.sections[0].footer._element.xpath("string(.//w:instrText)")


def test_a_chart_of_many_bars_is_drawn_in_pictures_that_a_page_holds(document: Document) -> None:
    """No bar is cut off at the foot of a page."""
    from docx.shared import Mm

    from themekit.report.bars import Bar, ChartModel
    from themekit.report.docx_section import _chart

    bars = tuple(Bar(f"Code {at}", at, f"{at} of 40") for at in range(40))
    before = len(document.inline_shapes)
    _chart(document, ChartModel("Many", "Bars.", "Number who said so", 40.0, bars))
    made = list(document.inline_shapes)[before:]
    assert len(made) == 4
    assert all(one.height < Mm(150) for one in made)


def test_contents_name_the_page_of_each_heading(document: Document) -> None:
    """By references that the program that opens it works out; Word is told to."""
    xml = document.element.xml
    entries = xml.count('w:history="1"')
    assert entries
    assert xml.count("PAGEREF _Toc") == entries
    assert "<w:updateFields" in document.settings.element.xml


def test_document_says_that_nothing_was_checked(document: Document) -> None:
    """The notice stands in the first lines."""
    assert any("no person has confirmed" in p.text for p in document.paragraphs[:3])


def test_document_table_repeats_its_head_and_shows_the_figures(document: Document) -> None:
    """Figures read as in the page."""
    table = next(t for t in document.tables if t.rows[0].cells[-1].text == "Checked by people")
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")
    assert cells_of(table.rows[1]) == [
        "Any code of this section",
        "2 of 7",
        "none of 30",
        "2 of 33",
        "raised by 1 speaker",
        "yes",
    ]


def test_document_holds_each_figure_together_with_its_row(
    document: Document, model: ReportModel
) -> None:
    """A content control's tag says on which row of the matrix a cell rests."""
    table = next(t for t in document.tables if t.cell(0, 0).text == "Theme and codes")
    tags = table.rows[1]._tr.xpath(".//w:sdt/w:sdtPr/w:tag/@w:val")
    cells = model.outlines[0].sections[0].rows[0].cells
    assert tags == [f"row:{row_key(cell.row)}" for cell in cells if cell]


def test_document_tears_no_row_of_a_table(document: Document) -> None:
    """No row breaks over two pages."""
    rows = [row for table in document.tables[-3:] for row in table.rows]
    assert all(row._tr.trPr.xpath("./w:cantSplit") for row in rows)


def test_document_is_upright_but_for_wide_tables(document: Document) -> None:
    """What is read stands upright; what has a column a strand lies sideways."""
    sideways = [page.page_width > page.page_height for page in document.sections]
    assert sideways[:4] == [False, False, False, True]
    assert not sideways[-1]


def test_document_explains_its_first_pages_in_two_columns(document: Document) -> None:
    """What is explained takes no room from what was found, which goes on over the whole width."""
    columns = [page._sectPr.xpath("./w:cols/@w:num") for page in document.sections[:3]]
    assert columns == [[], ["2"], ["1"]]


def test_document_carries_quotations_with_attribution(document: Document) -> None:
    """Words first, then who said them."""
    assert (
        "“We were swamped. More people came than we had chairs for.”\nChief executive · int/V01/1"
        in text_of(document)
    )


def test_pictures_have_a_description(document: Document) -> None:
    """Who does not see the chart can hear it."""
    described = [s._inline.docPr.get("descr") for s in document.inline_shapes]
    assert described
    assert all(text.startswith(("Horizontal bars. ", "A dot a person")) for text in described)


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
