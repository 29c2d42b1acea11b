"""A codebook as people have it becomes codebook.yaml, with nothing invented and nothing lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from themekit.codebook import parse_codebook
from themekit.errors import InputError
from themekit.reading.codebooks import Line, Rows, read_codebook_file
from themekit.starting import find_codebook, take_codebook
from themekit.starting.codebook_draft import draft_codebook
from themekit.starting.codebook_text import codebook_text


def of_rows(*rows: tuple[str, ...]):
    """Return the codebook that a table makes."""
    table = Rows(rows, tuple(range(1, len(rows) + 1)))
    draft = draft_codebook([table], "codes.csv")
    book, problems = parse_codebook(codebook_text(draft, "codes.csv"))
    assert not [one for one in problems if one.severity == "error"]
    assert book is not None
    return draft, book


def of_lines(*lines: Line):
    """Return the codebook that headings and paragraphs make."""
    book, problems = parse_codebook(codebook_text(draft_codebook(lines, "codes.docx"), "codes"))
    assert not [one for one in problems if one.severity == "error"]
    assert book is not None
    return book


def test_columns_are_known_by_what_people_call_them() -> None:
    """Themes stand once and hold for the rows below; lists in a cell are several texts."""
    _, book = of_rows(
        ("Theme", "Code", "Description", "When to use", "When not to use", "Typical quote"),
        ("Using it", "A place", "The house itself.", "warm\nquiet", "- waiting", '"It is warm."'),
        ("", "Books", "Taken home.", "", "", "‘I read’; ‘I borrow’"),
    )  # fmt: skip
    place, books = book.codes
    assert (place.theme, books.theme) == ("Using it", "Using it")
    assert place.include == ("warm", "quiet")
    assert place.exclude == ("waiting",)
    assert place.examples == ("It is warm.",)
    assert books.examples == ("I read", "I borrow")


def test_what_has_no_place_stays_as_a_comment() -> None:
    """A colour or a count is nobody's meaning, and is not lost either."""
    draft, _ = of_rows(("Code", "Definition", "Colour"), ("Waiting", "Time.", "red"))
    assert "# Colour: red" in codebook_text(draft, "codes.csv")
    assert any("Colour" in one for one in draft.taken)


def test_subcodes_stand_below_their_code() -> None:
    """By a column of their own, by a path, or by numbers."""
    _, book = of_rows(("Code", "Sub-code", "Definition"), ("Access", "", "a"), ("", "Parking", "b"))
    assert [one.parent for one in book.codes] == ["", "Access"]
    _, book = of_rows(("Tag", "Description"), ("Access", "a"), ("Access > Parking", "b"))
    assert [(one.name, one.parent) for one in book.codes] == [("Access", ""), ("Parking", "Access")]
    _, book = of_rows(("Code", "Definition"), ("1 Access", "a"), ("1.1 Parking", "b"))
    assert [(one.name, one.parent) for one in book.codes] == [("Access", ""), ("Parking", "Access")]


def test_a_slash_in_a_name_is_no_path() -> None:
    """'Environment/ facilities' is one code where nothing is called Environment."""
    _, book = of_rows(("Code", "Definition"), ("Environment/ facilities", "a"), ("Other", "b"))
    assert book.codes[0].name == "Environment/ facilities"


def test_a_name_that_stands_twice_is_told_apart_and_said() -> None:
    """Neither of two codes is lost."""
    draft, book = of_rows(("Code", "Definition"), ("Waiting", "a"), ("waiting", "b"))
    assert [one.name for one in book.codes] == ["Waiting", "waiting (2)"]
    assert any("stands at row 2 too" in one for one in draft.doubts)


def test_a_row_that_names_no_code_is_said() -> None:
    """What is left out is told, with its row."""
    draft, _ = of_rows(("Code", "Definition", "Example"), ("A", "a", "x"), ("", "lost", "y"))
    assert any(one.startswith("row 3: it names no code") for one in draft.doubts)


def test_headings_are_themes_and_codes_and_labels_are_their_parts() -> None:
    """The title of the whole is neither."""
    book = of_lines(
        Line("Our codebook", heading=1),
        Line("Using it", heading=2),
        Line("What people come for."),
        Line("A place", heading=3),
        Line("The house itself."),
        Line("Examples:"),
        Line("It is warm.", depth=1),
        Line("I sit.", depth=1),
        Line("Exclude: waiting"),
    )
    (code,) = book.codes
    assert book.themes[0].statement == "What people come for."
    assert (code.theme, code.definition) == ("Using it", "The house itself.")
    assert code.examples == ("It is warm.", "I sit.")
    assert code.exclude == ("waiting",)


def test_lines_with_a_colon_are_codes() -> None:
    """And what is below them, deeper in a list, stands below them."""
    book = of_lines(
        Line("Our codes"),
        Line("Waiting: time that passes", depth=1),
        Line("First call: before anybody rings", depth=2),
        Line("Example: it took for ever", depth=2),
    )
    assert [(one.name, one.parent) for one in book.codes] == [
        ("Waiting", ""),
        ("First call", "Waiting"),
    ]
    assert book.codes[1].examples == ("it took for ever",)


def test_a_file_without_codes_says_what_is_read() -> None:
    """One sentence with the shapes, not an empty codebook."""
    with pytest.raises(InputError, match="no codes are to be found"):
        draft_codebook([Line("Dear all, thank you for coming.")], "letter.docx")


def word(*rows: tuple[str, ...]) -> bytes:
    """Return a Word file with one table."""
    document = Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_row_that_runs_across_a_word_table_is_a_theme() -> None:
    """Merged cells are one cell."""
    document = Document()
    table = document.add_table(rows=3, cols=2)
    for at, text in enumerate(("Code", "Definition")):
        table.rows[0].cells[at].text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1]).text = "Getting help"
    for at, text in enumerate(("Waiting", "Time.")):
        table.rows[2].cells[at].text = text
    file = io.BytesIO()
    document.save(file)
    draft = draft_codebook(read_codebook_file(file.getvalue(), "c.docx"), "c.docx")
    assert [(one.name, one.theme) for one in draft.codes] == [("Waiting", "Getting help")]


def test_a_codebook_is_found_by_its_name_or_its_columns(tmp_path: Path) -> None:
    """And a survey beside it is none."""
    (tmp_path / "survey.csv").write_text("id,answer\n1,yes\n")
    assert find_codebook(tmp_path, tmp_path / "study") is None
    (tmp_path / "tags.csv").write_text("Code,Definition\nWaiting,Time.\n")
    found = find_codebook(tmp_path, tmp_path / "study")
    assert found is not None
    assert found[0].name == "tags.csv"
    (tmp_path / "Coding frame v3.docx").write_bytes(word(("Code", "Meaning"), ("Waiting", "Time.")))
    found = find_codebook(tmp_path, tmp_path / "study")
    assert found is not None
    assert found[0].name == "Coding frame v3.docx"


def test_a_broken_word_file_is_one_sentence(tmp_path: Path) -> None:
    """With the file's name and no library's words."""
    path = tmp_path / "codebook.docx"
    path.write_bytes(word(("Code", "Meaning"), ("Waiting", "Time."))[:-200])
    with pytest.raises(InputError, match=r"codebook\.docx"):
        take_codebook(path)


def test_a_document_title_is_no_theme_and_the_text_under_it_no_statement() -> None:
    """What is said of the whole codebook is told, and taken for nothing."""
    lines = (
        Line("School meals: codebook", heading=1, title=True),
        Line("Ask if unsure."),
        Line("Getting the meal", heading=1),
        Line("Affording it", heading=2),
        Line("What the meal costs."),
        Line("The food", heading=1),
        Line("Taste", heading=2),
    )
    book = of_lines(*lines)
    assert [(theme.name, theme.statement) for theme in book.themes] == [
        ("Getting the meal", ""),
        ("The food", ""),
    ]
    assert [code.name for code in book.codes] == ["Affording it", "Taste"]
    assert "Ask if unsure." in draft_codebook(lines, "codes.docx").taken[0]
