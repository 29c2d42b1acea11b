"""Who may be shown which document: the only way by which text leaves.

Pure: records and events in, a verdict with its reason out.

- `gate` - what peers, and anybody who is not at this machine, may be shown.
- `uses` - what words may be used for outside: to be reviewed, to be quoted, to be named;
- `replacements` - what stands for the words by which somebody is known, wherever text leaves.
"""

from __future__ import annotations

from themekit.disclosure.gate import SHOW_UNMARKED, Gate, Verdict, why_no_peer
from themekit.disclosure.replacements import Piece, Replacement, Replacements, ShownWord
from themekit.disclosure.uses import Use, Uses, WhyNot, left_out, why_unmarked

__all__ = [
    "SHOW_UNMARKED",
    "Gate",
    "Piece",
    "Replacement",
    "Replacements",
    "ShownWord",
    "Use",
    "Uses",
    "Verdict",
    "WhyNot",
    "left_out",
    "why_no_peer",
    "why_unmarked",
]
