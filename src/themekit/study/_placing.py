"""What study.yaml says of answers that tellers placed themselves: triads, dyads and stones."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from themekit._yaml import Loc
from themekit.names import folded
from themekit.study._paths import Complaint
from themekit.study._records import Placing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.study._file import ClosedFile

PLACED = ("triad", "dyad", "stones")
"""Types of closed questions in which the teller says where something lies."""

_FULL = 100.0
_OWN = {
    "triad": ("corners", "point", "height", "full", "not_applicable"),
    "dyad": ("ends", "full", "not_applicable"),
    "stones": ("stones", "full", "not_applicable"),
}
_KEYS = ("corners", "ends", "stones", "point", "height", "full", "not_applicable")
_NOT_HERE = ("order", "positive")
_SIDES = ("left", "right", "top")
_TWO = 2
_WANTED: dict[str, Complaint] = {
    "triad": (
        "a triad needs three corners",
        "write 'corners: {column: label, column: label, column: label}'",
    ),
    "point": (
        "a triad by a point needs two columns and three corners",
        "write 'point: [X, Y]' and 'corners: {left: label, right: label, top: label}'",
    ),
    "dyad": ("a dyad needs its two ends", "write 'ends: [label at 0, label at the far end]'"),
    "stones": (
        "each of the stones needs a name and two columns",
        "write 'stones: {label: [column across, column up], ...}'",
    ),
}
_NOT = "write 'not_applicable: {column: NAME}', or the words that stand there instead: ['n/a']"

Parts = tuple[tuple[str, ...], tuple[str, ...]]  # columns, labels
NotApplicable = tuple[str, tuple[str, ...]]  # column, cells
Found = tuple[Loc, Complaint]


def placing_of(column: str, item: ClosedFile) -> tuple[Placing | None, tuple[Found, ...]]:
    """Read where a closed question's placings stand, and what is wrong with what is written.

    Parameters
    ----------
    column : str
        The name under which the question stands; of a dyad the column itself.
    item : ClosedFile

    Returns
    -------
    Placing or None
        None for every other type, and where the parts cannot be read.
    tuple of (location, complaint)
    """
    problems = [*_misplaced(item)]
    if item.type not in PLACED:
        return None, tuple(problems)
    parts, said = _parts(column, item), _not_applicable(item.not_applicable)
    full, height = _size(item.full, _FULL), _size(item.height, 1.0)
    problems += [
        ((key,), (f"'{key}' should be a number above 0", f"such as {key}: 1"))
        for key, value in (("full", full), ("height", height))
        if value is None
    ]
    if said is None:
        problems.append((("not_applicable",), ("'not_applicable' cannot be read", _NOT)))
    if parts is None:
        problems.append(((), _WANTED["point" if item.point else item.type]))
    if parts is None or said is None or full is None or height is None:
        return None, tuple(problems)
    columns, labels = parts
    problems += _twice((*columns, said[0]), labels)
    point = bool(item.point)
    return Placing(columns, labels, full, point, height, *said), tuple(problems)


def _misplaced(item: ClosedFile) -> Iterator[Found]:
    """Find keys that the type of a question does not know."""
    known = _OWN.get(item.type, ())
    for key in _KEYS:
        if getattr(item, key) and key not in known:
            types = " or ".join(name for name, keys in _OWN.items() if key in keys)
            message = f"'{key}' is for questions of type {types}, and this one is {item.type}"
            yield (key,), (message, f"write 'type: {types.split()[0]}', or leave it out")
    if item.type in PLACED:
        for key in _NOT_HERE:
            if getattr(item, key):
                message = f"'{key}' is not for questions of type {item.type}"
                yield (key,), (message, "leave it out")


def _parts(column: str, item: ClosedFile) -> Parts | None:
    """Return columns and labels of a placing; None where they are not all there."""
    if item.type == "dyad":
        whole = len(item.ends) == _TWO and all(item.ends)
        return ((column,), item.ends) if whole else None
    if item.type == "stones":
        return _stones(item.stones)
    corners = _texts(item.corners)
    if item.point:
        whole = len(item.point) == _TWO and set(corners) == set(_SIDES)
        return (item.point, tuple(corners[side] for side in _SIDES)) if whole else None
    return (tuple(corners), tuple(corners.values())) if len(corners) == len(_SIDES) else None


def _texts(value: Any) -> dict[str, str]:
    """Return a mapping of texts, without those that are none; an empty label is the column."""
    if not isinstance(value, dict):
        return {}
    return {
        " ".join(name.split()): (text or "").strip() or name
        for name, text in value.items()
        if isinstance(name, str) and isinstance(text, str | None)
    }


def _stones(value: Any) -> Parts | None:
    """Return the columns and names of stones, each with two columns."""
    if not isinstance(value, dict) or not value:
        return None
    columns: list[str] = []
    for pair in value.values():
        if not isinstance(pair, list) or len(pair) != _TWO:
            return None
        if not all(isinstance(name, str) and name.strip() for name in pair):
            return None
        columns += [" ".join(name.split()) for name in pair]
    return tuple(columns), tuple(" ".join(str(name).split()) for name in value)


def _size(text: str, default: float) -> float | None:
    """Return a number above 0; None where it is none."""
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and value > 0 else None


def _not_applicable(value: Any) -> NotApplicable | None:
    """Return the column that says so, and the words that do; None where neither can be read."""
    if value is None:
        return "", ()
    if isinstance(value, dict):
        column = value.get("column")
        if set(value) != {"column"} or not isinstance(column, str) or not column.strip():
            return None
        return " ".join(column.split()), ()
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(one, str) and one for one in words):
        return None
    return "", tuple(words)


def _twice(columns: Iterable[str], labels: Iterable[str]) -> Iterator[Found]:
    """Find a column, or a name, that stands twice in one question."""
    for what, names in (("column", columns), ("name", labels)):
        seen: set[str] = set()
        for name in filter(None, names):
            if folded(name) in seen:
                yield (), (f"the {what} '{name}' stands twice in it", "give each its own")
            seen.add(folded(name))
