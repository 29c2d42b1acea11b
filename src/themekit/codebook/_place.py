"""Where a code stands: its parent code and its theme, worked out from names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.codebook._file import CodeFile

    Codes = Sequence[CodeFile | None]
    Positions = Mapping[str, list[int]]
    Names = tuple[Positions, Positions, Positions]


@dataclass(frozen=True, slots=True)
class Place:
    """What stands above a code.

    Attributes
    ----------
    parent : int or None
        Position of the parent code.
    theme : str
        Theme that the code itself names; empty where a parent or nothing does.
    key, message, hint : str
        The offending key and what is wrong with it; empty where nothing is.
    """

    parent: int | None = None
    theme: str = ""
    key: str = ""
    message: str = ""
    hint: str = ""


def index_names(codes: Codes) -> Names:
    """Return the positions of codes by name, by 'Parent > Name', and by id."""
    by_name: dict[str, list[int]] = {}
    by_path: dict[str, list[int]] = {}
    by_id: dict[str, list[int]] = {}
    for index, code in enumerate(codes):
        if code is not None:
            by_name.setdefault(code.name, []).append(index)
            by_path.setdefault(_shown(code), []).append(index)
            by_id.setdefault(code.id, []).append(index)
    return by_name, by_path, by_id


def place(codes: Codes, names: Names, index: int, themes: Sequence[str] | None) -> Place:
    """Find what stands above the code at `index`.

    Parameters
    ----------
    codes : sequence of CodeFile or None
        None where a code could not be read.
    names : tuple of mapping
        See `index_names`.
    index : int
    themes : sequence of str or None
        Names of the ``themes`` list; None without one: then a name that is no code is a theme.
    """
    code = codes[index]
    if code is None:
        return Place()
    above = _above(codes, names, index, themes) if code.parent else Place()
    if above.message or not code.theme:
        return above
    if themes is not None and code.theme not in themes:
        return _unknown_theme(names, code, themes)
    if above.parent is None and above.theme not in ("", code.theme):
        message = f"the code '{code.name}' names the theme '{code.theme}' and the parent theme"
        return Place(key="theme", message=f"{message} '{above.theme}'", hint="keep one of them")
    return Place(above.parent, code.theme)


def _above(codes: Codes, names: Names, index: int, themes: Sequence[str] | None) -> Place:
    """Resolve ``parent``: a code if one has the name, else a theme."""
    code = codes[index]
    assert code is not None
    found = _candidates(codes, names, index)
    if code.theme and len(found) > 1:
        found = [one for one in found if _theme_of(codes[one]) == code.theme] or found
    if len(found) == 1:
        return Place(found[0])
    if found:
        paths = listed(_shown(codes[one]) for one in found)
        message = f"the parent '{code.parent}' names {len(found)} codes"
        return Place(key="parent", message=message, hint=f"write {paths}")
    if themes is None or code.parent in themes:
        return Place(theme=code.parent)
    if code.parent == code.name:
        return Place(key="parent", message=f"the code '{code.name}' is its own parent")
    known = [one.name for one in codes if one is not None and one is not code]
    hint = did_you_mean(code.parent, [*known, *themes])
    message = f"the parent '{code.parent}' is neither a code nor a theme"
    return Place(key="parent", message=message, hint=hint)


def _candidates(codes: Codes, names: Names, index: int) -> list[int]:
    """Return the codes that ``parent`` may mean: by name, else by 'Parent > Name', else by id.

    A code is never its own parent, and a code that names the same parent is a sibling: ``Staff``
    under ``Staff`` stands beside the others under ``Staff``.
    """
    code = codes[index]
    assert code is not None
    for known in names:
        found = [
            one
            for one in known.get(code.parent, ())
            if one != index and (other := codes[one]) and other.parent != code.parent
        ]
        if found:
            return found
    return []


def _theme_of(code: CodeFile | None) -> str:
    return (code.theme or code.parent) if code else ""


def _shown(code: CodeFile | None) -> str:
    """Write a code as ``Parent > Name``, as far as the code itself says."""
    if code is None:
        return ""
    above = code.parent or code.theme
    return f"{above} > {code.name}" if above else code.name


def _unknown_theme(names: Names, code: CodeFile, themes: Sequence[str]) -> Place:
    message = f"the theme '{code.theme}' is not in the list of themes"
    if code.theme in names[0]:
        return Place(key="theme", message=message, hint=f"for a code write 'parent: {code.theme}'")
    return Place(key="theme", message=message, hint=did_you_mean(code.theme, themes))


def find_cycles(parents: Sequence[int | None]) -> list[list[int]]:
    """Return every ring of codes that are each other's parents, each from its lowest position."""
    rings: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(parents)):
        trail: list[int] = []
        here: int | None = start
        while here is not None and here not in seen:
            seen.add(here)
            trail.append(here)
            here = parents[here]
        if here in trail:
            ring = trail[trail.index(here) :]
            turn = ring.index(min(ring))
            rings.append(ring[turn:] + ring[:turn])
    return rings
