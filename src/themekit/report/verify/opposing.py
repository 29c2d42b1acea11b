"""Who speaks against something: held against those who do, not against those who say it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.report.verify.figures import POSITIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themekit.report.verify.claims import Claim
    from themekit.report.verify.figures import Figure

_AGAINST = re.compile(
    r"\b(?:(?:sp[eo]a?ks?|spoke|spoken|speaking|argu(?:ed?|es|ing)|vot(?:ed?|es|ing)|c[ao]mes? out|"
    r"(?:was|were|is|are))\s+(?:out\s+)?against|oppos(?:ed?|es|ing)|disagree[ds]?|disagreeing|"
    r"den(?:y|ies|ied|ying)|object(?:ed|s)?\s+to|contradict(?:ed|s)?|dissent(?:ed|s)?|"
    r"(?:said|say|says|held|hold|took)\s+the\s+opposite)\b(?!\s+by\b)",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:said(?!\s+the\s+opposite)|told|raised|described|reported|mentioned|thought|felt|"
    r"agreed|spoke(?!\s+(?:out\s+)?against)|named|wrote)\b",
    re.IGNORECASE,
)


def is_opposing(claim: Claim, text: str, claims: Sequence[Claim]) -> bool:
    """Tell whether a claim counts those who speak against.

    Parameters
    ----------
    claim : Claim
    text : str
        Its sentence, names of codes blanked out: they hold *against* too.
    claims : sequence of Claim
        All of the sentence: what follows the next one is of that.
    """
    ends = [one.start for one in claims if one.start > claim.start]
    part = text[claim.start : min(ends, default=len(text))].partition(";")[0]
    found = _AGAINST.search(part)
    return found is not None and not _SAYING.search(part[: found.start()])


def denied(figures: Iterable[Figure]) -> list[Figure]:
    """Return figures turned into those who did not: of an answer as it is, for it may be a no."""
    found = []
    for one in figures:
        if one.answer not in {"", POSITIVE}:
            found.append(one)
        elif one.kind in {"row", "closed", "question"} and one.of >= one.n:
            low = one.of - max(one.upto, one.n)
            upto = one.of - one.n if one.upto > one.n else 0
            found.append(
                replace(one, n=low, upto=upto, name=f"not {one.name}", by_machine=0, more=())
            )
    return found


def opposed(figures: Iterable[Figure]) -> list[Figure]:
    """Return figures with rows turned into those who speak against them; none where unknown."""
    found = []
    for one in figures:
        if one.kind != "row":
            found.append(one)
        elif one.against is not None:
            name = f"against {one.name}"
            found.append(replace(one, n=one.against, upto=0, name=name, by_machine=0, more=()))
    return found
