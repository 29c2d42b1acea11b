"""Answers that tellers placed themselves: where they lie, by strand and wave.

What tellers placed is data: nothing of it is changed, and waves are never joined. The unit is the
respondent's row, a document; those whose cases have all withdrawn are left out. Who placed it, who
said that it does not apply and who passed it by are counted apart; so is who left cells that can be
none of these, which enter no centre.

A triad is one composition: its centre is the closed geometric mean, its spread the root of the
total variance (`statistics.compositions`); a corner that was given nothing counts as 0.65 %. How
many gave one corner more than half stands beside it, since a centre may lie where nobody is. Of a
dyad and of each stone it is the median and the quartiles.

In public a question that 1 to 4 people were asked, or placed, in some wave is left out of that
strand. Who did not place it is told only where none of the ways not to is 1 to 4 people in any
wave; how many lie where likewise; a stone that 1 to 4 placed has no place. Medians and quartiles
are rounded to twentieths, since that of an odd number of people is one person's own place, and the
quartiles of fewer than ten are withheld; centre and spread are rounded to hundredths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median, quantiles
from typing import cast

from themekit.decisions import CodedStudy
from themekit.matrix.closed import by_wave
from themekit.matrix.small_cells import is_small
from themekit.records import Document, PlacedPart, PlacedRow
from themekit.statistics.compositions import centre, spread, without_zeros
from themekit.study import ClosedItem, Strand, placed_by

_HALF = 0.5
_STEPS = 20
_FEWEST_FOR_QUARTILES = 10
_TWO = 2

Places = Sequence[tuple[float | None, ...]]


def placed_rows(coded: CodedStudy, waves: Sequence[str], *, public: bool) -> tuple[PlacedRow, ...]:
    """Return where tellers placed what they were asked to, by strand, wave and question."""
    documents = by_wave(coded, waves)
    found: list[PlacedRow] = []
    for strand in coded.study.strands:
        ordered = documents.get(strand.name, {})
        tables = [
            [_row(strand, wave, item, there) for wave, there in ordered.items()]
            for item in strand.closed
            if item.placing is not None
        ]
        if public:
            tables = [_outside(table) for table in tables if not _small(table)]
        found += [row for wave in zip(*tables, strict=True) for row in wave]
    return tuple(found)


def _row(strand: Strand, wave: str, item: ClosedItem, documents: Sequence[Document]) -> PlacedRow:
    """Gather one question in one wave."""
    answers = [one for it in documents if (one := placed_by(item, dict(it.closed)))]
    states = Counter(one.state for one in answers)
    row = PlacedRow(
        strand=strand.name,
        wave=wave,
        item=item.column,
        label=item.label or item.column,
        section=item.section,
        form=item.type,
        labels=item.placing.labels if item.placing else (),
        asked=len(answers),
        placed=states["placed"],
        not_applicable=states["not applicable"],
        passed_by=states["passed by"],
        impossible=states["impossible"],
        parts=(),
    )
    places = [one.places for one in answers if one.state == "placed"]
    return _triad(row, places) if item.type == "triad" else _lying(row, places)


def _triad(row: PlacedRow, places: Places) -> PlacedRow:
    """Say where the centre of three shares lies, and how many lie mostly at which corner."""
    shares = [cast("tuple[float, ...]", one) for one in places]
    mostly = Counter(at for one in shares for at, share in enumerate(one) if share > _HALF)
    whole = [without_zeros(one) for one in shares]
    middle = centre(whole) if whole else (None,) * len(row.labels)
    return replace(
        row,
        parts=tuple(
            PlacedPart(label, mostly[at], middle[at]) for at, label in enumerate(row.labels)
        ),
        between=len(shares) - mostly.total(),
        on_edge=sum(min(one) == 0 for one in shares),
        spread=spread(whole),
    )


def _lying(row: PlacedRow, places: Places) -> PlacedRow:
    """Say where the one place of a dyad, or the two of each stone, lie."""
    if row.form == "dyad":
        line = [value for one in places for value in one if value is not None]
        return replace(row, parts=(PlacedPart(row.labels[1], len(line), *_quartiles(line)),))
    parts = []
    for at, label in enumerate(row.labels):
        across = [value for one in places if (value := one[_TWO * at]) is not None]
        up = [value for one in places if (value := one[_TWO * at + 1]) is not None]
        parts.append(PlacedPart(label, len(across), *_quartiles(across), *_quartiles(up)))
    return replace(row, parts=tuple(parts))


def _quartiles(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the median, then the lower and the upper quartile."""
    if len(values) < _TWO:
        return (values[0], None, None) if values else (None, None, None)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return median(values), low, high


def _small(table: Sequence[PlacedRow]) -> bool:
    """Tell whether some wave has so few tellers that the table would show persons."""
    return any(is_small(row.placed, row.asked) for row in table)


def _outside(table: Sequence[PlacedRow]) -> list[PlacedRow]:
    """Return the waves of a question as the public may see them."""
    absent = any(
        is_small(number, None)
        for row in table
        for number in (row.not_applicable, row.passed_by, row.impossible)
    )
    where = any(is_small(number, None) for row in table for number in _lie(row))
    edge = any(is_small(row.on_edge, None) for row in table)
    return [_shown(row, absent=absent, where=where, edge=edge) for row in table]


def _lie(row: PlacedRow) -> Iterator[int | None]:
    """Yield how many tellers of a triad lie where."""
    if row.form == "triad":
        yield from (part.n for part in row.parts)
        yield row.between


def _shown(row: PlacedRow, *, absent: bool, where: bool, edge: bool) -> PlacedRow:
    """Leave out what would tell of few people."""
    if absent:
        row = replace(row, not_applicable=None, passed_by=None, impossible=None)
    if edge:
        row = replace(row, on_edge=None)
    if row.form != "triad":
        return replace(row, parts=tuple(map(_rounded, row.parts)))
    parts = tuple(
        replace(part, n=None if where else part.n, middle=_hundredth(part.middle))
        for part in row.parts
    )
    between = None if where else row.between
    return replace(row, parts=parts, between=between, spread=_hundredth(row.spread))


def _rounded(part: PlacedPart) -> PlacedPart:
    """Return a median that is nobody's own place, or none where it is of few."""
    if is_small(part.n, None):
        return PlacedPart(part.label, None)
    few = part.n is not None and part.n < _FEWEST_FOR_QUARTILES
    quartile = (lambda _: None) if few else _twentieth
    return PlacedPart(
        part.label,
        part.n,
        _twentieth(part.middle),
        quartile(part.low),
        quartile(part.high),
        _twentieth(part.up),
        quartile(part.up_low),
        quartile(part.up_high),
    )


def _hundredth(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _twentieth(value: float | None) -> float | None:
    return None if value is None else round(value * _STEPS) / _STEPS
