"""All codes in one table before the sections, and what stands there in each file."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from docx import Document
from lxml import html

from themekit.report import load_renderer, overview

if TYPE_CHECKING:
    from conftest import Reported
    from themekit.report import ReportModel


def labels(model: ReportModel) -> list[str]:
    """Return what the lines are called."""
    return [overview.label_of(line) for line in overview.lines_of(model)]


def test_every_theme_and_code_has_a_line_in_the_order_of_the_codebook(model: ReportModel) -> None:
    """Themes by their heading."""
    assert labels(model) == ["Demand", "More people", "Funding", "Money"]


def test_a_code_that_is_shown_in_two_sections_has_one_line(inputs: Reported) -> None:
    """Under its own theme."""
    twice = [
        replace(row, section="Funding", theme="Funding")
        for row in inputs.matrix.rows
        if row.code == "More people" and row.outline == "report"
    ]
    model = inputs.with_matrix(rows=(*inputs.matrix.rows[:-2], *twice)).build()
    assert labels(model).count("More people") == 1


def test_where_one_section_alone_has_rows_there_is_no_second_table(inputs: Reported) -> None:
    """It would be the same."""
    rows = tuple(row for row in inputs.matrix.rows if row.section == "Demand")
    assert overview.lines_of(inputs.with_matrix(rows=rows).build()) == ()


def test_the_caption_says_what_the_numbers_are(model: ReportModel, counted: ReportModel) -> None:
    """Passages that a machine suggests, or people who said so."""
    suggested, people = (overview.caption(overview.lines_of(one)) for one in (model, counted))
    assert "passages that the machine suggests and nobody has checked" in suggested
    assert "how many of those asked said so" in people
    assert people.endswith("; “withheld”: a figure of few people.")


def test_the_page_has_it_between_the_two_pages_and_the_sections(counted: ReportModel) -> None:
    """Each figure says which row it is, and a theme leads to its section."""
    page = html.fromstring(load_renderer("html").render(counted).decode())
    (table,) = page.xpath("//table[contains(@class, 'overview')]")
    assert page.xpath("//main/section/@id")[:2] == ["all-codes", "findings"]
    assert table.xpath(".//tr[@class='theme']/th/a/@href") == ["#o1s1", "#o1s3"]
    cells = [" ".join(one.text_content().split()) for one in table.xpath(".//td")]
    assert cells[:4] == ["2 of 7", "none of 30", "2 of 33", "1 speaker"]
    assert all(len(key) == 10 for key in table.xpath(".//td/@data-row"))


def test_word_and_markdown_have_it_too(counted: ReportModel) -> None:
    """Under the same heading and caption."""
    caption = overview.caption(overview.lines_of(counted))
    document = Document(io.BytesIO(load_renderer("docx").render(counted)))
    texts = [one.text for one in document.paragraphs]
    assert texts.index(overview.HEADING, texts.index("Contents") + 1) < texts.index(caption)
    markdown = load_renderer("md").render(counted).decode()
    assert f"## {overview.HEADING}\n\n{caption}" in markdown
