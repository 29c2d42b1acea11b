"""Packs on paper and in workbooks: what they say, how they look, and that they come back."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import load_workbook

from themekit.errors import InputError
from themekit.exchange.packs import Pack, PackCode, PackPassage, PackQuestion, PackWord
from themekit.exchange.packs import docx as large_print
from themekit.exchange.packs import xlsx as workbook
from themekit.exchange.packs.codes import new_code
from themekit.exchange.packs.reply import ReplyAnswer, ReplyPassage
from themekit.study import Support

CODE = PackCode("c1", "=Money worries", "Not enough money.", "I cannot pay.", "Debts.", "Money")
PACK = Pack(
    study="s", title="A study", pack=new_code((), lambda free: free[0]), coder="p",
    made="2026-11-28", key="ab",
    support=Support(name="A line (synthetic)", phone="020 7946 0000", facilitator="The organiser"),
    passages=(
        PackPassage(
            1, (PackWord(1, 1, "In"), PackWord(2, 3, "[place 1]"), PackWord(4, 4, "then.")),
            asked="What happened?", note="This passage mentions debt.",
            questions=(PackQuestion(1, CODE), PackQuestion(2, replace(CODE, key="c2", name="Rent"))),
        ),
        PackPassage(2, (PackWord(1, 1, "=Later."),), questions=(PackQuestion(3, CODE),)),
    ),
    codes=(CODE,),
)  # fmt: skip


def paragraphs() -> list[str]:
    """Return what stands in the questionnaire in large print."""
    return [one.text for one in Document(io.BytesIO(large_print.questionnaire(PACK))).paragraphs]


def test_the_same_pack_is_the_same_bytes() -> None:
    """The clock in both files stands still."""
    assert large_print.questionnaire(PACK) == large_print.questionnaire(PACK)
    assert workbook.questionnaire(PACK) == workbook.questionnaire(PACK)


def test_large_print_is_large_and_says_its_language() -> None:
    """Headings are headings, so that they can be heard and jumped to."""
    document = Document(io.BytesIO(large_print.questionnaire(PACK)))
    normal = document.styles["Normal"]
    assert normal.font.size == Pt(18)
    assert document.styles["Quote"].font.size == Pt(18)
    assert normal.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"
    heads = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert heads[2:] == ["The passages", "Passage 1 of 2", "Passage 2 of 2", "That was all"]


def test_it_says_how_to_answer_and_who_helps() -> None:
    """Before the first passage: the code, an example, the letters, and that nothing is sent."""
    told = "\n".join(paragraphs())
    head = told.partition("Passage 1 of 2")[0]
    assert f"{PACK.pack}: 1 A, 2 B, 3 C" in head
    assert "A means: Yes." in head
    assert "Nothing is sent from here." in head
    assert "please call A line (synthetic) 020 7946 0000" in head
    assert "Question 2. Is this about: Rent" in told
    assert "In [place 1] then." in told
    assert "This passage mentions debt. You need not read it." in told


def filled(*rows: tuple[int, str, str]) -> bytes:
    """Return the workbook as somebody filled it in: row, answer, own words."""
    book = load_workbook(io.BytesIO(workbook.questionnaire(PACK)))
    for row, answer, own in rows:
        book["Passages"].cell(row, 8).value = answer or None
        book["Passages"].cell(row, 9).value = own or None
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_comes_back_with_its_answers() -> None:
    """Chosen from the list or typed, with own words or without."""
    data = filled((2, "A Yes", "because"), (3, "not sure", ""), (4, "E I may know this person", ""))
    assert workbook.is_questionnaire(data)
    reply = workbook.read_questionnaire("r.xlsx", data)
    assert (reply.pack, reply.way, reply.coder) == (PACK.pack, "sheet", "p")
    assert reply.answers == (ReplyAnswer(1, "yes", memo="because"), ReplyAnswer(2, "unsure"))
    assert reply.passages == (ReplyPassage(0, "may know", q=3),)


def test_an_answer_that_nobody_can_read_is_named_by_its_row() -> None:
    """Nothing of the workbook is taken then."""
    with pytest.raises(InputError, match=r"r\.xlsx:3: 'perhaps so' is no answer to question 2"):
        workbook.read_questionnaire("r.xlsx", filled((2, "A", ""), (3, "perhaps so", "")))


def test_no_text_in_a_workbook_is_a_formula() -> None:
    """What begins like one has an apostrophe before it."""
    book = load_workbook(io.BytesIO(workbook.questionnaire(PACK)))
    cells = [cell for row in book["Passages"].iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=Money worries" in {cell.value for cell in cells}
    assert "'=Later." in {cell.value for cell in cells}


def test_answers_are_chosen_from_a_list() -> None:
    """The column of answers offers them."""
    book = load_workbook(io.BytesIO(workbook.questionnaire(PACK)))
    (offered,) = book["Passages"].data_validations.dataValidation
    assert "A Yes,B No,C Not sure" in offered.formula1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_other_files_are_no_questionnaires(data: bytes) -> None:
    """They are told apart without being opened as workbooks."""
    assert not workbook.is_questionnaire(data)
