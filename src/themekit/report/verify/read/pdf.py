"""A PDF read back: lines made into paragraphs and tables again, running heads left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from themekit.report.verify.read.marks import Gatherer, Piece
from themekit.report.verify.read.pdf_lines import Line, lines_of
from themekit.report.verify.read.pdf_tables import Table, with_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.verify.model import Block

_MOST_PAGES = 2_000
_EDGE = 0.1
_BIGGER = 1.12
_NEAR = 1.6
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_END = re.compile(r"[.!?:\u201d\"'\u2019)\]]$")
_ITEM = re.compile(
    r"\s*(?:[\u2022\u25cf\u25e6\u25aa\u2023\uf0b7\u00b7]|\d{1,2}[.)]\s|[\u2014\u2013]\s*[A-Z])"
)
_PAGE = re.compile(r"(page\s+)?\d+(\s*(/|of)\s*\d+)?", re.IGNORECASE)


def read_pdf(data: bytes) -> tuple[Block, ...]:
    """Read a PDF; raises what pdfium throws where it is broken, ValueError where it has no text."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [list(lines_of(document[at], at)) for at in range(min(len(document), _MOST_PAGES))]
    finally:
        document.close()
    lines = [line for page in _without_heads(pages) for line in page]
    if not lines:
        message = "no text in it, only pictures (a scan?)"
        raise ValueError(message)
    return _blocks(lines)


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out what stands at the edge of several pages, and page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_edge_key(line) for line in page if _at_edge(line)})
    most = max(2, len(pages) // 3)

    def is_head(line: Line) -> bool:
        if not _at_edge(line):
            return False
        return bool(_PAGE.fullmatch(line.text.strip())) or (
            len(pages) > 1 and seen[_edge_key(line)] >= most
        )

    return [[line for line in page if not is_head(line)] for page in pages]


def _edge_key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()).casefold())


def _at_edge(line: Line) -> bool:
    return line.top < line.height * _EDGE or line.low > line.height * (1 - _EDGE)


def _blocks(lines: list[Line]) -> tuple[Block, ...]:
    """Join lines into paragraphs; what is set larger, or bold and apart, is a heading."""
    body = _body_size(lines)
    sizes = sorted({round(one.size) for one in lines if one.size > body * _BIGGER}, reverse=True)
    gap, edge = _usual_gap(lines), sorted(one.right for one in lines)[int(len(lines) * 0.9)]
    out = Gatherer()
    part: list[Line] = []
    for line in with_tables([one for one in lines if one.text.strip()]):
        if isinstance(line, Table):
            if part:
                _add(out, part, body, sizes)
                part = []
            out.page = line.page
            out.table([[Piece(text) for text in row] for row in line.rows])
            continue
        if part and _parts(part[-1], line, body, gap, edge):
            _add(out, part, body, sizes)
            part = []
        part.append(line)
    if part:
        _add(out, part, body, sizes)
    return tuple(out.blocks)


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size in which most is set."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[round(line.size, 1)] += len(line.text)
    return counted.most_common(1)[0][0]


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the distance of two lines of one paragraph: among the smallest there are."""
    found = [
        after.low - before.low
        for before, after in itertools.pairwise(lines)
        if before.page == after.page and 0 < after.low - before.low < before.size * 3
    ]
    return sorted(found)[len(found) // 10] if found else 14.0


def _is_head(line: Line, body: float) -> bool:
    return line.size > body * _BIGGER or (
        line.bold and len(line.text) < 90 and not line.text.rstrip().endswith((".", ",", ";"))  # noqa: PLR2004
    )


def _parts(before: Line, line: Line, body: float, gap: float, edge: float) -> bool:
    """Tell whether a line begins another block than the one before."""
    if _is_head(before, body) != _is_head(line, body) or abs(before.size - line.size) > 1:
        return True
    if _ITEM.match(line.text):
        return True
    is_short = before.right < edge - 0.25 * (edge - before.left)
    if before.page != line.page:
        return is_short or (
            bool(_END.search(before.text.rstrip())) and not line.text.lstrip()[:1].islower()
        )
    if line.low - before.low > gap * 1.3 or line.low < before.low - gap:
        return True
    # A line that ends well before the edge, with a full stop or as a credit, ends its paragraph.
    ends = before.text.rstrip().endswith((".", "!", "?", "\u201d", "\u00bb", ")", "]"))
    return is_short and (ends or before.text.lstrip()[:1] in "\u2014\u2013")


def _add(out: Gatherer, part: Sequence[Line], body: float, sizes: Sequence[int]) -> None:
    """Add a block made of lines."""
    piece = Piece()
    out.page = part[0].page
    for line in part:
        text = line.text.strip()
        if piece.text.endswith("-") and text[:1].islower() and piece.text[-2:-1].isalpha():
            # Broken over lines, or a compound word: quotations are compared without hyphens.
            piece.text = piece.text[:-1] + "\u2010"
            piece.add(text)
        else:
            piece.add((" " if piece.text else "") + text)
    if _is_head(part[0], body) and len(piece.text) < 200:  # noqa: PLR2004 - longer is no heading
        size = round(part[0].size)
        level = sizes.index(size) + 1 if size in sizes else len(sizes) + 1
        out.add("heading", piece, level=level)
    else:
        out.add("paragraph", piece)
