"""What people do with passages: one sequence of events that is only ever added to.

An event is frozen. Its place in the sequence, `Event.number`, is given by the store when it is
appended and is the only order there is: clocks decide nothing. What they all come to is
the business of `themekit.decisions` alone.

A new kind of event is a class here, a table in `themekit.store.schema` and a line in the list of
kinds of `themekit.store.events`.
"""

from __future__ import annotations

from themekit.events._decided import (
    APART,
    ARMS,
    CASES,
    COVERING,
    Anchor,
    Anchored,
    Coder,
    Coding,
    Decision,
    Draw,
    DrawnItem,
    Event,
    Holds,
    Look,
    Mark,
    Marking,
    Memo,
    Method,
    Mode,
    Note,
    Origin,
    Outcome,
    Override,
    Purpose,
    Role,
    Stance,
    VersionedCode,
    find_coder,
    same_content,
)
from themekit.events._written import (
    WRITTEN,
    Action,
    Answer,
    CausalLink,
    Effort,
    HarvestedOutcome,
    Selection,
    State,
    Summary,
    Valence,
    YesNo,
)

__all__ = [
    "APART",
    "ARMS",
    "CASES",
    "COVERING",
    "WRITTEN",
    "Action",
    "Anchor",
    "Anchored",
    "Answer",
    "CausalLink",
    "Coder",
    "Coding",
    "Decision",
    "Draw",
    "DrawnItem",
    "Effort",
    "Event",
    "HarvestedOutcome",
    "Holds",
    "Look",
    "Mark",
    "Marking",
    "Memo",
    "Method",
    "Mode",
    "Note",
    "Origin",
    "Outcome",
    "Override",
    "Purpose",
    "Role",
    "Selection",
    "Stance",
    "State",
    "Summary",
    "Valence",
    "VersionedCode",
    "YesNo",
    "find_coder",
    "same_content",
]
