"""Which rows the theme matrix has, and which codes each of them counts.

The outline `report` has a section a theme, in report order: the theme's row, then a row a code, a
parent before its children, and last the codes of other themes that are also shown here. Codes
without a theme stand in a last section `No theme`, if there are any. A theme that only codes name
follows the listed ones.

A parent's row counts its children too, for a child is a kind of its parent. A theme's row counts
every code shown in its section, also those whose own theme is another: what is shown under a
heading belongs to it. A code that is also shown elsewhere takes its children's counts along, in
its own row; a child has a row there only if it is listed for that theme itself.

A further outline has, for each section, a row of everything in it (theme and code empty), then its
items: a theme with its codes, or a single code, in all periods or in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from themekit.matrix.inputs import CodeInfo, MatrixError, Outline, OutlineItem
from themekit.records import Period

ALL = "all"
REPORT = "report"
NO_THEME = "No theme"


@dataclass(frozen=True, slots=True)
class Part:
    """Some codes, each followed by its descendants, in one period or (empty) in all."""

    heads: tuple[tuple[int, ...], ...]
    period: Period = ""

    @property
    def codes(self) -> tuple[int, ...]:
        """Every code that is counted, once."""
        return tuple(sorted({code for head in self.heads for code in head}))


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row to be counted in every strand; the names are those of `themekit.records.MatrixRow`."""

    outline: str
    section: str
    theme: str
    code: str
    code_id: str
    parts: tuple[Part, ...]

    @property
    def heads(self) -> tuple[tuple[int, ...], ...]:
        """The codes of all parts, each followed by its descendants."""
        return tuple(dict.fromkeys(head for part in self.parts for head in part.heads))

    @property
    def codes(self) -> tuple[int, ...]:
        """Every code that is counted, once."""
        return Part(self.heads).codes


class Tree:
    """The codes with their children, and the themes in report order."""

    def __init__(self, codes: tuple[CodeInfo, ...], themes: Iterable[str] = ()) -> None:
        self.codes = codes
        named = (name for code in codes for name in (code.theme, *code.also_in) if name)
        self.themes = tuple(dict.fromkeys((*themes, *named)))
        numbers = {code.id: number for number, code in enumerate(codes)}
        self._children: dict[int, list[int]] = {}
        roots = []
        for number, code in enumerate(codes):
            if code.parent in numbers:
                self._children.setdefault(numbers[code.parent], []).append(number)
            else:
                roots.append(number)
        # The second pass finds nothing unless parents run in a circle; even then no code is lost.
        self.order = self._walk([*roots, *range(len(codes))])

    def head(self, code: int) -> tuple[int, ...]:
        """Return a code and its descendants."""
        return tuple(self._walk([code]))

    def shown_in(self, theme: str) -> list[int]:
        """Return the codes of a theme, then those that are also shown under it."""
        own = [number for number in self.order if self.codes[number].theme == theme]
        guests = [
            number
            for number in self.order
            if theme in self.codes[number].also_in and self.codes[number].theme != theme
        ]
        return own + guests

    def _walk(self, starts: Iterable[int]) -> list[int]:
        """Return codes depth first, each once."""
        found: dict[int, None] = {}
        stack = list(starts)[::-1]
        while stack:
            number = stack.pop()
            if number not in found:
                found[number] = None
                stack += self._children.get(number, [])[::-1]
        return list(found)


def row_specs(tree: Tree, outlines: Iterable[Outline] = ()) -> list[RowSpec]:
    """Return all rows of all outlines, in order."""
    specs: list[RowSpec] = []
    for theme in tree.themes:
        specs += _theme_rows(REPORT, theme, OutlineItem(theme=theme), tree)
    if tree.shown_in(""):
        specs += _theme_rows(REPORT, NO_THEME, OutlineItem(), tree)
    for outline in outlines:
        specs += _further(outline, tree)
    return specs


def _further(outline: Outline, tree: Tree) -> Iterator[RowSpec]:
    """Yield the rows of an outline that the study asks for."""
    for section in outline.sections:
        items = [_item_rows(outline.name, section.heading, item, tree) for item in section.items]
        everything = tuple(part for rows in items for part in rows[0].parts)
        yield RowSpec(outline.name, section.heading, "", "", "", everything)
        for rows in items:
            yield from rows


def _item_rows(outline: str, section: str, item: OutlineItem, tree: Tree) -> list[RowSpec]:
    """Return the row of a code, or those of a theme and its codes."""
    if not item.code_id:
        if item.theme not in tree.themes:
            raise MatrixError(f"outline {outline!r} names the unknown theme {item.theme!r}")
        return _theme_rows(outline, section, item, tree)
    numbers = [number for number, code in enumerate(tree.codes) if code.id == item.code_id]
    if not numbers:
        raise MatrixError(f"outline {outline!r} names the unknown code {item.code_id!r}")
    return [_code_row(outline, section, numbers[0], item.period, tree)]


def _theme_rows(outline: str, section: str, item: OutlineItem, tree: Tree) -> list[RowSpec]:
    """Return a theme's row and a row for each code shown under it."""
    shown = tree.shown_in(item.theme)
    part = Part(tuple(tree.head(code) for code in shown), item.period)
    return [
        RowSpec(outline, section, item.theme, "", "", (part,)),
        *(_code_row(outline, section, code, item.period, tree) for code in shown),
    ]


def _code_row(outline: str, section: str, number: int, period: Period, tree: Tree) -> RowSpec:
    """Return the row of one code; its theme is its own, wherever it is shown."""
    code = tree.codes[number]
    parts = (Part((tree.head(number),), period),)
    return RowSpec(outline, section, code.theme, code.name, code.id, parts)
