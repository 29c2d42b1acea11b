"""Which way of monitoring would have noticed a change, and at what effort: simulated, not proven.

`pilot` is what a study knows of itself: cases that people have read. `versions` says how else these
few cases might have come out, `waves` tells two waves that might have been, `noticed` what of a
change would have been seen in them, `effort` what that takes, `said` says it in sentences.
"""

from __future__ import annotations

from themekit.designing.effort import Effort, Pace, effort_of
from themekit.designing.noticed import Chance, Look, Noticed, Outlook, noticed_by
from themekit.designing.pilot import (
    LEAST_READ,
    LEAST_TWICE,
    LEAST_YES,
    NO,
    UNKNOWN,
    YES,
    Pilot,
)
from themekit.designing.said import sentences
from themekit.designing.versions import Versions, versions_of
from themekit.designing.waves import telling_of

__all__ = [
    "LEAST_READ",
    "LEAST_TWICE",
    "LEAST_YES",
    "NO",
    "UNKNOWN",
    "YES",
    "Chance",
    "Effort",
    "Look",
    "Noticed",
    "Outlook",
    "Pace",
    "Pilot",
    "Versions",
    "effort_of",
    "noticed_by",
    "sentences",
    "telling_of",
    "versions_of",
]
