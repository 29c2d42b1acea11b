"""What a sentence says of a change: two shares, who began and stopped, by how much, the verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.report.verify.claims.grammar import any_case
from themekit.report.verify.wording import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal[
    "pair",
    "both",
    "began",
    "stopped",
    "left",
    "joined",
    "back",
    "change",
    "points",
    "interval",
    "verdict",
]
Amount = tuple[float, int]
"""So many of so many; of a share the number in 100, and 0."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a sentence says of a change.

    Attributes
    ----------
    kind : str
    start, end : int
        Range in the sentence.
    said : str
    amounts : tuple of (number, of)
        Two of a pair; else one. Of an interval its ends, of a change its value, in 100.
    verdict : str
        ``rose``, ``fell``, ``no change seen`` or ``cannot tell``.
    """

    kind: Kind
    start: int
    end: int
    said: str
    amounts: tuple[Amount, ...] = ()
    verdict: str = ""


_N = rf"(?:{NUMBER}|nobody|none|no[\s-]one)"
_SHARE = (
    rf"(?:about\s+)?(?:{NUMBER}\s+(?:out\s+)?of\s+(?:the\s+)?{NUMBER}|"
    r"\d{1,3}(?:\.\d+)?\s*(?:%|in\s+100|per\s?cent))"
)
_BESIDE = r"(?:\s*\([^()]{0,30}\))?"
_FROM_TO = any_case(rf"\bfrom\s+(?P<a>{_SHARE})(?P<between>[^.;]{{0,40}}?)\s+to\s+(?P<b>{_SHARE})")
_THEN = any_case(rf"\b(?P<a>{_SHARE}){_BESIDE},?\s+(?:and\s+)?then\s+(?P<b>{_SHARE})")
_WHO = r"(?:\s+(?:people|persons?|participants?|tellers?|respondents?|of\s+(?:them|these|those)))?"
_HAD = r"\s+(?:have\s+|had\s+|newly\s+)?"
_HERE = (
    r"(?!\s+(?:to|the\s+(?!study|group|panel|wave)|their|his|her|for|because|without|it|work|"
    r"school|home)\b)"
)
"""Left the study, began to say it; who left work is counted elsewhere."""
_COUNTED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("both", any_case(
        rf"\bof\s+(?:the\s+|these\s+)?(?P<n>{NUMBER}){_WHO}\s+(?:who\s+)?(?:(?:had\s+)?(?:told|"
        r"answered|spoke|took\s+part|were(?:\s+asked)?|are)\s+)?(?:(?:us\s+)?(?:at\s+|in\s+)?)"
        r"(?:both(?:\s+(?:times|waves|rounds))?|twice)\b"
    )),
    ("both", any_case(
        rf"\b(?P<n>{NUMBER}){_WHO}\s+(?:had\s+)?(?:told|answered|spoke|took\s+part|were|are)\s+"
        r"(?:us\s+)?(?:at\s+|in\s+)?(?:both(?:\s+(?:times|waves|rounds))?|twice)\b"
    )),
    ("began", any_case(rf"\b(?P<n>{_N}){_WHO}{_HAD}(?:began|begun|started){_HERE}")),
    ("stopped", any_case(rf"\b(?P<n>{_N}){_WHO}{_HAD}stopped{_HERE}")),
    ("back", any_case(rf"\b(?P<n>{_N}){_WHO}{_HAD}(?:came|come)\s+back\b")),
    ("left", any_case(rf"\b(?P<n>{_N}){_WHO}{_HAD}left{_HERE}")),
    ("joined", any_case(rf"\b(?P<n>{_N}){_WHO}(?:{_HAD}joined|\s+(?:are|were)\s+new){_HERE}")),
)  # fmt: skip
_SIGNED = r"[+\-\u2212]?\d{1,3}(?:\.\d+)?"
_POINTS = r"(?:in\s+100|(?:percentage\s+|per\s?cent\s+)?points)"
_INTERVAL = any_case(
    rf"(?:\bfrom\s+|[(;]\s*|\bbetween\s+)(?P<low>{_SIGNED})(?:\s+{_POINTS})?\s+(?:to|and)\s+"
    rf"(?P<high>{_SIGNED})(?:\s+{_POINTS})?(?=\s*[);,.]|\s+(?:fits|more|less)\b)"
)
_CHANGE = any_case(rf"(?<![\w.])(?P<n>{_SIGNED})\s+{_POINTS}(?!\w)")
_BY = any_case(r"\b(?:by|of)\s+(?:about\s+)?$")
_VERDICTS = {
    "rose": r"\b(?:rose|risen|has\s+grown|grew|went\s+up|increased)\b",
    "fell": r"\b(?:fell|fallen|dropped|went\s+down|decreased|declined)\b",
    "no change seen": (
        r"\b(?:no\s+change\s+(?:was\s+|is\s+)?seen|did\s+not\s+change|stayed\s+(?:\w+\s+)?the\s+same)\b"
    ),
    "cannot tell": r"\b(?:cannot|can\s+not|can['\u2019]t)\s+(?:be\s+told|tell)\b",
}
_VERDICT = any_case("|".join(f"(?P<v{at}>{said})" for at, said in enumerate(_VERDICTS.values())))
_NOT = any_case(r"\b(?:not|never|nor|whether|if)\s+(?:\w+\s+)?$")


def said_of_change(text: str, waves: Iterable[str]) -> tuple[Said, ...]:
    """Return what a sentence says of changes, in its order.

    Parameters
    ----------
    text : str
        The sentence, what it quotes and cites blanked out.
    waves : iterable of str
        Names of the study's waves.
    """
    found: list[Said] = []
    for one in _every(text, waves):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _every(text: str, waves: Iterable[str]) -> Iterator[Said]:
    for pattern in (_FROM_TO, _THEN, _in_waves(waves)):
        for m in pattern.finditer(text) if pattern else ():
            amounts = (_amount(m["a"]), _amount(m["b"]))
            yield Said("pair", *m.span(), m[0], amounts)
    for kind, pattern in _COUNTED:
        for m in pattern.finditer(text):
            yield Said(kind, *m.span(), m[0], ((number_of(m["n"]) or 0, 0),))
    for m in _INTERVAL.finditer(text):
        if re.search(r"[+\-\u2212]|100|point", m[0]):
            yield Said(
                "interval", *m.span(), m[0], ((_signed(m["low"]), 0), (_signed(m["high"]), 0))
            )
    for m in _CHANGE.finditer(text):
        kind = "points" if "point" in m[0] or _BY.search(text[: m.start()]) else "change"
        yield Said(kind, *m.span(), m[0], ((_signed(m["n"]), 0),))
    for m in _VERDICT.finditer(text):
        at = next(at for at in range(len(_VERDICTS)) if m[f"v{at}"])
        if not _NOT.search(text[: m.start()]):
            yield Said("verdict", *m.span(), m[0], verdict=list(_VERDICTS)[at])


@dataclass(frozen=True, slots=True)
class Heard:
    """How many people a sentence says were heard in a wave, or in all of them.

    Attributes
    ----------
    start, end : int
        Range in the sentence.
    said : str
    number : int
    wave : str
        Empty where all are meant.
    """

    start: int
    end: int
    said: str
    number: int
    wave: str = ""


_DID = r"(?:told(?:\s+us)?|spoke|took\s+part|answered|are|were(?:\s+(?:asked|heard|interviewed))?)"
_TOLD = rf"(?:\s+{_DID})?"
_ALWAYS = any_case(
    rf"\b(?P<n>{NUMBER})(?:\s+(?:people|of\s+(?:them|these)))?{_TOLD}\s+in\s+(?:all|every|each)"
    rf"(?:\s+(?:of\s+the\s+)?{NUMBER})?\s+waves?\b"
)


def heard_in(text: str, waves: Iterable[str]) -> Iterator[Heard]:
    """Yield how many people a sentence says were heard: ``2025-Q1 (40 people)``."""
    for m in _ALWAYS.finditer(text):
        yield Heard(*m.span(), m[0], number_of(m["n"]) or 0)
    names = "|".join(re.escape(one) for one in sorted(set(waves), key=len, reverse=True))
    if not names:
        return
    people = rf"(?P<n>{NUMBER})\s+(?:people|persons?|tellers?|participants?)"
    for pattern in (
        any_case(rf"(?P<wave>{names})\s*\({people}\)"),
        any_case(rf"\b{people}{_TOLD}\s+in\s+(?P<wave>{names})\b(?!\s+(?:of|about|that)\b)"),
    ):
        for m in pattern.finditer(text):
            yield Heard(*m.span(), m[0], number_of(m["n"]) or 0, m["wave"])


def _in_waves(waves: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of ``4 of 40 in 2025-Q1, 15 of 29 in 2025-Q3``."""
    names = "|".join(re.escape(one) for one in sorted(set(waves), key=len, reverse=True))
    if not names:
        return None
    return any_case(
        rf"(?P<a>{_SHARE}){_BESIDE}\s+in\s+(?:{names}),?\s+(?:and\s+)?(?P<b>{_SHARE}){_BESIDE}\s+in\s+"
        rf"(?:{names})"
    )


def _amount(text: str) -> Amount:
    plain = re.sub(r"^about\s+", "", text.strip(), flags=re.IGNORECASE)
    found = re.fullmatch(
        rf"({NUMBER})\s+(?:out\s+)?of\s+(?:the\s+)?({NUMBER})", plain, re.IGNORECASE
    )
    if found:
        return number_of(found[1]) or 0, number_of(found[2]) or 0
    return float(re.match(r"[\d.]+", plain)[0]), 0  # type: ignore[index]


def _signed(text: str) -> float:
    return float(text.replace("\u2212", "-").replace("+", ""))
