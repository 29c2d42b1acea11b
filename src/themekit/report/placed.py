"""What tellers placed themselves, in words, and the triangle of a triad before it is drawn.

Of a triad no dot is drawn: a dot is a person. The triangle has four parts with how many lie in
each, and a mark where the centre is.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.bars import Bar, ChartModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.records import PlacedPart, PlacedRow

HEADS = ("Question", "Who placed it", "Where it lies", "How far apart")
TOO_FEW = f"placed by fewer than {words.FEWEST}: too few to say where"
BETWEEN = "no corner more than half"
_MOST_TIMES = 20
_CORNERS = 3


def caption(strand: str, wave: str) -> str:
    """Head the table of one strand and wave."""
    return f"Placed by the tellers themselves, {words.place(strand, wave)}"


def cells(row: PlacedRow) -> tuple[str, str, str, str]:
    """Return a question's line of the table, in the order of `HEADS`."""
    return row.label, who(row), where(row), apart(row)


def who(row: PlacedRow) -> str:
    """Say how many placed it, and what the others did: three states that are never added."""
    others = (
        (row.not_applicable, "said it does not apply"),
        (row.passed_by, "passed it by"),
        (row.impossible, "left what cannot be read"),
    )
    more = [f"{number:,} {said}" for number, said in others if number]
    return "; ".join([f"{row.placed:,} of {row.asked:,} placed it", *more])


def where(row: PlacedRow) -> str:
    """Say where the answers lie."""
    if row.placed < words.FEWEST:
        return TOO_FEW if row.placed else words.NO_FIGURE
    if row.form == "triad":
        lies = ", ".join(f"{part.label} {_percent(part.middle)}" for part in row.parts)
        return ". ".join([f"Centre: {lies}", *_mostly(row)])
    if row.form == "dyad":
        start, end = row.labels
        return f"Median {_percent(row.parts[0].middle)} of the way from {start} to {end}"
    return ". ".join(map(_stone, row.parts))


def apart(row: PlacedRow) -> str:
    """Say how far the answers lie from each other."""
    if row.placed < words.FEWEST:
        return words.NO_FIGURE
    if row.form == "dyad":
        part = row.parts[0]
        return _half(part.low, part.high, "along it") or words.NO_FIGURE
    if row.form != "triad" or row.spread is None:
        return words.NO_FIGURE
    times = exp(row.spread)
    said = f"{times:.1f}" if times <= _MOST_TIMES else f"more than {_MOST_TIMES}"
    edge = f". {row.on_edge:,} gave a corner nothing, counted as 0.65 %" if row.on_edge else ""
    return (
        f"The balance between two corners is typically {said} times that of the centre, "
        f"or as many times less (1 would be: all in one place){edge}"
    )


def triangles(heading: str, rows: Iterable[PlacedRow]) -> Iterator[ChartModel]:
    """Yield a triangle for each triad that enough tellers placed."""
    for row in rows:
        if row.form != "triad" or row.placed < words.FEWEST:
            continue
        place = words.place(row.strand, row.wave)
        told = ". ".join([where(row), who(row)])
        counts = (*(part.n for part in row.parts), row.between)
        names = (*row.labels, BETWEEN)
        middles = (*(part.middle or 0.0 for part in row.parts), 0.0)
        yield ChartModel(
            title=f"{heading}: {row.label} ({place})",
            description=f"A triangle with a corner for {', '.join(row.labels)}. {told}.",
            axis="Tellers",
            limit=1.0,
            bars=tuple(
                Bar(name, middle, "" if count is None else f"{count:,}")
                for name, middle, count in zip(names, middles, counts, strict=True)
            ),
            kind="triangle",
        )


def _mostly(row: PlacedRow) -> Iterator[str]:
    """Say how many lie mostly at which corner, unless that is withheld."""
    if row.between is None:
        return
    said = ", ".join(f"{part.label} {part.n:,}" for part in row.parts)
    yield f"More than half at: {said}; {BETWEEN}: {row.between:,}"


def _stone(part: PlacedPart) -> str:
    """Say where one stone lies."""
    if part.n is None or part.n < words.FEWEST:
        return f"{part.label}: {TOO_FEW}"
    lies = f"{_percent(part.middle)} across and {_percent(part.up)} up"
    halves = (_half(part.low, part.high, "across"), _half(part.up_low, part.up_high, "up"))
    more = " and ".join(half for half in halves if half)
    told = f"{part.label}: placed by {part.n:,}, median {lies}"
    return f"{told} ({more})" if more else told


def _half(low: float | None, high: float | None, way: str) -> str:
    """Say between which places the middle half lies."""
    if low is None or high is None:
        return ""
    return f"the middle half from {_percent(low)} to {_percent(high)} {way}"


def _percent(share: float | None) -> str:
    return words.NO_FIGURE if share is None else f"{share * 100:.0f}\u00a0%"
