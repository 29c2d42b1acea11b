"""What all that themekit shows has in common: colours, letters and distances, in one file.

The report holds it inside its page, the review pages and the pack bring it along.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the file lies."""
FILE = "tokens.css"


def tokens() -> str:
    """Return the style sheet that names colours, letters and distances."""
    return (FOLDER / FILE).read_text(encoding="utf-8")
