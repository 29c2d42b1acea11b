"""Word documents, read from their XML.

python-docx leaves out what stands in tracked insertions and content controls, so its tree would be
walked all the same; opening files by it would save a few lines and add the five kinds of exception
that it raised on 400 damaged files. Comments, heads, footnotes and what was struck out are left
out, and said to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from themekit.reading.blocks import Block, Grid, Paragraph, extract
from themekit.reading.bytesafe import Archive, open_archive
from themekit.reading.markup import attribute, local, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.records import Extract

suffixes = (".docx",)

_KIND = "Word document"
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "txbxContent", "rPr", "pPr", "instrText", "rt"}
)
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_OFF = frozenset({"0", "false", "off"})
_STRONG = frozenset({"Strong", "IntenseEmphasis"})
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
    return extract(_blocks(body), name, _notes(archive, body))


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


def _blocks(parent: Any) -> Iterator[Block]:
    """Yield paragraphs and tables in order, through content controls and insertions."""
    for child in parent:
        kind = local(child)
        if kind == "p":
            yield _paragraph(child)
        elif kind == "tbl":
            yield Grid(tuple(_rows(child)))
        elif kind not in _SKIPPED:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[tuple[tuple[Paragraph, ...], ...]]:
    """Yield a table's rows; a table inside a cell is read as its paragraphs."""
    for row in _descend(table, "tr"):
        yield tuple(tuple(_flat(_blocks(cell))) for cell in _descend(row, "tc"))


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


def _paragraph(element: Any) -> Paragraph:
    """Return a paragraph's text, and how much of its start is bold."""
    text, lead, leading = "", 0, True
    for piece, bold in _runs(element, bold=False):
        text += piece
        if leading and (bold or not piece.strip()):
            lead = len(text) if bold else lead
        else:
            leading = False
    return Paragraph(text, lead)


def _runs(parent: Any, *, bold: bool) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of text under an element, and whether each is bold."""
    for child in parent:
        kind = local(child)
        if kind == "t":
            yield child.text or "", bold
        elif kind in _MARKS:
            if attribute(child, "type") not in {"page", "column"}:
                yield _MARKS[kind], bold
        elif kind == "r":
            yield from _runs(child, bold=_is_bold(child))
        elif kind not in _SKIPPED:
            yield from _runs(child, bold=bold)


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
