"""A PDF read back: lines made into paragraphs again, running heads left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from themekit.report.verify.read.marks import Gatherer, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


@dataclass(slots=True)
class _Line:
    """A line of a page: its text, where it stands and how large it is set."""

    text: str
    page: int
    top: float
    low: float
    left: float
    right: float
    size: float
    height: float
    bold: bool = False


def read_pdf(data: bytes) -> tuple[Block, ...]:
    """Read a PDF; raises what pdfium throws where it is broken, ValueError where it has no text."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [list(_lines(document[at], at)) for at in range(min(len(document), _MOST_PAGES))]
    finally:
        document.close()
    lines = [line for page in _without_heads(pages) for line in page]
    if not lines:
        message = "no text in it, only pictures (a scan?)"
        raise ValueError(message)
    return _blocks(lines)


def _lines(page: Any, number: int) -> Iterator[_Line]:
    """Yield the lines of a page in reading order."""
    from ctypes import c_double

    from pypdfium2 import raw

    text = page.get_textpage()
    height = page.get_height()
    count = text.count_chars()
    left, right, low, high = (c_double() for _ in range(4))
    signs: list[tuple[str, float, float, float, float, float, int]] = []
    for at in range(count):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign in "\r\n":
            if sign == "\n" and signs:
                yield _line(signs, number, height)
                signs = []
            continue
        raw.FPDFText_GetCharBox(text, at, left, right, low, high)
        size = raw.FPDFText_GetFontSize(text, at)
        weight = raw.FPDFText_GetFontWeight(text, at)
        box = (left.value, right.value, low.value, high.value)
        signs.append((sign, *box, size, weight))
    if signs:
        yield _line(signs, number, height)


def _line(signs: Sequence[tuple[Any, ...]], page: int, height: float) -> _Line:
    """Join the characters of a line."""
    seen = [one for one in signs if one[0].strip()] or list(signs)
    return _Line(
        text="".join(one[0] for one in signs).replace("\x02", "\u2010").replace("\ufffe", "\u2010"),
        page=page + 1,
        top=height - max(one[4] for one in seen),
        low=height - min(one[3] for one in seen),
        left=min(one[1] for one in seen),
        right=max(one[2] for one in seen),
        size=median(max(one[5], one[4] - one[3]) if one[5] <= 1 else one[5] for one in seen),
        height=height,
        bold=median(one[6] for one in seen) >= 600,  # noqa: PLR2004 - semibold and up
    )


def _without_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Leave out what stands at the edge of several pages, and page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_edge_key(line) for line in page if _at_edge(line)})
    most = max(2, len(pages) // 3)

    def is_head(line: _Line) -> bool:
        if not _at_edge(line):
            return False
        return bool(_PAGE.fullmatch(line.text.strip())) or (
            len(pages) > 1 and seen[_edge_key(line)] >= most
        )

    return [[line for line in page if not is_head(line)] for page in pages]


def _edge_key(line: _Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()).casefold())


def _at_edge(line: _Line) -> bool:
    return line.top < line.height * _EDGE or line.low > line.height * (1 - _EDGE)


def _blocks(lines: list[_Line]) -> tuple[Block, ...]:
    """Join lines into paragraphs; what is set larger, or bold and apart, is a heading."""
    body = _body_size(lines)
    sizes = sorted({round(one.size) for one in lines if one.size > body * _BIGGER}, reverse=True)
    gap, edge = _usual_gap(lines), sorted(one.right for one in lines)[int(len(lines) * 0.9)]
    out = Gatherer()
    part: list[_Line] = []
    for line in lines:
        if not line.text.strip():
            continue
        if part and _parts(part[-1], line, body, gap, edge):
            _add(out, part, body, sizes)
            part = []
        part.append(line)
    if part:
        _add(out, part, body, sizes)
    return tuple(out.blocks)


def _body_size(lines: Sequence[_Line]) -> float:
    """Return the size in which most is set."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[round(line.size, 1)] += len(line.text)
    return counted.most_common(1)[0][0]


def _usual_gap(lines: Sequence[_Line]) -> float:
    """Return the distance of two lines of one paragraph: among the smallest there are."""
    found = [
        after.low - before.low
        for before, after in itertools.pairwise(lines)
        if before.page == after.page and 0 < after.low - before.low < before.size * 3
    ]
    return sorted(found)[len(found) // 10] if found else 14.0


def _is_head(line: _Line, body: float) -> bool:
    return line.size > body * _BIGGER or (
        line.bold and len(line.text) < 90 and not line.text.rstrip().endswith((".", ",", ";"))  # noqa: PLR2004
    )


def _parts(before: _Line, line: _Line, body: float, gap: float, edge: float) -> bool:
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


def _add(out: Gatherer, part: Sequence[_Line], body: float, sizes: Sequence[int]) -> None:
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
