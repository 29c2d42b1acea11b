"""A Word document read back: changes as they would stand, comments and controls as marks."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from themekit.report.verify.read.marks import Gatherer, Piece, said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from themekit.report.verify.model import Block, BlockKind

_MOST_BYTES = 400_000_000
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "sdtPr", "tblPr"})
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
_OFF = frozenset({"0", "false", "off", "none"})
_ROW = "row:"


def read_docx(data: bytes) -> tuple[Block, ...]:
    """Read a Word document; raises whatever its parts throw where they are broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
            message = "too large once unpacked"
            raise ValueError(message)
        names = set(archive.namelist())

        def part(name: str) -> Any:
            return _parsed(archive.read(name)) if name in names else None

        document = part("word/document.xml")
        walk = _Walk(
            styles=_styles(part("word/styles.xml")),
            comments=_texts(part("word/comments.xml"), "comment"),
            notes=_texts(part("word/footnotes.xml"), "footnote")
            | {
                f"end{key}": text
                for key, text in _texts(part("word/endnotes.xml"), "endnote").items()
            },
        )
    body = next(one for one in document if _local(one) == "body")
    walk.blocks(body)
    return tuple(walk.out.blocks)


def _parsed(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, name: str = "val") -> str:
    """Return an attribute whatever its namespace."""
    found = (text for key, text in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def _child(element: Any, name: str) -> Any:
    return next((one for one in element if _local(one) == name), None)


def _styles(root: Any) -> dict[str, str]:
    """Return styles' names, folded, by their ids."""
    found = {}
    for style in root if root is not None else ():
        name = _child(style, "name") if _local(style) == "style" else None
        if name is not None:
            found[_value(style, "styleId")] = _value(name).casefold()
    return found


def _texts(root: Any, kind: str) -> dict[str, str]:
    """Return the texts of comments or notes by their ids."""
    found = {}
    for one in root if root is not None else ():
        if _local(one) == kind:
            words = [str(item.text or "") for item in one.iter() if _local(item) == "t"]
            found[_value(one, "id")] = "".join(words)
    return found


@dataclass(slots=True)
class _Walk:
    """Goes through the body and gathers blocks."""

    styles: Mapping[str, str]
    comments: Mapping[str, str]
    notes: Mapping[str, str]
    out: Gatherer = field(default_factory=Gatherer)
    _begun: dict[str, tuple[Piece, int]] = field(default_factory=dict)
    _covering: list[str] = field(default_factory=list)

    def blocks(self, parent: Any) -> None:
        """Take everything that stands below `parent`."""
        for one in parent:
            name = _local(one)
            if name == "p":
                self._paragraph(one)
            elif name == "tbl":
                self._table(one)
            elif name == "sdt":
                self._control(one)
            elif name in {"ins", "moveTo", "customXml", "smartTag"}:
                self.blocks(one)

    def _control(self, control: Any) -> None:
        """Take a content control around whole paragraphs."""
        said, content = _tag(control), _child(control, "sdtContent")
        self._covering += [said] if said else []
        if content is not None:
            self.blocks(content)
        if said:
            self._covering.pop()

    def _paragraph(self, paragraph: Any) -> None:
        piece, notes, boxes = self._piece(paragraph)
        kind, level = self._kind(paragraph)
        self.out.add(kind, piece, level=level)
        for key in notes:
            self.out.add("note", Piece(self.notes.get(key, "")))
        for box in boxes:
            self.blocks(box)

    def _kind(self, paragraph: Any) -> tuple[BlockKind, int]:
        """Tell headings and block quotations by their style."""
        properties = _child(paragraph, "pPr")
        style = _child(properties, "pStyle") if properties is not None else None
        outline = _child(properties, "outlineLvl") if properties is not None else None
        key = _value(style) if style is not None else ""
        name = self.styles.get(key, key.casefold())
        if name == "title":
            return "heading", 1
        if name.startswith("heading"):
            digits = "".join(filter(str.isdigit, name))
            return "heading", int(digits or 1) + 1
        if outline is not None and _value(outline).isdigit() and int(_value(outline)) < 9:  # noqa: PLR2004 - body text
            return "heading", int(_value(outline)) + 2
        return ("quote" if "quote" in name else "paragraph"), 0

    def _piece(self, paragraph: Any) -> tuple[Piece, list[str], list[Any]]:
        """Gather a paragraph's text."""
        piece, notes, boxes = Piece(), list[str](), list[Any]()
        self._inline(paragraph, piece, notes, boxes)
        piece.marks += [(said, 0, len(piece.text)) for said in self._covering]
        for key, (where, start) in list(self._begun.items()):
            # A comment that goes on in the next paragraph covers both.
            if where is piece:
                self._commented(key, piece, start)
        return piece, notes, boxes

    def _inline(self, parent: Any, piece: Piece, notes: list[str], boxes: list[Any]) -> None:
        for one in parent:
            name = _local(one)
            if name in _LEFT_OUT:
                continue
            if name == "r":
                self._run(one, piece, notes, boxes)
            elif name == "sdt":
                start, said, content = len(piece.text), _tag(one), _child(one, "sdtContent")
                if content is not None:
                    self._inline(content, piece, notes, boxes)
                if said:
                    piece.marks.append((said, start, len(piece.text)))
            elif name == "commentRangeStart":
                self._begun[_value(one, "id")] = (piece, len(piece.text))
            elif name == "commentRangeEnd":
                self._ended(_value(one, "id"), piece)
            else:
                self._inline(one, piece, notes, boxes)

    def _ended(self, key: str, piece: Piece) -> None:
        if key in self._begun:
            where, start = self._begun.pop(key)
            self._commented(key, piece, start if where is piece else 0)

    def _commented(self, key: str, piece: Piece, start: int) -> None:
        for said in said_of(self.comments.get(key, "")):
            piece.marks.append((said, start, len(piece.text)))

    def _run(self, run: Any, piece: Piece, notes: list[str], boxes: list[Any]) -> None:
        """Take a run's text; what Word hides is left out."""
        properties = _child(run, "rPr")
        if properties is not None and _is_on(properties, "vanish"):
            return
        start = len(piece.text)
        for one in run.iter():
            name = _local(one)
            if name == "t" and not _inside(one, run):
                piece.add(one.text or "")
            elif name in _SIGNS and not _inside(one, run):
                piece.add(_SIGNS[name])
            elif name == "footnoteReference":
                notes.append(_value(one, "id"))
            elif name == "endnoteReference":
                notes.append(f"end{_value(one, 'id')}")
            elif name == "txbxContent" and not _inside(one, run):
                boxes.append(one)
        if properties is not None and (_is_on(properties, "b") or _is_on(properties, "i")):
            piece.emphasised(start, slanted=_is_on(properties, "i"))

    def _table(self, table: Any) -> None:
        self.out.table([[self._cell(*cell) for cell in _cells(row)] for row in _rows(table)])

    def _cell(self, cell: Any, covering: str) -> Piece:
        """Join a cell's paragraphs; tables in it are read as text."""
        whole = Piece()
        for one in (item for item in cell.iter() if _local(item) == "p"):
            piece = self._piece(one)[0]
            shift = len(whole.text) + bool(whole.text)
            whole.text += (" " if whole.text else "") + piece.text
            whole.marks += [(said, a + shift, b + shift) for said, a, b in piece.marks]
        for said in (covering, *_controls(cell)):
            if said and all(said != mark[0] for mark in whole.marks):
                whole.marks.append((said, 0, len(whole.text)))
        return whole


def _inside(element: Any, run: Any) -> bool:
    """Tell whether something stands in a text box or in what is drawn for old programs."""
    parent = element.getparent()
    while parent is not None and parent is not run:
        if _local(parent) in {"txbxContent", "Fallback", "del"}:
            return True
        parent = parent.getparent()
    return False


def _controls(cell: Any) -> list[str]:
    """Return the tags of the controls around whole paragraphs of a cell."""
    return [said for one in cell if _local(one) == "sdt" and (said := _tag(one))]


def _rows(table: Any) -> list[Any]:
    """Return a table's rows, also those in controls."""
    found = []
    for one in table:
        if _local(one) == "tr":
            found.append(one)
        elif _local(one) == "sdt" and _child(one, "sdtContent") is not None:
            found += _rows(_child(one, "sdtContent"))
    return found


def _cells(row: Any, covering: str = "") -> list[tuple[Any, str]]:
    """Return a row's cells, each with the row that a control around it names."""
    found = []
    for one in row:
        if _local(one) == "tc":
            found.append((one, covering))
        elif _local(one) == "sdt" and _child(one, "sdtContent") is not None:
            found += _cells(_child(one, "sdtContent"), _tag(one))
    return found


def _tag(control: Any) -> str:
    """Return the row's key that a content control names."""
    properties = _child(control, "sdtPr")
    tag = _child(properties, "tag") if properties is not None else None
    value = _value(tag).strip() if tag is not None else ""
    return value[len(_ROW) :].strip() if value.casefold().startswith(_ROW) else ""


def _is_on(properties: Any, name: str) -> bool:
    found = _child(properties, name)
    return found is not None and _value(found).casefold() not in _OFF
