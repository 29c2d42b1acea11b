"""How the methods appendix is set up in Word: upright paper, fonts, and a constant clock."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm, Pt

from themekit.report.docx import INK
from themekit.style.zips import FIXED_TIME

SHORT, LONG, MARGIN = Mm(210), Mm(297), Mm(18)


def set_up(document: Any, title: str) -> None:
    """Set paper, fonts, language and the constant properties."""
    page = document.sections[0]
    page.page_width, page.page_height = SHORT, LONG
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption"):
        document.styles[name].font.color.rgb = INK
        document.styles[name].paragraph_format.keep_with_next = True
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = "themekit"
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = properties.last_printed = FIXED_TIME
    properties.revision = 1
