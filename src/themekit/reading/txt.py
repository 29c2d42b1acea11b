"""Plain text and Markdown (read as it stands): turns by the labels at line starts."""

from __future__ import annotations

from themekit.errors import InputError
from themekit.reading import vtt
from themekit.reading.decode import check_text, decode
from themekit.reading.turns import find_turns
from themekit.records import Extract

suffixes = (".txt", ".md")

_OTHERS = {b"%PDF-": "PDF", b"{\\rtf": "Rich Text file", b"PK\x03\x04": "zip or Office document"}


def read(data: bytes, name: str) -> Extract:
    """Read a text file; one that holds WebVTT under another name is read as that."""
    for start, kind in _OTHERS.items():
        if data.startswith(start):
            message = f"This is a {kind} under the name of a text file."
            raise InputError.one(name, None, message, "give it its own ending")
    text, notes = decode(data, name)
    if text.startswith("WEBVTT"):
        return vtt.read(data, name)
    check_text(text, name)
    found = find_turns(text)
    return Extract(text, found.turns, notes, found.notes)
