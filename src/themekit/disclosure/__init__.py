"""Who may be shown which document: the only way by which text leaves.

Pure: records and events in, a verdict with its reason out.

- `gate` - what peers, and anybody who is not at this machine, may be shown.
"""

from __future__ import annotations

from themekit.disclosure.gate import SHOW_UNMARKED, Gate, Verdict, why_no_peer

__all__ = ["SHOW_UNMARKED", "Gate", "Verdict", "why_no_peer"]
