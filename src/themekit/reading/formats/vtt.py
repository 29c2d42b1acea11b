"""WebVTT, as Zoom, Teams and subtitle editors write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.reading.decode import decode
from themekit.reading.speakers.cues import read_cues

if TYPE_CHECKING:
    from themekit.records import Extract

suffixes = (".vtt",)


def read(data: bytes, name: str) -> Extract:
    """Read a WebVTT file; cues of one speaker in a row become one turn."""
    text, notes = decode(data, name)
    if not text.lstrip().startswith("WEBVTT"):
        notes = (*notes, "The first line is not WEBVTT; read as such all the same.")
    return read_cues(text, name, notes)
