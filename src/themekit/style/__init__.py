"""What all that themekit shows has in common, as style sheets.

`tokens` names colours, letters and distances, for the report, the review pages and the packs.
`reading` is how a passage and the questions about it look, on pages and in packs.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the files lie."""
_TOKENS, _READING = "tokens.css", "reading.css"
FILES = frozenset({_TOKENS, _READING})


def tokens() -> str:
    """Return the style sheet that names colours, letters and distances."""
    return (FOLDER / _TOKENS).read_text(encoding="utf-8")


def reading() -> str:
    """Return the style sheet of passages and of the questions about them."""
    return (FOLDER / _READING).read_text(encoding="utf-8")
