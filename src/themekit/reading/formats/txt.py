"""Plain text and Markdown (read as it stands): turns by the labels at line starts.

What a machine made is often saved under the name of a text file; it is told by what it looks like.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.errors import InputError
from themekit.reading.decode import check_text, decode
from themekit.reading.formats import chat_tiers, chats, elan, whisper
from themekit.reading.speakers import cues
from themekit.reading.speakers.turns import find_turns
from themekit.records import Extract

if TYPE_CHECKING:
    from collections.abc import Callable

suffixes = (".txt", ".md")

RECOGNISERS: tuple[Callable[[str], Extract | None], ...] = (
    chat_tiers.recognise,
    elan.recognise,
    chats.recognise,
    whisper.recognise,
)
"""Each reads one machine-made kind of text, and returns None for any other."""
_OTHERS = {b"%PDF-": "PDF", b"{\\rtf": "Rich Text file", b"PK\x03\x04": "zip or Office document"}


def read(data: bytes, name: str) -> Extract:
    """Read a text file; one that a machine made is laid out anew, whatever its name."""
    for start, kind in _OTHERS.items():
        if data.startswith(start):
            message = f"This is a {kind} under the name of a text file."
            raise InputError.one(name, None, message, "give it its own ending")
    text, notes = decode(data, name)
    if cues.are_in(text):
        return cues.read_cues(text, name, notes)
    check_text(text, name)
    for recognise in RECOGNISERS:
        made = recognise(text)
        if made is not None:
            return replace(made, notes=(*notes, *made.notes))
    found = find_turns(text)
    return Extract(text, found.turns, notes, found.notes)
