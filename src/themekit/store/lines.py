"""Lines of text kept on disk by key: what would be made anew if they were not there.

One file, written beside and renamed; of a file that is damaged nothing is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from contextlib import suppress
from pathlib import Path


def load_lines(path: Path) -> dict[str, str]:
    """Return every line by its key; none of a file that is not as it was written."""
    with suppress(OSError, ValueError):
        seen, _, text = path.read_text(encoding="utf-8").partition("\n")
        if seen == _digest(text):
            return dict(_pair(line) for line in text.split("\n") if line)
    return {}


def keep_lines(path: Path, fresh: Mapping[str, str], wanted: Container[str]) -> None:
    """Add lines, and let go of those whose key is not wanted any more."""
    before = load_lines(path)
    lines = {key: line for key, line in before.items() if key in wanted} | dict(fresh)
    if lines != before:
        text = "".join(f"{key}\t{line}\n" for key, line in sorted(lines.items()))
        beside = path.with_name(path.name + ".new")
        beside.write_text(f"{_digest(text)}\n{text}", encoding="utf-8", newline="\n")
        beside.replace(path)


def _pair(line: str) -> tuple[str, str]:
    key, _, rest = line.partition("\t")
    return key, rest


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
