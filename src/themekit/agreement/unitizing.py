"""Agreement on where something begins and ends: alpha over stretches of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations

from themekit.agreement.coefficients import PAIR
from themekit.agreement.results import Agreement

ONE_CODER = "one coder alone"
NEVER_MARKED = "nobody marked it"
NO_LENGTH = "there is no text"
Spans = Mapping[str, Mapping[str, Iterable[tuple[int, int]]]]
Section = tuple[int, int, bool]
"""Begin, end, and whether it is marked."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far people lie apart on one code, and how far they would by chance."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """One minus their ratio; None where nobody marked anything."""
        return 1 - self.observed / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class UnitizingAgreement(Agreement):
    """Alpha over all codes together, and code by code.

    Attributes
    ----------
    by_code : mapping of code to Agreement
        `n` of each is how many spans were marked.
    disagreements : mapping of code to Disagreement
    """

    by_code: Mapping[str, Agreement] = field(default_factory=dict)
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)


def unitizing_alpha(spans: Spans, start: int, length: int) -> UnitizingAgreement:
    """Return Krippendorff's alpha for spans that people cut for themselves.

    Parameters
    ----------
    spans : mapping of coder to mapping of code to spans
        Each span is a pair (start, length). A coder who marked nothing is there with nothing.
        Spans of one coder and code that overlap count as one.
    start, length : int
        The text that all of them read.

    Returns
    -------
    UnitizingAgreement
        `value` is of all codes together: their disagreements added up, as Krippendorff does.

    Raises
    ------
    ValueError
        If a span lies outside the text, or has no length.

    References
    ----------
    K. Krippendorff, "Measuring the reliability of qualitative text analysis data", Quality and
    Quantity 38 (2004), 787-800; first in Sociological Methodology 25 (1995), 47-76.
    """
    coders = tuple(spans)
    codes = sorted({code for said in spans.values() for code in said})
    marked = {
        code: [_merged(spans[coder].get(code, ()), start, length) for coder in coders]
        for code in codes
    }
    n = sum(len(one) for found in marked.values() for one in found)
    reason = ONE_CODER if len(coders) < PAIR else NO_LENGTH if length < 1 else ""
    if reason:
        return UnitizingAgreement(None, n=n, reason=reason)
    found = {
        code: _disagreement([_sections(one, start, length) for one in marked[code]], length)
        for code in codes
    }
    by_code = {
        code: Agreement(
            one.alpha, n=sum(map(len, marked[code])), reason="" if one.expected else NEVER_MARKED
        )
        for code, one in found.items()
    }
    joint = Disagreement(
        sum(one.observed for one in found.values()), sum(one.expected for one in found.values())
    )
    reason = "" if joint.expected else NEVER_MARKED
    return UnitizingAgreement(joint.alpha, n=n, reason=reason, by_code=by_code, disagreements=found)


def _merged(spans: Iterable[tuple[int, int]], start: int, length: int) -> list[tuple[int, int]]:
    """Return begins and ends in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for begin, long in sorted(spans):
        end = begin + long
        if long < 1 or begin < start or end > start + length:
            raise ValueError(f"the span ({begin}, {long}) is not in the text {start}, {length}")
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def _sections(marked: Sequence[tuple[int, int]], start: int, length: int) -> list[Section]:
    """Return a coder's whole text: what they marked, and the gaps between."""
    found: list[Section] = []
    at = start
    for begin, end in marked:
        if begin > at:
            found.append((at, begin, False))
        found.append((begin, end, True))
        at = end
    if at < start + length:
        found.append((at, start + length, False))
    return found


def _disagreement(coders: Sequence[Sequence[Section]], length: int) -> Disagreement:
    number = len(coders)
    # Each two of them count from both sides, which are alike.
    observed = 2 * sum(
        _apart(one, other)
        for mine, theirs in combinations(coders, 2)
        for one, other in _meeting(mine, theirs)
    )
    return Disagreement(
        observed / (number * (number - 1) * length**2), _by_chance(coders, number * length, length)
    )


def _meeting(
    mine: Sequence[Section], theirs: Sequence[Section]
) -> Iterator[tuple[Section, Section]]:
    """Yield every two sections that share some text: others say nothing of each other."""
    at = other = 0
    while at < len(mine) and other < len(theirs):
        yield mine[at], theirs[other]
        end, stop = mine[at][1], theirs[other][1]
        at += end <= stop
        other += stop <= end


def _apart(one: Section, other: Section) -> int:
    """Return the squared distance of two sections; 0 where they say nothing of each other."""
    (begin, end, marked), (start, stop, also) = one, other
    if marked and also:
        meet = begin < stop and start < end
        return (begin - start) ** 2 + (end - stop) ** 2 if meet else 0
    if marked and start <= begin and end <= stop:
        return (end - begin) ** 2
    if also and begin <= start and stop <= end:
        return (stop - start) ** 2
    return 0


def _by_chance(coders: Sequence[Sequence[Section]], whole: int, length: int) -> float:
    """Return the disagreement to be expected if all sections lay anywhere."""
    marked = [end - begin for one in coders for begin, end, used in one if used]
    gaps = [end - begin for one in coders for begin, end, used in one if not used]
    if not marked:
        return 0.0
    gaps.sort()
    # How long all gaps from one on are together.
    rest = list(accumulate(reversed(gaps), initial=0))[::-1]
    total = 0.0
    for size in marked:
        # Laid over another marked one at every place, and into every gap that holds it.
        total += (len(marked) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        first = bisect_left(gaps, size)
        total += size**2 * (rest[first] - (len(gaps) - first) * (size - 1))
    norm = whole * (whole - 1) - sum(size * (size - 1) for size in marked)
    return 2 * total / (length * norm)
