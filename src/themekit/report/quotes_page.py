"""The page for the researcher alone: who is quoted outside, person by person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from themekit.report import words
from themekit.report.by_person import told_of
from themekit.report.html import asset, environment
from themekit.style import tokens

if TYPE_CHECKING:
    from themekit.report.by_person import QuotedPerson


def quotes_page(people: Sequence[QuotedPerson], title: str) -> bytes:
    """Return the page in UTF-8; it holds no script and asks nothing of any network."""
    page = (
        environment()
        .get_template("by_person.html.j2")
        .render(
            people=people,
            title=title,
            told=told_of(people),
            words=words,
            style=Markup(tokens() + asset("style.css")),  # noqa: S704 - our own files
        )
    )
    return words.clean(page).encode("utf-8")
