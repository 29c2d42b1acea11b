"""The methods appendix as one page: no script, no request, and each table a list on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from themekit.report.html import asset, environment
from themekit.report.methods_blocks import LEFT, Heading
from themekit.style import tokens

if TYPE_CHECKING:
    from themekit.report.methods_blocks import MethodsModel


def methods_html(model: MethodsModel) -> bytes:
    """Return the page in UTF-8."""
    style = tokens() + asset("style.css") + asset("methods.css")
    headings = [
        one.text
        for one in model.blocks
        if isinstance(one, Heading) and one.level == 2  # noqa: PLR2004
    ]
    page = (
        environment()
        .get_template("methods.html.j2")
        .render(
            model=model,
            headings=headings,
            kind=lambda one: type(one).__name__,
            left=LEFT,
            style=Markup(style),  # noqa: S704 - our own files
        )
    )
    return page.encode("utf-8")
