"""How a doubt is worded: what seems wrong, what would mend it, and how to say that it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.doubts import quoted
from themekit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 4
_EXCERPT = 60


def doubt(name: str, file: str, message: str, mend: str, line: int | None = None) -> Problem:
    """Return a warning that a file may have been read wrongly.

    Parameters
    ----------
    name : str
        One of `themekit.doubts.DOUBTS`.
    file : str
        The source, or study.yaml.
    message : str
        One sentence without its full stop.
    mend : str
        What would be right. Whoever tells doubts says how study.yaml takes one for meant.
    line : int, optional
        Of the file, where one row of it is meant.
    """
    return Problem(file, line, message, mend, "warning", name)


def meant(name: str, file: str) -> str:
    """Return the line of study.yaml by which a doubt on a file is meant."""
    return f"expected: {{{name}: [{quoted(file)}]}}"


def several(words: Sequence[str], most: int = SHOWN) -> str:
    """Return the first of the words in one line, with how many more there are."""
    shown = ", ".join(f"'{word}'" for word in words[:most])
    return f"{shown} and {len(words) - most:,} more" if len(words) > most else shown


def rows_named(rows: Sequence[tuple[str, str]], most: int = SHOWN) -> str:
    """Return how rows of a table are told: by where they stand, if that is known, and by their ids.

    Parameters
    ----------
    rows : sequence of (id, place)
    most : int
        So many are told, and how many more there are.

    Examples
    --------
    >>> rows_named([("R07", "line 14"), ("R09", "")])
    "line 14 ('R07'), row 'R09'"
    """
    told = [f"{place} ('{name}')" if place else f"row '{name}'" for name, place in rows[:most]]
    more = f" and {len(rows) - most:,} more" if len(rows) > most else ""
    return f"{', '.join(told)}{more}"


def line_of(place: str) -> int | None:
    """Return the number of a row in its file; None where it is not known, or of one sheet alone.

    Examples
    --------
    >>> line_of("line 14"), line_of("row 14 of sheet 'May'")
    (14, None)
    """
    number = place.rpartition(" ")[2]
    return int(number) if number.isdecimal() else None


def excerpt(text: str) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1].rstrip()}…"


def counted(number: int, what: str) -> str:
    """Return a number with its noun: ``1 row``, ``1,200 rows``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
