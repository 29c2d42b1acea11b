"""SubRip subtitles: the cues of WebVTT with numbers above them and commas in the times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.reading.decode import decode
from themekit.reading.speakers.cues import read_cues

if TYPE_CHECKING:
    from themekit.records import Extract

suffixes = (".srt",)


def read(data: bytes, name: str) -> Extract:
    """Read a SubRip file; cues of one speaker in a row become one turn."""
    text, notes = decode(data, name)
    return read_cues(text, name, notes)
