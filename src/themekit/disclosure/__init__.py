"""Who may be shown which document: the only way by which text leaves.

Pure: records and events in, a verdict with its reason out.

- `gate` - what peers, and anybody who is not at this machine, may be shown.
- `erasure` - what goes when somebody takes their words back.
- `replacements` - what stands for the words by which somebody is known, wherever text leaves.
"""

from __future__ import annotations

from themekit.disclosure.erasure import (
    LONG_ENOUGH,
    Erasure,
    Masked,
    Place,
    Request,
    erasure_of,
    mask_document,
    words_of,
)
from themekit.disclosure.gate import SHOW_UNMARKED, Gate, Verdict, why_no_peer
from themekit.disclosure.replacements import Piece, Replacement, Replacements, ShownWord

__all__ = [
    "LONG_ENOUGH",
    "SHOW_UNMARKED",
    "Erasure",
    "Gate",
    "Masked",
    "Piece",
    "Place",
    "Replacement",
    "Replacements",
    "Request",
    "ShownWord",
    "Verdict",
    "erasure_of",
    "mask_document",
    "why_no_peer",
    "words_of",
]
