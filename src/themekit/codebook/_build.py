"""Codes as the file writes them -> records with theme, path and id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from themekit._yaml import YamlFile, did_you_mean, slugify
from themekit.codebook._file import CodeFile
from themekit.codebook._ids import ID_SYNTAX, make_ids
from themekit.codebook._place import Place, find_cycles, index_names, place
from themekit.codebook._records import Code, Theme

if TYPE_CHECKING:
    from themekit.codebook._patterns import Pattern
    from themekit.errors import Problem

_COPIED = [
    "name",
    "also_in",
    "definition",
    "include",
    "exclude",
    "examples",
    "near_misses",
    "frequency",
    "direction",
    "plain_name",
    "plain_meaning",
    "plain_example",
    "plain_not_this",
    "content_note",
]

Codes = Sequence[CodeFile | None]


def build_codes(
    source: YamlFile,
    codes: Codes,
    themes: tuple[Theme, ...] | None,
    patterns: Sequence[tuple[Pattern, ...]],
) -> tuple[tuple[Theme, ...], tuple[Code, ...], tuple[Problem, ...]]:
    """Resolve names and make the records.

    Parameters
    ----------
    source : YamlFile
    codes : sequence of CodeFile or None
        None where a code could not be read.
    themes : tuple of Theme or None
        None without a ``themes`` list: then the names above the codes make it.
    patterns : sequence of tuple of Pattern
        Of each code.

    Returns
    -------
    tuple of Theme
    tuple of Code
        Empty where a problem leaves them undefined.
    tuple of Problem
    """
    listed = None if themes is None else [theme.name for theme in themes]
    names = index_names(codes)
    places = [place(codes, names, index, listed) for index in range(len(codes))]
    problems = [
        source.problem(("codes", index, spot.key), spot.message, spot.hint)
        for index, spot in enumerate(places)
        if spot.message
    ]
    problems += _id_problems(source, codes)
    for ring in find_cycles([spot.parent for spot in places]):
        problems.append(_cycle_problem(source, codes, ring))
        for index in ring:
            places[index] = Place()
    chains = [_chain(places, index) for index in range(len(codes))]
    tops = [places[chain[0]].theme for chain in chains]
    made = themes if themes is not None else tuple(Theme(one) for one in _first_seen(tops))
    problems += _theme_problems(source, codes, places, tops)
    if themes is not None or "themes" not in source.data:  # else the list itself is broken
        problems += _also_in_problems(source, codes, made)
    problems += _twin_problems(source, codes, places)
    if problems or None in codes:
        return made, (), tuple(problems)
    return made, _records(source, codes, chains, tops, patterns), ()


def _chain(places: Sequence[Place], index: int) -> list[int]:
    """Return the positions from the topmost parent down to the code."""
    chain = [index]
    above = places[index].parent
    while above is not None:
        chain.append(above)
        above = places[above].parent
    return chain[::-1]


def _first_seen(names: Sequence[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _records(
    source: YamlFile,
    codes: Codes,
    chains: Sequence[list[int]],
    tops: Sequence[str],
    patterns: Sequence[tuple[Pattern, ...]],
) -> tuple[Code, ...]:
    """Make the records of codes that hold no problem."""
    read = [code for code in codes if code is not None]
    paths = [tuple(read[one].name for one in chain) for chain in chains]
    ids = make_ids([code.id for code in read], paths, tops)
    return tuple(
        Code(
            id=ids[index],
            theme=tops[index],
            parent=paths[index][-2] if len(paths[index]) > 1 else "",
            parent_id=ids[chains[index][-2]] if len(chains[index]) > 1 else "",
            path=(tops[index], *paths[index]) if tops[index] else paths[index],
            patterns=patterns[index],
            line=source.line("codes", index),
            **{field: getattr(code, field) for field in _COPIED},
        )
        for index, code in enumerate(read)
    )


def _cycle_problem(source: YamlFile, codes: Codes, ring: Sequence[int]) -> Problem:
    names = [code.name for code in (codes[one] for one in (*ring, ring[0])) if code]
    message = "the parents run in a circle: " + " > ".join(f"'{name}'" for name in names)
    loc = ("codes", ring[0], "parent")
    return source.problem(loc, message, "one of them needs another parent")


def _theme_problems(
    source: YamlFile, codes: Codes, places: Sequence[Place], tops: Sequence[str]
) -> list[Problem]:
    """Find codes that name another theme than their parent has."""
    problems = []
    for index, (code, spot) in enumerate(zip(codes, places, strict=True)):
        if code and spot.parent is not None and spot.theme not in ("", tops[index]):
            where = f"the theme '{tops[index]}'" if tops[index] else "no theme"
            message = f"the code '{code.name}' names the theme '{spot.theme}'"
            message += f", but its parent '{code.parent}' has {where}"
            hint = "leave 'theme' out; use 'also_in' for a second place"
            problems.append(source.problem(("codes", index, "theme"), message, hint))
    return problems


def _also_in_problems(source: YamlFile, codes: Codes, themes: Sequence[Theme]) -> list[Problem]:
    known = [theme.name for theme in themes]
    return [
        source.problem(
            ("codes", index, "also_in", position),
            f"the theme '{name}' in 'also_in' is not a theme of this codebook",
            did_you_mean(name, known),
        )
        for index, code in enumerate(codes)
        if code
        for position, name in enumerate(code.also_in)
        if name not in known
    ]


def _twin_problems(source: YamlFile, codes: Codes, places: Sequence[Place]) -> list[Problem]:
    """Find codes that share a name under one parent."""
    first: dict[tuple[int | str, str], int] = {}
    problems = []
    for index, (code, spot) in enumerate(zip(codes, places, strict=True)):
        if code is None:
            continue
        above = spot.theme if spot.parent is None else spot.parent
        other = first.setdefault((above, code.name), index)
        if other != index:
            where = f" under '{code.parent or code.theme}'" if code.parent or code.theme else ""
            message = f"the code '{code.name}' stands twice{where}"
            hint = f"it stands in line {source.line('codes', other)} already"
            problems.append(source.problem(("codes", index, "name"), message, hint))
    return problems


def _id_problems(source: YamlFile, codes: Codes) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for index, code in enumerate(codes):
        if code is None or not code.id:
            continue
        loc = ("codes", index, "id")
        if not ID_SYNTAX.fullmatch(code.id):
            message = f"the id '{code.id}' may hold lower-case letters, digits and hyphens only"
            problems.append(source.problem(loc, message, f"write '{slugify(code.id)}'"))
        other = first.setdefault(code.id, index)
        if other != index:
            hint = f"it stands in line {source.line('codes', other)} already"
            problems.append(source.problem(loc, f"the id '{code.id}' stands twice", hint))
    return problems
