"""What a workbook keeps apart from its cells: sheets, shared strings, which styles are dates."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from themekit.reading.bytesafe import (
    MAX_SHEET_MEMBER,
    Archive,
    attribute,
    local,
    parse_xml,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook without its cells.

    Attributes
    ----------
    sheets : tuple of (name, part)
        In the workbook's order, visible ones first.
    strings : tuple of str
    dates : frozenset of int
        Style numbers whose numbers are dates or times.
    epoch : datetime
        Day 0 of its dates.
    """

    sheets: tuple[tuple[str, str], ...]
    strings: tuple[str, ...]
    dates: frozenset[int]
    epoch: datetime


def open_book(archive: Archive) -> Book:
    """Read a workbook's parts."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    where = _workbook_part(archive)
    root = parse_xml(archive, where)
    folder = posixpath.dirname(where)
    targets = _relations(archive, where, folder)
    by_kind = dict(targets.values())
    old = any(attribute(item, "date1904") in {"1", "true"} for item in root.iter())
    styles = by_kind.get("styles", "")
    strings = by_kind.get("sharedStrings", "")
    return Book(
        tuple(_sheets(root, targets)),
        tuple(_strings(archive, strings)) if strings in archive.members else (),
        frozenset(_dates(parse_xml(archive, styles))) if styles in archive.members else frozenset(),
        MAC_EPOCH if old else WINDOWS_EPOCH,
    )


def stream(archive: Archive, member: str, wanted: str) -> Iterator[Any]:
    """Yield the elements of one name from a large member, each freed after use."""
    from lxml import etree

    parser: Any = etree.XMLPullParser(
        events=("end",),
        tag=f"{{*}}{wanted}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for chunk in archive.xml_chunks(member, MAX_SHEET_MEMBER):
            parser.feed(chunk)
            for _, element in parser.read_events():
                yield element
                element.clear()
                parent = element.getparent()
                while element.getprevious() is not None:
                    del parent[0]
        parser.close()
    except etree.XMLSyntaxError as error:
        raise archive.broken(f"its part {member} is not well-formed XML") from error


def _workbook_part(archive: Archive) -> str:
    """Return the part that lists the sheets."""
    if _WORKBOOK in archive.members or "_rels/.rels" not in archive.members:
        return _WORKBOOK
    for kind, target in _relations(archive, "", "").values():
        if kind == "officeDocument":
            return target
    return _WORKBOOK


def _relations(archive: Archive, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return id -> (kind, part) of what a part refers to."""
    rels = posixpath.join(folder, "_rels", f"{posixpath.basename(part)}.rels")
    if rels not in archive.members:
        return {}
    found = {}
    for relation in parse_xml(archive, rels):
        target = attribute(relation, "Target")
        full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = attribute(relation, "Type").rpartition("/")[2]
        found[attribute(relation, "Id")] = (kind, posixpath.normpath(full))
    return found


def _sheets(root: Any, targets: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the worksheets, hidden ones last (charts are none)."""
    shown: list[tuple[str, str]] = []
    hidden: list[tuple[str, str]] = []
    for sheet in root.iter("{*}sheet"):
        link = next((str(value) for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = targets.get(link, ("", ""))
        if kind == "worksheet":
            is_hidden = attribute(sheet, "state") in {"hidden", "veryHidden"}
            (hidden if is_hidden else shown).append((attribute(sheet, "name"), part))
    return shown + hidden


def _strings(archive: Archive, member: str) -> Iterator[str]:
    """Yield the shared strings."""
    for item in stream(archive, member, "si"):
        yield rich_text(item)


def rich_text(item: Any) -> str:
    """Join the runs of a string, without the reading aids of East Asian scripts."""
    from openpyxl.utils.escape import unescape

    pieces = []
    for child in item:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            pieces += [part.text or "" for part in child if local(part) == "t"]
    text = "".join(pieces)
    if "_x" in text:
        text = str(unescape(text))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _dates(root: Any) -> Iterator[int]:
    """Yield the numbers of the cell styles that show a date or a time."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    custom = {
        attribute(item, "numFmtId"): attribute(item, "formatCode")
        for item in root.iter("{*}numFmt")
    }
    cells = next(root.iter("{*}cellXfs"), ())
    for at, style in enumerate(cells):
        number = attribute(style, "numFmtId") or "0"
        known = BUILTIN_FORMATS.get(whole(number, 0))
        if is_date_format(custom.get(number) or known or ""):
            yield at
