"""Files that break readers, made on the spot; several tests share them. No file is kept in git."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_SAID = "INT: What changed?\n\nP2: A great deal changed for us, and quickly.\n\n"
MEGABYTE = 1024 * 1024


def zipped(**members: bytes) -> bytes:
    """Return a zip; ``__`` in a name stands for ``/`` and ``_dot_`` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def word(body: str, before: str = "") -> bytes:
    """Return a Word document from the XML inside its body, and what stands before the root."""
    xml = f"<?xml version='1.0' encoding='UTF-8'?>{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    return zipped(_rels___dot_rels=_RELS.encode(), word__document_dot_xml=xml.encode())


def sheet(rows: str) -> bytes:
    """Return a workbook from the XML of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    return zipped(
        **{"[Content_Types]_dot_xml": types.encode()},
        _rels___dot_rels=f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        xl__workbook_dot_xml=f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
        xl___rels__workbook_dot_xml_dot_rels=f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        xl__worksheets__sheet1_dot_xml=f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
    )


def paragraph(text: str) -> str:
    """Return a paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def bomb(member: str) -> bytes:
    """Return a zip whose one member unpacks to 600 MB; it is never whole in memory here."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(member, "w") as target,
    ):
        for _ in range(600):
            target.write(bytes(MEGABYTE))
    return out.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


_PAGES = (
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>>",
)
_LOCK = b"<</Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s)>>" % (b"o" * 32, b"u" * 32)
_LOCKED = pdf(*_PAGES, _LOCK, trailer=b"/Encrypt 4 0 R /ID [<00><00>] ")
_ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _truncated() -> bytes:
    whole = word(paragraph("INT: So?") + paragraph("P2: " + "Rather a lot, I must say. " * 500))
    return whole[: len(whole) * 2 // 3]


def _wide() -> bytes:
    names = ",".join(f"c{number}" for number in range(100_000))
    return f"{names}\n{',' * 99_999}\n".encode()


# Each is one transcript that cannot be read: its name, its bytes, and what the sentence must say.
TRANSCRIPTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "truncated .docx": ("P2.docx", _truncated, "damaged, cut off"),
    ".docx zip bomb": ("P2.docx", lambda: bomb("word/document.xml"), "bomb"),
    ".odt zip bomb": ("P2.odt", lambda: bomb("content.xml"), "bomb"),
    "XML entity bomb": ("P2.docx", lambda: word(paragraph("&j;"), _ENTITIES), "entities"),
    "external entity": ("P2.docx", lambda: word(paragraph("&x;"), _OUTSIDE), "entities"),
    "encrypted .pdf": ("P2.pdf", lambda: _LOCKED, "password"),
    ".pdf without text": ("P2.pdf", lambda: pdf(*_PAGES), "no text"),
    "malformed .pdf": ("P2.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged|PDF"),
    "NUL bytes": ("P2.txt", lambda: _SAID.encode() + b"and\0then\n", "NUL"),
    "a 50 MB line": ("P2.txt", lambda: b"P2: " + b"word " * 9_999_999, "more than 1,000,000 char"),
    "a .txt of 60 MB": ("P2.txt", lambda: b"P2: word\n" * 7_000_000, "more than 52 MB"),
    "a .docx that is none": ("P2.docx", lambda: b"not a zip", "damaged|not a Word"),
    "an empty file": ("P2.vtt", lambda: b"", "empty"),
    "only white space": ("P2.txt", lambda: b" \n\t\n", "no text"),
}
# Tables likewise.
TABLES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    ".xlsx zip bomb": ("answers.xlsx", lambda: bomb("xl/worksheets/sheet1.xml"), "bomb"),
    "ragged .csv": ("answers.csv", lambda: b"respondent,agree,worry\nS1,yes,rent, and food\n", "has 4 cells"),
    "100,000 columns": ("answers.csv", _wide, "100,000 columns"),
    "NUL bytes in a .csv": ("answers.csv", lambda: b"respondent,agree,worry\nS1,no,a\0b\n", "NUL"),
}  # fmt: skip


def formulas_and_a_million_empty_rows() -> bytes:
    """Return a workbook as people bring it: formulas without a stored value, endless formatting."""
    cells = "".join(
        f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("respondent", "agree", "worry")
    )
    answer = '<c t="inlineStr"><is><t>S1</t></is></c><c><f>1+1</f></c><c t="inlineStr"><is><t>Paying the rent</t></is></c>'
    empty = "".join(
        f'<row r="{at}" ht="15"><c r="A{at}" s="0"/><c r="B{at}" s="0"/></row>'
        for at in range(3, 1_000_003)
    )
    return sheet(f'<row r="1">{cells}</row><row r="2">{answer}</row>{empty}')


def link_out(folder: Path) -> None:
    """Put a link to a file outside into a folder."""
    outside = folder.parent.parent / "secret.txt"
    outside.write_text(_SAID)
    (folder / "P2.txt").symlink_to(outside)


def pipe(folder: Path) -> None:
    """Put a pipe into a folder, which would keep whoever opens it waiting."""
    os.mkfifo(folder / "P2.txt")
