"""What the columns of a survey are for, from their names and their cells.

Columns of one grid (an array) share their answers and are judged together: in a few rows nothing
repeats within a column, but across the columns of an array it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from themekit.matrix.answers import fold
from themekit.names import folded
from themekit.reading.tables.option_names import CODE, is_other, options_of
from themekit.starting.cells import (
    FEW,
    HALF,
    MOSTLY,
    PHRASE,
    SENTENCE,
    SMALL,
    Cells,
    find_separator,
    parts_of,
)
from themekit.starting.name_hints import (
    is_code,
    is_demographic,
    is_id,
    private_reason,
)
from themekit.starting.records import ColumnGuess, Use
from themekit.starting.scales import Scale, find_scale
from themekit.starting.yaml_text import listed
from themekit.study import ClosedItem

_TRAIT = 7.0
_VARIED = 0.7
_TWICE = 2
_LONGEST_LABEL = 300
_MARKS = frozenset(("yes", "no", "x", "1", "0", "true", "false", "checked", "unchecked", "y", "n"))


def guess_column(cells: Cells, choices: Sequence[str] = ()) -> ColumnGuess:
    """Guess what a column is for; ids, dates and questions are chosen among all columns later.

    Parameters
    ----------
    cells : Cells
    choices : sequence of str
        Of a question with several answers, all that could be ticked, where the file tells them.
    """
    if choices:
        return _ticked(cells, choices)
    name = cells.name
    if reason := _no_material(cells):
        return ColumnGuess(name, "unused", reason)
    others = any(map(is_other, (name, cells.wording)))
    if others and not _MARKS.issuperset(map(fold, cells.distinct)):
        why = f"what people wrote beside 'Other': {_counted(cells, 'text')}"
        return ColumnGuess(name, "open", why)
    if len(cells.distinct) == 1 and cells.rows > 1:
        why = "the same in every row"
        if len(cells.filled) < cells.rows:
            why = f"one and the same answer in {len(cells.filled):,} of {cells.rows:,} rows"
        return ColumnGuess(name, "unused", why)
    if any(map(is_id, cells.names)) and cells.varied == 1 and cells.words < PHRASE:
        return ColumnGuess(name, "unused", "a number or code for each row")
    return _answer(cells)


def _no_material(cells: Cells) -> str:
    """Say why nobody answers anything in a column; empty where somebody may."""
    if not cells.filled:
        return "empty"
    if reason := next(filter(None, map(private_reason, cells.names)), "") or _by_cells(cells):
        return reason
    return "a date" if cells.waves else ""


def _answer(cells: Cells) -> ColumnGuess:
    """Tell a trait, a closed question and the rest apart."""
    name = cells.name
    if any(map(is_demographic, cells.names)) and cells.words < _TRAIT:
        why = _counted(cells, "named like a trait")
        repeated = len(cells.distinct) <= HALF * cells.rows or cells.rows < SMALL
        use: Use = "attribute" if repeated or cells.numeric >= MOSTLY else "unused"
        return ColumnGuess(name, use, why, sure=use == "attribute")
    if cells.numeric >= MOSTLY:
        why = _counted(cells, "numbers")
        return ColumnGuess(name, "closed", why, item=_item(cells, "number"))
    if separator := find_separator(cells.filled):
        return _multi(cells, separator)
    scale = find_scale(cells.distinct) if len(cells.distinct) <= FEW else None
    if scale is not None and (cells.few or cells.rows < SMALL):
        return _scale(cells, scale)
    if all(map(is_code, cells.distinct)):
        return _single(cells, tuple(sorted(cells.distinct, key=_code_order)))
    choice = cells.few and (cells.varied < 1 or _MARKS.issuperset(map(fold, cells.distinct)))
    return _single(cells) if choice else _text(cells)


def _code_order(code: str) -> tuple[bool, int]:
    """Order option codes by number, what was written beside 'Other' last."""
    digits = "".join(filter(str.isdecimal, code))
    return not digits, int(digits or 0)


def _text(cells: Cells) -> ColumnGuess:
    """Judge a column of many different cells by how long they are."""
    sentences = cells.words >= SENTENCE and cells.varied >= HALF
    if sentences or (cells.words >= PHRASE and cells.varied >= _VARIED):
        return ColumnGuess(cells.name, "open", _long(cells), sure=cells.words > PHRASE + 1)
    return ColumnGuess(cells.name, "unused", _counted(cells, "short and varied"), sure=False)


def _by_cells(cells: Cells) -> str:
    """Say why cells themselves are no material: e-mail addresses."""
    mails = sum("@" in value and " " not in value for value in cells.filled)
    return "says who somebody is" if mails >= HALF * len(cells.filled) else ""


def _scale(cells: Cells, scale: Scale) -> ColumnGuess:
    positive = scale.positive
    item = _item(cells, "scale", order=scale.order, positive=positive, more=scale.missing)
    return ColumnGuess(
        cells.name,
        "closed",
        _counted(cells, f"a scale of {scale.kind}"),
        item=item,
        also="" if positive else f"positive: {listed(scale.order[-_TWICE:])}",
    )


def _single(cells: Cells, order: tuple[str, ...] = ()) -> ColumnGuess:
    """Build a choice, its answers in a known order or by how many gave them."""
    by_number = sorted(Counter(map(fold, cells.filled)).items(), key=lambda found: -found[1])
    names = {fold(value): value for value in cells.distinct}
    order = order or tuple(names[key] for key, _ in by_number)
    positive: tuple[str, ...] = ()
    if set(names) == {"yes", "no"}:
        order, positive = (names["no"], names["yes"]), (names["yes"],)
    item = _item(cells, "single", order=order, positive=positive)
    return ColumnGuess(cells.name, "closed", _counted(cells, "a choice"), item=item)


def _multi(cells: Cells, separator: str) -> ColumnGuess:
    parts = Counter(fold(part) for part in parts_of(cells.filled, separator))
    names = {fold(part): part for part in reversed(parts_of(cells.filled, separator))}
    order = tuple(names[key] for key, _ in sorted(parts.items(), key=lambda found: -found[1]))
    why = f"several of {len(order)} recurring answers in a cell"
    item = _item(cells, "multi", order=order, separator=separator)
    return ColumnGuess(cells.name, "closed", why, item=item)


def _ticked(cells: Cells, choices: Sequence[str]) -> ColumnGuess:
    """Judge a column of ticks: every option is listed, ticked or not, in the file's order."""
    ticked = {fold(part) for part in parts_of(cells.filled, ";")}
    idle = sum(fold(option) not in ticked for option in choices)
    why = f"several of {len(choices)} options"
    if idle:
        why += f", {idle} of which nobody ticked"
    item = _item(cells, "multi", order=tuple(choices), separator=";")
    return ColumnGuess(cells.name, "closed", why, item=item)


def _item(
    cells: Cells,
    kind: str,
    *,
    order: tuple[str, ...] = (),
    positive: tuple[str, ...] = (),
    more: tuple[str, ...] = (),
    separator: str = ";",
) -> ClosedItem:
    """Build the record of a closed question."""
    wording = " ".join(cells.wording.split())[:_LONGEST_LABEL]
    return ClosedItem(
        column=cells.name,
        label=wording or cells.name,
        type=kind,  # type: ignore[arg-type]
        order=order,
        positive=positive,
        missing=("", *cells.missing[:FEW], *more),
        separator=separator,
    )


def _counted(cells: Cells, what: str) -> str:
    return f"{what}: {len(cells.distinct):,} different in {len(cells.filled):,} answers"


def _long(cells: Cells) -> str:
    return (
        f"free text: {cells.words:.0f} words on average, "
        f"{len(cells.distinct):,} different of {len(cells.filled):,}"
    )


def guess_arrays(columns: Sequence[Cells]) -> Mapping[str, ColumnGuess]:
    """Return what the columns of arrays are for, by name; other columns are not among them.

    Parameters
    ----------
    columns : sequence of Cells
        All that may be answers, in the table's order.
    """
    members: dict[str, list[Cells]] = {}
    options = options_of([one.name for one in columns], [one.wording for one in columns])
    for cells, option in zip(columns, options, strict=True):
        if option is not None and option.surely > CODE and not is_other(option.option):
            members.setdefault(folded(option.name), []).append(cells)
    return {
        guess.name: guess
        for array in members.values()
        if len(array) >= _TWICE
        for guess in _together(array)
    }


def _together(array: Sequence[Cells]) -> list[ColumnGuess]:
    """Judge the cells of all columns as one question, and give each column the answer."""
    cells = [value for one in array for value in one.filled]
    pooled = Cells(array[0].name, array[0].wording, cells)
    shared = sum(len(one.distinct) for one in array) > len(pooled.distinct)
    if not shared or len(pooled.distinct) > FEW or pooled.numeric >= MOSTLY:
        return []
    item = guess_column(pooled).item
    if item is None or item.type not in {"single", "scale"}:
        return []
    why = f"one of {len(array)} columns with the same {len(pooled.distinct)} answers"
    if item.type == "scale":
        why += ": a scale"
    return [
        ColumnGuess(
            one.name,
            "closed",
            why,
            item=replace(
                item,
                column=one.name,
                label=" ".join(one.wording.split())[:300] or one.name,
                missing=tuple(dict.fromkeys(("", *one.missing[:FEW], *item.missing))),
            ),
        )
        for one in array
        if one.filled
    ]
