"""A renderer in a package of its own: the theme matrix as plain text, for mail and screen readers.

Your package names it in its pyproject.toml, and every run writes ``theme_matrix.txt`` from then on:

    [project.entry-points."themekit.renderers"]
    txt = "plain_text:PlainTextRenderer"
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from themekit.report import ReportModel


@dataclass(frozen=True)
class PlainTextRenderer:
    """Renders ``theme_matrix.txt``: a line a figure, nothing that only the eye could find."""

    name: str = "txt"
    suffix: str = ".txt"

    def render(self, model: ReportModel) -> bytes:
        """Return the text in UTF-8."""
        return ("\n".join(_lines(model)) + "\n").encode("utf-8")


def _lines(model: ReportModel) -> Iterator[str]:
    # Whatever stands at the head of a report belongs at the head of every rendering of it.
    yield from filter(None, (model.title, model.subtitle, model.notice, model.doubts))
    yield from model.rests_on
    for section in model.outlines[0].sections:
        yield f"\n{section.number}. {section.heading}"
        for row in section.rows:
            for column, cell in zip(model.columns, row.cells, strict=True):
                if cell is not None:
                    yield f"{row.label}, {column.heading}: {cell.text}"
