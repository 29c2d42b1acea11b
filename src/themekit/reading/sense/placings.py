"""Cells of triads, dyads and stones that nobody can have placed: they enter no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.reading.sense.words import counted, doubt, line_of, rows_named
from themekit.study import number_in, placed_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.records import Document
    from themekit.study import ClosedItem, Placing, Strand

_SHOWN = 3
_MOSTLY = 0.5
_WHOLES = (1.0, 100.0)
_ROUNDED = 0.015


def placing_doubts(documents: Sequence[Document], strand: Strand, source: str) -> Iterator[Problem]:
    """Yield a doubt for each question whose cells cannot all be what tellers placed."""
    for item in strand.closed:
        if item.placing is None:
            continue
        wrong = []
        for document in documents:
            answer = placed_by(item, dict(document.closed))
            if answer is not None and answer.state == "impossible":
                wrong.append((document, answer.why))
        if wrong:
            yield _problem(item, item.placing, wrong, len(documents), source)


def _problem(
    item: ClosedItem,
    placing: Placing,
    wrong: Sequence[tuple[Document, str]],
    rows: int,
    source: str,
) -> Problem:
    """Say which rows, what stands there, and what would mend it."""
    sums = item.type == "triad" and not placing.by_point
    told = "; ".join(
        f"{rows_named([(document.name, document.place)])}: {why}"
        for document, why in wrong[:_SHOWN]
    )
    more = f"; and {len(wrong) - _SHOWN:,} more" if len(wrong) > _SHOWN else ""
    message = (
        f"of '{item.label}', {counted(len(wrong), 'row')} cannot be what somebody placed, and "
        f"{'is' if len(wrong) == 1 else 'are'} counted nowhere ({told}{more})"
    )
    name = "corners-do-not-sum" if sums else "cannot-be-placed"
    mend = "compare these rows with the tool in which people placed it, and put them right there"
    if len(wrong) > _MOSTLY * rows and (whole := _other_whole(placing, wrong, sums=sums)):
        mend = f"write 'full: {whole:g}' under '{item.column}': that is what it comes to here"
    return doubt(name, source, message, mend, line_of(wrong[0][0].place))


def _other_whole(
    placing: Placing, wrong: Sequence[tuple[Document, str]], *, sums: bool
) -> float | None:
    """Return what the whole seems to be in the rows that do not fit; None where they differ."""
    found = []
    for document, _ in wrong:
        cells = dict(document.closed)
        numbers = [number_in(cells.get(column, "")) for column in placing.columns]
        known = [number for number in numbers if number is not None]
        found.append(sum(known) if sums else max(known, default=0.0))
    for whole in _WHOLES:
        if whole == placing.full:
            continue
        fits = [abs(one / whole - 1) <= _ROUNDED if sums else one <= whole for one in found]
        if sum(fits) > _MOSTLY * len(found):
            return whole
    return None
