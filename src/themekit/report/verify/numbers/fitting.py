"""Whether a figure is what a claim says."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.figures import POSITIVE
from themekit.report.verify.numbers.wordings import OPPOSITE, RAISED, WHEN_ASKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.report.verify.claims import Claim, ClaimKind
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement


MOST_SPOKEN = 10
"""People say nine out of ten, and count what is more."""
ROUGHLY = 0.04


def rounds_to(n: int, of: int, percent: float, decimals: int) -> bool:
    """Tell whether a percentage is a true rounding of a share, half up or half down."""
    if not of:
        return False
    exact, unit = Decimal(n) * 100 / Decimal(of), Decimal(1).scaleb(-decimals)
    shown = Decimal(str(percent)).quantize(unit)
    return shown in {exact.quantize(unit, ROUND_HALF_UP), exact.quantize(unit, ROUND_HALF_DOWN)}


def is_within(claim: Claim, true: float, said: float) -> bool:
    """Tell whether a number lies where a claim that states a limit says; never without one."""
    sides = {"least": true >= said, "more": true > said, "most": true <= said, "fewer": true < said}
    return sides.get(claim.bound, False)


def is_number(claim: Claim, n: int) -> bool:
    """Tell whether a number is the one that a claim states, or lies within its limit."""
    if claim.bound in {"", "only"} or claim.percent is not None:
        return claim.n == n
    return is_within(claim, n, claim.n or 0)


def _is_rounded(claim: Claim, n: int, of: int) -> bool:
    """Tell whether the percentage beside a figure, if there is one, is true."""
    if claim.percent is None or rounds_to(n, of, claim.percent, claim.decimals):
        return True
    return bool(of) and is_within(claim, 100 * n / of, claim.percent)


def arithmetic(claim: Claim) -> str:
    """Say what is wrong between a figure and the percentage beside it; empty where nothing is."""
    if claim.percent is None:
        return ""
    if claim.n is not None and claim.of:
        exact = float(Decimal(claim.n) * 100 / Decimal(claim.of))
        true = f"{claim.n:,} of {claim.of:,} is {exact:.1f} %"
        if claim.of < said_as.FEW:
            return f"a percentage of {claim.of}, which is under 20; {true}"
        if claim.is_about and claim.percent in {1, 99}:
            return ""
        if not _is_rounded(claim, claim.n, claim.of):
            return true
    elif claim.of and claim.of < said_as.FEW:
        return f"a percentage of {claim.of}, which is under 20"
    return ""


def fits(claim: Claim, figure: Figure, one: Statement) -> bool:
    """Tell whether a figure is what a claim says in a statement."""
    if not figure.of and claim.kind not in {"of", "percent"}:
        return False
    return _FITS[claim.kind](claim, figure, one)


def _share(figure: Figure) -> float:
    return figure.n / figure.of


def _percent(claim: Claim, figure: Figure, _: Statement) -> bool:
    right = rounds_to(figure.n, figure.of, claim.percent or 0, claim.decimals) or (
        bool(figure.of) and is_within(claim, _share(figure) * 100, claim.percent or 0)
    )
    return right and (claim.of is None or claim.of == figure.of)


def _fraction(claim: Claim, figure: Figure, _: Statement) -> bool:
    slack = 0 if claim.is_about else min(0.1, 0.3 / figure.of)
    return claim.low - slack <= _share(figure) <= claim.high + slack


def _all(claim: Claim, figure: Figure, _: Statement) -> bool:
    whole = _share(figure) == 1 and claim.of in {None, figure.of}
    return whole and figure.answer in {"", POSITIVE}


def _none(claim: Claim, figure: Figure, _: Statement) -> bool:
    return _share(figure) == 0 and claim.of in {None, figure.of}


def _segments(claim: Claim, figure: Figure, _: Statement) -> bool:
    if claim.n in {*figure.more, len(figure.holding)}:
        return True
    return claim.noun == "answers" and claim.n == figure.n


def _count(claim: Claim, figure: Figure, one: Statement) -> bool:
    if claim.is_about and claim.n is not None:
        return abs(claim.n - figure.n) <= 0.15 * claim.n + 1
    if claim.n in figure.more and OPPOSITE.search(one.text):
        return True
    return is_number(claim, figure.n) or _with_suggested(claim, figure)


def _of(claim: Claim, figure: Figure, one: Statement) -> bool:
    sizes = {figure.of} | (
        {figure.of + figure.more[0]} if figure.kind == "closed" and figure.more else set()
    )
    if claim.of not in sizes:
        return _is_proportion(claim, figure)
    if claim.upto is not None:
        return claim.n == figure.n and claim.upto == max(figure.upto, figure.n)
    if claim.n in figure.more and figure.kind == "row" and OPPOSITE.search(one.text):
        return True
    if not is_number(claim, figure.n):
        return _is_part(claim, figure, one)
    return _is_rounded(claim, figure.n, figure.of)


def _is_proportion(claim: Claim, figure: Figure) -> bool:
    """Tell whether *nine out of ten* is said of a share among many more."""
    spoken = claim.of and claim.of <= MOST_SPOKEN and re.search(r"\bout\s+of\b", claim.said)
    if not spoken or figure.of < said_as.FEW or claim.percent is not None or claim.n is None:
        return False
    return abs(claim.n / (claim.of or 1) - _share(figure)) <= ROUGHLY


def _but(claim: Claim, figure: Figure, _: Statement) -> bool:
    return claim.n == figure.of - figure.n and figure.answer in {"", POSITIVE}


def _with_suggested(claim: Claim, figure: Figure) -> bool:
    """Tell whether a claim counts in whom a machine alone suggests: that is a flaw of its own."""
    return figure.by_machine > 0 and claim.n == figure.n + figure.by_machine


def _is_part(claim: Claim, figure: Figure, one: Statement) -> bool:
    """Tell whether a claim is of those who raised it when asked or not, or with the suggested."""
    if claim.n is None:
        return False
    if _with_suggested(claim, figure):
        return _is_rounded(claim, claim.n, figure.of)
    if claim.percent is not None:
        return False
    if claim.n == figure.unasked and RAISED.search(one.text):
        return True
    return claim.n == figure.asked and bool(WHEN_ASKED.search(one.text))


_FITS: dict[ClaimKind, Callable[[Claim, Figure, Statement], bool]] = {
    "of": _of,
    "percent": _percent,
    "fraction": _fraction,
    "all": _all,
    "none": _none,
    "only": _all,
    "segments": _segments,
    "count": _count,
    "but": _but,
    "quantifier": _count,
}
"""How a figure carries a claim, by the claim's kind."""
