"""YouTube's own captions: the cues of WebVTT with a comma between their times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.reading.decode import decode
from themekit.reading.speakers.cues import read_cues

if TYPE_CHECKING:
    from themekit.records import Extract

suffixes = (".sbv",)
_TIMES = re.compile(r"^(\d+:\d{2}:\d{2}\.\d{3}),(\d+:\d{2}:\d{2}\.\d{3})[ \t]*$", re.MULTILINE)


def read(data: bytes, name: str) -> Extract:
    """Read captions; cues of one speaker in a row become one turn."""
    text, notes = decode(data, name)
    return read_cues(_TIMES.sub(r"\1 --> \2", text), name, notes)
