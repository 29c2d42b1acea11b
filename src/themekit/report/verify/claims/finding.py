"""Every claim of a sentence, what is found first taken before what is found next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.report.verify.claims.counts import counts, quantifiers, segments, sizes
from themekit.report.verify.claims.grammar import any_case
from themekit.report.verify.claims.model import Claim
from themekit.report.verify.claims.shares import fractions, percents, ranges, shares_of
from themekit.report.verify.claims.wholes import all_but, alls, nearly
from themekit.report.verify.mentions import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_BEHIND = any_case(
    r"\s*(?:\w+\s+){0,4}?[(\[,\u2013\u2014]\s*(?:that is,?\s+|or\s+|i\.e\.\s*)?(?:under |over )?$",
)
_APPARATUS = (
    r"(?:pages?|pp?\.|chapters?|figures?|figs?\.?|tables?|sections?|appendi(?:x|ces)|authors?|"
    r"steps?|parts?|volumes?|boxes|researchers?|editors?)"
)
# "Page 14 of 40", "3 of the 4 authors", "read by two people": of the report itself, or of those
# who made it.
_LED = any_case(rf"\b(?:{_APPARATUS}|(?:read|coded|checked|seen)\s+(?:\w+ly\s+)?by)\s*$")
_TRAILED = any_case(rf"\s+(?:of\s+)?(?:the\s+|our\s+)?{_APPARATUS}(?!\w)")
_LEVELS = frozenset({80, 90, 95, 99})
_CONFIDENCE = any_case(r"\b(?:confidence|credible|intervals?)\b")
_BETWEEN = frozenset({"(", ", or", "or", ",", "\u2013", "="})
_FAR = 60
_LIMIT = any_case(
    r"\b(?:(?P<least>at least|(?:no|not) (?:fewer|less) than)|(?P<more>more than|over|upwards of)|"
    r"(?P<fewer>fewer than|less than|under)|(?P<most>at most|(?:no|not) more than|up to)|"
    r"(?P<only>only|just|merely))\s+(?:the\s+)?$"
)
_DENIED = any_case(
    rf"\s*(?:(?:{PEOPLE}|of|them|those|these|survey|interviewed|asked|[A-Z]{{2,5}})\s+){{0,4}}"
    r"(?:did|had|has|have|do|does|was|were|is|are|would|could)(?:\s+not\b|n['\u2019]t\b)"
)
FINDERS: tuple[Callable[[str], Iterator[Claim]], ...] = (
    all_but, nearly, ranges, shares_of, percents, fractions, alls, sizes, segments, counts,
)  # fmt: skip


def claims_in(text: str, words: Iterable[str] = ()) -> tuple[Claim, ...]:
    """Return the claims of a sentence in order.

    Parameters
    ----------
    text : str
        The sentence, what it quotes and cites blanked out.
    words : iterable of str
        Quantifiers that the study declares, beside the usual ones.
    """
    left = text
    found: list[Claim] = []
    for finder in FINDERS:
        for claim in finder(left):
            if left[claim.start : claim.end].strip():
                found += [] if _is_apparatus(claim, text) else [claim]
                left = left[: claim.start] + "\0" * (claim.end - claim.start) + left[claim.end :]
    found += quantifiers(left, words)
    joined = (_qualified(one, text) for one in _joined(found, text))
    return tuple(sorted(joined, key=lambda one: one.start))


def _qualified(claim: Claim, text: str) -> Claim:
    """Read whether a number is a limit, and whether those are counted who did not."""
    if claim.kind not in {"of", "percent", "count", "fraction"}:
        return claim
    before = _LIMIT.search(text[: claim.start])
    bound = next((name for name, said in before.groupdict().items() if said), "") if before else ""
    denied = bool(_DENIED.match(text, claim.end))
    return replace(claim, bound=claim.bound or bound, is_denied=denied)  # type: ignore[arg-type]


def _is_apparatus(claim: Claim, text: str) -> bool:
    """Tell whether pages, chapters or authors are counted, or a level of confidence is told."""
    if claim.percent is not None:
        return claim.of is None and claim.percent in _LEVELS and bool(_CONFIDENCE.search(text))
    return bool(_LED.search(text[: claim.start]) or _TRAILED.match(text, claim.end))


def _joined(found: list[Claim], text: str) -> list[Claim]:
    """Join a percentage with the figure that it stands beside."""
    out: list[Claim] = []
    for claim in sorted(found, key=lambda one: one.start):
        both = _both(out[-1], claim, text) if out else None
        if both is None:
            out.append(claim)
        else:
            out[-1] = both
    return out


def _both(last: Claim, claim: Claim, text: str) -> Claim | None:
    """Return a figure and a percentage that stand beside each other as one claim."""
    between = text[last.end : claim.start]
    beside = _BEHIND.fullmatch(between) or between.strip() in _BETWEEN
    if len(between) >= _FAR or not beside:
        return None
    said = _whole(text, last.start, claim.end)
    if last.kind == "of" and claim.kind == "percent" and last.percent is None:
        return replace(
            last,
            percent=claim.percent,
            decimals=claim.decimals,
            end=claim.end,
            said=said,
            is_about=claim.is_about,
        )
    if last.kind == "percent" and claim.kind == "of" and last.of in {None, claim.of}:
        return replace(
            claim, percent=last.percent, decimals=last.decimals, start=last.start, said=said
        )
    return None


def _whole(text: str, start: int, end: int) -> str:
    """Return a stretch of text with the bracket that closes it."""
    return text[start : end + 1] if text[end : end + 1] == ")" else text[start:end]
