"""How a sentence tells its number: as raised, ticked, suggested, read by people, by several."""

from __future__ import annotations

import re

from themekit.report.verify.wording import NUMBER

_TAKING_PART = (
    r"(?:participants|respondents|interviewees|informants|people|leaders|managers|organisations|"
    r"commissioners|chief executives|contributors|several|many|attendees)"
)
_ALONE = (
    r"in their own words|by themselves|unprompted|spontaneous(?:ly)?|volunteered|"
    r"without being asked"
)
RAISED = re.compile(
    rf"\b(?:raised|brought (?:it |this )?up|{_ALONE}|"
    r"open (?:answers?|questions?)|free text|mentioned|"
    r"spoke of|talked about|wrote (?:about|of))\b",
    re.IGNORECASE,
)
UNPROMPTED = re.compile(rf"\b(?:{_ALONE}|without being prompted)\b", re.IGNORECASE)
TICKED = re.compile(
    r"\b(?:strongly agreed?|agreed or|ticked|chose|picked|selected|opted|closed questions?|rated|"
    r"scale|multiple[- ]choice)\b",
    re.IGNORECASE,
)
ANSWERED = re.compile(r"\b(?:asked|answered|agreed?|disagreed?)\b", re.IGNORECASE)
AGREED = re.compile(r"strongly agreed?|agreed or strongly|ticked", re.IGNORECASE)
OPPOSITE = re.compile(
    r"\b(?:opposite|against|disagreed?|contradict|denied|dissent)\w*", re.IGNORECASE
)
MACHINE = re.compile(
    r"\b(?:suggest\w*|unchecked|not (?:yet )?checked|nobody (?:has )?checked|machine)\b",
    re.IGNORECASE,
)
UNREAD = re.compile(
    r"\b(?:unread|not (?:yet )?read|passages? read|read by|so far|nobody has read|among those "
    r"read)\b",
    re.IGNORECASE,
)
STILL_UNREAD = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:(?!of\b|and\b)[\w\-]+\s+){{0,4}}?(?:unread|not\s+(?:yet\s+)?(?:been\s+)?"
    r"read)\b",
    re.IGNORECASE,
)
BY_PEOPLE = re.compile(
    r"\b(?:found|read|checked|coded|confirmed|seen) by (?:people|a person|persons|hand|us|"
    r"(?:the )?(?:researchers?|coders?|team))|\b(?:people|we|(?:the )?(?:researchers|coders)) "
    r"(?:have )?(?:found|read|checked|coded)\b",
    re.IGNORECASE,
)
WHEN_ASKED = re.compile(r"\b(?:asked|prompted)\b")
OUTSIDE = re.compile(r"\b(?:population|sector|census|nation\w*|UK|there|compar\w+|whole|general)\b")
STATED = re.compile(r"\bstate[sd]?\b", re.IGNORECASE)
REST = re.compile(
    r"\b(?:the\s+)?(?:other|remaining|rest,?|others,?)\s+(\d+|\w+)\b"
    rf"|[,;]\s+(?:and\s+|but\s+|while\s+)?({NUMBER})\s+(?:did|had|have|was|were)\s+not\b",
    re.IGNORECASE,
)
UNITS = re.compile(r"\b(?:passages?|segments?|documents?|texts?|units?)\b", re.IGNORECASE)
POINTS = re.compile(r"\b(\d{1,3}(?:\.\d+)?)\s+(?:percentage|per\s?cent)\s+points\b", re.IGNORECASE)

# -- several people -----------------------------------------------------------------------------

_SAID = re.compile(
    r"\b(?:(?:the|our|several|many|some|most|other|these|all|a number of|various|"
    r"numerous)\s+)?(?:[\w-]+\s+){0,2}?"
    rf"{_TAKING_PART}\s+(?:\w+\s+){{0,4}}?"
    r"(?:said|told|described|reported|spoke|mentioned|felt|feared|worried|saw|raised|named|"
    r"found|explained|"
    r"thought|noted|wrote|pointed|talked|agreed|complained|praised|stressed|spoke|believed|"
    r"wanted|asked|"
    r"recalled|observed|argued|emphasised|hoped)\b",
    re.IGNORECASE,
)
# At the start of a clause: "V03 told us that people find it hard" speaks of one.
_SAY = re.compile(
    r"(?:^|[,;:.]\s+|\b(?:and|but|while)\s+|^(?:in|at|across|among)\b[^,.;]{0,40}?\s)"
    r"(?:(?:the|our|several|many|some|most|other|these|all|various|few|a few)\s+)?"
    rf"(?:[\w-]+\s+)?{_TAKING_PART}\s+"
    r"(?:(?:also|often|still|all|both|\w+ly)\s+)?(?:say|tell|describe|report|speak|mention|feel|"
    r"fear|worry|see|raise|name|find|explain|think|note|write|point|talk|agree|complain|praise|"
    r"stress|believe|want|ask|recall|observe|argue|emphasise|hope|need|expect)\b",
    re.IGNORECASE,
)


def speaks_of_several(text: str) -> bool:
    """Tell whether a sentence says that people, more than one, say something."""
    return bool(_SAID.search(text) or _SAY.search(text))
