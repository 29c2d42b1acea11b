"""An account as one page: no script, no request; two sheets of A4 when it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from themekit.report.html import asset, environment
from themekit.report.returning.layout import heading_of, sections_of
from themekit.report.returning.room import is_roomy
from themekit.style import tokens

if TYPE_CHECKING:
    from themekit.report.returning.model import ReturnModel


def return_html(model: ReturnModel) -> bytes:
    """Return the page in UTF-8."""
    page = (
        environment()
        .get_template("return.html.j2")
        .render(
            model=model,
            heading=heading_of(model),
            sections=sections_of(model),
            is_roomy=is_roomy(model),
            kind=lambda one: type(one).__name__,
            style=Markup(tokens() + asset("return.css")),  # noqa: S704 - our own files
        )
    )
    return page.encode("utf-8")
