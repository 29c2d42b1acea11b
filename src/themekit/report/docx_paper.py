"""How a Word document of ours is set up: paper, fonts, language, and a constant clock."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt, RGBColor

from themekit.style.zips import FIXED_TIME

A4, MARGIN = (Mm(297), Mm(210)), Mm(18)
INK = RGBColor(0x1F, 0x23, 0x28)


def set_up(document: Any, title: str, *, upright: bool = False) -> None:
    """Set paper, fonts, language and the constant properties.

    Parameters
    ----------
    document : docx.document.Document
    title : str
    upright : bool
        Whether the paper stands on its short side.
    """
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    long, short = A4
    page.page_width, page.page_height = (short, long) if upright else (long, short)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "Intense Quote"):
        document.styles[name].font.color.rgb = INK
    document.styles["Caption"].paragraph_format.keep_with_next = True
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = "themekit"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1
