"""What a wave told of what is watched, where there is no wave before to compare it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.returning.model import Line, Outcome, Reason
from themekit.report.returning.occasion import FEW_BEHIND, SO_FAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import WaveRow
    from themekit.report.returning.occasion import Occasion

TOLD = "What was told this time"
UNREAD = "Nobody has read for it yet."


def told_of(occasion: Occasion) -> tuple[Outcome, ...]:
    """Return how many told what is watched in a wave; nothing where nothing is, or is counted."""
    rows = [
        one
        for one in occasion.inputs.matrix.by_wave
        if one.watched and one.row.wave == occasion.wave
    ]
    if not rows or occasion.inputs.reflexive:
        return ()
    return (Outcome(TOLD, tuple(_reasons(rows, occasion))),)


def _reasons(rows: Sequence[WaveRow], occasion: Occasion) -> Iterator[Reason]:
    lines: list[Line] = []
    others: dict[str, list[str]] = {}
    for one in rows:
        name = occasion.name_of(one.row.strand, one.item, one.row.code_id)
        said = _said(one, occasion)
        if said in {UNREAD, FEW_BEHIND}:
            others.setdefault(said, []).append(name)
        else:
            lines.append(Line(name, said))
    if lines:
        yield Reason(lines=tuple(lines))
    for why, names in others.items():
        yield Reason(why, bare=(Line("", f"{'; '.join(names)}."),))


def _said(one: WaveRow, occasion: Occasion) -> str:
    """Return how many told it by people's word; else why that is not said."""
    row, size = one.row, one.answered if one.item else one.row.asked
    if row.suppressed or not size:
        return FEW_BEHIND
    if one.item:
        return f"{row.cases or 0:,} of {size:,}."
    if row.basis == "corrected" and row.share is not None:
        return f"about {round(100 * row.share)} in 100, estimated from people drawn at random."
    if row.basis == "suggested":
        return UNREAD
    if occasion.is_read(row.code_id, row.strand, row.wave):
        return f"{row.cases or 0:,} of {size:,}."
    return FEW_BEHIND if row.found is None else f"{row.found:,} of {size:,} {SO_FAR}."
