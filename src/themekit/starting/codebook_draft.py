"""A codebook as its writer kept it -> themes and codes, with what was taken for what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from themekit.errors import InputError
from themekit.reading.codebooks import Line, Rows, Shown
from themekit.starting.codebook_outline import codes_of_headings, codes_of_list
from themekit.starting.codebook_records import DraftCode, DraftCodebook
from themekit.starting.codebook_tables import codes_of_table

_NUMBER = re.compile(r"(\d+(?:\.\d+)*)[.)]?\s+(\S.*)")
_PATHS = (" > ", " / ", "::", "\\", "/")


def draft_codebook(shown: Sequence[Shown], name: str) -> DraftCodebook:
    """Find the codes in what a file shows: in its tables, else its headings, else its lists.

    Parameters
    ----------
    shown : sequence of Line or Rows
    name : str
        The file, as errors should name it.

    Raises
    ------
    InputError
        No code is to be found.
    """
    draft = DraftCodebook()
    tables = [one for one in shown if isinstance(one, Rows)]
    for number, (table, heading) in enumerate(zip(tables, _headings_of(shown), strict=True), 1):
        place = f"table {number}, row" if len(tables) > 1 else "row"
        codes_of_table(draft, table, place, heading)
    if not draft.codes:
        lines = [one for one in shown if isinstance(one, Line)]
        headed = any(one.heading for one in lines)
        (codes_of_headings if headed else codes_of_list)(draft, lines)
    if not draft.codes:
        message = "no codes are to be found in it"
        hint = (
            "a codebook is a table with a column Code (and Definition, Include, Exclude, Example), "
            "headings with a paragraph each, or a list of lines such as 'Waiting: time between ...'"
        )
        raise InputError.one(name, None, message, hint)
    _number_apart(draft)
    _tell_apart(draft)
    return draft


def _headings_of(shown: Sequence[Shown]) -> list[str]:
    """Return the heading of each table where every table has its own, as a theme's; else none."""
    headings: list[str] = []
    last = ""
    for one in shown:
        if isinstance(one, Rows):
            headings.append(last)
        elif one.heading:
            last = one.text
    own = len(headings) > 1 and all(headings) and len(set(headings)) == len(headings)
    return headings if own else [""] * len(headings)


def _number_apart(draft: DraftCodebook) -> None:
    """Take numbers before names away where all have one, and their order as who is above whom."""
    numbered = {id(code): _NUMBER.fullmatch(code.name) for code in draft.codes}
    if len(draft.codes) > 1 and all(numbered.values()):
        names = {found.group(1): found.group(2) for found in numbered.values() if found}
        for code in draft.codes:
            found = numbered[id(code)]
            number, code.name = (found.group(1), found.group(2)) if found else ("", code.name)
            above = number.rpartition(".")[0]
            if above in names and not code.parent and not code.theme:
                code.parent = names[above]
    for code in draft.codes:
        _split_path(code, {one.name for one in draft.codes} | set(draft.themes))


def _split_path(code: DraftCode, known: set[str]) -> None:
    """Take "Parent > Child" apart where the parent is known by that name."""
    for sign in _PATHS:
        above, found, name = code.name.rpartition(sign)
        nearest = above.rpartition(sign)[2].strip()
        if found and name.strip() and (nearest in known or above.strip() in known):
            code.parent, code.name = nearest, name.strip()
            return


def _tell_apart(draft: DraftCodebook) -> None:
    """Make names unique under their parents, and say so; a parent that is a theme is one."""
    names = {code.name for code in draft.codes}
    seen: dict[tuple[str, str], str] = {}
    for code in draft.codes:
        if code.parent and code.parent not in names:
            draft.themes.setdefault(code.parent, "")
            code.theme, code.parent = code.parent, ""
        key = (code.parent or code.theme, code.name.casefold())
        if key in seen:
            was, code.name = code.name, next(_others(code, seen))
            first = seen[key]
            draft.doubts.append(f"{code.place}: '{was}' stands at {first} too; here '{code.name}'")
        seen[code.parent or code.theme, code.name.casefold()] = code.place
    bare = [code.name for code in draft.codes if "definition" not in code.parts]
    if bare:
        draft.doubts.append(f"no definition: {', '.join(_first(bare))}")


def _others(code: DraftCode, seen: dict[tuple[str, str], str]) -> Iterator[str]:
    number = 2
    while True:
        name = f"{code.name} ({number})"
        if (code.parent or code.theme, name.casefold()) not in seen:
            yield name
        number += 1


def _first(names: Iterable[str], most: int = 8) -> list[str]:
    listed = list(names)
    return listed if len(listed) <= most else [*listed[:most], f"and {len(listed) - most} more"]
