"""What sentences of reports rested on when they were last verified: keyed hashes, no word.

A file of its own in the state folder: it is no decision of people's, a withdrawal takes it away
with all that is neither a cache nor the database, and whoever loses it loses nothing but the
comparison with the last time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VERIFIED = "verified.jsonl"
_OWNER_ONLY = 0o600
_MOST_LINES = 200_000


def load_verified(folder: Path) -> tuple[str, ...]:
    """Return the lines that were kept, the oldest first; none where there is no such file."""
    try:
        text = (folder / VERIFIED).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(text.splitlines())


def keep_verified(folder: Path, lines: Iterable[str]) -> None:
    """Add lines to those that are kept; one that is there already moves to the end."""
    new = dict.fromkeys(lines)
    before = [one for one in load_verified(folder) if one not in new]
    whole = [*before, *new][-_MOST_LINES:]
    write_whole(folder / VERIFIED, "".join(f"{one}\n" for one in whole).encode(), _OWNER_ONLY)
