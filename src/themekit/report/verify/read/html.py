"""A page read back: what it shows, and the rows that its elements name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from themekit.report.verify.read.marks import Gatherer, Piece

if TYPE_CHECKING:
    from themekit.report.verify.model import Block, BlockKind

_UNSHOWN = frozenset({
    "script", "style", "head", "template", "noscript", "svg", "math", "select", "nav", "del", "s",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "cite", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_SLANTED = frozenset({"i", "em"})
_STRONG = _SLANTED | {"b", "strong"}
_HEADING = re.compile(r"h[1-6]")
_QUOTED = {"q": ("\u201c", "\u201d")}


def read_html(data: bytes) -> tuple[Block, ...]:
    """Read a page; scripts, styles and what is hidden are no part of it."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding=_encoding(data), remove_comments=False, no_network=True)
    root = lxml.html.document_fromstring(data, parser=parser)
    walk = _Walk()
    body = root.find("body")
    walk.go(body if body is not None else root, "paragraph")
    walk.end("paragraph")
    return tuple(walk.out.blocks)


def _encoding(data: bytes) -> str | None:
    """UTF-8 unless the page says another or is none."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


@dataclass(slots=True)
class _Walk:
    """Goes through elements and gathers blocks."""

    out: Gatherer = field(default_factory=Gatherer)
    piece: Piece = field(default_factory=Piece)
    level: int = 0

    def end(self, kind: BlockKind) -> None:
        """End the block that is being gathered."""
        self.out.add("heading" if self.level else kind, self.piece, level=self.level)
        self.piece = Piece()

    def go(self, element: Any, kind: BlockKind) -> None:
        """Take an element and what stands in it."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name:
            found = re.fullmatch(r"\s*row\s*:\s*(.*?)\s*", element.text or "", re.DOTALL)
            if found:
                self.piece.marks.append((found[1], len(self.piece.text), len(self.piece.text)))
        elif not _is_hidden(element, name):
            if name == "table":
                self.end(kind)
                self._table(element, kind)
            elif name in _BLOCKS:
                self._block(element, name, kind)
            else:
                self._inline(element, name, kind)
        self.piece.add(element.tail or "")

    def _block(self, element: Any, name: str, kind: BlockKind) -> None:
        self.end(kind)
        inner: BlockKind = "quote" if name == "blockquote" else kind
        self.level = int(name[1]) if _HEADING.fullmatch(name) else 0
        said, before = element.get("data-row"), len(self.out.blocks)
        self._content(element, inner)
        if said and before == len(self.out.blocks):
            self.piece.marks.append((said, 0, len(self.piece.text)))
        self.end(inner)
        self.level = 0

    def _inline(self, element: Any, name: str, kind: BlockKind) -> None:
        start = len(self.piece.text)
        opening, closing = _QUOTED.get(name, ("", ""))
        self.piece.add(" " if name == "br" else opening)
        self._content(element, kind)
        self.piece.add(closing)
        end = len(self.piece.text)
        if element.get("data-row") and start <= end:
            self.piece.marks.append((element.get("data-row"), start, end))
        if name in _STRONG and start < end:
            self.piece.emphasised(start, slanted=name in _SLANTED)

    def _content(self, element: Any, kind: BlockKind) -> None:
        self.piece.add(element.text or "")
        for child in element:
            self.go(child, kind)

    def _table(self, table: Any, kind: BlockKind) -> None:
        """Take a table; a cell that spans columns stands in the first of them."""
        for caption in table.iter("caption"):
            self._block(caption, "caption", kind)
        rows = []
        for row in table.iter("tr"):
            cells: list[Piece] = []
            for cell in row:
                if cell.tag not in {"td", "th"} or _is_hidden(cell, str(cell.tag)):
                    continue
                cells.append(self._cell(cell, row))
                cells += [Piece() for _ in range(_span(cell) - 1)]
            rows.append(cells)
        self.out.table(rows)

    def _cell(self, cell: Any, row: Any) -> Piece:
        inner = _Cell()
        inner.content(cell)
        for said in (cell.get("data-row"), row.get("data-row")):
            if said:
                inner.piece.marks.append((said, 0, len(inner.piece.text)))
        return inner.piece


@dataclass(slots=True)
class _Cell:
    """Gathers a cell as one piece, whatever stands in it."""

    piece: Piece = field(default_factory=Piece)

    def content(self, element: Any) -> None:
        """Take what stands in an element."""
        self.piece.add(element.text or "")
        for child in element:
            name = child.tag if isinstance(child.tag, str) else ""
            if name and not _is_hidden(child, name):
                start = len(self.piece.text)
                # What has a class of its own is mostly set on a line of its own in a cell.
                apart = name in _BLOCKS or name == "br" or child.get("class")
                self.piece.add(" " if apart else "")
                self.content(child)
                self.piece.add(" " if apart else "")
                if child.get("data-row"):
                    self.piece.marks.append((child.get("data-row"), start, len(self.piece.text)))
            elif not name and (found := re.fullmatch(r"\s*row\s*:\s*(.*?)\s*", child.text or "")):
                self.piece.marks.append((found[1], len(self.piece.text), len(self.piece.text)))
            self.piece.add(child.tail or "")


def _span(cell: Any) -> int:
    """Return how many columns a cell spans."""
    text = str(cell.get("colspan") or "1")
    return min(int(text), 100) if text.isdigit() and int(text) else 1


def _is_hidden(element: Any, name: str) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return name in _UNSHOWN or "hidden" in element.attrib or "display:none" in style
