"""A pack as a questionnaire in large print: to be read on paper, and answered by message."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from themekit.exchange.packs.model import Pack, PackPassage, PackQuestion
from themekit.exchange.packs.paper import how_to_answer, last_words, who_helps
from themekit.exchange.packs.texted import LETTERED
from themekit.style.zips import FIXED_TIME, with_fixed_clock

LARGE = Pt(18)
"""What people who see badly can read."""
_HEADINGS = {"Title": 28, "Heading 1": 24, "Heading 2": 20}
_SAID, _SHOWN = "Georgia", "Arial"
_INK = RGBColor(0x1B, 0x1C, 0x20)
_A4, _MARGIN = (Mm(210), Mm(297)), Mm(20)
_LANGUAGE = "en-GB"
_OPEN = "____________________________________"
HERE = (
    "Read each passage. Write down the letter of your answer beside the question, or the number of "
    "the question and the letter in a message."
)


def questionnaire(pack: Pack) -> bytes:
    """Return a pack as a document in large print; the same pack is the same bytes."""
    document = Document()
    _set_up(document, pack)
    document.add_heading("Would you read some passages?", 0)
    document.add_paragraph(pack.title)
    code = document.add_paragraph("The code of this pack: ")
    code.add_run(pack.pack).bold = True
    document.add_heading("How it works", 1)
    for line in how_to_answer(pack, HERE):
        document.add_paragraph(line)
    document.add_heading("If you need somebody", 1)
    for line in who_helps(pack.support):
        document.add_paragraph().add_run(line).bold = True
    document.add_heading("The passages", 1)
    for passage in pack.passages:
        _passage(document, passage, len(pack.passages))
    document.add_heading("That was all", 1)
    document.add_paragraph(
        "How do you want to be named when the study is published? Leave it empty if you do not "
        "want to be named."
    )
    document.add_paragraph(_OPEN)
    for line in (*last_words(pack), *who_helps(pack.support)):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return with_fixed_clock(target.getvalue())


def _set_up(document: Any, pack: Pack) -> None:
    """Set paper, letters, language and the constant properties."""
    page = document.sections[0]
    page.page_width, page.page_height = _A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    for name, size in {"Normal": LARGE.pt, **_HEADINGS}.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = _INK
        _letters(style, _SHOWN)
    normal = document.styles["Normal"]
    normal.paragraph_format.line_spacing = 1.4
    normal.paragraph_format.space_after = Pt(10)
    for kind, value in (("w:val", _LANGUAGE), ("w:eastAsia", _LANGUAGE)):
        _language(normal).set(qn(kind), value)
    quote = document.styles["Quote"]
    quote.font.size, quote.font.italic = LARGE, False
    quote.font.color.rgb = _INK
    quote.paragraph_format.left_indent = Mm(8)
    _letters(quote, _SAID)
    properties = document.core_properties
    properties.title = pack.title[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = _LANGUAGE
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1


def _letters(style: Any, name: str) -> None:
    """Set the letters of a style, over those that its theme names."""
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)


def _language(style: Any) -> Any:
    properties = style.element.get_or_add_rPr()
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    return found


def _passage(document: Any, passage: PackPassage, of: int) -> None:
    document.add_heading(f"Passage {passage.n} of {of}", 2)
    if passage.note:
        note = document.add_paragraph()
        note.add_run(passage.note).bold = True
        note.add_run(" You need not read it.")
        note.paragraph_format.keep_with_next = True
    if passage.asked:
        asked = document.add_paragraph()
        asked.add_run("The question was: ").bold = True
        asked.add_run(_plain(passage.asked))
    if passage.before:
        document.add_paragraph(f"Before that: {_plain(passage.before)}")
    document.add_paragraph(_plain(passage.text), style="Quote")
    if passage.after:
        document.add_paragraph(f"After that: {_plain(passage.after)}")
    for question in passage.questions:
        _question(document, question)


def _question(document: Any, question: PackQuestion) -> None:
    asked = document.add_paragraph()
    asked.add_run(f"Question {question.q}. ").bold = True
    asked.add_run("Is this about: ")
    asked.add_run(_plain(question.code.name)).bold = True
    asked.paragraph_format.keep_with_next = True
    asked.paragraph_format.space_before = LARGE
    meant = [question.code.meaning]
    if question.code.example:
        meant.append(f"For example: \u201c{question.code.example}\u201d")
    if question.code.not_this:
        meant.append(f"But not: {question.code.not_this}")
    for line in filter(None, meant):
        document.add_paragraph(_plain(line)).paragraph_format.keep_with_next = True
    choices = "    ".join(f"{letter} {word}" for letter, word in LETTERED[:4])
    document.add_paragraph(choices).paragraph_format.keep_with_next = True
    document.add_paragraph("    ".join(f"{letter} {word}" for letter, word in LETTERED[4:]))


def _plain(text: str) -> str:
    """Return a text without signs that a document cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
