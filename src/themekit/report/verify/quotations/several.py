"""What only several quotations together show: words quoted twice, one person quoted too much."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.report.verify.result import Flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from themekit.report.verify.quotations.looked import Looked
    from themekit.report.verify.texts import Passage

_OVERUSED, _FEWEST_OVERUSED, _LEAST_QUOTES = 0.4, 4, 6


def repeats(
    found: Sequence[Looked], may_repeat: Callable[[Looked, Looked], bool]
) -> Iterator[tuple[Looked, Flaw]]:
    """Yield quotations of what is quoted before, with what is wrong.

    Parameters
    ----------
    found : sequence of Looked
        In the order of the report.
    may_repeat : callable
        Tells of two whether the second may say the same again.
    """
    seen: list[Looked] = []
    for it in found:
        before = next((one for one in seen if _overlap(one.passages[0], it.passages[0])), None)
        seen.append(it)
        if before is not None and not may_repeat(before, it):
            said = f"quoted already: {before.block.place}"
            yield it, Flaw(said, "quote somebody else", "repeat", "doubtful")


def overused(found: Sequence[Looked]) -> Iterator[tuple[Looked, Flaw]]:
    """Yield the last quotation of somebody who is quoted much more than others."""
    whose: Counter[str] = Counter()
    last: dict[str, Looked] = {}
    for it in found:
        cases = it.voices.of_all(it.passages)
        if len(cases) == 1:
            (case,) = cases
            whose[case] += 1
            last[case] = it
    total = sum(whose.values())
    for case, number in whose.items():
        if total >= _LEAST_QUOTES and number >= _FEWEST_OVERUSED and number > _OVERUSED * total:
            said = f"{number} of {total} quotations are of {case}"
            yield last[case], Flaw(said, "quote others too", "over-used", "doubtful")


def _overlap(one: Passage, other: Passage) -> bool:
    """Tell whether two passages are mostly the same."""
    if one.document != other.document:
        return False
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > 0.5 * min(one.end - one.start, other.end - other.start)
