"""Tables of decisions are told by their columns, and their cells are what people wrote."""

import csv
import io

import pytest

from themekit.errors import InputError
from themekit.exchange import TableFile, read_tables
from themekit.report.csvtext import csv_bytes

CODINGS = 'coder,decision,code,document,quote\nAda,add,Money,d,"a, b"\n'


def one(data: bytes, name: str = "x.csv") -> list[str]:
    """Return the cells of the first row of a table, by the order of its columns."""
    (table,), _ = read_tables([TableFile(name, data)])
    return list(table.rows[0].cells.values())


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("coder,decision,code", "codings"),
        ("coder,outcome,scope", "looks"),
        ("coder,Outcome,codes", "looks"),
        ("memo_id,kind,target,author,time,private,text", "memos"),
        ("draw,number,coder,position", "draws"),
        ("codebook_hash,code_id,code,code_hash,meaning_hash", "codebooks"),
        ("coder,name,role,credit", "coders"),
    ],
)
def test_a_table_is_told_by_its_columns(header: str, kind: str) -> None:
    """Whatever its file is called."""
    (table,), _ = read_tables([TableFile("whatever.csv", f"{header}\n".encode())])
    assert table.kind == kind


@pytest.mark.parametrize(
    "data",
    [
        CODINGS.encode(),
        CODINGS.encode("utf-8-sig"),
        CODINGS.encode("utf-16"),
        b'coder;decision;code;document;quote\nAda;add;Money;d;"a, b"\n',
        b"coder\tdecision\tcode\tdocument\tquote\r\nAda\tadd\tMoney\td\ta, b\r\n",
    ],
)
def test_what_spreadsheets_save_is_read_alike(data: bytes) -> None:
    """UTF-8, UTF-16, semicolons and tabs."""
    assert one(data) == ["Ada", "add", "Money", "d", "a, b"]


@pytest.mark.parametrize(
    "words", ["'hello", "'=x", "=x", "''=x", "-1", "'-", "'", "''", " - x", "\t@", "it's", "\r\n=x"]
)
def test_what_we_write_comes_back_as_it_was(words: str) -> None:
    """The apostrophe of the writer goes, the one that people wrote stays."""
    data = csv_bytes(("coder", "decision", "memo"), [("Ada", "add", words)])
    assert one(data)[2] == words


def test_a_column_without_a_meaning_is_listed() -> None:
    """Nothing is dropped in silence; a slip is told what it may be."""
    _, found = read_tables([TableFile("x.csv", b"coder,decision,colour,qoute\n")])
    assert [(one.severity, one.line) for one in found] == [("warning", 1), ("warning", 1)]
    assert "colour" in found[0].message
    assert "quote" in found[1].hint


def test_a_table_of_something_else_is_refused() -> None:
    """It says which columns are needed."""
    with pytest.raises(InputError, match="decision"):
        read_tables([TableFile("x.csv", b"a,b\n1,2\n")])


def test_all_files_are_read_before_anything_is_refused() -> None:
    """Every problem is told at once, with its file and line."""
    files = [
        TableFile("one.csv", b"coder,decision\nAda,add,too,many\n"),
        TableFile("two.csv", b""),
        TableFile("three.csv", b"coder,decision,coder\n"),
    ]
    with pytest.raises(InputError) as stop:
        read_tables(files)
    assert [(one.file, one.line) for one in stop.value.problems] == [
        ("one.csv", 2), ("two.csv", None), ("three.csv", 1),
    ]  # fmt: skip


def test_the_line_is_that_of_the_file() -> None:
    """A cell with line breaks counts as the lines it takes."""
    text = io.StringIO()
    csv.writer(text).writerows([("coder", "decision"), ("a\nb", "add"), ("c", "add")])
    (table,), _ = read_tables([TableFile("x.csv", text.getvalue().encode())])
    assert [row.line for row in table.rows] == [2, 4]
