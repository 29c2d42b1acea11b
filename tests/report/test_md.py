"""The report as Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from themekit.matrix import build_matrix
from themekit.report.md import MarkdownRenderer, escape
from themekit.report.rows import row_key

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from conftest import Reported
    from themekit.report import ReportModel


def test_markdown_reads_as_accepted(model: ReportModel, snapshot: SnapshotAssertion) -> None:
    """The whole text, as a person accepted it."""
    assert MarkdownRenderer().render(model).decode("utf-8") == snapshot


def test_markdown_of_a_checked_study_reads_as_accepted(
    checked: Reported, snapshot: SnapshotAssertion
) -> None:
    """The whole text of a study of which people have checked a part, counted as it stands."""
    built = replace(checked, matrix=build_matrix(checked.coded)).build()
    assert MarkdownRenderer().render(built).decode("utf-8") == snapshot


def test_figures_carry_their_row_unseen(counted: ReportModel) -> None:
    """A comment beside a figure says which row of the matrix it is."""
    text = MarkdownRenderer().render(counted).decode("utf-8")
    cell = counted.outlines[0].sections[0].rows[0].cells[0]
    assert cell
    assert f"2 of 7; 2 segments <!-- row: {row_key(cell.row)} -->" in text


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "*not bold* _nor this_ ~~nor that~~",
        "<script>alert(1)</script>",
        "[link](https://example.org) ![x](y)",
        "# no heading",
        "1. no list",
        "- no list",
        "+ no list",
        "`code` \\ back",
        "&lt; stays",
        "> no quote",
    ],
)
def test_escaped_text_shows_as_it_stands(text: str) -> None:
    """Rendered Markdown shows the very characters, in one paragraph and without a tag."""
    paragraph, shown = _rendered(escape(text))
    assert paragraph == "<p>"
    assert shown == text


def _rendered(text: str) -> tuple[str, str]:
    """Render Markdown and take the tags off."""
    made = MarkdownIt().render(text).strip()
    inner = made.removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inner
    plain = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return made[:3], plain.replace("&amp;", "&").replace("\u200b", "")


def test_addresses_do_not_become_links() -> None:
    """GitHub links bare addresses; a zero-width space stops it."""
    assert escape("see https://x.org") == "see https&#8203;://x.org"


def test_lines_of_a_text_are_joined() -> None:
    """A cell stays a cell."""
    assert escape("one\n\ntwo\tthree") == "one two three"
