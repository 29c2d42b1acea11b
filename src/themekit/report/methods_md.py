"""The methods appendix as GitHub Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.md import _table as pipe_table
from themekit.report.md import escape
from themekit.report.methods_blocks import (
    LEFT,
    Block,
    Grid,
    Heading,
    Listing,
    MethodsModel,
    Paragraph,
    Question,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


STOP = r"\."


def methods_md(model: MethodsModel) -> bytes:
    """Return the text in UTF-8."""
    return ("\n\n".join(_parts(model)) + "\n").encode("utf-8")


def _parts(model: MethodsModel) -> Iterator[str]:
    yield f"# {escape(model.title)}"
    yield escape(model.subtitle)
    for block in model.blocks:
        yield from _part(block)


def _part(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            # Behind the signs of a heading a number starts no list.
            yield f"{'#' * block.level} {escape(block.text).replace(STOP, '.', 1)}"
        case Paragraph():
            yield escape(block.text)
        case Listing():
            yield "\n".join(f"- {escape(item)}" for item in block.items)
        case Question():
            yield f"> **{LEFT}:** {escape(block.text)}"
        case Grid():
            yield f"**{escape(block.caption)}**"
            yield pipe_table(block.header, block.rows, numeric={*block.numeric})
