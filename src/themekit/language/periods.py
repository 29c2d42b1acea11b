"""Which time a passage talks about: before, during or after the events that a study is about.

Cues are words that place the speaker in time. They are counted, nothing is guessed: a passage
without a cue, or with as many cues for two times, has no period.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from themekit.records import Period

_EVENT = (
    r"(?:the\s+)?(?:first\s+|second\s+|third\s+)?"
    r"(?:covid(?:[\s-]?19)?|pandemic|lockdown|crisis|outbreak|virus|restrictions|all\s+this|this)"
)
_CUES: dict[Period, str] = {
    "before": rf"""
        before\s+{_EVENT}\b | before\s+(?:march|2020)\b
        | \bpre[\s-]?(?:covid|pandemic|lockdown) | prior\s+to\s+{_EVENT}\b
        | up\s+(?:un)?till?\s+{_EVENT}\b | \bused\s+to\s+(?!it\b|this\b|that\b)
        | \bpreviously\b | \bhistorically\b | \byears\s+ago\b | \bin\s+the\s+past\b
        | \bin\s+the\s+old\s+days\b | \bback\s+in\s+(?:the\s+day|201\d)\b
        | \bin\s+201\d\b | \bbeforehand\b | \bback\s+then\b
    """,
    "during": rf"""
        \bduring\s+{_EVENT}\b | \bin\s+2020\b | \bovernight\b
        | \b(?:in|through|throughout|over)\s+(?:the\s+)?(?:first\s+|second\s+|third\s+)?
          (?:lockdown|pandemic|covid)
        | \bwhen\s+{_EVENT}\s+(?:hit|started|happened|began|came|struck)
        | \bsince\s+(?:{_EVENT}|march|last\s+(?:march|spring|year))\b
        | \b(?:this|the|that)\s+(?:past|last)\s+
          (?:year|twelve\s+months|few\s+months|eighteen\s+months)\b
        | \bover\s+the\s+(?:last|past)\b | \bat\s+the\s+moment\b | \bcurrently\b
        | \bright\s+now\b | \bthese\s+days\b | \bin\s+those\s+(?:first\s+)?weeks\b
    """,
    "after": rf"""
        \bafter\s+{_EVENT}\b | \bpost[\s-]?(?:covid|pandemic|lockdown)
        | \bgoing\s+forwards?\b | \bmoving\s+forwards?\b
        | \bin\s+(?:the\s+)?(?:near\s+)?future\b | \bnext\s+(?:year|twelve|12|few)\b
        | \bcome\s+(?:april|september|autumn|winter|spring)\b | \blong(?:er)?[\s-]term\b
        | \bonce\s+(?:{_EVENT}|things?|it|we|everything|doors?)\b | \bfrom\s+now\s+on\b
        | \b(?:will|won'?t|'ll|shall)\s+(?!you\b)
        | \b(?:is|are|'re|am|'m|'s)\s+(?:not\s+)?(?:going\s+to|gonna)\b
        | \bwhen\s+(?:we|they|things?|services|doors?)\s+(?:all\s+)?
          (?:re-?open|open\s+up|go\s+back|come\s+back)
        | \bin\s+(?:six|a\s+few|twelve|12|6)\s+months\b | \bthe\s+recovery\b
    """,
}
_PATTERNS = {period: re.compile(cue, re.VERBOSE | re.IGNORECASE) for period, cue in _CUES.items()}


class Spoken(NamedTuple):
    """The time that a passage talks about and the words that say so."""

    period: Period
    cue: str


def spoken_period(text: str, question: str = "") -> Spoken:
    """Find which time a passage talks about.

    Parameters
    ----------
    text : str
        The passage.
    question : str
        What was asked; it decides only where the passage has no cue of its own.

    Returns
    -------
    Spoken
        Period ``''`` where nothing says so, or where the cues tie.
    """
    own = _strongest(text)
    return own if own.period or own.cue else _strongest(question)


def _strongest(text: str) -> Spoken:
    folded = text.replace("\u2019", "'")
    found = [
        (len(hits), period, hits[0].group().strip())
        for period, pattern in _PATTERNS.items()
        if (hits := list(pattern.finditer(folded)))
    ]
    if not found:
        return Spoken("", "")
    found.sort(key=lambda item: -item[0])
    if len(found) > 1 and found[0][0] == found[1][0]:
        return Spoken("", " / ".join(cue for _, _, cue in found))
    return Spoken(found[0][1], " ".join(found[0][2].split()))
