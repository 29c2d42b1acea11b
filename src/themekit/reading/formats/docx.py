"""Word documents, read from their XML.

python-docx leaves out what stands in tracked insertions and content controls, so its tree would be
walked all the same; opening files by it would save a few lines and add the five kinds of exception
that it raised on 400 damaged files. Comments, heads, footnotes and what was struck out are left
out, and said to be; so is what Word hides (but for what it hides on web pages only).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from themekit.reading.bytesafe import Archive, open_archive
from themekit.reading.formats.blocks import Block, Grid, Paragraph, extract
from themekit.reading.formats.office_xml import attribute, local, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from themekit.records import Extract

suffixes = (".docx",)

_KIND = "Word document"
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "txbxContent", "rPr", "pPr", "instrText", "rt"}
)
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_BREAKS = frozenset({"page", "column"})
_OFF = frozenset({"0", "false", "off"})
_STRONG = frozenset({"Strong", "IntenseEmphasis"})
_STYLES = "word/styles.xml"
_NOTES = (
    ("comments", "Comments were left out."),
    ("header", "Headers and footers were left out."),
    ("footer", "Headers and footers were left out."),
)
_ELEMENT_NOTES = (
    ("del", "Tracked deletions were left out, insertions kept."),
    ("moveFrom", "Tracked deletions were left out, insertions kept."),
    ("footnoteReference", "Footnotes and endnotes were left out."),
    ("endnoteReference", "Footnotes and endnotes were left out."),
    ("txbxContent", "Text boxes were left out."),
)


def read(data: bytes, name: str) -> Extract:
    """Read a Word document: paragraphs and tables in order, one line a paragraph."""
    archive = open_archive(data, name, _KIND)
    body = next(
        (part for part in parse_xml(archive, _main_part(archive)) if local(part) == "body"), None
    )
    if body is None:
        raise archive.broken("it has no body")
    walk = _Walk(_hidden_styles(archive))
    return extract(walk.blocks(body), name, _notes(archive, body), walk.hidden)


def _main_part(archive: Archive) -> str:
    """Return the path of the part that holds the text, as the package names it."""
    usual = "word/document.xml"
    if usual in archive.members or "_rels/.rels" not in archive.members:
        return usual
    for relation in parse_xml(archive, "_rels/.rels"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return usual


def _notes(archive: Archive, body: Any) -> tuple[str, ...]:
    """Say what the document holds that is not read."""
    notes = [
        note
        for part, note in _NOTES
        if any(
            member.startswith(f"word/{part}") and member.endswith(".xml")
            for member in archive.members
        )
    ]
    present = {local(element) for element in body.iter()}
    notes += [note for element, note in _ELEMENT_NOTES if element in present]
    return tuple(dict.fromkeys(notes))


def _hidden_styles(archive: Archive) -> frozenset[str]:
    """Return the styles whose words Word hides, by themselves or by what they rest on."""
    if _STYLES not in archive.members:
        return frozenset()
    own: dict[str, bool | None] = {}
    rests_on: dict[str, str] = {}
    for style in parse_xml(archive, _STYLES).iter("{*}style"):
        name = attribute(style, "styleId")
        own[name] = next((_vanishes(part) for part in style if local(part) == "rPr"), None)
        rests_on[name] = next(
            (attribute(part, "val") for part in style if local(part) == "basedOn"), ""
        )
    return frozenset(name for name in own if _inherited(name, own, rests_on))


def _inherited(name: str, own: Mapping[str, bool | None], rests_on: Mapping[str, str]) -> bool:
    """Return what the nearest style in the chain says that says anything."""
    seen: set[str] = set()
    while name in own and name not in seen:
        said = own[name]
        if said is not None:
            return said
        seen.add(name)
        name = rests_on[name]
    return False


def _vanishes(properties: Any) -> bool | None:
    """Return whether properties of characters hide them; None where they do not say."""
    for item in properties:
        if local(item) == "vanish":
            return attribute(item, "val") not in _OFF
    return None


class _Walk:
    """Walks a document body; knows which styles are hidden, and keeps what they hid."""

    def __init__(self, styles: frozenset[str]) -> None:
        self.styles = styles
        self.hidden: list[str] = []

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield paragraphs and tables in order, through content controls and insertions."""
        for child in parent:
            kind = local(child)
            if kind == "p":
                yield self._paragraph(child)
            elif kind == "tbl":
                yield Grid(tuple(self._rows(child)))
            elif kind not in _SKIPPED:
                yield from self.blocks(child)

    def _rows(self, table: Any) -> Iterator[tuple[tuple[Paragraph, ...], ...]]:
        """Yield a table's rows; a table inside a cell is read as its paragraphs."""
        for row in _descend(table, "tr"):
            cells = tuple(tuple(_flat(self.blocks(cell))) for cell in _descend(row, "tc"))
            if _is_hidden_row(row):
                self.hidden += [f"{line.text}\n" for cell in cells for line in cell]
            else:
                yield cells

    def _paragraph(self, element: Any) -> Paragraph:
        """Return a paragraph's text, and how much of its start is bold."""
        text, lead, leading = "", 0, True
        for piece, bold in self._runs(element, bold=False, hidden=self._is_styled_away(element)):
            text += piece
            if leading and (bold or not piece.strip()):
                lead = len(text) if bold else lead
            else:
                leading = False
        self.hidden.append("\n")
        return Paragraph(text, lead)

    def _runs(self, parent: Any, *, bold: bool, hidden: bool) -> Iterator[tuple[str, bool]]:
        """Yield the pieces of text under an element, and whether each is bold."""
        for child in parent:
            kind = local(child)
            if kind == "t" or (kind in _MARKS and attribute(child, "type") not in _BREAKS):
                piece = (child.text or "") if kind == "t" else _MARKS[kind]
                if hidden:
                    self.hidden.append(piece)
                else:
                    yield piece, bold
            elif kind == "r":
                away = self._is_run_away(child, by_paragraph=hidden)
                yield from self._runs(child, bold=_is_bold(child), hidden=away)
            elif kind not in _SKIPPED and kind not in _MARKS:
                yield from self._runs(child, bold=bold, hidden=hidden)

    def _is_styled_away(self, paragraph: Any) -> bool:
        """Tell whether a paragraph's style hides its words."""
        return any(
            attribute(item, "val") in self.styles
            for properties in paragraph
            if local(properties) == "pPr"
            for item in properties
            if local(item) == "pStyle"
        )

    def _is_run_away(self, run: Any, *, by_paragraph: bool) -> bool:
        """Tell whether a run is hidden: by itself, else by just one of the styles it is under."""
        for properties in run:
            if local(properties) == "rPr":
                said = _vanishes(properties)
                if said is not None:
                    return said
                styled = any(
                    local(item) == "rStyle" and attribute(item, "val") in self.styles
                    for item in properties
                )
                return styled != by_paragraph  # Word's rule: two styles that hide undo each other
        return by_paragraph


def _is_hidden_row(row: Any) -> bool:
    """Tell whether Word hides a row of a table."""
    return any(
        local(item) == "hidden" and attribute(item, "val") not in _OFF
        for properties in row
        if local(properties) == "trPr"
        for item in properties
    )


def _descend(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the children of that name, through content controls and insertions."""
    for child in parent:
        kind = local(child)
        if kind == wanted:
            yield child
        elif kind in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _descend(child, wanted)


def _flat(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks, tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (line for row in block.rows for cell in row for line in cell)


def _is_bold(run: Any) -> bool:
    """Tell whether a run is set in bold, directly or by its character style."""
    for properties in run:
        if local(properties) == "rPr":
            for item in properties:
                value = attribute(item, "val")
                if (local(item) == "b" and value not in _OFF) or (
                    local(item) == "rStyle" and value in _STRONG
                ):
                    return True
    return False
