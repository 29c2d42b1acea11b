"""Separated tables."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.errors import InputError
from themekit.reading.formats import csv_table
from themekit.reading.formats.csv_table import find_separator


def rows(text: str | bytes) -> tuple[tuple[str, ...], ...]:
    """Return header and rows of a table."""
    table = csv_table.read(text.encode() if isinstance(text, str) else text, "a.csv")
    return (table.header, *table.rows)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_finds_the_separator(separator: str) -> None:
    """Whatever divides the header evenly divides the table."""
    text = f'id{separator}text\n1{separator}"so, it; is\t| fine"\n2{separator}"no"\n'
    assert rows(text) == (("id", "text"), ("1", "so, it; is\t| fine"), ("2", "no"))


def test_csv_semicolons_with_commas_in_every_answer() -> None:
    """A Continental export is not misled by commas in the text."""
    text = "id;text\n1;well, yes\n2;no, never, ever\n3;so\n"
    assert rows(text)[1:] == (("1", "well, yes"), ("2", "no, never, ever"), ("3", "so"))


def test_csv_of_one_column() -> None:
    """A list of answers without any separator is a table too."""
    assert rows("text\nWell; yes\nNo\nFine\n") == (("text",), ("Well; yes",), ("No",), ("Fine",))


def test_csv_declared_separator() -> None:
    """Excel's first line 'sep=;' is obeyed and is no row."""
    table = csv_table.read(b"sep=;\r\nid;text\r\n1;a,b\r\n", "a.csv")
    assert (table.header, table.rows, table.lines) == (("id", "text"), (("1", "a,b"),), (3,))


def test_csv_quoted_line_ends_and_true_line_numbers() -> None:
    """An answer of several lines is one cell, and the next row's line is still right."""
    table = csv_table.read(b'id,text\r\n1,"one\r\n\r\ntwo"\r\n2,"say ""so"""\r\n', "a.csv")
    assert table.rows == (("1", "one\n\ntwo"), ("2", 'say "so"'))
    assert table.lines == (2, 5)


def test_csv_skips_blank_lines() -> None:
    """Lines of nothing, or of separators only, are no respondents."""
    table = csv_table.read(b"\n\nid,text\n\n1,a\n,\n , \n2,b\n\n", "a.csv")
    assert (table.rows, table.lines) == ((("1", "a"), ("2", "b")), (5, 8))


def test_csv_ragged_rows_are_all_named() -> None:
    """Each row of another length is told with its number and both counts."""
    with pytest.raises(InputError) as caught:
        csv_table.read(b"id,text\n1,a\n2,b,c\n3\n4,d\n", "a.csv")
    assert [(p.line, p.message) for p in caught.value.problems] == [
        (3, "Row 3 has 3 cells, the header 2."),
        (4, "Row 4 has 1 cells, the header 2."),
    ]


def test_csv_ragged_rows_beyond_a_screenful_are_counted() -> None:
    """A wrong separator in a thousand rows gives no thousand lines."""
    body = "".join(f"{n},a,b\n" for n in range(100)) + "".join(f"{n},a\n" for n in range(30))
    with pytest.raises(InputError, match="10 more rows") as caught:
        csv_table.read(("id,text,more\n" + body).encode(), "a.csv")
    assert len(caught.value.problems) == 21


def test_csv_empty_cells_beyond_the_header_are_fine() -> None:
    """Separators at the end of a row hold nothing."""
    assert rows("id,text\n1,a,,\n2,b\n")[1:] == (("1", "a"), ("2", "b"))


def test_csv_repeated_column_names() -> None:
    """Two columns of one name cannot be told apart."""
    with pytest.raises(InputError, match="Columns 1 and 3 have the same name 'a'"):
        csv_table.read(b"a,b,a\n1,2,3\n", "a.csv")


def test_csv_names_unnamed_columns_by_place() -> None:
    """R's row numbers stand under an empty name."""
    assert rows(",text\n1,a\n")[0] == ("column 1", "text")


def test_csv_takes_the_guarding_apostrophe_off() -> None:
    """What our writer sets before = + - @ TAB goes; other apostrophes stay."""
    text = "text,b\n'=1+1,x\n'-5,x\n'twas,x\n',x\n'@you,x\n\"'\tindent\",x\n"
    assert [row[0] for row in rows(text)[1:]] == ["=1+1", "-5", "'twas", "'", "@you", "\tindent"]


def test_csv_in_latin1_is_read_with_a_note() -> None:
    """Excel on an old machine writes Windows-1252."""
    table = csv_table.read("id,text\n1,café £5\n".encode("cp1252"), "a.csv")
    assert table.rows == (("1", "café £5"),)
    assert table.problems[0].severity == "note"


def test_csv_in_utf16_with_tabs() -> None:
    """Excel's 'Unicode text' is UTF-16 with tabs."""
    assert rows("id\ttext\n1\tcafé\n".encode("utf-16")) == (("id", "text"), ("1", "café"))


def test_csv_quotation_mark_never_closed() -> None:
    """The row that opens it is named, not the end of the file."""
    with pytest.raises(InputError, match=r"a\.csv:3: Row 3 opens a quotation mark that is never"):
        csv_table.read(b'id,text\n1,a\n2,"b\n3,c\n', "a.csv")


def test_csv_quotation_mark_not_doubled() -> None:
    """Silently losing quotation marks would change what people said."""
    with pytest.raises(InputError, match="Row 2 goes on after a closing quotation mark"):
        csv_table.read(b'id,text\n1,"he said "yes" to me"\n', "a.csv")


@pytest.mark.parametrize("data", [b"", b"\n\n", b" \n,,\n", b"\xef\xbb\xbf"])
def test_csv_without_header(data: bytes) -> None:
    """An empty table says so."""
    with pytest.raises(InputError, match="no row of column names"):
        csv_table.read(data, "a.csv")


def test_csv_with_nul_bytes() -> None:
    """A binary file under the name of a table is refused with its line."""
    with pytest.raises(InputError, match=r"a\.csv:2: .*NUL byte"):
        csv_table.read(b"id,text\n1,a\x00b,\xff\n", "a.csv")


HOSTILE = {
    "50 MB in one line": (b"a" * 50_000_000, "more than 5,000,000 characters"),
    "50 MB of commas": (b"a," * 25_000_000, "more than 5,000,000 characters"),
    "50 MB in one quotation": (b'a,"' + b"b\n" * 25_000_000, "never closed|more than 131,072"),
    "100,000 columns": (b",".join(b"c%d" % n for n in range(100_000)), "100,000 columns"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_csv_hostile_tables_are_refused_soon(name: str) -> None:
    """What is no survey is refused in one sentence within five seconds."""
    data, message = HOSTILE[name]
    start = time.process_time()
    with pytest.raises(InputError, match=message):
        csv_table.read(data, "a.csv")
    assert time.process_time() - start < 5


def test_find_separator_prefers_what_fits_every_row() -> None:
    """A comma in the wording of a column does not make the header longer than the rows."""
    assert find_separator("id;What worries you, and why?\n1;a\n2;b\n") == ";"


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r'"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_csv_brings_back_what_was_written(cells: list[tuple[str, str]]) -> None:
    """Whatever people answer comes back from a properly quoted table."""
    quoted = ["".join(('"', cell.replace('"', '""'), '"')) for row in cells for cell in row]
    lines = [f"{a},{b}" for a, b in zip(quoted[::2], quoted[1::2], strict=True)]
    table = csv_table.read("\n".join(["first,second", *lines]).encode(), "a.csv")
    assert table.rows == tuple(row for row in cells if "".join(row).strip())


def test_csv_answers_of_separators_divide_no_table() -> None:
    """A header is taken for a title only where no separator divides it."""
    assert rows('first,second\n"",";"\n"",";"\n')[1:] == (("", ";"), ("", ";"))


def test_csv_an_answer_that_begins_like_an_import_id_is_an_answer() -> None:
    """Only a row of nothing but Qualtrics' ids is a head row."""
    assert rows('first,second\n"{""ImportId""",a\nb,c\n')[1:] == (('{"ImportId"', "a"), ("b", "c"))
