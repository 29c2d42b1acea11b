"""Markdown read back: headings, paragraphs, tables, block quotations, footnotes and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from themekit.report.verify.read.marks import Gatherer, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.verify.model import Block, BlockKind

_COMMENT = re.compile(r"<!--\s*row\s*:\s*(.*?)\s*-->", re.IGNORECASE | re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:?\s?")
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_STRONG = {"strong_open": 1, "em_open": 1, "strong_close": -1, "em_close": -1}


def read_md(data: bytes) -> tuple[Block, ...]:
    """Read Markdown in UTF-8."""
    from markdown_it import MarkdownIt

    text = data.decode("utf-8-sig")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    out = Gatherer()
    rows: list[list[Piece]] | None = None
    depth, level = 0, 0
    for token in tokens:
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            out.table(rows)
            rows = None
        elif token.type in {"inline", "html_block", "fence", "code_block"}:
            piece = _piece(token)
            if rows is not None:
                rows[-1].append(piece)
            else:
                kind: BlockKind = "heading" if level else "quote" if depth else "paragraph"
                out.add(kind, piece, level=level)
    return tuple(out.blocks)


def _piece(token: Any) -> Piece:
    """Gather the text of one block."""
    piece = Piece()
    if token.type == "html_block":
        _html(token.content, piece)
        return piece
    if token.children is None:
        piece.add(token.content)
        return piece
    _inline(token.children, piece)
    return piece


def _inline(children: Sequence[Any], piece: Piece) -> None:
    open_: list[int] = []
    struck = 0
    for child in children:
        struck += (child.type == "s_open") - (child.type == "s_close")
        if struck or child.type in {"s_open", "s_close"}:
            continue
        if child.type in {"text", "code_inline"}:
            piece.add(_FOOTNOTE.sub("", child.content))
        elif child.type in {"softbreak", "hardbreak"}:
            piece.add(" ")
        elif child.type == "html_inline":
            _html(child.content, piece)
        elif _STRONG.get(child.type) == 1:
            open_.append(len(piece.text))
        elif _STRONG.get(child.type) == -1 and open_:
            piece.emphasised(open_.pop(), slanted=child.type == "em_close")


def _html(content: str, piece: Piece) -> None:
    """Take the marks out of HTML, and what it shows."""
    at = 0
    for found in _COMMENT.finditer(content):
        piece.add(_TAG.sub("", content[at : found.start()]))
        piece.marks.append((found[1], len(piece.text), len(piece.text)))
        at = found.end()
    rest = re.sub(r"<!--.*?-->", "", content[at:], flags=re.DOTALL)
    piece.add(_TAG.sub(" ", rest) if rest.strip("<>") else rest)
