"""Posts that only one person holds, ages, days, and what rarely happens to a family."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themekit.disclosure.finding.found import Found

_ROLE = (
    r"(?:mayor|leader|head|chief executive|chief exec|ceo|chair(?:man|woman|person)?|director|"
    r"founder|president|secretary|treasurer|bishop|vicar|imam|rabbi|priest|pastor|minister|"
    r"head ?teacher|principal|governor|commissioner|mp|councillor|consultant|manager|"
    r"coordinator|co-ordinator|lead|chaplain|warden|editor|captain|coach|landlord)"
)
_PATTERNS = (
    (
        re.compile(
            rf"\b(?i:(?:deputy |vice |assistant |former |ex-?|first |only )*{_ROLE})"
            r"\s+(?:of|at|for|in)\s+(?:the\s+)?(?:[A-Z][\w'’&-]*(?:\s+(?:and|of|&)\s+|\s+)?)+"
        ),
        "a post that one person holds",
    ),
    (
        re.compile(rf"\bthe (?:only|first|last|one) (?:[\w-]+ ){{0,3}}{_ROLE}\b", re.IGNORECASE),
        "the only one of a kind",
    ),
    (
        re.compile(
            r"\bthe (?:only|first) (?:[\w-]+ ){0,2}(?:man|woman|person|girl|boy|muslim|black|"
            r"white|asian|deaf|blind|trans|gay|somali|polish|turkish|jewish|sikh|hindu)"
            r"(?: [\w-]+){0,2} (?:in|on|at|of|who) (?:[\w'’-]+ ?){1,4}",
            re.IGNORECASE,
        ),
        "the only one of a kind",
    ),
    (
        re.compile(rf"\bthe {_ROLE} (?:of|at) (?:the|our|my) [\w-]+(?: [\w-]+)?", re.IGNORECASE),
        "a post that one person holds",
    ),
)
_AGES = (
    re.compile(r"\b(?:aged|age|turned|turning)\s+\d{1,3}\b", re.IGNORECASE),
    re.compile(r"\b\d{1,3}[\s-]*(?:years?|yrs?)[\s-]*old\b", re.IGNORECASE),
    re.compile(r"\b(?:i'?m|i am|she'?s|he'?s|she is|he is)\s+\d{2}\b(?!\s*(?:%|percent|minutes))",
               re.IGNORECASE),
)  # fmt: skip
_BIRTH = re.compile(
    r"\b(?:born|dob|date of birth)\b[^.\n]{0,20}?\d{1,4}(?:[/.\-]\d{1,2}[/.\-]\d{2,4})?",
    re.IGNORECASE,
)
_DATES = (
    re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"),
    re.compile(
        r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
        r"[a-z]*\.?(?:\s+\d{4})?\b",
        re.IGNORECASE,
    ),
)

_KIN = (
    r"(?:mum|mam|mother|dad|father|son|daughter|sister|brother|twins?|husband|wife|partner|"
    r"baby|child|children|grandson|granddaughter|nephew|niece|cousin|uncle|aunt(?:ie|y)?)"
)
_RARE = (
    r"(?:motor neurone(?: disease)?|huntington['’]?s|sickle cell|thalassaemia|cystic fibrosis|"
    r"muscular dystrophy|spina bifida|cerebral palsy|down['’]?s syndrome|haemophilia|"
    r"(?:kidney|liver|heart|lung) transplant|leuka?emia|lupus|(?:murder|stabb|kidnapp|deport)ed|"
    r"drowned|suicide|(?:took|taken) (?:his|her|their) own life|in prison|witness protection|"
    r"adopted|in foster care|trafficked|triplets|quadruplets)"
)
_WITHIN = r"(?:\W+\w+){0,6}?\W+"
_CIRCUMSTANCES = (
    re.compile(rf"\b{_KIN}\b{_WITHIN}({_RARE})\b", re.IGNORECASE),
    re.compile(rf"\b({_RARE})\b{_WITHIN}{_KIN}\b", re.IGNORECASE),
)


def singled_out(text: str) -> Iterator[Found]:
    """Yield roles that only one person has, ages, days, and rare things that befell a family."""
    for pattern, why in _PATTERNS:
        for one in pattern.finditer(text):
            end = one.start() + len(one.group().rstrip())
            yield Found(one.start(), end, "title", why)
    for pattern in _AGES:
        for one in pattern.finditer(text):
            yield Found(one.start(), one.end(), "age", "how old somebody is")
    for one in _BIRTH.finditer(text):
        yield Found(one.start(), one.end(), "age", "when somebody was born")
    for pattern in _DATES:
        for one in pattern.finditer(text):
            yield Found(one.start(), one.end(), "date", "a day")
    for pattern in _CIRCUMSTANCES:
        for one in pattern.finditer(text):
            yield Found(one.start(1), one.end(1), "circumstance", "rare, and said of a family")
