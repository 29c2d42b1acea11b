"""A teller's own cells to where they placed it; what they wrote is never changed.

Three states are told apart and never added: placed, not applicable (which is an answer), passed by
(nothing was written). A fourth, impossible, is for cells that cannot be any of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Literal

from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.study._records import ClosedItem, Placing

State = Literal["placed", "not applicable", "passed by", "impossible"]
_ROUNDED = 0.015  # three whole percentages may come to 99 or 101
_JUST_OUTSIDE = 0.01
_NOT_TICKED = frozenset({"", "0", "0.0", "no", "false", "n"})
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one teller placed something.

    Attributes
    ----------
    state : {'placed', 'not applicable', 'passed by', 'impossible'}
    places : tuple of (float or None)
        Where it is placed, each in [0, 1]: three shares of a triad that come to 1, one place of a
        dyad, across and up of each stone (None for a stone that was left aside). Else empty.
    why : str
        What is wrong where it is impossible.
    """

    state: State
    places: tuple[float | None, ...] = ()
    why: str = ""


def placed_by(item: ClosedItem, cells: Mapping[str, str]) -> Placed | None:
    """Read where one teller placed something.

    Parameters
    ----------
    item : ClosedItem
        Of type triad, dyad or stones.
    cells : mapping of column to str
        As the source has them.

    Returns
    -------
    Placed or None
        None where the teller was not asked: the source has none of the columns.

    Raises
    ------
    ValueError
        The item is of another type.
    """
    placing = item.placing
    if placing is None:
        raise ValueError(f"nobody places an answer to '{item.column}'")
    if not any(column in cells for column in item.columns):
        return None
    blank = {"", *map(folded, item.missing)}
    words = set(map(folded, placing.not_applicable_cells))
    found = [cells.get(column, "") for column in placing.columns]
    said = folded(cells.get(placing.not_applicable, "")) not in _NOT_TICKED
    said = said if placing.not_applicable else any(folded(cell) in words for cell in found)
    kept = ["" if folded(cell) in blank | words else cell for cell in found]
    if not any(kept):
        return Placed("not applicable" if said else "passed by")
    if said:
        return Placed("impossible", why="it is placed, and said not to apply")
    return _read(item.type, placing, kept)


def number_in(cell: str) -> float | None:
    """Return the number that a cell holds, also with a decimal comma or a per cent sign.

    Examples
    --------
    >>> number_in("33,3 %"), number_in("0.5"), number_in("left")
    (33.3, 0.5, None)
    """
    plain = cell.strip().removesuffix("%").strip()
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _read(form: str, placing: Placing, cells: Sequence[str]) -> Placed:
    """Read cells of which some hold something."""
    values = [number_in(cell) if cell else None for cell in cells]
    for cell, value in zip(cells, values, strict=True):
        if cell and value is None:
            return Placed("impossible", why=f"'{cell.strip()[:40]}' is no number")
    if form == "stones":
        return _stones(values, placing)
    if any(value is None for value in values):
        return Placed("impossible", why="a part of it is blank")
    numbers = [value / placing.full for value in values if value is not None]
    if form == "triad" and not placing.by_point:
        return _shares(numbers, placing)
    if outside := _outside(numbers, placing):
        return outside
    return _point(numbers, placing) if placing.by_point else Placed("placed", tuple(numbers))


def _shares(numbers: Sequence[float], placing: Placing) -> Placed:
    """Take three shares that come to the whole."""
    total = sum(numbers)
    if min(numbers) < 0:
        return Placed("impossible", why=f"{_short(min(numbers) * placing.full)} is below 0")
    if abs(total - 1) > _ROUNDED:
        told = " + ".join(_short(value * placing.full) for value in numbers)
        why = f"{told} = {_short(total * placing.full)}, not {_short(placing.full)}"
        return Placed("impossible", why=why)
    return Placed("placed", tuple(value / total for value in numbers))


def _point(numbers: Sequence[float], placing: Placing) -> Placed:
    """Turn a point in a triangle into the shares of left, right and top."""
    across, up = numbers
    top = up / placing.height
    right = across - top / 2
    shares = (1 - right - top, right, top)
    if min(shares) < -_JUST_OUTSIDE:
        return Placed("impossible", why="the point lies outside the triangle")
    inside = [max(share, 0.0) for share in shares]
    return Placed("placed", tuple(share / sum(inside) for share in inside))


def _stones(values: Sequence[float | None], placing: Placing) -> Placed:
    """Take each stone that has both its places."""
    pairs = [values[at : at + _PAIR] for at in range(0, len(values), _PAIR)]
    if any((across is None) != (up is None) for across, up in pairs):
        return Placed("impossible", why="a stone has one of its two places alone")
    numbers = [None if value is None else value / placing.full for value in values]
    known = [value for value in numbers if value is not None]
    return _outside(known, placing) or Placed("placed", tuple(numbers))


def _outside(numbers: Sequence[float], placing: Placing) -> Placed | None:
    """Tell of a place beyond the ends."""
    for value in numbers:
        if not 0 <= value <= 1:
            told = _short(value * placing.full)
            return Placed("impossible", why=f"{told} is not from 0 to {_short(placing.full)}")
    return None


def _short(value: float) -> str:
    return f"{value:.6g}"
