"""Reports in four formats are read back with their marks; what changed since is told."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from themekit.report.rows import row_key
from themekit.report.verify import Block, Memory, Seen, read_report, verify
from themekit.report.verify.wording import joined
from verifying import (
    CLEAN,
    CODES,
    alarms,
    evidence,
    matrix,
    pdf,
    remarks,
    row,
    with_cases,
    with_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

ROW = matrix().rows[5]
"""More people coming, Interviews: 6 of 8."""


def word(fill: Callable[[Document], None]) -> tuple[Block, ...]:
    """Write a Word document and read it back."""
    import docx

    document = docx.Document()
    fill(document)
    target = io.BytesIO()
    document.save(target)
    return read_report("r.docx", target.getvalue()).blocks


def html(body: str) -> tuple[Block, ...]:
    """Read a page back."""
    return read_report("r.html", f"<html><body>{body}</body></html>".encode()).blocks


def test_a_page_keeps_headings_cells_and_the_rows_they_name() -> None:
    """A cell knows what its line and column are headed by; data-row covers its element."""
    found = html(
        "<h1>A</h1><h2>B</h2><p>One <b>two</b>. <span data-row='k1'>Three.</span></p>"
        "<table><tr><th>x</th><th>Survey</th></tr><tr><td>Code</td><td data-row='k2'>3 of 9</td></tr>"
        "</table><script>no()</script>"
    )
    assert [one.text for one in found] == [
        "A", "B", "One two. Three.", "x", "Survey", "Code", "3 of 9",
    ]  # fmt: skip
    assert found[2].sections == ("A", "B")
    assert [(m.said, m.start, m.end) for m in found[2].marks] == [("k1", 9, 15)]
    assert (found[6].row, found[6].column, found[6].marks[0].said) == ("Code", "Survey", "k2")


def test_marks_in_markdown_are_no_part_of_its_text() -> None:
    """Written ones and comments are taken out and kept; a comment of its own covers what follows."""
    text = "One. [row: A, B] Two <!-- row: k --> three.\n\n<!-- row: z -->\n\nFour."
    first, second = read_report("r.md", text.encode()).blocks
    assert first.text == "One. Two three."
    assert [m.said for m in first.marks] == ["A, B", "k"]
    assert [(m.said, m.start, m.end) for m in second.marks] == [("z", 0, 5)]


def test_word_is_read_as_its_changes_would_leave_it() -> None:
    """Insertions stay and deletions go; comments and controls name rows; footnotes are read."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def fill(document: Document) -> None:
        document.add_heading("Demand", 1)
        paragraph = document.add_paragraph("")
        run = paragraph.add_run("Six of eight said so.")
        document.add_comment(run, text="[row: More people coming, Interviews]", author="A")
        paragraph._p.append(
            parse_xml(
                f"<w:ins {nsdecls('w')}><w:r><w:t xml:space='preserve'> New.</w:t></w:r></w:ins>"
            )
        )
        paragraph._p.append(
            parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> Old.</w:delText></w:r></w:del>")
        )
        paragraph._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr><w:tag w:val='row:k9'/></w:sdtPr><w:sdtContent><w:r>"
                "<w:t xml:space='preserve'> Tied.</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )

    heading, found = word(fill)
    assert (heading.kind, heading.level) == ("heading", 2)
    assert found.text == "Six of eight said so. New. Tied."
    assert [(m.said, m.start) for m in found.marks] == [
        ("More people coming, Interviews", 0),
        ("k9", 26),
    ]


def test_a_block_quotation_without_signs_is_looked_up() -> None:
    """Whoever sets a quotation apart leaves its signs away."""
    invented = "We had to turn the lights off in April, for nobody had paid for them at all."
    found = remarks(f"# A\n\n> {invented}\n>\n> — V01, interview\n")
    assert [kind for kind, _ in alarms(found)] == ["quotation"]


def test_a_possessive_does_not_close_a_single_quotation() -> None:
    """Signs and apostrophes look the same: what stands in the study tells them apart."""
    text = "‘We were asked to bid against our own partners, which nobody wanted to do again’ (V03)."
    assert alarms(remarks(f"# A\n\nThe partners’ view: {text}\n")) == []


def test_words_broken_over_lines_of_a_pdf_are_whole_again() -> None:
    """A PDF is read as paragraphs, its running heads left out."""
    found = read_report("r.pdf", pdf(["A long word is bro-", "ken here. It goes on."])).blocks
    assert joined(found[0].text) == " a long word is broken here it goes on "


def test_a_second_time_tells_what_changed() -> None:
    """A sentence that held when it was last verified, and whose row is another now, is listed."""
    text = read_report("r.md", CLEAN.encode())
    first = verify(text, evidence(), memory=Memory(str, ()))
    rows = tuple(
        one if row_key(one) != row_key(ROW) else with_cases(one, 4) for one in matrix().rows
    )
    later = evidence(matrix=with_rows(rows))
    second = verify(text, later, memory=Memory(str, first.seen))
    changed = [one for one in second.remarks if one.kind == "changed"]
    assert [one.found.split(";")[0] for one in changed] == [
        "no longer holds: More people coming, Interviews: 6 of 8 before, 4 of 8 now"
    ]


def test_what_is_kept_between_times_holds_no_words() -> None:
    """Only a hash, a row's key and figures; a line that is none of ours is passed over."""
    seen = Seen("hash", "row", "5 of 7")
    assert Seen.of_line(seen.line()) == seen
    assert Seen.of_line("{}") is None
    assert Seen.of_line("no json") is None


def test_undefined_words_are_listed_and_do_not_fail() -> None:
    """Without quantifiers in study.yaml nobody can say what most means."""
    found = remarks(CLEAN, evidence(quantifiers=()))
    assert alarms(found) == []
    assert ("quantifier", "most (1)") in [(one.kind, one.said) for one in found]


@pytest.mark.parametrize("said", ["all", "Roundtable"])
def test_a_word_of_a_share_tied_to_a_row_without_one_cannot_be_checked(said: str) -> None:
    """Over all strands, and of a group, there is no share: it is said, and fails nothing."""
    tied = f"Most people named it. [row: More people coming, {said}]"
    heard = row("Demand", CODES[0], "Roundtable", 12, 18)
    rows = tuple(heard if row_key(one) == row_key(heard) else one for one in matrix().rows)
    rows = (*rows, row("Demand", CODES[0], "all", 6, 8))
    found = remarks(f"# A\n\n## Demand\n\n{tied}\n", evidence(matrix=with_rows(rows)))
    assert alarms(found) == []
    assert any("cannot be checked there" in one.found and one.kind == "quantifier" for one in found)


def test_a_word_of_a_share_tied_to_a_strand_is_checked() -> None:
    """Six of eight are most of them."""
    tied = "Most interviewees named it. [row: More people coming, Interviews]"
    assert remarks(f"# A\n\n## Demand\n\n{tied}\n") == ()
