"""Excel workbooks."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter

from themekit.errors import InputError
from themekit.reading.formats import xlsx_table

Make = Callable[..., bytes]


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with a text replaced in one part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()


def by_xlsxwriter() -> bytes:
    """Return a workbook with shared strings, as Excel itself writes them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "text", "sum"])
    sheet.write_row(1, 0, [1])
    sheet.write_rich_string(1, 1, "so ", book.add_format({"bold": True}), "it", " went")
    sheet.write_formula(1, 2, "=A2+1", value=2)
    sheet.write_row(2, 0, [2, "x", True])
    book.close()
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_xlsx_writes_values_as_people_read_them(make_xlsx: Make) -> None:
    """Whole numbers without .0, dates as ISO 8601, truth in capitals."""
    moment = dt.datetime(2021, 9, 30, 12, 7, 50)  # noqa: DTZ001 -- Excel knows no zones
    row = [3, 3.0, 0.1, True, dt.date(2021, 4, 1), moment, "text", None, dt.time(9, 30)]
    table = xlsx_table.read(make_xlsx(S=[list("abcdefghi"), row]), "a.xlsx")
    assert table.rows == (
        ("3", "3", "0.1", "TRUE", "2021-04-01", "2021-09-30 12:07:50", "text", "", "09:30:00"),
    )


def test_xlsx_reads_dates_of_old_macs(make_xlsx: Make) -> None:
    """Workbooks that count from 1904 give the same days."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active.append(["when"])
    book.active.append([dt.date(2021, 4, 1)])
    out = io.BytesIO()
    book.save(out)
    assert xlsx_table.read(out.getvalue(), "a.xlsx").rows == (("2021-04-01",),)


def test_xlsx_takes_the_first_sheet_with_content_and_says_so(make_xlsx: Make) -> None:
    """An empty first sheet is passed over; the others are named."""
    table = xlsx_table.read(make_xlsx(Cover=[], Data=[["id"], [1]], Old=[["x"], [2]]), "a.xlsx")
    assert (table.header, table.rows) == (("id",), (("1",),))
    assert table.problems[0].message == "Sheet 'Data' was read; left out: 'Cover', 'Old'."


def test_xlsx_pads_short_rows_and_keeps_row_numbers(make_xlsx: Make) -> None:
    """A workbook stores no empty cells; a gap of rows leaves the numbers true."""
    table = xlsx_table.read(make_xlsx(S=[["id", "a", "b"], [1], [], [2, None, "x"]]), "a.xlsx")
    assert table.rows == (("1", "", ""), ("2", "", "x"))
    assert table.lines == (2, 4)


def test_xlsx_ignores_formatted_columns_without_content(make_xlsx: Make) -> None:
    """A border far to the right is no column."""
    data = edited(
        make_xlsx(S=[["id", "t"], [1, "x"]]),
        SHEET,
        "</row></sheetData>",
        '<c r="XFD2" s="0"/></row></sheetData>',
    )
    assert xlsx_table.read(data, "a.xlsx").header == ("id", "t")


def test_xlsx_tells_of_formulas_without_value(make_xlsx: Make) -> None:
    """A cell that was never calculated is not silently empty."""
    table = xlsx_table.read(make_xlsx(S=[["id", "t"], [1, "=A2+1"], [2, "=A3+1"]]), "a.xlsx")
    assert table.rows == (("1", ""), ("2", ""))
    assert "2 cells hold a formula without a stored value" in table.problems[0].message
    assert table.problems[0].severity == "warning"


def test_xlsx_reads_what_xlsxwriter_and_excel_write() -> None:
    """Shared texts, rich texts, and the value that a formula had when it was saved."""
    data = by_xlsxwriter()
    assert xlsx_table.read(data, "a.xlsx").rows == (("1", "so it went", "2"), ("2", "x", "TRUE"))


def test_xlsx_undoes_excels_escapes_and_line_ends(make_xlsx: Make) -> None:
    """Excel writes a carriage return as _x000D_."""
    table = xlsx_table.read(make_xlsx(S=[["t"], ["one_x000D_\ntwo"]]), "a.xlsx")
    assert table.rows == (("one\ntwo",),)


def test_xlsx_passes_over_a_million_empty_rows(make_xlsx: Make) -> None:
    """One cell at the end of the world costs nothing."""
    data = edited(
        make_xlsx(S=[["id"], [1]]), SHEET, "</sheetData>",
        '<row r="1048576"><c r="A1048576"><v>7</v></c></row></sheetData>',
    )  # fmt: skip
    table = xlsx_table.read(data, "a.xlsx")
    assert (table.rows, table.lines) == ((("1",), ("7",)), (2, 1_048_576))


def test_xlsx_refuses_a_cell_far_to_the_right(make_xlsx: Make) -> None:
    """A survey has no sixteen thousand columns."""
    data = edited(
        make_xlsx(S=[["id"], [1]]),
        SHEET,
        "</row></sheetData>",
        '<c r="XFD2"><v>7</v></c></row></sheetData>',
    )
    with pytest.raises(InputError, match="Row 2 has a cell in column 16,384"):
        xlsx_table.read(data, "a.xlsx")


def test_xlsx_refuses_a_text_that_is_not_there() -> None:
    """A reference to no shared text is damage."""
    data = edited(by_xlsxwriter(), SHEET, 'r="B2" t="s"><v>3</v>', 'r="B2" t="s"><v>99</v>')
    with pytest.raises(InputError, match="a part of it is damaged or missing"):
        xlsx_table.read(data, "a.xlsx")


def test_xlsx_cut_off(make_xlsx: Make) -> None:
    """Half a workbook is damaged."""
    data = make_xlsx(S=[["id"], [1]])
    with pytest.raises(InputError, match="damaged, cut off, or not an Excel workbook"):
        xlsx_table.read(data[: len(data) // 2], "a.xlsx")


def test_xlsx_bomb(make_zip: Make) -> None:
    """A sheet that grows a thousandfold is not unpacked."""
    with pytest.raises(InputError, match="a zip bomb"):
        xlsx_table.read(make_zip({"xl/workbook.xml": "<a/>", SHEET: b"0" * 40_000_000}), "a.xlsx")


def test_xlsx_with_entities(make_xlsx: Make) -> None:
    """A sheet with a document type is refused."""
    data = edited(
        make_xlsx(S=[["id"], [1]]), SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    )
    with pytest.raises(InputError, match="declares a document type or entities"):
        xlsx_table.read(data, "a.xlsx")


def test_xlsx_with_broken_xml(make_xlsx: Make) -> None:
    """XML that ends in the middle is damage."""
    data = edited(make_xlsx(S=[["id"], [1]]), SHEET, "</sheetData>", "")
    with pytest.raises(InputError, match="a part of it is damaged"):
        xlsx_table.read(data, "a.xlsx")


def test_xlsx_without_content(make_xlsx: Make) -> None:
    """Empty sheets are no survey."""
    with pytest.raises(InputError, match="holds no cell with content"):
        xlsx_table.read(make_xlsx(A=[], B=[]), "a.xlsx")


def test_xlsx_with_a_title_above_the_header(make_xlsx: Make) -> None:
    """A title is passed over, and said to be."""
    table = xlsx_table.read(make_xlsx(S=[["Our survey"], ["id", "t"], [1, "x"]]), "a.xlsx")
    assert (table.header, table.rows, table.lines) == (("id", "t"), (("1", "x"),), (3,))
    assert table.problems[0].message == "1 line above the column names left out: 'Our survey'."


@pytest.mark.parametrize("number", ["9" * 5000, "2000000000", "-1", "0"])
def test_xlsx_with_row_numbers_that_no_workbook_has(number: str, make_xlsx: Make) -> None:
    """They are damage, not a loop over two billion rows."""
    data = edited(make_xlsx(S=[["id"], [1]]), SHEET, '<row r="2">', f'<row r="{number}">')
    try:
        assert xlsx_table.read(data, "a.xlsx").header == ("id",)
    except InputError as error:
        assert "damaged" in str(error)  # noqa: PT017 -- a row that is not reached may be broken


def test_xlsx_formulas_that_give_an_empty_text_are_no_gap(make_xlsx: Make) -> None:
    """``=IF(A2="", "", A2)`` was calculated, and its answer is nothing."""
    data = edited(
        make_xlsx(S=[["id", "t"], [1, "=A9"]]), SHEET, '<c r="B2"><f>', '<c r="B2" t="str"><f>'
    )
    table = xlsx_table.read(data, "a.xlsx")
    assert (table.rows, table.problems) == ((("1", ""),), ())


def test_xlsx_that_lies_about_its_size(make_xlsx: Make) -> None:
    """Some programs write a dimension of one cell, whatever the sheet holds."""
    data = edited(make_xlsx(S=[["id", "t"], [1, "x"], [2, "y"]]), SHEET, 'ref="A1:B3"', 'ref="A1"')
    assert xlsx_table.read(data, "a.xlsx").rows == (("1", "x"), ("2", "y"))


def test_xlsx_texts_hold_no_nul_and_no_half_characters(make_xlsx: Make) -> None:
    """Excel's escapes can stand for signs that no text holds: each becomes a replacement sign."""
    data = edited(make_xlsx(S=[["t"], ["azb"]]), SHEET, "azb", "a_x0000_b_xD83D_c")
    assert xlsx_table.read(data, "a.xlsx").rows == (("a\ufffdb\ufffdc",),)


def test_xlsx_passes_over_parts_that_it_does_not_need(make_xlsx: Make) -> None:
    """What an office server puts beside the sheets, in UTF-16 and in pictures, is not its business."""
    out = io.BytesIO(make_xlsx(S=[["id"], [1]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("customXml/item1.xml", "<?xml version='1.0'?><x/>".encode("utf-16"))
        archive.writestr("xl/media/image1.png", bytes(range(256)))
    assert xlsx_table.read(out.getvalue(), "a.xlsx").rows == (("1",),)


def test_xlsx_passes_over_columns_formatted_to_the_end(make_xlsx: Make) -> None:
    """Empty cells with a format are not read, formulas beside them are."""
    empty = "".join(f'<row r="{at}" ht="15"><c r="A{at}" s="0"/></row>' for at in range(3, 5000))
    last = '<row r="5000"><c r="A5000" s="0"/><c r="B5000"><v>7</v></c></row></sheetData>'
    data = edited(make_xlsx(S=[["id", "t"], [1, "x"]]), SHEET, "</sheetData>", empty + last)
    table = xlsx_table.read(data, "a.xlsx")
    assert (table.rows, table.lines) == ((("1", "x"), ("", "7")), (2, 5000))
