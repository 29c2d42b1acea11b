"""What themekit itself writes of the present state of a study: it holds as it stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from themekit.report.methods import is_appendix
from themekit.report.returning import is_account
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.wording import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.verify.model import Block, ReportText

_MADE_WITH = "made with"
_CREDITS = " \u00b7 "
_TURNED = re.compile(
    rf"[+\u2212-]?\b{NUMBER}\b|\b(?:rose|fell|began|stopped|left|joined|better|worse|none|nobody|no)\b",
    re.IGNORECASE,
)
"""What turns a sentence into another one: numbers, and which way something went."""
Key = tuple[tuple[str, ...], str, str, str, str]


def is_own(report: ReportText) -> bool:
    """Tell whether themekit wrote a report: it says so among its facts, or at its head."""
    texts = [block.text for block in report.blocks]
    return (
        is_account(texts)
        or is_appendix(texts)
        or any(
            _MADE_WITH in block.text.casefold() and "themekit" in block.text.casefold()
            for block in report.blocks
            if len(block.text) < 200  # noqa: PLR2004 - a line
        )
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
    return _nearest(report, ours)[0]


def turned(report: ReportText, ours: Sequence[ReportText]) -> Iterator[Remark]:
    """Yield where a report says what we write, but for a number or which way something went.

    Parameters
    ----------
    report : ReportText
    ours : sequence of ReportText
        As in `own_blocks`.
    """
    known, own = _nearest(report, ours)
    if own is None:
        return
    every = Counter(_key(at, report.blocks) for at in known)
    left: dict[Key, list[str]] = defaultdict(list)
    for at, block in enumerate(own.blocks):
        key = _key(at, own.blocks)
        if every[key] > 0:
            every[key] -= 1
        elif _TURNED.search(block.text):
            left[_masked(at, own.blocks)].append(block.text)
    for at, block in enumerate(report.blocks):
        meant = left.get(_masked(at, report.blocks)) if at not in known else None
        if meant and (found := _turned(at, block, meant.pop(0))):
            yield found


def _turned(at: int, block: Block, meant: str) -> Remark | None:
    """Say what we write where a block says something else; nothing where only its place differs."""
    pairs = zip(_TURNED.finditer(block.text), _TURNED.finditer(meant), strict=False)
    other = [(said, true[0]) for said, true in pairs if said[0] != true[0]]
    if not other:
        return None
    found = ", ".join(f"{true} (here {said[0]})" for said, true in other)
    advice = "take over what themekit writes, or write the account anew"
    place = (at, other[0][0].start())
    return Remark(
        "wrong", "number", block.place, shortened(block.text), f"themekit writes {found}", advice,
        place,
    )  # fmt: skip


def _masked(at: int, blocks: Sequence[Block]) -> Key:
    sections, row, column, text, _ = _key(at, blocks)
    return sections, row, column, _TURNED.sub("\0", text), ""


def _nearest(
    report: ReportText, ours: Sequence[ReportText]
) -> tuple[frozenset[int], ReportText | None]:
    """Return which of ours a report has most in common with, and its blocks that stand there."""
    best: tuple[frozenset[int], ReportText | None] = (frozenset(), None)
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
        if len(found - lost) > len(best[0]):
            best = frozenset(found - lost), one
    return best


def _key(at: int, blocks: Sequence[Block]) -> Key:
    block = blocks[at]
    before = blocks[at - 1].text if at and _CREDITS in block.text else ""
    return block.sections, block.row, block.column, block.text, before
