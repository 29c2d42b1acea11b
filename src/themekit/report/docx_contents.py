"""The contents list of a Word document and the numbers of its pages.

Page numbers are fields, for pages are made by the program that opens the document: LibreOffice
fills them in by itself, Word asks whether to. The list itself is written out, so that it can be
followed in any program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTENTS = "Contents"
LEVELS = {"Heading 1": 1, "Heading 2": 2}
INDENT = Mm(6)


def number_pages(document: Any) -> None:
    """Put the page's number at the foot of every page; later sections take it over."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = 2
    foot.paragraph_format.space_after = Pt(0)
    foot.add_run("Page ")
    for one in _field("PAGE", "1"):
        foot._p.append(parse_xml(one))  # noqa: SLF001 - python-docx knows no fields


def start_contents(document: Any) -> Any:
    """Open a page for the contents, and return the paragraph that `write_contents` fills."""
    heading = document.add_paragraph(style="Title")
    heading.add_run(CONTENTS).font.size = Pt(16)
    heading.paragraph_format.page_break_before = True
    return document.add_paragraph()


def write_contents(document: Any, place: Any) -> None:
    """List the headings that stand after a paragraph: each a link, and a field with its page."""
    found = _headings_after(document, place)
    if not found:
        return
    for name, level in (("toc 1", 0), ("toc 2", 1)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = INDENT * level
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.tab_stops.add_tab_stop(
            _width(document), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    ids = {level: document.styles[f"toc {level}"].style_id for level in (1, 2)}
    _ask_to_update(document)
    for at, (heading, level) in enumerate(found, start=1):
        _bookmark(heading, at)
        # In a field of Word's own list LibreOffice would leave the numbers out.
        page = "".join(_field(f"PAGEREF {_name(at)} \\h", ""))
        place._p.addprevious(  # noqa: SLF001 - as above
            parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{ids[level]}"/></w:pPr>'
                f'<w:hyperlink w:anchor="{_name(at)}" w:history="1"><w:r>'
                f'<w:t xml:space="preserve">{escape(heading.text)}</w:t></w:r></w:hyperlink>'
                f"<w:r><w:tab/></w:r>{page}</w:p>"
            )
        )


def _ask_to_update(document: Any) -> None:
    """Have Word work fields out when it opens the document; settings have an order of their own."""
    settings = document.settings.element
    behind = [f"w:{name}" for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")]
    told = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
    following = next((one for name in behind for one in settings.findall(qn(name))), None)
    if following is None:
        settings.append(told)
    else:
        following.addprevious(told)


def _width(document: Any) -> Any:
    """Return how wide the text of the first section is: there page numbers end."""
    section = document.sections[0]
    return section.page_width - section.left_margin - section.right_margin


def _headings_after(document: Any, place: Any) -> Sequence[tuple[Any, int]]:
    """Return the headings after a paragraph, with their levels."""
    every = document.paragraphs
    start = next(at for at, one in enumerate(every) if one._p is place._p)  # noqa: SLF001 - as above
    return [(one, LEVELS[one.style.name]) for one in every[start:] if one.style.name in LEVELS]


def _bookmark(heading: Any, number: int) -> None:
    """Let a link lead to a heading."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{_name(number)}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    first = heading._p.find(qn("w:r"))  # noqa: SLF001 - as above
    first.addprevious(start)
    heading._p.append(end)  # noqa: SLF001 - as above


def _name(number: int) -> str:
    return f"_Toc{number:06d}"


def _field(instruction: str, shown: str) -> Sequence[str]:
    """Return the runs of a field with what it shows until it is worked out."""
    named = nsdecls("w")
    return [
        f'<w:r {named}><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r {named}><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        f'<w:r {named}><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r {named}><w:t>{shown}</w:t></w:r>",
        f'<w:r {named}><w:fldChar w:fldCharType="end"/></w:r>',
    ]
