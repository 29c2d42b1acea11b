"""What a spreadsheet would take for a formula, written so that it stays a text, and read back."""

from __future__ import annotations

from typing import Any

STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
MOST_CHARACTERS = 32_767  # what a cell holds


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and that fits into a cell."""
    said = f"'{text}" if text.startswith(STARTS) else text
    return said if len(said) <= MOST_CHARACTERS else f"{said[: MOST_CHARACTERS - 1]}…"


def unguarded(cell: Any) -> str:
    """Return the text of a cell without white space around it, as it was before it was guarded."""
    said = "" if cell is None else str(cell).strip()
    return said[1:] if said[:1] == "'" and said[1:].startswith(STARTS) else said
