"""Who may be shown which document: the only way by which text leaves.

Pure: records and events in, a verdict with its reason out.

- `gate` - what peers, and anybody who is not at this machine, may be shown.
- `uses` - what words may be used for outside: to be reviewed, to be quoted, to be named;
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
from themekit.disclosure.uses import Use, Uses, WhyNot, left_out, why_unmarked

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
    "Use",
    "Uses",
    "Verdict",
    "WhyNot",
    "erasure_of",
    "left_out",
    "mask_document",
    "why_no_peer",
    "why_unmarked",
    "words_of",
]
