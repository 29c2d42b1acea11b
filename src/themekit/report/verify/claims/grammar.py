"""What patterns of claims are built of: numbers, whom they count, what these did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.wording import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

N = rf"({NUMBER})"
THE = r"(?:the\s+|our\s+|all\s+|these\s+|those\s+|a\s+total\s+of\s+)*"
SURE = (
    r"(?:participants?|respondents?|interviewees?|informants?|chief executives?|attendees?|"
    r"contributors?|panellists?|people (?:who (?:were asked|answered|took part)|asked|interviewed|"
    r"surveyed)|those (?:asked|interviewed|surveyed|who (?:answered|were asked|took part)))"
)
ABOUT = (
    r"(?:(almost|nearly|just under|close to|just over|slightly more than|a little (?:over|more "
    r"than)|"
    r"well over|over|more than|at least|less than|fewer than|under|about|around|roughly|"
    r"approximately|exactly|some)\s+)?"
)
SAID = (
    r"(?:said|says?|mentioned|spoke|raised|named|told|described|reported|thought|felt|agreed|wrote|"
    r"feared|worried|saw|had|brought|talked|of|in|who|we|disagreed|noted|expected|answered|put)"
)


def any_case(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of words, however they are written."""
    return re.compile(pattern, re.IGNORECASE)


def is_year(number: int) -> bool:
    """Tell whether a number is rather a year."""
    return 1900 <= number <= 2100  # noqa: PLR2004


def is_sure(noun: str) -> bool:
    """Tell whether a noun counts people who took part, and nothing else."""
    return bool(re.fullmatch(SURE, noun, re.IGNORECASE))


def is_free(found: re.Match[str], taken: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a match overlaps none of some ranges, and nothing that was claimed before."""
    return "\0" not in found[0] and all(found.end() <= a or b <= found.start() for a, b in taken)
