"""What themekit itself writes of the present state of a study: it holds as it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.verify.model import Block, ReportText

_MADE_WITH = "made with"
_CREDITS = " \u00b7 "
Key = tuple[tuple[str, ...], str, str, str, str]


def is_own(report: ReportText) -> bool:
    """Tell whether themekit wrote a report: it says so among its facts."""
    return any(
        _MADE_WITH in block.text.casefold() and "themekit" in block.text.casefold()
        for block in report.blocks
        if len(block.text) < 200  # noqa: PLR2004 - a line
    )


def own_blocks(report: ReportText, ours: Sequence[ReportText]) -> frozenset[int]:
    """Return the numbers of the blocks that stand in our own rendering of the present state too.

    A quotation does only if the credit below it does, and a block as often as we write it.

    Parameters
    ----------
    report : ReportText
    ours : sequence of ReportText
        What we write now; of several the one counts that it has most in common with.
    """
    best: frozenset[int] = frozenset()
    for one in ours:
        left = Counter(_key(at, one.blocks) for at in range(len(one.blocks)))
        found = set()
        for at in range(len(report.blocks)):
            key = _key(at, report.blocks)
            if left[key] > 0:
                left[key] -= 1
                found.add(at)
        lost = {
            at
            for at in found
            if at + 1 < len(report.blocks)
            and at + 1 not in found
            and _CREDITS in report.blocks[at + 1].text
        }
        if len(found - lost) > len(best):
            best = frozenset(found - lost)
    return best


def _key(at: int, blocks: Sequence[Block]) -> Key:
    block = blocks[at]
    before = blocks[at - 1].text if at and _CREDITS in block.text else ""
    return block.sections, block.row, block.column, block.text, before
